package device

import (
	"context"
	"log/slog"
	"time"

	"github.com/fangce/fangce/app"
)

// Times of the schedule (architecture §3).
const (
	pollEvery    = 60 * time.Second // unless the centre says otherwise
	pollShortest = 5 * time.Second
	pollLongest  = time.Hour
	settle       = 2 * time.Second  // after the last change before it is sent
	settleMost   = 15 * time.Second // after the first change, however many follow
	backoffFirst = time.Second
	backoffMost  = 15 * time.Minute
)

// Poke says that something was written and should be sent soon. It never blocks.
func (e *Engine) Poke() {
	select {
	case e.poked <- struct{}{}:
	default:
	}
}

// Run keeps the account in step until ctx is cancelled: one round at the start, one soon after each Poke, one whenever the
// centre wants to be asked. Failed rounds are repeated after longer and longer random waits; a Poke does not shorten them,
// a round asked for by Sync that succeeds ends them. Run returns when its last round has stopped touching the store.
func (e *Engine) Run(ctx context.Context) {
	failures := 0
	for {
		e.drain()
		report, err := e.syncOnce(ctx)
		if ctx.Err() != nil {
			return
		}
		wait := e.poll(report)
		if err != nil {
			failures++
			wait = e.backoff(failures, asked(err), app.Code(err))
			slog.Info("sync failed", "code", app.Code(err), "failures", failures, "wait", wait.Round(time.Millisecond), "err", err)
		} else {
			failures = 0
		}
		recovered, ok := e.idle(ctx, wait, err != nil)
		if !ok {
			return
		}
		if recovered {
			failures = 0
		}
	}
}

// drain forgets wishes the round about to start fulfils.
func (e *Engine) drain() {
	for {
		select {
		case <-e.poked:
		case <-e.synced:
		default:
			return
		}
	}
}

// idle waits until the next round is due; ok is false once ctx is cancelled. Recovered says that a round asked for by hand
// has succeeded meanwhile.
func (e *Engine) idle(ctx context.Context, wait time.Duration, failed bool) (recovered, ok bool) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	var first time.Time // of the changes that wait to be sent
	for {
		select {
		case <-ctx.Done():
			return recovered, false
		case <-timer.C:
			return recovered, true
		case <-e.synced:
			recovered, failed, first = true, false, time.Time{}
			timer.Reset(e.poll(Report{}))
		case <-e.poked:
			if failed || !e.unsent(ctx) {
				continue
			}
			if first.IsZero() {
				first = time.Now()
			}
			timer.Reset(max(0, min(settle, settleMost-time.Since(first))))
		}
	}
}

// unsent reports whether there is anything to push; what a pull changed needs no round.
func (e *Engine) unsent(ctx context.Context) bool {
	ops, err := e.store.Pending(ctx, 1)
	return err != nil || len(ops) > 0
}

// poll returns the wait after a round that succeeded: what the centre asked for, spread by a tenth so that a centre's
// laptops do not fall into step.
func (e *Engine) poll(r Report) time.Duration {
	wait := pollEvery
	if r.NextPoll > 0 {
		wait = min(max(r.NextPoll, pollShortest), pollLongest)
	}
	return wait + time.Duration(e.jitter()*float64(wait)/10)
}

// backoff returns the wait after the given number of failures in a row: anything up to a bound that doubles from one
// second to a quarter of an hour (full jitter), and never less than the centre asked for. A laptop that must be enrolled
// again waits longest, since only people can help it.
func (e *Engine) backoff(failures int, atLeast time.Duration, code string) time.Duration {
	bound := backoffMost
	if shift := failures - 1; shift < 10 && code != app.ErrUnauthorised {
		bound = min(backoffFirst<<shift, backoffMost)
	}
	wait := time.Duration(e.jitter() * float64(bound))
	if code == app.ErrUnauthorised {
		wait = backoffMost
	}
	return max(wait, min(atLeast, pollLongest), backoffFirst/10)
}
