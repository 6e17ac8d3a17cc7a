package device

import (
	"cmp"
	"context"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// restart meets a centre whose database was restored from a backup and therefore has a new epoch: it makes what the
// centre has forgotten pending again and has everything pulled anew, before anything is sent, so that no work disappears
// in between. Once everything has come, closeEpoch notes the rows the centre may lack.
func (e *Engine) restart(ctx context.Context, report *Report, _ error) error {
	reply, _, err := e.pushBatch(ctx, "", nil)
	if err != nil {
		return err
	}
	if err := e.compareOps(ctx, reply); err != nil {
		if _, copied := refusedAs(err, wire.CodeCloned); copied {
			return e.rejoin(ctx, report, nil) // the next attempt meets the new epoch again, under the new identity
		}
		return err
	}
	if err := e.rewind(ctx, reply.Expected, nil); err != nil {
		return err
	}
	if s, ok := e.store.(Blobs); ok {
		if err := s.DoubtBlobs(ctx); err != nil {
			return fmt.Errorf("device: contents: %w", err)
		}
	}
	if err := e.store.SetSetting(ctx, settingReopened, reply.Epoch); err != nil {
		return fmt.Errorf("device: store epoch: %w", err)
	}
	e.reopened, e.afresh, e.checks.due = reply.Epoch, true, true
	return nil
}

// compareOps makes sure that the operations the centre has below the number it expects are this laptop's. After a copy of the disk has
// sent others under the same numbers first, the centre answers the last of them that is still here as it does any laptop
// that has been copied.
func (e *Engine) compareOps(ctx context.Context, centre wire.PushReply) error {
	s, ok := e.store.(Rewinder)
	if !ok {
		return nil
	}
	op, found, err := s.Acknowledged(ctx, centre.Expected)
	if err != nil {
		return fmt.Errorf("device: acknowledged before %d: %w", centre.Expected, err)
	}
	if !found {
		return nil
	}
	_, _, err = e.pushBatch(ctx, centre.Epoch, []wire.Pending{op})
	return err
}

// epochMet returns the epoch of the centre as this laptop has met it last: of one that was restored before anything of it was
// pulled, as a laptop that is taken out of use never does.
func (e *Engine) epochMet() string { return cmp.Or(e.reopened, e.currentEpoch()) }

// closeEpoch ends what restart began.
func (e *Engine) closeEpoch(ctx context.Context) error {
	if err := e.store.CloseEpoch(ctx); err != nil {
		return fmt.Errorf("device: close epoch: %w", err)
	}
	if err := e.store.SetSetting(ctx, settingReopened, ""); err != nil {
		return fmt.Errorf("device: store epoch: %w", err)
	}
	e.reopened = ""
	return nil
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
