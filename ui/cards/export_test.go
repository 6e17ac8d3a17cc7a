package cards

// Inline makes the room load on the caller's goroutine, so that a test sees what it did.
func (r *Room) Inline() { r.async = func(f func()) { f() } }

// Unfold chooses a policy by its place.
func (r *Room) Unfold(i int) {
	t := r.card.policies.table
	t.choose(t.lines[i].view.Policy.ID)
}
