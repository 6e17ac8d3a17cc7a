package device

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Sizes of a page, in entries. A page is one transaction of the store's only writer: small while somebody works, as large
// as the message allows while the store is filled for the first time.
const (
	pageEntries = 500
	fillEntries = wire.MaxEntries
)

// maxPages bounds one round; what is left comes with the next.
const maxPages = 2000

// pull takes in pages until the tail is reached. With afresh it starts over, as with a centre of a new epoch.
func (e *Engine) pull(ctx context.Context, report *Report, afresh bool) error {
	e.phase(PhasePull, 0)
	limit := pageEntries
	for n := range maxPages {
		ask := wire.PullRequest{V: wire.V, Schema: wire.Schema, Cursors: map[string]int64{}}
		if n > 0 || !afresh {
			cursors, err := e.store.Cursors(ctx)
			if err != nil {
				return fmt.Errorf("device: cursors: %w", err)
			}
			ask.Epoch, ask.Cursors = e.currentEpoch(), cursors
		}
		if n == 0 && len(ask.Cursors) == 0 {
			limit = fillEntries
		}
		ask.Limit = limit
		page, err := e.pullPage(ctx, ask)
		if err != nil {
			return err
		}
		rows, err := e.store.Apply(ctx, page)
		if err != nil {
			return fmt.Errorf("device: apply: %w", err)
		}
		if err := e.setEpoch(ctx, page.Head.Epoch); err != nil {
			return err
		}
		report.Pulled += rows
		report.NextPoll = time.Duration(page.Tail.NextPollMS) * time.Millisecond
		e.phase(PhasePull, report.Pulled)
		if !page.Tail.More {
			return nil
		}
		if len(page.Entries)+len(page.Unknown)+len(page.Head.Revoked) == 0 {
			return app.Errorf(app.ErrRefused, "中心的答复没有进展，请联系中心")
		}
	}
	return nil
}

// pullPage asks for one page.
func (e *Engine) pullPage(ctx context.Context, ask wire.PullRequest) (*wire.Page, error) {
	if ask.Cursors == nil {
		ask.Cursors = map[string]int64{}
	}
	body, err := lines(ask)
	if err != nil {
		return nil, err
	}
	var page *wire.Page
	when, err := e.authorised(ctx, exchange{
		path: wire.PathPull, content: wire.ContentType, body: body,
		read: func(r io.Reader) (err error) {
			page, err = wire.ReadPage(r)
			return cutShort(err)
		},
	})
	if err != nil {
		return nil, err
	}
	e.measure(when, page.Head.Now)
	return page, nil
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
