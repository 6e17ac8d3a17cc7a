package main

import (
	"context"
	"log/slog"
	"slices"
	"sync"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// session is one unlocked account: its database, its use cases and its sync.
type session struct {
	*service.Service
	*device.Engine
	paper    paper
	security security
	account  store.Account
	store    *store.Store
	clock    app.Clock
	key      *dataKey
	stop     context.CancelFunc
	done     sync.WaitGroup
	closing  sync.Once
	rounds   rounds
	wiped    wiped
	lease    leaseWatch
}

// openSession opens an account whose data key is known, and keeps it in step with the centre until close. The session
// keeps a copy of the key for the centre's slot, and wipes it at close.
func openSession(ctx context.Context, account store.Account, key []byte, clock app.Clock) (*session, error) {
	s, err := store.Open(ctx, account.Dir, key, accounts{clock: clock}.options())
	if err != nil {
		return nil, err
	}
	engine, err := device.New(device.Config{Store: s, Clock: clock, DeviceName: platform.DeviceName()})
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	calendar, err := app.ParseCalendar(assets.Holidays)
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	who := engine.Person()
	person := app.Person{ID: who.ID, StaffNo: who.StaffNo, Name: who.Name, Roles: who.Roles, Licence: who.Licence}
	go service.WarmCalendar()
	use := service.New(service.Config{Store: s, Clock: clock, Person: person, Centre: engine.CentreName(), Holidays: calendar})
	guarded, err := newSecurity(ctx, s, platform.Keyring{})
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	out := &session{security: guarded, Service: use, Engine: engine, account: account, store: s, clock: clock, key: &dataKey{key: slices.Clone(key)}}
	engine.OnRecoveryKey(func(to wire.RecoveryKey) { out.key.sealTo(account.Dir, to) })
	out.paper = paper{service: use, viewing: platform.NewViewing(account.Dir), clock: clock}
	if err := out.paper.viewing.Wipe(); err != nil {
		slog.Warn("the folder of viewed files is not empty", "error", err)
	}
	if err := use.MoveReveals(ctx); err != nil {
		slog.Warn("notes of who looked at what stay on this laptop for now", "error", err)
	}
	out.watchWipe()
	open.add(out)
	return out, nil
}

// run starts the sync in the background.
func (s *session) run() {
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.done.Go(func() { s.rounds.run(ctx, s.Engine.Run) })
}

// OnChange calls tell after something in the store changed, and has local changes sent soon; not on the window's thread.
func (s *session) OnChange(tell func(kinds []string)) {
	s.store.OnChange(func(kinds []string) {
		s.Poke()
		tell(kinds)
	})
}

// SyncNow runs one round with the centre, and lets rounds that were stopped go on.
func (s *session) SyncNow(ctx context.Context) error {
	ctx, done := s.rounds.begin(ctx)
	defer done()
	_, err := s.Sync(ctx)
	return err
}

// StopSync ends the round that runs. The next one begins after a while, or when it is asked for.
func (s *session) StopSync() { s.rounds.halt() }

// Preview says what is understood of an insurer's file; nothing is stored.
func (s *session) Preview(ctx context.Context, path, _ string, progress func(done, total int)) (*app.ImportPreview, error) {
	sheet, err := intake.Open(ctx, path, progress)
	if err != nil {
		return nil, err
	}
	return intake.Preview(ctx, sheet, nil, progress)
}

// Import sends the usable rows of a preview to the centre.
func (s *session) Import(ctx context.Context, p *app.ImportPreview, to, insurer, reason string, progress func(done, total int)) (app.ImportResult, error) {
	ask := wire.ImportRequest{V: wire.V, To: to, Insurer: insurer, Reason: reason, File: p.File}
	ask.Rows, ask.Columns = p.Accepted()
	r, err := s.PostImport(ctx, ask, progress)
	return app.ImportResult{
		Customers: r.Customers, Policies: r.Policies, Changed: r.Changed, Same: r.Same, Refused: r.Refused, Notes: r.Notes,
	}, err
}

// close ends the sync, wipes what was made to be viewed and closes the database. Whoever calls it while it is under way
// waits for it; a second call does nothing.
func (s *session) close() { s.closing.Do(s.end) }

func (s *session) end() {
	defer open.drop(s)
	if s.stop != nil {
		s.stop()
		s.done.Wait()
	}
	s.Forget()
	if err := s.paper.viewing.Wipe(); err != nil {
		slog.Error("files made to be viewed could not be wiped", "error", err)
	}
	s.key.wipe()
	if err := s.store.Close(); err != nil {
		slog.Error("the database did not close cleanly", "error", err)
	}
	s.wiped.destroy(s.account.Dir)
}

// dataKey is a session's copy of the account's key.
type dataKey struct {
	mu  sync.Mutex
	key []byte
}

// sealTo leaves the key with the centre, so that it can help when the passphrase is forgotten.
func (k *dataKey) sealTo(dir string, to wire.RecoveryKey) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.key == nil {
		return
	}
	if err := store.SetRecovery(dir, k.key, to); err != nil {
		slog.Error("the key could not be left with the centre", "error", err)
	}
}

func (k *dataKey) wipe() {
	k.mu.Lock()
	defer k.mu.Unlock()
	clear(k.key)
	k.key = nil
}
