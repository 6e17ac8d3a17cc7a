package worklog

// writes does one write after the other, in the order they were asked for, off the UI goroutine. Its methods are called on
// the UI goroutine.
type writes struct {
	last chan struct{} // closed when the newest write has ended
	open int           // not yet ended
}

// do has a write done after those before it; ended is to be called on the UI goroutine once it has been.
func (w *writes) do(write func()) {
	before, done := w.last, make(chan struct{})
	w.last = done
	w.open++
	go func() {
		if before != nil {
			<-before
		}
		defer close(done)
		write()
	}()
}

func (w *writes) ended() { w.open-- }

// busy reports whether something is still being written.
func (w *writes) busy() bool { return w.open > 0 }

// wait returns when everything has been written.
func (w *writes) wait() {
	if w.last != nil {
		<-w.last
	}
}
