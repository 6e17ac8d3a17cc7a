package device

import (
	"context"
	"fmt"
	"strings"

	"github.com/fangce/fangce/app"
)

// Reenrol enrols the laptop again with a one-time code, where the centre no longer takes its identity. Nothing is lost:
// what was not sent goes on under the new identity. Errors are those of Enrol, and app.ErrForbidden for a code that was
// made for another person.
func (e *Engine) Reenrol(ctx context.Context, code string) error {
	if strings.TrimSpace(code) == "" {
		return app.FieldErrorf(app.ErrInvalid, "code", "请填写中心发给您的登记码")
	}
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return networkError(ctx, ctx.Err())
	}
	if e.isGone() {
		return errGone()
	}
	key, err := e.nextKey(ctx)
	if err != nil {
		return err
	}
	made, err := Enrol(ctx, EnrolConfig{
		CentreURL: e.centreURL, Code: code, DeviceName: e.name, Clock: e.clock, Key: key, Transport: e.transport,
	})
	if err != nil {
		return err
	}
	if made.Reply.Person.ID != e.Person().ID {
		// The key belongs to that person's enrolment now.
		if err := e.keepIdentity(ctx, nil); err != nil {
			return err
		}
		return app.FieldErrorf(app.ErrForbidden, "code", "这个登记码是发给%s的，本账号只能用发给%s的登记码", made.Reply.Person.Name, e.Person().Name)
	}
	if err := e.become(ctx, key, made.Reply); err != nil {
		return err
	}
	e.mu.Lock()
	e.measured, e.progress.ClockOffset = true, made.ClockOffset
	e.mu.Unlock()
	if err := setRecoveryKey(ctx, e.store, made.Reply.Recovery); err != nil {
		return fmt.Errorf("device: store recovery key: %w", err)
	}
	e.Wake()
	return nil
}
