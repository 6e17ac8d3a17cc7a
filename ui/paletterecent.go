package ui

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// recentKey is the preference under which the palette keeps the ids of the lines chosen last, newest first. Names are not
// kept: a customer who has been handed over since is not named any more.
const recentKey = "recent"

// recentMost is how many are kept; recentListed how many are listed.
const (
	recentMost   = 24
	recentListed = 6
)

// remembers keeps what the window shall remember on this laptop.
type remembers interface {
	Preference(ctx context.Context, key string) (string, error)
	SetPreference(ctx context.Context, key, value string) error
	// Changes counts what this person has changed.
	Changes() int64
}

// loadRecent reads what was chosen lately, with the customers among it as far as they are still on this laptop.
func (p *palette) loadRecent() {
	s, cards := p.bench.session.Service, p.searchCards
	go func() {
		ctx := context.Background()
		recent := readRecent(ctx, s)
		held := map[string]app.CardRow{}
		for _, id := range recent {
			id, ok := strings.CutPrefix(id, customerLine)
			if !ok || !cards || len(held) == recentListed {
				continue
			}
			at, err := s.CardPlace(ctx, id)
			if err != nil {
				continue // handed over
			}
			if rows, err := s.CardRows(ctx, []int64{at}); err == nil && len(rows) == 1 {
				held[id] = rows[0]
			}
		}
		fyne.Do(func() {
			if !p.picker.Open() {
				return
			}
			for id, c := range held {
				p.held[id] = c
			}
			p.recent = recent
			p.show()
		})
	}()
}

func readRecent(ctx context.Context, s remembers) []string {
	var recent []string
	if text, err := s.Preference(ctx, recentKey); err == nil && text != "" {
		if json.Unmarshal([]byte(text), &recent) != nil {
			return nil
		}
	}
	return recent
}

// recentRows are the lines chosen last that can be chosen now.
func (p *palette) recentRows(listed map[string]bool) []widgets.Row {
	var out []widgets.Row
	for _, id := range p.recent {
		if len(out) == recentListed {
			break
		}
		if customer, ok := strings.CutPrefix(id, customerLine); ok {
			if c, ok := p.held[customer]; ok {
				out = append(out, customerRow(c))
			}
			continue
		}
		if i := slices.IndexFunc(p.lines, func(l paletteLine) bool { return l.id == id && l.off == "" }); i >= 0 {
			listed[id] = true
			p.shown[id] = p.lines[i]
			out = append(out, p.lines[i].row)
		}
	}
	return out
}

// remember puts a line before the others chosen lately.
func (p *palette) remember(id string) {
	s := p.bench.session.Service
	go func() {
		ctx := context.Background()
		recent := slices.DeleteFunc(readRecent(ctx, s), func(other string) bool { return other == id })
		recent = slices.Insert(recent, 0, id)
		text, err := json.Marshal(recent[:min(len(recent), recentMost)])
		if err == nil {
			err = s.SetPreference(ctx, recentKey, string(text))
		}
		if err != nil {
			p.bench.fail(err)
		}
	}()
}
