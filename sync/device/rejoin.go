package device

import (
	"context"
	"crypto/ed25519"
	"fmt"
	"log/slog"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// rejoin gives a laptop whose disk is a copy of another's a device id of its own: two under one id would overwrite each
// other's numbers. What both of them have in common is settled under the old id first; the rest goes on under the new one.
func (e *Engine) rejoin(ctx context.Context, report *Report, cause error) error {
	if r, cloned := refusedAs(cause, wire.CodeCloned); cloned && r.problem.N > 0 {
		if err := e.pushBefore(ctx, report, r.problem.N); err != nil {
			return err
		}
	}
	key, err := e.nextKey(ctx)
	if err != nil {
		return err
	}
	reply, err := e.askRejoin(ctx, key)
	if err != nil {
		return err
	}
	if reply.Person.ID != e.Person().ID {
		return app.Errorf(app.ErrForbidden, "中心把本机登记给了其他人，请联系中心")
	}
	old := e.deviceID()
	if err := e.become(ctx, key, reply); err != nil {
		return err
	}
	slog.Warn("this disk is a copy: it goes on under an id of its own", "was", old, "is", reply.DeviceID)
	e.mu.Lock()
	tell := e.onRejoin
	e.mu.Unlock()
	for _, f := range tell {
		f()
	}
	return nil
}

// OnRejoin calls tell when the laptop has been given a device id of its own, as its disk is a copy of another's or an
// older state of its own; not on the window's thread.
func (e *Engine) OnRejoin(tell func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.onRejoin = append(e.onRejoin, tell)
}

// askRejoin sends the request for another identity, signed with the key of the present one.
func (e *Engine) askRejoin(ctx context.Context, key ed25519.PrivateKey) (wire.EnrolReply, error) {
	var reply wire.EnrolReply
	for retried := false; ; retried = true {
		public := key.Public().(ed25519.PublicKey)
		ask := wire.RejoinRequest{V: wire.V, DeviceID: e.deviceID(), PublicKey: public, DeviceName: e.name, At: int64(e.corrected())}
		e.tokens.mu.Lock()
		if e.key == nil {
			e.tokens.mu.Unlock()
			return reply, context.Canceled
		}
		ask.Sig = ed25519.Sign(e.key, wire.RejoinMessage(ask.DeviceID, public, ask.At))
		e.tokens.mu.Unlock()
		when, err := e.client.json(ctx, wire.PathRejoin, ask, &reply)
		if off, is := refusedAs(err, wire.CodeClock); is && !retried && off.problem.Now > 0 {
			e.setOffset(when, off.problem.Now)
			continue
		}
		if err == nil {
			e.measure(when, reply.Tokens.Now)
		}
		return reply, err
	}
}

// pushBefore sends the pending operations with numbers below n: the centre has them from the other copy, and says what
// became of them.
func (e *Engine) pushBefore(ctx context.Context, report *Report, n int64) error {
	for {
		ops, err := e.nextBatch(ctx)
		if err != nil {
			return err
		}
		for len(ops) > 0 && ops[len(ops)-1].N >= n {
			ops = ops[:len(ops)-1]
		}
		if len(ops) == 0 {
			return nil
		}
		_, results, err := e.pushBatch(ctx, e.epochMet(), ops)
		if _, other := refusedAs(err, wire.CodeCloned); other {
			return nil // another copy was quicker: all of it goes on under the new id
		}
		if err != nil {
			return err
		}
		if err := e.store.Acknowledge(context.WithoutCancel(ctx), results); err != nil {
			return fmt.Errorf("device: acknowledge: %w", err)
		}
		report.count(results)
	}
}
