package device

import (
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
)

// restart meets a centre whose database was restored from a backup and therefore has a new epoch: it makes what the
// centre has forgotten pending again, then pulls everything anew, so that no work disappears in between.
func (e *Engine) restart(ctx context.Context, report *Report) error {
	reply, _, err := e.pushBatch(ctx, "", nil)
	if err != nil {
		return err
	}
	if err := e.rewind(ctx, reply.Expected, nil); err != nil {
		return err
	}
	return e.pull(ctx, report, true)
}

// rewind makes the operations from number n on pending again, which the centre does not have. If the store cannot, or no
// longer has them, it returns otherwise.
func (e *Engine) rewind(ctx context.Context, n int64, otherwise error) error {
	s, ok := e.store.(Rewinder)
	if !ok || n <= 0 {
		return otherwise
	}
	if err := s.Rewind(ctx, n); err != nil {
		if app.Code(err) == app.ErrNotFound {
			return otherwise
		}
		return fmt.Errorf("device: rewind to %d: %w", n, err)
	}
	return nil
}
