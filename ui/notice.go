package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Times of the look at the account's files.
const (
	healthEvery = 20 * time.Second
	// toldEvery is how often while the disk is full or nearly so: who has made room waits to see the strip go.
	toldEvery = 2 * time.Second
	// behindFor is how long the second copy of unsent work may lag before the window speaks of it: it is tried again with
	// every commit, and a moment's fault is nobody's business.
	behindFor = 10 * time.Minute
)

// notice is the strip above the rooms that says what is wrong with the disk.
type notice struct {
	banner  *widgets.Banner
	content fyne.CanvasObject
	behind  time.Time // since when the second copy lags; zero: it does not
}

func newNotice() *notice {
	n := &notice{banner: widgets.Tag("notice", widgets.NewBanner(widgets.Neutral, ""))}
	n.content = widgets.Pad(8, 14, 0, 14, n.banner)
	n.content.Hide()
	return n
}

// set shows what is to be said about the account's files, if anything, and reports whether that changed.
func (n *notice) set(h app.StoreHealth, now time.Time) bool {
	switch {
	case !h.LogBehind:
		n.behind = time.Time{}
	case n.behind.IsZero():
		n.behind = now
	}
	tone, text := widgets.Neutral, ""
	switch free := map[string]any{"Free": words.Size(h.Free)}; {
	case h.Full:
		tone, text = widgets.Danger, lang.X("disk.full", "", free)
	case h.Low:
		tone, text = widgets.Warning, lang.X("disk.low", "", free)
	case h.LogBehind && now.Sub(n.behind) >= behindFor:
		tone, text = widgets.Warning, lang.X("disk.log_behind", "")
	}
	if text == n.banner.Value() {
		return false
	}
	n.banner.Set(tone, text)
	if text == "" {
		n.content.Hide()
	} else {
		n.content.Show()
	}
	return true
}

// watchHealth looks at the account's files now and then, until the frame ends.
func (b *bench) watchHealth() {
	if b.session.Safety == nil {
		return
	}
	go func() {
		for !b.stopped.Load() {
			pause := healthEvery
			if b.lookAtHealth(); b.told.Load() {
				pause = toldEvery
			}
			select {
			case <-b.done:
			case <-b.saved:
			case <-time.After(pause):
			}
		}
	}()
}

// lookAgain has the account's files looked at now if the disk was full: something was saved, so the strip may not hold any more.
// It may be called from anywhere.
func (b *bench) lookAgain() {
	if !b.told.Load() {
		return
	}
	select {
	case b.saved <- struct{}{}:
	default: // it is about to be looked at
	}
}

// lookAtHealth brings the strip up to date.
func (b *bench) lookAtHealth() {
	h, err := b.session.Safety.Health(context.Background())
	if err != nil || b.stopped.Load() {
		return // what is wrong with the database itself is told by whoever uses it
	}
	b.told.Store(h.Full || h.Low)
	fyne.Do(func() {
		if !b.stopped.Load() && b.notice.set(h, time.Now()) {
			b.frame.Refresh()
		}
	})
}
