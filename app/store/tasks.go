package store

import (
	"context"
	"sync"
)

// tasks are what the store does in the background while it is open.
type tasks struct {
	mu     sync.Mutex
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func (t *tasks) start(f func(context.Context)) {
	ctx, cancel := context.WithCancel(context.Background())
	t.mu.Lock()
	t.cancel = cancel
	t.mu.Unlock()
	t.done.Go(func() { f(ctx) })
}

// stop ends the tasks and waits for them.
func (t *tasks) stop() {
	t.mu.Lock()
	if t.cancel != nil {
		t.cancel()
	}
	t.mu.Unlock()
	t.done.Wait()
}
