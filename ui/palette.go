package ui

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/cards"
	"github.com/fangce/fangce/ui/widgets"
)

// paletteTyping is how long the palette waits after a key before it searches among the customers.
const paletteTyping = 90 * time.Millisecond

// paletteCustomers is how many customers the palette lists; the Cards room lists them all.
const paletteCustomers = 7

// Actions of the palette.
const (
	paletteOpen  = "open"
	paletteCall  = "call"
	paletteVisit = "visit"
)

// palette is the open palette: any customer, any room, anything that can be done, by a few letters.
type palette struct {
	bench  *bench
	picker *widgets.Picker
	lines  []paletteLine          // commands and rooms, in their order
	shown  map[string]paletteLine // by the id of their row
	recent []string
	// found answers text, of which there are total; asked is what is being searched for, "" nothing.
	found       []app.CardRow
	total       int
	answers     string
	asked       string
	held        map[string]app.CardRow // customers of the recent choices, by id
	stop        context.CancelFunc
	impatient   bool // Enter was pressed before the customers came
	after       func(time.Duration, func())
	searchCards bool
}

// openPalette opens the palette over the room in sight.
func (b *bench) openPalette() {
	c := b.window.win.Canvas()
	if b.stopped.Load() || c.Overlays().Top() != nil {
		return
	}
	c.Unfocus() // a field being typed in is saved
	p := &palette{bench: b, held: map[string]app.CardRow{}, searchCards: b.showsCards(), after: b.later}
	p.lines = b.paletteLines()
	p.picker = widgets.ShowPicker(c, widgets.PickerForm{
		ID: "palette", Placeholder: lang.X("palette.placeholder", ""), Hint: lang.X("palette.hint", ""),
		OnText: p.typed, Actions: p.actions, OnPick: p.pick, OnHold: p.wait, OnClose: p.end,
	})
	p.show()
	p.loadRecent()
}

// showsCards reports whether customers may be shown to this person now.
func (b *bench) showsCards() bool {
	for _, r := range b.rooms {
		if r.id == "cards" {
			return b.gate.page("cards") == nil
		}
	}
	return false
}

// later does something on the UI goroutine after a pause.
func (b *bench) later(pause time.Duration, do func()) { time.AfterFunc(pause, func() { fyne.Do(do) }) }

// typed answers a change of the text: commands and rooms at once, customers when they have been found.
func (p *palette) typed(string) {
	if p.picker == nil {
		return // it is being made
	}
	p.impatient = false
	p.search()
	p.show()
}

func (p *palette) search() {
	if p.stop != nil {
		p.stop()
		p.stop = nil
	}
	text, commands := queryOf(p.picker.Text())
	if p.asked = ""; text == "" || commands || !p.searchCards {
		p.found, p.total, p.answers = nil, 0, text
		return
	}
	p.asked = text
	p.after(paletteTyping, func() {
		if p.asked == text && p.picker.Open() {
			p.ask(text)
		}
	})
}

// ask searches for customers off the UI goroutine.
func (p *palette) ask(text string) {
	ctx, stop := context.WithCancel(context.Background())
	p.stop = stop
	s := p.bench.session.Service
	go func() {
		defer stop()
		ids, err := s.CardIndex(ctx, app.CardQuery{Text: text, Sort: app.SortByName})
		var rows []app.CardRow
		if err == nil {
			rows, err = s.CardRows(ctx, ids[:min(len(ids), paletteCustomers)])
		}
		if ctx.Err() != nil {
			return // something else has been typed
		}
		if err != nil {
			p.bench.fail(err)
		}
		fyne.Do(func() {
			if p.asked != text || !p.picker.Open() {
				return
			}
			p.asked, p.found, p.total, p.answers = "", rows, len(ids), text
			p.show()
			if p.impatient {
				p.impatient = false
				if row, ok := p.picker.Selected(); ok {
					p.picker.Close()
					p.pick(row, paletteOpen)
				}
			}
		})
	}()
}

// wait holds Enter back until the customers who were asked for have come, so that it does not take another line in their
// place. It reports whether it does.
func (p *palette) wait() bool {
	p.impatient = p.asked != ""
	return p.impatient
}

func (p *palette) end() {
	p.asked = ""
	if p.stop != nil {
		p.stop()
	}
}

// queryOf returns what to look for; a leading > asks for commands only.
func queryOf(text string) (query string, commands bool) {
	text = strings.TrimSpace(text)
	for _, sign := range []string{">", "》", "＞"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return text, false
}

// actions are what can be done with a line.
func (p *palette) actions(row widgets.Row) []widgets.PickAction {
	if _, ok := strings.CutPrefix(row.ID, customerLine); !ok {
		return []widgets.PickAction{{ID: paletteOpen, Label: lang.X("palette.do", ""), Key: "Enter"}}
	}
	enter := func(m fyne.KeyModifier) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: m}
	}
	out := []widgets.PickAction{{ID: paletteOpen, Label: lang.X("palette.card", ""), Key: "Enter"}}
	for _, r := range p.bench.rooms {
		switch r.id {
		case "calls":
			out = append(out, widgets.PickAction{ID: paletteCall, Label: lang.X("palette.call", ""), Key: "Ctrl+Enter", Shortcut: enter(fyne.KeyModifierShortcutDefault)})
		case "visit":
			out = append(out, widgets.PickAction{ID: paletteVisit, Label: lang.X("palette.visit", ""), Key: "Alt+Enter", Shortcut: enter(fyne.KeyModifierAlt)})
		}
	}
	return out
}

// pick does what was chosen and remembers it.
func (p *palette) pick(row widgets.Row, action string) {
	if id, ok := strings.CutPrefix(row.ID, customerLine); ok {
		p.remember(row.ID)
		switch action {
		case paletteCall:
			p.bench.open("calls", []string{id, "", ""})
		case paletteVisit:
			p.bench.open("cards", cards.Arrival{CustomerID: id, Then: cards.ThenVisit})
		default:
			p.bench.open("cards", id)
		}
		return
	}
	line, ok := p.shown[row.ID]
	if !ok {
		return
	}
	if row.ID != allLine {
		p.remember(line.id)
	}
	line.run()
}
