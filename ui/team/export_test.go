package team

// Queue makes the room put what it does off the UI goroutine into a queue, so that a test says when it happens.
func (r *Room) Queue() *[]func() {
	var queue []func()
	r.async = func(work func()) { queue = append(queue, work) }
	return &queue
}
