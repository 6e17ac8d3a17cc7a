package main

import (
	"context"
	"strconv"
	"sync/atomic"

	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/settings"
)

// settingIdle holds the minutes without input after which the account is locked. It lies in the database, so that nobody
// changes it without the passphrase.
const settingIdle = "window.idle_minutes"

// security is what opens an account, as the Settings room sees it.
type security struct {
	store *store.Store
	ring  store.Keyring
	idle  *atomic.Int64
}

// newSecurity reads what the database says about the lock.
func newSecurity(ctx context.Context, s *store.Store, ring store.Keyring) (security, error) {
	out := security{store: s, ring: ring, idle: new(atomic.Int64)}
	v, err := s.Setting(ctx, settingIdle)
	if err != nil {
		return out, err
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		n = settings.IdleDefault
	}
	out.idle.Store(int64(min(max(n, settings.IdleLeast), settings.IdleMost)))
	return out, nil
}

// CheckPassphrase returns app.ErrPassphrase if it is not the account's.
func (s security) CheckPassphrase(_ context.Context, passphrase string) error {
	key, err := store.Unlock(s.store.Dir(), passphrase)
	clear(key)
	giveBack()
	return err
}

// ChangePassphrase gives the account another passphrase.
func (s security) ChangePassphrase(_ context.Context, passphrase, next string) error {
	defer giveBack()
	return store.ChangePassphrase(s.store.Dir(), passphrase, next)
}

// Remembered reports whether the system's keyring can unlock the account.
func (s security) Remembered() bool { return store.Remembered(s.store.Dir()) }

// Remember has the system's keyring keep a secret that unlocks the account.
func (s security) Remember(_ context.Context, passphrase string) error {
	key, err := store.Unlock(s.store.Dir(), passphrase)
	if err != nil {
		return err
	}
	defer clear(key)
	giveBack()
	return store.Remember(s.store.Dir(), key, s.ring)
}

// Forget undoes Remember.
func (s security) Forget(context.Context) error { return store.Forget(s.store.Dir(), s.ring) }

// IdleMinutes is how long the account may stay unused before it is locked.
func (s security) IdleMinutes() int { return int(s.idle.Load()) }

// SetIdleMinutes stores another time.
func (s security) SetIdleMinutes(ctx context.Context, minutes int) error {
	minutes = min(max(minutes, settings.IdleLeast), settings.IdleMost)
	if err := s.store.SetSetting(ctx, settingIdle, strconv.Itoa(minutes)); err != nil {
		return err
	}
	s.idle.Store(int64(minutes))
	return nil
}
