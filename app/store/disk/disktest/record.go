// Package disktest cuts the power of a store in tests: it records what a store does to its disk, and makes of it what may
// lie there when the power fails at any point.
package disktest

import (
	"bytes"
	"sync"

	"github.com/fangce/fangce/app/store/disk"
)

// Recorder records the steps of a store. Its Watch goes into the store's options.
type Recorder struct {
	mu    sync.Mutex
	steps []step
}

// step is what was done, or what was promised to have been done.
type step struct {
	disk.Event
	promise int // Op is 0
}

// Watch records a step.
func (r *Recorder) Watch(e disk.Event) error {
	e.Data = bytes.Clone(e.Data)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.steps = append(r.steps, step{Event: e})
	return nil
}

// Promise records that the user was told of something, such as commit n: whatever happens now, it has to be there.
// Numbers rise.
func (r *Recorder) Promise(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.steps = append(r.steps, step{promise: n})
}

// Reset forgets what was recorded.
func (r *Recorder) Reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.steps = nil
}

// Steps returns how many steps were recorded, promises included.
func (r *Recorder) Steps() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.steps)
}
