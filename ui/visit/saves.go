package visit

// saves runs writes one after the other, off the UI goroutine, so that what was ticked first is on disk first. Its
// methods are called on the UI goroutine.
type saves struct {
	async func(func())
	last  chan struct{} // closed once the newest write is done; nil before the first
}

// do runs a write after all before it.
func (s *saves) do(write func()) {
	before, done := s.last, make(chan struct{})
	s.last = done
	s.async(func() {
		defer close(done)
		if before != nil {
			<-before
		}
		write()
	})
}

// wait returns once everything is on disk.
func (s *saves) wait() {
	if s.last != nil {
		<-s.last
	}
}

// idle reports whether nothing is on its way to the disk.
func (s *saves) idle() bool {
	if s.last == nil {
		return true
	}
	select {
	case <-s.last:
		return true
	default:
		return false
	}
}
