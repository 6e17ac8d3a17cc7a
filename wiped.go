package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/store"
)

// wiped is what becomes of an account that the centre has taken out of use.
type wiped struct {
	mu      sync.Mutex
	now     bool
	drained bool
	tell    []func(drained bool)
}

// wipePatience is how long the window may take to lock before the account's key goes without it.
const wipePatience = 30 * time.Second

// watchWipe listens for the centre's word. The engine tells it on a goroutine of its own.
func (s *session) watchWipe() {
	s.OnDoom(func() { destroyKeys(s.account.Dir) })
	s.OnWipe(func() {
		slog.Warn("the centre has taken this account on this laptop out of use")
		n, _, err := s.store.UnsentSum(context.Background())
		s.wiped.order(err == nil && n == 0, s.close)
	})
}

// order has the account removed at its end, tells whoever shows it, and ends it by itself if nobody does.
func (w *wiped) order(drained bool, end func()) {
	w.mu.Lock()
	if w.now {
		w.mu.Unlock()
		return
	}
	w.now, w.drained = true, drained
	listeners := w.tell
	w.mu.Unlock()
	for _, tell := range listeners {
		tell(drained)
	}
	if len(listeners) > 0 {
		time.Sleep(wipePatience)
	}
	end()
}

// tellTo calls tell once the account has been taken out of use.
func (w *wiped) tellTo(tell func(drained bool)) {
	w.mu.Lock()
	now, drained := w.now, w.drained
	w.tell = append(w.tell, tell)
	w.mu.Unlock()
	if now {
		tell(drained)
	}
}

// destroyKeys makes sure that nobody opens the account any more, while it is still being closed.
func destroyKeys(dir string) {
	if err := store.DestroyKeys(dir); err != nil {
		slog.Error("the account's keys could not be destroyed", "error", err)
	}
	if err := store.Forget(dir, platform.Keyring{}); err != nil {
		slog.Warn("the keyring still holds a secret that opens nothing any more", "error", err)
	}
}

// destroy removes the account's folder if it has been taken out of use; the account is closed.
func (w *wiped) destroy(dir string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.now {
		return
	}
	destroyKeys(dir)
	if err := store.Destroy(dir); err != nil {
		slog.Error("the account could not be removed", "error", err)
	}
}
