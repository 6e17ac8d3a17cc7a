package scripts

// Inline makes the room load on the caller's goroutine, so that a test sees what it did.
func (r *Room) Inline() { r.async = func(f func()) { f() } }
