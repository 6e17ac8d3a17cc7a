package device

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// identity is a new one under way: first the key alone, which is asked with again if the answer is lost, then what the
// centre answered, until the store has taken it over. It is kept sealed, so that a crash in between goes on with it.
type identity struct {
	Key    ed25519.PrivateKey `json:"key"`
	Device string             `json:"device,omitempty"`
	Tokens wire.Tokens        `json:"tokens"`
}

// nextKey returns the key to ask for another identity with, the same one until there is an answer.
func (e *Engine) nextKey(ctx context.Context) (ed25519.PrivateKey, error) {
	next, err := e.nextIdentity(ctx)
	if err != nil {
		return nil, err
	}
	if len(next.Key) == ed25519.PrivateKeySize && next.Device == "" {
		return next.Key, nil
	}
	key, err := NewKey()
	if err != nil {
		return nil, err
	}
	return key, e.keepIdentity(ctx, &identity{Key: key})
}

func (e *Engine) nextIdentity(ctx context.Context) (identity, error) {
	var next identity
	raw, err := e.store.Secret(ctx, secretNext)
	if err != nil || raw == nil {
		return next, err
	}
	defer clear(raw)
	if err := json.Unmarshal(raw, &next); err != nil {
		return next, fmt.Errorf("device: identity: %w", err)
	}
	return next, nil
}

func (e *Engine) keepIdentity(ctx context.Context, next *identity) error {
	var raw []byte
	if next != nil {
		var err error
		if raw, err = json.Marshal(next); err != nil {
			return fmt.Errorf("device: identity: %w", err)
		}
		defer clear(raw)
	}
	if err := e.store.SetSecret(ctx, secretNext, raw); err != nil {
		return fmt.Errorf("device: store identity: %w", err)
	}
	return nil
}

// become makes another identity the laptop's own. It must be the same person's.
func (e *Engine) become(ctx context.Context, key ed25519.PrivateKey, reply wire.EnrolReply) error {
	if reply.DeviceID == "" || reply.Tokens.Access == "" || reply.Tokens.Refresh == "" {
		return app.Errorf(app.ErrOffline, "收到的答复无法识别，可能网络需要先登录，请检查网络")
	}
	ctx = context.WithoutCancel(ctx)
	next := &identity{Key: key, Device: reply.DeviceID, Tokens: reply.Tokens}
	if err := e.keepIdentity(ctx, next); err != nil {
		return err
	}
	if err := e.takeOver(ctx, next); err != nil {
		return err
	}
	e.tokens.mu.Lock()
	forgotten := e.key == nil // locked meanwhile; what is stored counts
	if !forgotten {
		e.key, e.tokens.now = key, reply.Tokens
	}
	e.tokens.mu.Unlock()
	e.mu.Lock()
	e.device = reply.DeviceID
	e.mu.Unlock()
	return e.setPerson(ctx, reply.Person)
}

// takeOver stores what became of an identity; done again after a crash it changes nothing.
func (e *Engine) takeOver(ctx context.Context, next *identity) error {
	if err := e.store.NewDevice(ctx, next.Device); err != nil {
		return fmt.Errorf("device: new identity: %w", err)
	}
	tokens, err := json.Marshal(next.Tokens)
	if err != nil {
		return fmt.Errorf("device: tokens: %w", err)
	}
	defer clear(tokens)
	if err := e.store.SetSecret(ctx, secretKey, next.Key); err != nil {
		return fmt.Errorf("device: store identity: %w", err)
	}
	if err := e.store.SetSecret(ctx, secretTokens, tokens); err != nil {
		return fmt.Errorf("device: store tokens: %w", err)
	}
	return e.keepIdentity(ctx, nil)
}

// resume finishes a change of identity that a crash interrupted.
func (e *Engine) resume(ctx context.Context) error {
	next, err := e.nextIdentity(ctx)
	if err != nil || next.Device == "" {
		return err
	}
	return e.takeOver(ctx, &next)
}

// deviceID returns the laptop's present identity.
func (e *Engine) deviceID() string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.device
}
