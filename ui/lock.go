package ui

import (
	"log/slog"
	"runtime"
	"runtime/debug"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/settings"
	"github.com/fangce/fangce/ui/start"
	"github.com/fangce/fangce/ui/widgets"
)

// Lock closes the account and shows the start screen: see lockTo.
func (w *Window) Lock() { w.lockTo(start.Way{}) }

// lockTo locks the window and shows the start screen at a place of it. What is half typed is written down as drafts
// first. Then nothing of the account stays in the window: no room, dialog, toast, shortcut or copied value. The account
// is closed off the UI goroutine, which ends its sync, wipes viewed files and takes its keys out of memory; whoever
// unlocks meanwhile waits for that.
func (w *Window) lockTo(to start.Way) {
	b := w.bench
	if b == nil {
		return
	}
	b.stop()
	w.bench = nil
	w.guard.end()
	w.clear()
	if to.Account == "" {
		to.Account = b.session.Account.ID
	}
	w.closing = make(chan struct{})
	w.showStart(to)
	go func(done chan struct{}) {
		b.close()
		close(done)
		w.forget(done)
	}(w.closing)
}

// Times of forget.
const (
	forgetEvery = 6 * time.Second // longer than Fyne keeps what is no longer drawn
	forgetTimes = 3               // Fyne looks through it every ten seconds at most
	forgetFrame = 200 * time.Millisecond
)

// forget gives what the rooms held back to the system, as far as the language has it in its hands. Fyne keeps the parts
// of widgets for some seconds after they were drawn last, and with them the rows and cards they showed; it lets them go
// only when something is drawn later, which does not happen by itself in a locked window nobody touches.
func (w *Window) forget(closed chan struct{}) {
	for range forgetTimes {
		runtime.GC()
		debug.FreeOSMemory()
		if w.cfg.Input == nil {
			return // a test's window, which draws on whichever goroutine asks
		}
		time.Sleep(forgetEvery)
		still := make(chan bool, 1)
		fyne.Do(func() {
			still <- w.bench == nil && w.closing == closed
			w.stage.Refresh()
		})
		if !<-still {
			return
		}
		time.Sleep(forgetFrame)
	}
	runtime.GC()
	debug.FreeOSMemory()
}

// clear takes everything out of the window that a room may have put there beside its content.
func (w *Window) clear() {
	c := w.win.Canvas()
	for o := c.Overlays(); o.Top() != nil; {
		o.Remove(o.Top())
	}
	w.stage.DropToast()
	widgets.ForgetTags()
	widgets.Tag("toast", w.stage)
	widgets.ForgetShortcuts(c)
	w.addShortcuts()
	widgets.ClearCopied()
}

// settling returns a function that waits until the account locked last is closed; its files may be opened then. The
// function is for other goroutines.
func (w *Window) settling() func() {
	done := w.closing
	return func() {
		if done != nil {
			<-done
		}
	}
}

// guard runs idle beside the window of an unlocked account.
type guard struct {
	idle
	ticker *time.Ticker
	done   chan struct{}
}

// watch starts the guard over a window just unlocked.
func (w *Window) watch(minutes int) {
	g := &w.guard
	w.setIdle(minutes)
	g.warn, g.lock = w.warnOfLock, w.lockIdle
	g.begin(time.Now())
	g.done = make(chan struct{})
	g.ticker = time.NewTicker(idleTick)
	go func(done chan struct{}, tick <-chan time.Time) {
		for {
			select {
			case <-done:
				return
			case <-tick:
				fyne.Do(func() {
					if w.bench != nil {
						g.look(time.Now())
					}
				})
			}
		}
	}(g.done, g.ticker.C)
}

// end stops the guard.
func (g *guard) end() {
	if g.ticker == nil {
		return
	}
	g.ticker.Stop()
	close(g.done)
	g.ticker = nil
}

// Touched notes that the user did something in the window: a key, the pointer, the wheel. On the UI goroutine.
func (w *Window) Touched() {
	if w.bench != nil {
		w.guard.touch(time.Now())
	}
}

// warnOfLock says at the foot of the window that it is about to be locked; 0 takes that away.
func (w *Window) warnOfLock(left time.Duration) {
	if left <= 0 {
		w.stage.DropToast()
		return
	}
	n := int((left + time.Second - 1) / time.Second)
	widgets.ShowToast(w.win.Canvas(), widgets.Toast{
		Text: lang.X("lock.soon", "", map[string]any{"N": n}), Tone: widgets.Warning, For: 2 * idleTick, Urgent: true,
	})
}

// idleMinutes is how long an account may stay unused before it is locked.
func idleMinutes(s *Session) int {
	if s.Security == nil {
		return settings.IdleDefault
	}
	return s.Security.IdleMinutes()
}

// setIdle makes a change of that time hold at once.
func (w *Window) setIdle(minutes int) {
	w.guard.after = time.Duration(minutes) * time.Minute
	if w.cfg.Idle > 0 {
		w.guard.after = min(w.guard.after, w.cfg.Idle)
	}
	w.Touched()
}

// lockIdle locks because nobody uses the window, or because the laptop slept, and says so.
func (w *Window) lockIdle(slept bool) {
	slog.Info("locked", "after", w.guard.after, "slept", slept)
	why := lang.X("lock.slept", "")
	if !slept {
		why = lang.X("lock.idle", "", map[string]any{"N": max(1, int(w.guard.after.Minutes()))})
	}
	w.lockTo(start.Way{Why: why})
}
