// Package drafttest lets tests of rooms see what is kept of a form as it is typed in.
package drafttest

import (
	"context"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
)

// within is how soon after a keystroke a draft must be on the disk.
const within = time.Second

// Keeper is a keeper on a real store whose pauses pass when the test says so.
type Keeper struct {
	*drafts.Keeper
	t       testing.TB
	store   drafts.Store
	pending []func()
}

// New returns a keeper for as long as the test runs.
func New(t testing.TB, store drafts.Store, clock app.Clock) *Keeper {
	k := &Keeper{t: t, store: store}
	k.Keeper = drafts.New(drafts.Config{Store: store, Clock: clock, Later: k.later, Fail: func(err error) { t.Errorf("drafts: %v", err) }})
	t.Cleanup(k.Close)
	return k
}

func (k *Keeper) later(pause time.Duration, f func()) func() {
	if pause > within/2 {
		k.t.Errorf("a draft waits %v before it is written", pause)
	}
	stopped := false
	k.pending = append(k.pending, func() {
		if !stopped {
			f()
		}
	})
	return func() { stopped = true }
}

// Pass lets the pauses pass.
func (k *Keeper) Pass() {
	for len(k.pending) > 0 {
		f := k.pending[0]
		k.pending = k.pending[1:]
		f()
	}
}

// Keeps lets the pauses pass and returns the draft under a key once the disk holds a text for a field. It fails the test if
// it does not within a second, as when a form does not tell that it is typed in.
func (k *Keeper) Keeps(key, field, text string) app.Draft {
	k.t.Helper()
	k.Pass()
	for end := time.Now().Add(within); ; time.Sleep(2 * time.Millisecond) {
		d, ok, err := k.store.Draft(context.Background(), key)
		if err != nil {
			k.t.Fatal(err)
		}
		if ok && drafts.Values(d)[field] == text {
			return d
		}
		if time.Now().After(end) {
			all, _ := k.store.Drafts(context.Background())
			k.t.Fatalf("the disk holds no %s %q of %s, but %q of %+v", field, text, key, d.Body, all)
		}
	}
}

// Gone fails the test if anything is kept under a key once everything typed is on the disk.
func (k *Keeper) Gone(key string) {
	k.t.Helper()
	k.Flush()
	if d, ok, err := k.store.Draft(context.Background(), key); err != nil || ok {
		k.t.Errorf("there is a draft %s: %s, %v", key, d.Body, err)
	}
}
