// Package apptest makes what tests of the laptop's code need: an empty store with a clock of its own, and records.
package apptest

import (
	"context"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/keyfile"
)

// Now is the moment at which a test's clock stands still: a Wednesday morning in Shanghai.
var Now = time.Date(2026, 3, 18, 9, 30, 0, 0, app.Shanghai)

// Planner and Supervisor are who uses the stores of tests; Device is their laptop.
var (
	Planner    = app.PersonID("1001")
	Supervisor = app.PersonID("2001")
)

// Device is the laptop of the stores of tests.
const Device = "device-a"

// Clock is a clock that a test turns.
type Clock struct{ At time.Time }

// Now returns the moment the clock stands at.
func (c *Clock) Now() time.Time { return c.At }

// Add turns the clock on.
func (c *Clock) Add(d time.Duration) { c.At = c.At.Add(d) }

// NewStore returns an empty store of Planner in a folder of its own, whose clock stands at Now. The test closes it.
func NewStore(t testing.TB) *store.Store {
	t.Helper()
	s, _ := NewStoreClock(t)
	return s
}

// NewStoreClock is NewStore with the clock, to be turned by the test.
func NewStoreClock(t testing.TB) (*store.Store, *Clock) {
	t.Helper()
	c := &Clock{Now}
	s, err := store.Open(context.Background(), t.TempDir(), Key(), store.Options{Clock: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	s.SetAuthor(Planner, Device)
	return s, c
}

// Key returns the data key of the stores of tests.
func Key() []byte { return []byte("0123456789abcdef0123456789abcdef") }

// FastKeys makes CreateAccount quick for the rest of the test.
func FastKeys(t testing.TB) {
	t.Helper()
	was := store.KDF
	store.KDF = keyfile.Fast
	t.Cleanup(func() { store.KDF = was })
}

// MustCommit commits edits or ends the test.
func MustCommit(t testing.TB, s *store.Store, edits ...store.Edit) {
	t.Helper()
	if err := s.Commit(context.Background(), edits...); err != nil {
		t.Fatal(err)
	}
}
