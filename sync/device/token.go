package device

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// tokenMargin is how long before its end an access token is no longer used, so that it does not expire under way.
const tokenMargin = 30 * time.Second

// tokens holds the present tokens; the lock is held while new ones are fetched, so that one fetch serves all.
type tokens struct {
	mu  sync.Mutex
	now wire.Tokens
}

// authorised sends a request with an access token and a signature; once more with a fresh token if the centre no longer
// takes the first, and once more with a corrected clock.
func (e *Engine) authorised(ctx context.Context, x exchange) (span, error) {
	stale, corrected := "", false
	for {
		access, err := e.access(ctx, stale)
		if err != nil {
			return span{}, err
		}
		signed, err := e.signed(x, access)
		if err != nil {
			return span{}, err
		}
		when, err := e.client.do(ctx, signed)
		if _, old := refusedAs(err, wire.CodeToken); old && stale == "" {
			stale = access
			continue
		}
		if off, is := refusedAs(err, wire.CodeClock); is && !corrected && off.problem.Now > 0 {
			corrected = true
			e.setOffset(when, off.problem.Now)
			continue
		}
		return when, err
	}
}

// access returns a usable access token other than the stale one, fetching new tokens if it has to. The old refresh
// token is kept until the new one is stored: the centre answers it again, so neither a lost reply nor a crash in between
// loses the enrolment.
func (e *Engine) access(ctx context.Context, stale string) (string, error) {
	e.tokens.mu.Lock()
	defer e.tokens.mu.Unlock()
	if e.key == nil {
		return "", context.Canceled // the account is being locked
	}
	have := e.tokens.now
	if have.Access != "" && have.Access != stale && int64(e.corrected())+tokenMargin.Milliseconds() < have.ExpiresAt {
		return have.Access, nil
	}
	var reply wire.TokenReply
	when, err := e.askTokens(ctx, have.Refresh, &reply)
	if off, is := refusedAs(err, wire.CodeClock); is && off.problem.Now > 0 {
		e.setOffset(when, off.problem.Now)
		when, err = e.askTokens(ctx, have.Refresh, &reply)
	}
	if err != nil {
		return "", err
	}
	if reply.Tokens.Access == "" || reply.Tokens.Refresh == "" {
		return "", app.Errorf(app.ErrOffline, "收到的答复无法识别，可能网络需要先登录，请检查网络")
	}
	raw, err := json.Marshal(reply.Tokens)
	if err != nil {
		return "", fmt.Errorf("device: tokens: %w", err)
	}
	defer clear(raw)
	if err := e.store.SetSecret(context.WithoutCancel(ctx), secretTokens, raw); err != nil {
		return "", fmt.Errorf("device: store tokens: %w", err)
	}
	e.tokens.now = reply.Tokens
	e.measure(when, reply.Tokens.Now)
	if err := e.setLease(context.WithoutCancel(ctx), reply.LeaseDays); err != nil {
		return "", err
	}
	if err := e.learnRecoveryKey(context.WithoutCancel(ctx), reply.Recovery); err != nil {
		return "", err
	}
	return reply.Tokens.Access, e.setPerson(context.WithoutCancel(ctx), reply.Person)
}

// askTokens sends the request for new tokens; the lock of e.tokens is held.
func (e *Engine) askTokens(ctx context.Context, refresh string, reply *wire.TokenReply) (span, error) {
	at := int64(e.corrected())
	return e.client.json(ctx, wire.PathToken, wire.TokenRequest{
		V: wire.V, DeviceID: e.deviceID(), Refresh: refresh, At: at,
		Sig: ed25519.Sign(e.key, wire.TokenMessage(e.deviceID(), refresh, at)),
	}, reply)
}

// Forget takes the laptop's identity and its tokens out of memory, as far as the language lets it. Whatever would ask the
// centre afterwards ends with context.Canceled.
func (e *Engine) Forget() {
	e.tokens.mu.Lock()
	defer e.tokens.mu.Unlock()
	clear(e.key)
	e.key, e.tokens.now = nil, wire.Tokens{}
}

// setPerson stores what the centre says of the laptop's person and tells the listeners what is new.
func (e *Engine) setPerson(ctx context.Context, p wire.Person) error {
	e.mu.Lock()
	same := p.ID == "" || reflect.DeepEqual(p, e.person)
	e.mu.Unlock()
	if same {
		return nil
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("device: person: %w", err)
	}
	if err := e.store.SetSetting(ctx, SettingPerson, string(raw)); err != nil {
		return fmt.Errorf("device: store person: %w", err)
	}
	e.mu.Lock()
	e.person = p
	listeners := e.onPerson
	e.mu.Unlock()
	for _, tell := range listeners {
		tell(p)
	}
	return nil
}

// OnPerson calls tell whenever the centre names other roles, another name or licence for the laptop's person; not on
// the window's thread.
func (e *Engine) OnPerson(tell func(wire.Person)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.onPerson = append(e.onPerson, tell)
}
