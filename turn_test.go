package main

import (
	"bytes"
	"runtime"
	"time"

	"fyne.io/fyne/v2"
)

// turn is the window's goroutine in a test: what others hand to fyne.Do waits until the test lets the window work, as in
// the real window. The drawing library's own driver for tests would do it at once, on whichever goroutine asks.
type turn struct {
	waiting chan func()
	own     string
}

// onTurn makes the program's app one whose calls wait for their turn. The calling goroutine becomes the window's.
func onTurn(a fyne.App) (*turn, fyne.App) {
	t := &turn{waiting: make(chan func(), 1<<16), own: goroutine()}
	w := turnApp{App: a, driver: turnDriver{a.Driver(), t}}
	fyne.SetCurrentApp(w)
	return t, w
}

// goroutine names the calling goroutine.
func goroutine() string {
	buf := make([]byte, 64)
	head, _, _ := bytes.Cut(buf[:runtime.Stack(buf, false)], []byte(" ["))
	return string(head)
}

// run does what waits, and what comes within a pause. It reports whether there was anything.
func (t *turn) run(pause time.Duration) (any bool) {
	end := time.After(pause)
	for {
		select {
		case f := <-t.waiting:
			f()
			any = true
		case <-end:
			return any
		}
	}
}

type turnApp struct {
	fyne.App
	driver fyne.Driver
}

// Driver implements fyne.App.
func (a turnApp) Driver() fyne.Driver { return a.driver }

type turnDriver struct {
	fyne.Driver
	turn *turn
}

// DoFromGoroutine implements fyne.Driver.
func (d turnDriver) DoFromGoroutine(f func(), wait bool) {
	if goroutine() == d.turn.own {
		f()
		return
	}
	if !wait {
		d.turn.waiting <- f
		return
	}
	done := make(chan struct{})
	d.turn.waiting <- func() { f(); close(done) }
	<-done
}
