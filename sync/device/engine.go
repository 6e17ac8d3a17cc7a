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
	// DeviceName is what the centre lists the laptop as, where it gets another identity.
	DeviceName string
	// PageEntries is how many entries a pull asks for at a time, one page after the other, so that a simulation can tell what
	// happens when; 0 lets the engine find out what the line carries, and fetch ahead.
	PageEntries int
	// ChunkBytes is how much of a content travels at a time, so that a simulation can cut small ones; 0 lets the engine find
	// out what the line carries.
	ChunkBytes int64
	// AlwaysDigest compares what is here with the centre in every round, for tests.
	AlwaysDigest bool
	// Network names the networks the machine is in, "" if there is none; the machine's addresses if nil. A laptop that waits
	// after a failure tries again soon after it changes.
	Network func() string
	// Jitter returns numbers in [0, 1) that spread attempts; random if nil.
	Jitter func() float64
}

// Engine keeps one account's store and the centre in step. Its methods may be called from any goroutine.
type Engine struct {
	store  Store
	clock  app.Clock
	client *client
	jitter func() float64

	transport http.RoundTripper // of the configuration
	network   func() string
	name      string // see Config.DeviceName

	key ed25519.PrivateKey // guarded by the lock of tokens

	turn   chan struct{} // held by the round that runs
	poked  chan struct{}
	woken  chan struct{} // a round is wanted now
	synced chan struct{} // a round asked for by hand has succeeded

	tokens    tokens
	transfers transfers         // of contents
	stored    map[string]string // settings as finish has written them; touched under turn only

	// What a round knows; touched under turn only.
	pages         pageSizer
	bytes         sizer // of pushes
	checks        checking
	inStep        bool   // no page is fetched ahead
	reopened      string // the epoch of a restored centre that has been met, and not been pulled from whole; "" none
	afresh        bool   // the next pull begins at the start
	offersRefused bool
	pruned        time.Time

	mu       sync.Mutex
	device   string
	gone     bool // see OnWipe
	cancel   context.CancelFunc
	onDoom   []func()
	onWipe   []func()
	contact  app.Instant // see Lease
	told     time.Time   // when a step of the progress was last told
	epoch    string
	person   wire.Person
	progress Progress
	onState  []func(Progress)
	onPerson []func(wire.Person)

	leaseDays int64
	onRejoin  []func()

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
	Blobs   int // contents sent or fetched
	// Mismatched is how many streams differed from the centre's, Repaired how many rows were mended.
	Mismatched, Repaired int
	Withheld             int // cards that stay as the centre did not confirm that they are gone
	// Offered is how many rows a restored centre was offered, Adopted how many of them it took.
	Offered, Adopted int
	More             bool // the round ended before the tail was reached; the next should begin at once
	// NextPoll is how long the centre asks to wait for the next round, 0 if it did not say.
	NextPoll time.Duration
}

// New returns the engine of an enrolled account. Returns app.ErrUnauthorised if the store holds no enrolment.
func New(cfg Config) (*Engine, error) {
	ctx := context.Background()
	e := &Engine{
		store: cfg.Store, clock: cfg.Clock, jitter: cfg.Jitter,
		turn: make(chan struct{}, 1), poked: make(chan struct{}, 1), woken: make(chan struct{}, 1), synced: make(chan struct{}, 1),
		stored: map[string]string{}, transport: cfg.Transport, network: cfg.Network, name: cfg.DeviceName,
		pages: pageSizer{sizer{least: leastEntries, most: mostEntries, next: startEntries}},
		bytes: sizer{least: leastBytes, most: mostBytes, next: startBytes},
	}
	if n := cfg.PageEntries; n > 0 {
		e.pages, e.inStep = pageSizer{sizer{least: n, most: n, next: n}}, true
	}
	e.checks = checking{always: cfg.AlwaysDigest, due: true}
	if e.network == nil {
		e.network = addresses
	}
	if e.clock == nil {
		e.clock = time.Now
	}
	if e.jitter == nil {
		e.jitter = rand.Float64
	}
	e.transfers.clock, e.transfers.fixed = e.clock, cfg.ChunkBytes
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
	if err := e.resume(ctx); err != nil {
		return err
	}
	var person, reopened string
	for key, to := range map[string]*string{
		SettingURL: &e.centreURL, SettingCentre: &e.centre, SettingEpoch: &e.epoch, SettingPerson: &person,
		settingDevice: &e.device, settingReopened: &reopened,
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
	e.key, e.reopened = ed25519.PrivateKey(key), reopened
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
	if err := e.loadState(ctx); err != nil {
		return err
	}
	return e.loadLease(ctx)
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
	if e.isGone() {
		return Report{}, errGone()
	}
	round, cancel := context.WithCancel(ctx)
	defer cancel()
	e.begin(cancel)
	var report Report
	err := e.round(round, &report)
	if err != nil && round.Err() != nil {
		err = networkError(round, err)
	}
	if e.isGone() {
		return report, err // nothing is written any more: it is about to be destroyed
	}
	if saved := e.finish(context.WithoutCancel(ctx), report, err); err == nil {
		err = saved
	}
	return report, err
}

// Interrupt ends the round that runs, if one does; it returns app.ErrCancelled to whoever asked for it. What has come so far
// stays, and the next round goes on from there.
func (e *Engine) Interrupt() {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.cancel != nil {
		e.cancel()
	}
}
