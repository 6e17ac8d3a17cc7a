package worklog

// writes does one write after the other, in the order they were asked for, off the UI goroutine. Its methods are called on
// the UI goroutine.
type writes struct {
	async func(work func())
	last  chan struct{} // closed when the newest write has ended
	open  int           // not yet ended
}

// do has a write done after those before it, and then tells; tell has the end counted on the UI goroutine.
func (w *writes) do(write, tell func()) {
	before, done := w.last, make(chan struct{})
	w.last = done
	w.open++
	w.async(func() {
		if before != nil {
			<-before
		}
		write()
		close(done)
		tell()
	})
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
