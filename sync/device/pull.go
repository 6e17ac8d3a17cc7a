package device

import (
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// maxPages bounds one round; what is left comes with the next.
const maxPages = 2000

// pull takes in pages until the tail is reached, which it returns; nil if there was no end to it. The next page is fetched
// while the last one is staged. What has come is kept whatever happens: a line that is cut costs the page under way.
func (e *Engine) pull(ctx context.Context, report *Report) (*wire.PullTail, error) {
	e.phase(PhasePull, 0, 0)
	ask, err := e.firstAsk(ctx)
	if err != nil {
		return nil, err
	}
	fetching, stop := context.WithCancel(ctx)
	p := &pulling{e: e, ctx: fetching}
	next := p.fetch(ask, 0)
	defer func() {
		stop()
		<-next // nothing goes on behind the round's back
	}()
	done := 0
	for n := range maxPages {
		p.awaited.Store(int64(n))
		f := <-next
		e.pages.learn(f)
		next = f.ahead
		if f.err != nil {
			return nil, f.err
		}
		page := f.page
		more := page.Tail.More && n+1 < maxPages
		if more && len(page.Entries)+len(page.Unknown)+len(page.Head.Revoked) == 0 {
			return nil, app.Errorf(app.ErrRefused, "中心的答复没有进展，请联系中心")
		}
		ask = e.following(f.ask, &page.Head, page.Tail.Cursors)
		if more && !e.inStep && next == ended {
			next = p.fetch(ask, int64(n)+1)
		}
		if err := e.stage(ctx, page, report); err != nil {
			return nil, err
		}
		if more && e.inStep {
			next = p.fetch(ask, int64(n)+1)
		}
		total := 0
		if page.Head.Left > 0 {
			total = done + int(page.Head.Left)
		}
		done += len(page.Entries)
		e.phase(PhasePull, done, max(total, done))
		if !page.Tail.More {
			return &page.Tail, nil
		}
	}
	report.More = true
	return nil, nil
}

// firstAsk returns the request a pull begins with.
func (e *Engine) firstAsk(ctx context.Context) (wire.PullRequest, error) {
	ask := wire.PullRequest{V: wire.V, Schema: wire.Schema, Cursors: map[string]int64{}, Limit: e.pages.size(), Digest: e.checkDue()}
	n, since, err := e.store.UnsentSum(ctx)
	if err != nil {
		return ask, fmt.Errorf("device: unsent: %w", err)
	}
	if ask.Unsent = n; n > 0 {
		ask.Oldest = max(0, int64(e.clock.Now()-since))
	}
	if e.afresh {
		ask.Epoch = e.reopened // restored once more meanwhile, it has lost more
		return ask, nil
	}
	ask.Epoch = e.currentEpoch()
	cursors, err := e.store.Cursors(ctx)
	if err != nil {
		return ask, fmt.Errorf("device: cursors: %w", err)
	}
	maps.Copy(ask.Cursors, cursors)
	return ask, nil
}

// following returns the request for what comes after a page that is not staged yet, and may not even be here.
func (e *Engine) following(ask wire.PullRequest, head *wire.PullHead, next map[string]int64) wire.PullRequest {
	cursors := maps.Clone(ask.Cursors)
	for _, stream := range head.Revoked {
		delete(cursors, stream)
	}
	maps.Copy(cursors, next)
	ask.Cursors, ask.Epoch, ask.Limit = cursors, head.Epoch, e.pages.size()
	return ask
}

// stage keeps a page. It is done even if the program is closing: the page has been paid for.
func (e *Engine) stage(ctx context.Context, page *wire.Page, report *Report) error {
	rows, err := e.store.Stage(context.WithoutCancel(ctx), page)
	if err != nil {
		return fmt.Errorf("device: stage: %w", err)
	}
	if err := e.setEpoch(ctx, page.Head.Epoch); err != nil {
		return err
	}
	e.afresh = false
	report.Pulled += rows
	report.NextPoll = time.Duration(page.Tail.NextPollMS) * time.Millisecond
	e.noteScope(page)
	return nil
}

func (e *Engine) currentEpoch() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.epoch
}

// setEpoch remembers the epoch of the pages taken in; it follows the page, so that a crash in between starts over.
func (e *Engine) setEpoch(ctx context.Context, epoch string) error {
	if epoch == "" || epoch == e.currentEpoch() {
		return nil
	}
	if err := e.store.SetSetting(context.WithoutCancel(ctx), SettingEpoch, epoch); err != nil {
		return fmt.Errorf("device: store epoch: %w", err)
	}
	e.mu.Lock()
	e.epoch = epoch
	e.mu.Unlock()
	return nil
}
