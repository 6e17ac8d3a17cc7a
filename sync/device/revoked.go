package device

import (
	"context"
	"log/slog"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// wipedTries is how often the centre is told that everything was sent and is about to be wiped.
const wipedTries = 3

// OnWipe calls tell, on a goroutine of its own, once the centre has taken this laptop out of use and everything it may
// still send was sent: whoever listens destroys the account's folder. The engine asks for nothing any more then.
func (e *Engine) OnWipe(tell func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.onWipe = append(e.onWipe, tell)
}

// OnDoom calls tell as soon as nothing of the account is needed any more on a laptop the centre has taken out of use, before
// the centre is told that it is wiped: whoever listens destroys the keys, which must not take long.
func (e *Engine) OnDoom(tell func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.onDoom = append(e.onDoom, tell)
}

func (e *Engine) doom() {
	e.mu.Lock()
	tell := e.onDoom
	e.onDoom = nil
	e.mu.Unlock()
	for _, f := range tell {
		f()
	}
}

func errGone() error {
	return app.Errorf(app.ErrUnauthorised, "中心已停用这台电脑上的该账号")
}

func (e *Engine) isGone() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.gone
}

// drained ends a laptop that was revoked after it has sent what it had. Nothing is wiped before all of it has arrived.
func (e *Engine) drained(ctx context.Context, report *Report, cause error) error {
	if err := e.meetAgain(ctx, report, cause); err != nil {
		return err
	}
	for sent := false; !sent; {
		if err := e.push(ctx, report); err != nil {
			return err
		}
		if err := e.drainBlobs(ctx, report); err != nil {
			return err
		}
		n, _, err := e.store.UnsentSum(ctx) // what was written meanwhile is sent, too
		if err != nil {
			return err
		}
		sent = n == 0
	}
	x, err := e.wipedExchange()
	if err != nil {
		return err
	}
	// Everything is at the centre: that it has not heard of the end keeps nothing here, and nobody writes on meanwhile.
	e.doom()
	e.end()
	for range wipedTries {
		if _, err = e.client.do(ctx, x); err == nil {
			break
		}
	}
	if err != nil {
		slog.Warn("the centre was not told of the wiping", "error", err)
	}
	return errGone()
}

// meetAgain notices a centre that was restored since the last round, also where nothing waits to be sent: it may have lost
// what this laptop has sent, which is about to be wiped here.
func (e *Engine) meetAgain(ctx context.Context, report *Report, cause error) error {
	known := e.epochMet()
	if known == "" {
		return nil
	}
	reply, _, err := e.pushBatch(ctx, "", nil)
	if err != nil || reply.Epoch == known {
		return err
	}
	return e.restart(ctx, report, cause)
}

// wipe ends a laptop that must wipe itself at once. That the centre hears of it comes second.
func (e *Engine) wipe(ctx context.Context, _ *Report, _ error) error {
	x, err := e.wipedExchange()
	e.doom()
	e.end()
	if err == nil {
		go func() {
			bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Minute)
			defer cancel()
			if _, err := e.client.do(bounded, x); err != nil {
				slog.Warn("the centre was not told of the wiping", "error", err)
			}
		}()
	}
	return errGone()
}

// wipedExchange tells the centre that the laptop is wiped. It is signed at once: later the key is gone.
func (e *Engine) wipedExchange() (exchange, error) {
	var reply wire.WipedReply
	x, err := jsonExchange(wire.PathWiped, wire.WipedRequest{V: wire.V, DeviceID: e.deviceID()}, &reply)
	if err != nil {
		return x, err
	}
	return e.signed(x, "")
}

// end lets the listeners destroy what is here, and asks for nothing any more.
func (e *Engine) end() {
	e.mu.Lock()
	first := !e.gone
	e.gone = true
	tell := e.onWipe
	e.mu.Unlock()
	if !first {
		return
	}
	for _, f := range tell {
		go f()
	}
}
