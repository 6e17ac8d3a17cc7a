package store

import (
	"context"
	"sync"

	"github.com/fangce/fangce/app"
)

// tasks are what takes the store longer than a moment while it is open: work in the background, and backups somebody asked
// for. Closing the store ends them, as the keys cannot go before.
type tasks struct {
	mu      sync.Mutex
	end     context.CancelFunc
	ctx     context.Context
	running sync.WaitGroup
}

// life returns a context that ends with the store.
func (t *tasks) life() context.Context {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx == nil {
		t.ctx, t.end = context.WithCancel(context.Background())
	}
	return t.ctx
}

// ended is closed once the store has begun to close.
func (t *tasks) ended() <-chan struct{} { return t.life().Done() }

// join makes whoever calls it a task until leave: ctx ends with the store too. Error: app.ErrInternal if that has begun to
// close.
func (t *tasks) join(ctx context.Context) (_ context.Context, leave func(), err error) {
	life := t.life()
	t.mu.Lock()
	defer t.mu.Unlock()
	if life.Err() != nil {
		return ctx, nil, app.Errorf(app.ErrInternal, "数据库已关闭")
	}
	t.running.Add(1)
	ctx, cancel := context.WithCancel(ctx)
	stop := context.AfterFunc(life, cancel)
	return ctx, func() {
		stop()
		cancel()
		t.running.Done()
	}, nil
}

// start runs f in the background.
func (t *tasks) start(f func(context.Context)) {
	ctx, leave, err := t.join(context.Background())
	if err != nil {
		return
	}
	go func() {
		defer leave()
		f(ctx)
	}()
}

// stop ends the tasks and waits for them.
func (t *tasks) stop() {
	t.life()
	t.mu.Lock()
	t.end()
	t.mu.Unlock()
	t.running.Wait()
}
