package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/start"
)

// wiped locks an account the centre has taken out of use. Closing it removes its folder; then the start screen shows the
// accounts that are left, and why this one has gone.
func (w *Window) wiped(s *Session, drained bool) {
	if w.bench == nil || w.bench.session != s {
		return // it is closed already, which removes it
	}
	why := lang.X("wiped.done", "")
	if drained {
		why = lang.X("wiped.drained", "")
	}
	way := start.Way{Why: why}
	w.lockTo(way)
	closed := w.closing
	go func() {
		<-closed
		fyne.Do(func() {
			if w.bench == nil && w.closing == closed {
				w.showStart(way)
			}
		})
	}()
}
