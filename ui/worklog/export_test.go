package worklog

// Queue makes the room put what it loads into a queue, so that a test says when that happens, and write at once.
func (r *Room) Queue() *[]func() {
	var queue []func()
	r.async = func(work func()) { queue = append(queue, work) }
	r.pane.writes.async = func(work func()) { work() }
	return &queue
}
