package device

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Sizes of the pieces in which contents travel, and how long one may take: a line that breaks often must get one through
// now and then.
const (
	chunkLeast = 64 << 10
	chunkFirst = 256 << 10
	chunkQuick = 3 * time.Second
	chunkSlow  = 15 * time.Second
)

// How long a content that made trouble is left alone: twice as long each time.
const (
	troubleFirst = time.Minute
	troubleMost  = 6 * time.Hour
)

// transfers is what the engine remembers of contents from round to round.
type transfers struct {
	clock app.Clock
	fixed int64 // see Config.ChunkBytes

	mu    sync.Mutex
	chunk int64
	busy  map[string]chan struct{} // contents on their way; closed when they are through or not
	later map[string]patience
}

type patience struct {
	until time.Time
	wait  time.Duration
}

// enter makes the caller the one who moves a content, until done; alone is false if somebody does already.
func (t *transfers) enter(sha string) (done func(), alone bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.busy[sha] != nil {
		return nil, false
	}
	if t.busy == nil {
		t.busy = map[string]chan struct{}{}
	}
	ended := make(chan struct{})
	t.busy[sha] = ended
	return func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		delete(t.busy, sha)
		close(ended)
	}, true
}

// wait returns once nobody moves the content any more.
func (t *transfers) wait(ctx context.Context, sha string) error {
	t.mu.Lock()
	ended := t.busy[sha]
	t.mu.Unlock()
	if ended == nil {
		return ctx.Err()
	}
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// due reports whether a content may be tried.
func (t *transfers) due(sha string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	p, made := t.later[sha]
	now := t.clock()
	// A clock that was set back must not make it longer.
	return !made || !now.Before(p.until) || now.Before(p.until.Add(-p.wait))
}

// trouble leaves a content alone for a while.
func (t *transfers) trouble(sha string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.later == nil {
		t.later = map[string]patience{}
	}
	wait := min(max(2*t.later[sha].wait, troubleFirst), troubleMost)
	t.later[sha] = patience{t.clock().Add(wait), wait}
	slog.Info("a content is left for later", "code", app.Code(err), "wait", wait, "err", err)
}

// settled forgets the trouble a content has made.
func (t *transfers) settled(sha string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.later, sha)
}

// size returns how large the next piece is to be.
func (t *transfers) size() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.fixed > 0 {
		return t.fixed
	}
	if t.chunk == 0 {
		t.chunk = chunkFirst
	}
	return t.chunk
}

// took fits the size of pieces to the line.
func (t *transfers) took(d time.Duration, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err == nil && d < chunkQuick:
		t.chunk = min(2*t.chunk, wire.MaxChunk)
	case d > chunkSlow || app.Code(err) == app.ErrOffline:
		t.chunk = max(t.chunk/2, chunkLeast)
	}
}
