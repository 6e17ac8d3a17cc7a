package device

import (
	"context"
	"log/slog"
	"time"

	"github.com/fangce/fangce/app"
)

// Times of the schedule (architecture §3).
const (
	pollEvery      = 60 * time.Second // unless the centre says otherwise
	pollShortest   = 5 * time.Second
	pollLongest    = time.Hour
	settle         = 2 * time.Second  // after the last change before it is sent
	settleMost     = 15 * time.Second // after the first change, however many follow
	networkSettles = time.Second      // from another network to the next attempt, and as much again at random
	backoffFirst   = time.Second
	backoffMost    = 15 * time.Minute
)

// Poke says that something was written and should be sent soon. It never blocks.
func (e *Engine) Poke() {
	select {
	case e.poked <- struct{}{}:
	default:
	}
}

// Wake has the next round begin now, unless one runs. It never blocks.
func (e *Engine) Wake() {
	select {
	case e.woken <- struct{}{}:
	default:
	}
}

// Run keeps the account in step until ctx is cancelled or the laptop is wiped: one round at the start, one soon after each
// Poke, one whenever the centre wants to be asked. Failed rounds are repeated after longer and longer random waits; a Poke
// does not shorten them. A round asked for by Sync that succeeds ends them, and so does another network, or the time
// that has passed while the laptop slept. Run returns when its last round has stopped touching the store.
func (e *Engine) Run(ctx context.Context) {
	failures := 0
	for {
		e.drain()
		report, err := e.syncOnce(ctx)
		if ctx.Err() != nil || e.isGone() {
			return
		}
		wait, failed := e.poll(report), false
		switch code := app.Code(err); {
		case err == nil:
			failures = 0
		case code == app.ErrCancelled: // by Interrupt
		default:
			failed = true
			failures++
			wait = e.backoff(failures, asked(err), code)
			slog.Info("sync failed", "code", code, "failures", failures, "wait", wait.Round(time.Millisecond), "err", err)
		}
		recovered, ok := e.idle(ctx, wait, failed, asked(err) > 0)
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
		case <-e.woken:
		case <-e.synced:
		default:
			return
		}
	}
}

// idle waits until the next round is due; ok is false once ctx is cancelled. Recovered says that the reason for waiting
// long is gone. With told the wait is the centre's wish, which another network does not shorten.
func (e *Engine) idle(ctx context.Context, wait time.Duration, failed, told bool) (recovered, ok bool) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	due := e.nextTry(wait)
	network := e.network()
	var first time.Time // of the changes that wait to be sent
	for {
		select {
		case <-ctx.Done():
			return recovered, false
		case <-timer.C:
			return recovered, true
		case <-e.woken:
			return true, true
		case <-e.synced:
			recovered, failed, told, first = true, false, false, time.Time{}
			wait := e.poll(Report{})
			timer.Reset(wait)
			due = e.nextTry(wait)
		case <-e.poked:
			if failed || !e.unsent(ctx) {
				continue
			}
			if first.IsZero() {
				first = time.Now()
			}
			timer.Reset(max(0, min(settle, settleMost-time.Since(first))))
		case <-look.C:
			if e.clock.Now() > due+app.Instant(lookEvery.Milliseconds()) { // the laptop has slept: timers stand still then
				return true, true
			}
			was := network
			if network = e.network(); failed && !told && network != was && network != "" {
				told = true // once: what comes of it decides how long to wait further
				recovered = true
				wait := networkSettles + time.Duration(e.jitter()*float64(networkSettles))
				timer.Reset(wait)
				due = e.nextTry(wait)
			}
		}
	}
}

// nextTry notes when the next round is due, and returns it.
func (e *Engine) nextTry(wait time.Duration) app.Instant {
	due := e.clock.Now() + app.Instant(wait.Milliseconds())
	e.change(func(p *Progress) { p.NextTry = due })
	return due
}

// unsent reports whether there is anything to push; what a pull changed needs no round.
func (e *Engine) unsent(ctx context.Context) bool {
	ops, err := e.store.Pending(ctx, 1)
	return err != nil || len(ops) > 0
}

// poll returns the wait after a round that succeeded: what the centre asked for, spread by a tenth so that a centre's
// laptops do not fall into step.
func (e *Engine) poll(r Report) time.Duration {
	if r.More {
		return backoffFirst
	}
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
