package device

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// RecoverConfig says whom a laptop asks for its data key. The account is locked, so all of it comes from what can be read
// without the passphrase.
type RecoverConfig struct {
	CentreURL string // see ParseAddress
	Clock     app.Clock
	// Transport replaces the network; nil outside tests.
	Transport http.RoundTripper
}

// Recover asks the centre once how a request stands; the first time it hands it in. Returns app.ErrOffline if the centre
// cannot be reached, app.ErrRefused if it does not take the request or was asked too often.
func Recover(ctx context.Context, cfg RecoverConfig, r wire.RecoveryRequest) (wire.RecoveryReply, error) {
	var reply wire.RecoveryReply
	address, err := ParseAddress(cfg.CentreURL)
	if err != nil {
		return reply, err
	}
	if cfg.Clock == nil {
		cfg.Clock = app.StartingAt(app.Instant(0).Time())
	}
	if _, err := newClient(address, cfg.Clock, cfg.Transport).json(ctx, wire.PathRecover, r, &reply); err != nil {
		var said *refusal
		if errors.As(err, &said) && said.status == http.StatusTooManyRequests {
			return reply, &app.Error{Code: app.ErrRefused, Message: "申请次数过多，请稍后再试", Cause: said}
		}
		return reply, err
	}
	switch reply.State {
	case wire.RecoveryWaiting, wire.RecoveryGranted, wire.RecoveryRefused:
		return reply, nil
	}
	return wire.RecoveryReply{}, app.Errorf(app.ErrOffline, "这个地址上没有访册中心，请检查中心地址和网络")
}

// OnRecoveryKey calls tell whenever the centre names the key to which the laptop seals its data key: at once if it has done
// so before, and with every new token. Most of the time it is the same key again. Not on the window's thread.
func (e *Engine) OnRecoveryKey(tell func(wire.RecoveryKey)) {
	e.mu.Lock()
	e.onRecovery = append(e.onRecovery, tell)
	known := e.recovery
	e.mu.Unlock()
	if known.ID != "" {
		tell(known)
	}
}

// RecoveryKey returns the key the centre last named, as the store remembers it; an empty one before.
func RecoveryKey(ctx context.Context, s Secrets) (wire.RecoveryKey, error) {
	var k wire.RecoveryKey
	raw, err := s.Setting(ctx, SettingRecovery)
	if err != nil || raw == "" {
		return k, err
	}
	if err := json.Unmarshal([]byte(raw), &k); err != nil {
		return k, fmt.Errorf("device: recovery key: %w", err)
	}
	return k, nil
}

func setRecoveryKey(ctx context.Context, s Secrets, k wire.RecoveryKey) error {
	if !k.Valid() {
		return nil // a centre without one, or something in between that is none
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return fmt.Errorf("device: recovery key: %w", err)
	}
	return s.SetSetting(ctx, SettingRecovery, string(raw))
}

// learnRecoveryKey stores the key a token reply names and tells the listeners.
func (e *Engine) learnRecoveryKey(ctx context.Context, k wire.RecoveryKey) error {
	if !k.Valid() {
		return nil
	}
	e.mu.Lock()
	same := e.recovery.ID == k.ID
	e.mu.Unlock()
	if !same {
		if err := setRecoveryKey(ctx, e.store, k); err != nil {
			return fmt.Errorf("device: store recovery key: %w", err)
		}
	}
	e.mu.Lock()
	e.recovery = k
	listeners := e.onRecovery
	e.mu.Unlock()
	for _, tell := range listeners {
		tell(k)
	}
	return nil
}
