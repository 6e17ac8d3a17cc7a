package device

import (
	"context"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// mostRemedies bounds how often a round begins anew after what the centre refused was put right.
const mostRemedies = 4

// round runs attempts until one ends well or in an error that nothing here can put right.
func (e *Engine) round(ctx context.Context, report *Report) error {
	err := e.attempt(ctx, report)
	for range mostRemedies {
		remedy := e.remedy(err)
		if remedy == nil {
			return err
		}
		// It may meet what is put right in the same way, such as a centre that is restored once more.
		if err = remedy(ctx, report, err); err == nil {
			err = e.attempt(ctx, report)
		}
	}
	return err
}

// remedy returns what puts right what the centre refused, nil if nothing does.
func (e *Engine) remedy(err error) func(context.Context, *Report, error) error {
	var r *refusal
	if !refusalOf(err, &r) {
		return nil
	}
	switch r.problem.Code {
	case wire.CodeEpoch:
		return e.restart
	case wire.CodeCloned:
		return e.rejoin
	case wire.CodeRevoked:
		return e.drained
	case wire.CodeWipe:
		return e.wipe
	}
	return nil
}

// attempt pushes, pulls, shows what was pulled, compares and brings blobs. A push the centre refuses as a whole does not
// keep new rows from arriving. A centre that was restored is pulled from before anything is sent to it.
func (e *Engine) attempt(ctx context.Context, report *Report) error {
	if e.reopened != "" {
		if err := e.take(ctx, report); err != nil {
			return err
		}
	}
	pushed := e.push(ctx, report)
	switch app.Code(pushed) {
	case app.ErrOffline, app.ErrUnauthorised, app.ErrCancelled, app.ErrInternal:
		return pushed
	}
	if e.remedy(pushed) != nil {
		return pushed
	}
	if err := e.take(ctx, report); err != nil {
		return first(pushed, err)
	}
	if pushed == nil {
		if err := e.offer(ctx, report); err != nil {
			return err
		}
		if err := e.prune(ctx); err != nil {
			return err
		}
	}
	return first(pushed, e.blobs(ctx, report))
}

// take pulls until the tail and then shows what has come. Before the tail nothing is shown, so that no card is half new.
func (e *Engine) take(ctx context.Context, report *Report) error {
	tail, err := e.pull(ctx, report)
	if err != nil || tail == nil {
		return err
	}
	if err := e.guard(ctx, report); err != nil {
		return err
	}
	e.phase(PhaseApply, 0, 0)
	if _, err := e.store.Publish(ctx, func(done, total int) { e.step(PhaseApply, done, total) }); err != nil {
		return err
	}
	if e.reopened != "" {
		if err := e.closeEpoch(ctx); err != nil {
			return err
		}
	}
	return e.check(ctx, report, tail.Digests)
}

// first returns the first error there is, but one that can be put right before one that cannot.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
