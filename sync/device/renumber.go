package device

import (
	"context"
	"fmt"
)

// Numberer is implemented by a store whose operations may have numbers that are in doubt: it was restored from a backup or
// begun anew, and the centre may have operations of this laptop that nobody here knows of any more.
type Numberer interface {
	// InDoubt reports whether Renumber must be called before anything is sent.
	InDoubt(ctx context.Context) (bool, error)
	// Renumber settles the numbers. first is the number of the next operation the centre will take.
	Renumber(ctx context.Context, first int64) error
}

// settleNumbers asks the centre which operation it expects, if the store is in doubt about the numbers of its own: one sent
// under a number the centre has seen would look like a copied laptop, one behind a gap would never be taken.
func (e *Engine) settleNumbers(ctx context.Context) error {
	s, ok := e.store.(Numberer)
	if !ok {
		return nil
	}
	doubt, err := s.InDoubt(ctx)
	if err != nil || !doubt {
		return err
	}
	reply, _, err := e.pushBatch(ctx, e.epochMet(), nil)
	if err != nil {
		return err
	}
	if err := s.Renumber(ctx, reply.Expected); err != nil {
		return fmt.Errorf("device: renumber from %d: %w", reply.Expected, err)
	}
	return nil
}
