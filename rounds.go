package main

import (
	"context"
	"sync"
	"time"
)

// stoppedFor is how long rounds rest after somebody has stopped one.
const stoppedFor = 10 * time.Minute

// rounds lets the rounds of an account's sync be stopped by hand without ending them for good.
type rounds struct {
	mu     sync.Mutex
	next   int
	halts  map[int]context.CancelFunc // of what runs
	resume chan struct{}              // closed when rounds shall go on; nil while they are not stopped
}

// begin returns a context that halt cancels; done is to be called once what runs under it has ended. Rounds that rest go
// on.
func (r *rounds) begin(ctx context.Context) (context.Context, func()) {
	r.goOn()
	return r.under(ctx)
}

func (r *rounds) under(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.halts == nil {
		r.halts = map[int]context.CancelFunc{}
	}
	id := r.next
	r.next++
	r.halts[id] = cancel
	return ctx, func() {
		cancel()
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.halts, id)
	}
}

func (r *rounds) goOn() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.resume != nil {
		close(r.resume)
		r.resume = nil
	}
}

// halt ends what runs.
func (r *rounds) halt() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.resume == nil {
		r.resume = make(chan struct{})
	}
	for _, stop := range r.halts {
		stop()
	}
}

// run keeps loop running until ctx ends: it is begun anew some time after it was halted.
func (r *rounds) run(ctx context.Context, loop func(context.Context)) {
	for ctx.Err() == nil {
		under, done := r.under(ctx)
		loop(under)
		done()
		r.mu.Lock()
		resume := r.resume
		r.mu.Unlock()
		if resume == nil {
			if ctx.Err() == nil && under.Err() == nil {
				return // it has ended by itself
			}
			continue
		}
		select {
		case <-ctx.Done():
		case <-resume:
		case <-time.After(stoppedFor):
			r.goOn()
		}
	}
}
