package device

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// offerRows is how many rows one offer carries.
const offerRows = 500

// offer gives a restored centre the rows it may lack. One it does not want is not tried again in this run of the program.
func (e *Engine) offer(ctx context.Context, report *Report) error {
	for !e.offersRefused {
		rows, err := e.store.Offers(ctx, offerRows)
		if err != nil {
			return fmt.Errorf("device: offers: %w", err)
		}
		if len(rows) == 0 {
			return nil
		}
		taken, err := e.adopt(ctx, rows)
		switch app.Code(err) {
		case app.ErrForbidden, app.ErrRefused, app.ErrInvalid, app.ErrNotFound:
			slog.Warn("the centre does not take what it may lack", "rows", len(rows), "error", err)
			e.offersRefused = true
			return nil
		}
		if err != nil {
			return err
		}
		if err := e.store.Offered(context.WithoutCancel(ctx), rows); err != nil {
			return fmt.Errorf("device: offered: %w", err)
		}
		e.checks.due = true // what the centre did not take may lie elsewhere there
		report.Offered += len(rows)
		report.Adopted += taken
	}
	return nil
}

func (e *Engine) adopt(ctx context.Context, rows []wire.Entry) (int, error) {
	parts := make([]any, 0, len(rows)+1)
	parts = append(parts, wire.AdoptHead{V: wire.V, Epoch: e.currentEpoch(), Count: len(rows)})
	for i := range rows {
		parts = append(parts, rows[i])
	}
	body, err := lines(parts...)
	if err != nil {
		return 0, err
	}
	var reply wire.AdoptReply
	_, err = e.authorised(ctx, exchange{path: wire.PathAdopt, content: wire.ContentType, body: body, read: readLine(&reply)})
	return reply.Taken, err
}

// pruneEvery is how often old operations are looked for.
const pruneEvery = 24 * time.Hour

// prune lets go of operations that are too old to be sent again.
func (e *Engine) prune(ctx context.Context) error {
	if !e.pruned.IsZero() && time.Since(e.pruned) < pruneEvery {
		return nil
	}
	if err := e.store.PruneOutbox(ctx); err != nil {
		return fmt.Errorf("device: prune: %w", err)
	}
	e.pruned = time.Now()
	return nil
}
