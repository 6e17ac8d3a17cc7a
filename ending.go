package main

import (
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui"
)

// How long the window may take to close when it is asked to, and the loop to return once everything is closed. Both have
// ends of their own in ordinary cases: within a second.
const (
	patienceAsked  = 15 * time.Second
	patienceClosed = 5 * time.Second
)

// ending sees to it that the program ends when it is told to, with everything written down and closed: by a signal as by
// a click. What hangs in the graphics driver must not keep the data folder from the next start.
type ending struct {
	release func() // gives the data folder back
	window  atomic.Pointer[ui.Window]
	done    atomic.Bool // the loop has returned
	last    sync.Once
	signals chan os.Signal
	exit    func(code int)
}

func newEnding(release func()) *ending {
	e := &ending{release: release, signals: make(chan os.Signal, 4), exit: os.Exit}
	e.listen()
	go func() {
		for s := range e.signals {
			slog.Info("asked to end", "signal", s.String())
			e.ask()
		}
	}()
	return e
}

func (e *ending) listen() { signal.Notify(e.signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP) }

// ready is told that the window stands. From then on signals are ours alone: Fyne would leave its loop at once, without
// closing the window and what is open in it. It begins to listen just before, on a goroutine of its own.
func (e *ending) ready(w *ui.Window) {
	e.window.Store(w)
	time.AfterFunc(time.Second, func() {
		signal.Reset(os.Interrupt, syscall.SIGTERM)
		e.listen()
	})
}

// ask closes the window, or what is open without it.
func (e *ending) ask() {
	w := e.window.Load()
	if w == nil {
		e.now(0)
		return
	}
	fyne.Do(w.Close)
	time.AfterFunc(patienceAsked, func() {
		if !e.done.Load() {
			slog.Error("the window does not close")
			e.now(1)
		}
	})
}

// closed is told that the window is gone and the account in it closed; what is left is the loop's return.
func (e *ending) closed() {
	time.AfterFunc(patienceClosed, func() {
		if !e.done.Load() {
			slog.Warn("the window's loop does not return")
			e.now(0)
		}
	})
}

// returned is told that the loop has returned.
func (e *ending) returned() {
	e.done.Store(true)
	signal.Stop(e.signals)
	e.finish()
}

// now ends the process without the window.
func (e *ending) now(code int) {
	e.finish()
	e.exit(code)
}

// finish closes what is still open and gives the data folder back, once.
func (e *ending) finish() {
	e.last.Do(func() {
		open.closeAll()
		e.release()
	})
}
