package visit

// Inline makes the room load and save on the caller's goroutine, so that a test sees what it did.
func (r *Room) Inline() { r.async = func(work func()) { work() } }
