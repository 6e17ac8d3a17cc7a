package main

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// loopApp is the test driver with a goroutine of the window's own, as the real driver has it: what is handed to fyne.Do runs
// there, one after the other.
type loopApp struct {
	fyne.App
	driver *loopDriver
}

// newLoopApp makes such a program the present one; stop ends its goroutine.
func newLoopApp() (a *loopApp, stop func()) {
	a = &loopApp{App: test.NewApp()}
	a.driver = &loopDriver{Driver: a.App.Driver()}
	a.driver.filled = sync.NewCond(&a.driver.mu)
	fyne.SetCurrentApp(a)
	go a.driver.loop()
	return a, a.driver.end
}

// Driver implements fyne.App.
func (a *loopApp) Driver() fyne.Driver { return a.driver }

// loopDriver is the driver of a loopApp.
type loopDriver struct {
	fyne.Driver
	mu     sync.Mutex
	filled *sync.Cond
	queue  []func()
	ended  bool
}

// DoFromGoroutine implements fyne.Driver.
func (d *loopDriver) DoFromGoroutine(f func(), wait bool) {
	done := make(chan struct{})
	d.mu.Lock()
	if d.ended {
		d.mu.Unlock()
		return
	}
	d.queue = append(d.queue, func() {
		defer close(done)
		f()
	})
	d.mu.Unlock()
	d.filled.Signal()
	if wait {
		<-done
	}
}

func (d *loopDriver) loop() {
	for {
		d.mu.Lock()
		for len(d.queue) == 0 && !d.ended {
			d.filled.Wait()
		}
		if d.ended && len(d.queue) == 0 {
			d.mu.Unlock()
			return
		}
		f := d.queue[0]
		d.queue = d.queue[1:]
		d.mu.Unlock()
		f()
	}
}

func (d *loopDriver) end() {
	d.mu.Lock()
	d.ended = true
	d.mu.Unlock()
	d.filled.Broadcast()
}
