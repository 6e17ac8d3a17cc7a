package device

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Config is what an Engine is made of.
type Config struct {
	Store Store
	Clock app.Clock // the machine's clock if nil
	// Transport replaces the network; nil outside tests.
	Transport http.RoundTripper
	// Jitter returns numbers in [0, 1) that spread attempts; random if nil.
	Jitter func() float64
}

// Engine keeps one account's store and the centre in step. Its methods may be called from any goroutine.
type Engine struct {
	store  Store
	clock  app.Clock
	client *client
	jitter func() float64

	device string
	key    ed25519.PrivateKey

	turn   chan struct{} // held by the round that runs
	poked  chan struct{}
	synced chan struct{} // a round asked for by hand has succeeded

	tokens tokens
	stored map[string]string // settings as finish has written them; touched under turn only

	mu       sync.Mutex
	epoch    string
	person   wire.Person
	progress Progress
	onState  []func(Progress)
	onPerson []func(wire.Person)

	recovery   wire.RecoveryKey
	onRecovery []func(wire.RecoveryKey)

	measured  bool // the clock offset was measured since the start
	centre    string
	centreURL string
}

// Report says what one round did.
type Report struct {
	Pushed  int // operations the centre took in
	Refused int // of these, refused or set aside
	Kept    int // of these, merged with a field that lost
	Pulled  int // rows taken in
	// NextPoll is how long the centre asks to wait for the next round, 0 if it did not say.
	NextPoll time.Duration
}

// New returns the engine of an enrolled account. Returns app.ErrUnauthorised if the store holds no enrolment.
func New(cfg Config) (*Engine, error) {
	ctx := context.Background()
	e := &Engine{
		store: cfg.Store, clock: cfg.Clock, jitter: cfg.Jitter,
		turn: make(chan struct{}, 1), poked: make(chan struct{}, 1), synced: make(chan struct{}, 1),
		stored: map[string]string{},
	}
	if e.clock == nil {
		e.clock = time.Now
	}
	if e.jitter == nil {
		e.jitter = rand.Float64
	}
	if err := e.load(ctx); err != nil {
		return nil, err
	}
	address, err := ParseAddress(e.centreURL)
	if err != nil {
		return nil, err
	}
	e.client = newClient(address, e.clock, cfg.Transport)
	return e, nil
}

// load reads the enrolment and what the last round left.
func (e *Engine) load(ctx context.Context) error {
	var person string
	for key, to := range map[string]*string{
		SettingURL: &e.centreURL, SettingCentre: &e.centre, SettingEpoch: &e.epoch, SettingPerson: &person,
		settingDevice: &e.device,
	} {
		value, err := e.store.Setting(ctx, key)
		if err != nil {
			return fmt.Errorf("device: read enrolment: %w", err)
		}
		*to = value
	}
	key, err := e.store.Secret(ctx, secretKey)
	if err != nil {
		return fmt.Errorf("device: read enrolment: %w", err)
	}
	kept, err := e.store.Secret(ctx, secretTokens)
	if err != nil {
		return fmt.Errorf("device: read enrolment: %w", err)
	}
	if e.centreURL == "" || e.device == "" || len(key) != ed25519.PrivateKeySize || len(kept) == 0 {
		return app.Errorf(app.ErrUnauthorised, "本机尚未在中心登记，请用登记码登记")
	}
	e.key = ed25519.PrivateKey(key)
	defer clear(kept)
	if err := json.Unmarshal(kept, &e.tokens.now); err != nil {
		return fmt.Errorf("device: read enrolment: %w", err)
	}
	if person != "" {
		if err := json.Unmarshal([]byte(person), &e.person); err != nil {
			return fmt.Errorf("device: read enrolment: %w", err)
		}
	}
	if e.recovery, err = RecoveryKey(ctx, e.store); err != nil {
		return err
	}
	return e.loadState(ctx)
}

// Person returns who the laptop belongs to, as the centre last said.
func (e *Engine) Person() wire.Person {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.person
}

// CentreName returns the centre's name as forms print it.
func (e *Engine) CentreName() string { return e.centre }

// Sync runs one round: a token if needed, everything unsent, everything new. It waits for a round that is running; two
// never overlap. Returns app.ErrOffline, ErrUnauthorised, ErrCancelled or what the centre's refusal means; the report
// holds what was done before the error.
func (e *Engine) Sync(ctx context.Context) (Report, error) {
	report, err := e.syncOnce(ctx)
	if err == nil {
		select {
		case e.synced <- struct{}{}:
		default:
		}
	}
	return report, err
}

func (e *Engine) syncOnce(ctx context.Context) (Report, error) {
	select {
	case e.turn <- struct{}{}:
		defer func() { <-e.turn }()
	case <-ctx.Done():
		return Report{}, networkError(ctx, ctx.Err())
	}
	e.begin()
	var report Report
	err := e.round(ctx, &report)
	if err != nil && ctx.Err() != nil {
		err = networkError(ctx, err)
	}
	if saved := e.finish(context.WithoutCancel(ctx), report, err); err == nil {
		err = saved
	}
	return report, err
}

// round pushes, then pulls. A push the centre refuses as a whole does not keep new rows from arriving; a centre that was
// restored is met anew before either goes on.
func (e *Engine) round(ctx context.Context, report *Report) error {
	pushed := e.push(ctx, report)
	if _, restored := refusedAs(pushed, wire.CodeEpoch); restored {
		if err := e.restart(ctx, report); err != nil {
			return err
		}
		pushed = e.push(ctx, report)
	}
	switch app.Code(pushed) {
	case app.ErrOffline, app.ErrUnauthorised, app.ErrCancelled, app.ErrInternal:
		return pushed
	}
	err := e.pull(ctx, report, false)
	if _, restored := refusedAs(err, wire.CodeEpoch); restored {
		if err := e.restart(ctx, report); err != nil {
			return err
		}
		if err := e.push(ctx, report); err != nil {
			return err
		}
		err = e.pull(ctx, report, false)
	}
	if pushed != nil {
		return pushed
	}
	return err
}
