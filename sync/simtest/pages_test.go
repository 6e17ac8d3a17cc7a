package simtest

import (
	"context"
	"sync"
	"time"

	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// pages counts how far a pull has come. The next page is fetched while one is staged: so that a seed decides everything,
// staging waits until it is there.
type pages struct {
	mu     sync.Mutex
	got    int
	staged int
	more   chan struct{}
}

func (p *pages) begin() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got, p.staged, p.more = 0, 0, make(chan struct{}, 1000)
}

func (p *pages) fetched() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got++
	select {
	case p.more <- struct{}{}:
	default:
	}
}

// patience is how long a page is waited for that nobody fetches. It is long, as a run on a busy machine must not differ.
const patience = 2 * time.Second

// wait returns once the page behind the one that is staged has come, or has not.
func (p *pages) wait() {
	p.mu.Lock()
	p.staged++
	p.mu.Unlock()
	for limit := time.After(patience); ; {
		p.mu.Lock()
		there := p.got > p.staged
		p.mu.Unlock()
		if there {
			return
		}
		select {
		case <-p.more:
		case <-limit:
			return
		}
	}
}

// waiting is the store as the sync sees it.
type waiting struct {
	*store.Store
	l *laptop
}

// Stage waits for the next page before it keeps this one.
func (s *waiting) Stage(ctx context.Context, page *wire.Page) (int, error) {
	if page.Tail.More {
		s.l.pages.wait()
	}
	return s.Store.Stage(ctx, page)
}
