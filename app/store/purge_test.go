package store_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// What was taken from a laptop does not live on in its backups, a stream as little as a single card that was handed on.
func TestWhatLeavesLeavesTheBackups(t *testing.T) {
	revoked := apptest.Page(seat, 2)
	revoked.Head.Revoked = []string{"seat:other"}
	t.Run("stream", func(t *testing.T) { leavesBackups(t, revoked) })
	t.Run("card", func(t *testing.T) {
		leavesBackups(t, pageOf(leave("seat:other", 2, 2, "customer", apptest.Customer(1, "").ID)))
	})
}

func leavesBackups(t *testing.T, gone *wire.Page) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now.AddDate(0, 0, -3)}).Now})
	mustApply(t, s, apptest.Page("seat:other", 1, apptest.Customer(1, "他人客户")))
	mustApply(t, s, apptest.Page(seat, 1, apptest.Customer(2, "自己客户")))
	if _, err := s.Backup(ctx); err != nil {
		t.Fatal(err)
	}
	closed(t, s)

	defer store.TendSoon(5*time.Millisecond, 5*time.Millisecond)()
	s = opened(t, dir, key, store.Options{})
	until := func(what string, done func() bool) {
		t.Helper()
		for end := time.Now().Add(5 * time.Minute); !done(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal(what)
			}
		}
	}
	backups := func() int {
		all, err := store.Backups(dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	until("no daily backup", func() bool { return backups() == 2 })
	mustApply(t, s, gone)
	until("the old backups stay", func() bool { return backups() == 1 })
	until("not settled", func() bool {
		v, err := s.Setting(ctx, "store.purged")
		return err == nil && v == ""
	})
	closed(t, s)
	all, err := store.Backups(dir)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	if _, err := store.Restore(ctx, dir, key, all[0].Name, store.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := customers(t, opened(t, dir, key, store.Options{})); got != "1" {
		t.Errorf("%s customers in the backup", got)
	}
}
