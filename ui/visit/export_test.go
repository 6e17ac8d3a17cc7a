package visit

import "time"

// Inline makes the room load and save on the caller's goroutine and only when it is told to, so that a test sees what it
// did.
func (r *Room) Inline() {
	r.async = func(work func()) { work() }
	r.pause = time.Hour
}
