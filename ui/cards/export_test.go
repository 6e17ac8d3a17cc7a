package cards

import "time"

// Inline makes the room load on the caller's goroutine and without pauses, so that a test sees what it did.
func (r *Room) Inline() {
	r.async = func(f func()) { f() }
	r.later = func(_ time.Duration, f func()) { f() }
}

// Unfold chooses a policy by its place.
func (r *Room) Unfold(i int) {
	t := r.card.policies.table
	t.choose(t.lines[i].view.Policy.ID)
}

// Titles reads all rows of the list as drawing them does.
func (r *Room) Titles() []string {
	var out []string
	for i := range r.list.pages.ids {
		r.list.pages.row(i) // asks for a page that is not there
		out = append(out, r.list.pages.row(i).Title)
	}
	return out
}

// Load opens a card without the pause for a selection that runs through the list.
func (r *Room) Load(id string) {
	r.card.last = time.Time{}
	r.card.load(id)
}

// Sees reports whether the open card is what stands beside the list.
func (r *Room) Sees() bool { return r.card.id != "" }
