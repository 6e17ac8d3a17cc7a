package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/syncview"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// gateEvery is how often it is looked whether the lease has ended while nothing is synced.
const gateEvery = 30 * time.Second

// gate keeps customers out of sight while they may not be shown: until the first sync is complete, so that nobody takes
// half a portfolio for all of it, and once the laptop has been without contact for longer than its lease.
type gate struct {
	state    app.SyncState
	over     bool // the lease has ended
	pending  any  // what the room in sight was asked to show
	progress *syncview.Progress
	filling  fyne.CanvasObject
	lease    fyne.CanvasObject
	warning  *widgets.Banner
	notice   *fyne.Container // the warning above the rooms
}

func newGate(b *bench) *gate {
	g := &gate{progress: syncview.NewProgress(nil), warning: widgets.Tag("lease", widgets.NewBanner(widgets.Neutral, ""))}
	g.filling = widgets.Page(widgets.Surface(widgets.Center(widgets.FixedWidth(640, widgets.VStack(14,
		widgets.Tag("filling", widgets.Title(lang.X("filling.title", "")).Aligned(fyne.TextAlignCenter)), g.progress.Content)))))
	again := widgets.Tag("lease.sync", widgets.Primary(lang.X("lease.sync", ""), theme.IconSync, b.syncNow))
	g.lease = widgets.Page(widgets.Surface(widgets.Center(widgets.FixedWidth(560, widgets.VStack(14,
		widgets.Center(widgets.Picture(theme.IconLock, 40, theme.ColorFaint)),
		widgets.Tag("lease.over", widgets.Title(lang.X("lease.title", "")).Aligned(fyne.TextAlignCenter)),
		widgets.NewParagraph(lang.X("lease.over", "")), widgets.Center(again))))))
	g.notice = widgets.Pad(8, 14, 0, 14, g.warning)
	g.notice.Hide()
	return g
}

// page returns what stands in the place of a room, nil where the room itself may be shown.
func (g *gate) page(id string) fyne.CanvasObject {
	switch {
	case id == "sync" || id == "settings":
	case g.state.Filling:
		return g.filling
	case g.over:
		return g.lease
	}
	return nil
}

// set takes the present state; it reports whether rooms open or close because of it.
func (g *gate) set(s app.SyncState, now app.Instant) (turned bool) {
	before := g.state.Filling || g.over
	g.state, g.over = s, syncview.LeaseOver(s.LeaseUntil, now)
	g.progress.Set(s)
	tone, text := syncview.LeaseNotice(s.LeaseUntil, now)
	if text != g.warning.Value() {
		g.warning.Set(tone, text)
	}
	g.notice.Hidden = text == "" || g.over
	return before != (g.state.Filling || g.over)
}

// lookAtGate brings the gate up to date. It may be called from anywhere but the UI goroutine.
func (b *bench) lookAtGate() {
	s, err := b.session.Sync.Standing(context.Background())
	if err != nil || b.stopped.Load() {
		return // whoever uses the database tells what is wrong with it
	}
	fyne.Do(func() {
		if !b.stopped.Load() {
			b.turn(s)
		}
	})
}

// turn takes a new state of the gate, and opens or closes the room in sight.
func (b *bench) turn(s app.SyncState) {
	id := b.rail.Active()
	was := b.current()
	if !b.gate.set(s, b.window.cfg.Clock.Now()) {
		b.frame.Refresh()
		return
	}
	b.frame.Refresh()
	if b.gate.page(id) == nil {
		if was == nil && id != "" {
			b.open(id, b.gate.pending)
		}
		return
	}
	if h, ok := was.(hider); ok {
		h.Hide()
	}
	if f, ok := was.(flusher); ok {
		f.Flush()
	}
	for o := b.window.win.Canvas().Overlays(); was != nil && o.Top() != nil; {
		o.Remove(o.Top()) // a dialog or a paper of the room; what is typed in it has just been kept
	}
	b.open(id, nil)
}

// watchGate looks now and then whether the lease has ended, until the frame ends.
func (b *bench) watchGate() {
	go func() {
		for {
			select {
			case <-b.done:
				return
			case <-time.After(gateEvery):
				b.lookAtGate()
			}
		}
	}()
}
