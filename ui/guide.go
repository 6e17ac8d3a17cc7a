package ui

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// guideKey is the preference that says that the guide has been seen or left.
const guideKey = "guide.seen"

// guideRooms are the stops of the first walk through the window; those a person has no room for are left out.
var guideRooms = []string{"today", "cards", "calls", "visit", "book", "worklog", "team", "sync"}

// guide is a strip above the rooms that leads through them at the first unlocking. It takes nothing away and can be left at
// any time: work goes on below it.
type guide struct {
	bench   *bench
	stops   []string
	at      int
	content *fyne.Container
}

func newGuide(b *bench) *guide {
	g := &guide{bench: b, content: widgets.Stack()}
	g.content.Hide()
	return g
}

// offerGuide starts the guide where somebody tries the program out and has not seen it: at a centre on this very machine.
func (b *bench) offerGuide() {
	if !b.window.cfg.Guide || !tryingOut(b.session.Address) {
		return
	}
	go func() {
		if seen, err := b.session.Service.Preference(context.Background(), guideKey); err != nil || seen != "" {
			return
		}
		fyne.Do(func() {
			if !b.stopped.Load() {
				b.startGuide()
			}
		})
	}()
}

// tryingOut reports whether a centre runs on this machine.
func tryingOut(address string) bool {
	u, err := url.Parse(address)
	return err == nil && slices.Contains([]string{"127.0.0.1", "localhost", "::1"}, u.Hostname())
}

// startGuide begins the walk.
func (b *bench) startGuide() {
	g := b.guide
	g.stops = nil
	for _, id := range guideRooms {
		if slices.ContainsFunc(b.rooms, func(p place) bool { return p.id == id }) {
			g.stops = append(g.stops, id)
		}
	}
	g.turn(0)
}

// turn goes to a stop and opens its room; behind the last the guide ends.
func (g *guide) turn(at int) {
	if at >= len(g.stops) {
		g.end()
		return
	}
	g.at = max(at, 0)
	room := g.stops[g.at]
	g.bench.open(room, nil)
	place := lang.X("guide.place", "", map[string]any{"N": g.at + 1, "All": len(g.stops)})
	back := widgets.Tag("guide.back", widgets.Quiet(lang.X("guide.back", ""), nil, func() { g.turn(g.at - 1) }).Compact())
	if g.at == 0 {
		back.Disable()
	}
	label := lang.X("guide.next", "")
	if g.at == len(g.stops)-1 {
		label = lang.X("guide.done", "")
	}
	next := widgets.Tag("guide.next", widgets.Primary(label, nil, func() { g.turn(g.at + 1) }).Compact())
	leave := widgets.Tag("guide.leave", widgets.Quiet(lang.X("guide.leave", ""), theme.IconClose, g.end).Compact())
	text := fmt.Sprintf("%s　%s", place, lang.X("guide.stop."+room, ""))
	g.content.Objects = []fyne.CanvasObject{widgets.Pad(8, 14, 0, 14, widgets.Tag("guide", widgets.NewBanner(widgets.Info, text, back, next, leave)))}
	g.content.Show()
	g.content.Refresh()
	g.bench.frame.Refresh()
	g.bench.frame.Refresh() // a paragraph knows its height once it has its width
}

// end takes the strip away and remembers that it was seen.
func (g *guide) end() {
	g.content.Hide()
	g.content.Objects = nil
	g.bench.frame.Refresh()
	b := g.bench
	go func() {
		if err := b.session.Service.SetPreference(context.Background(), guideKey, "1"); err != nil {
			b.fail(err)
		}
	}()
}
