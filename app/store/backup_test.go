package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
)

// A backup is a whole database of its own, sealed with the account's key and its owner's only, and holds what was
// committed before.
func TestBackup(t *testing.T) {
	dir, key := account(t)
	clock := &apptest.Clock{At: apptest.Now}
	s := opened(t, dir, key, store.Options{Clock: clock.Now})
	fill(t, s, 0, 20)
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 20, 25)
	if b.Name != "2026-03-18T0930.db" || b.At != app.InstantOf(apptest.Now) {
		t.Errorf("%+v", b)
	}
	clock.Add(20 * time.Second)
	second, err := s.Backup(ctx)
	if err != nil || second.Name != "2026-03-18T093020.db" {
		t.Errorf("%+v %v", second, err)
	}
	all, err := store.Backups(dir)
	if err != nil || len(all) != 2 || all[0].Name != second.Name || all[1].Name != b.Name || all[0].Size != second.Size || second.Size < 4096 {
		t.Errorf("%+v %v", all, err)
	}
	path := filepath.Join(dir, "backups", second.Name)
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", st, err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 2 {
		t.Errorf("left behind: %v %v", entries, err)
	}
	raw, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(raw), "客户") || strings.Contains(string(raw), "SQLite") {
		t.Errorf("the backup can be read (%v)", err)
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, store.FileDatabase), raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := customers(t, opened(t, other, key, store.Options{})); got != "25" {
		t.Errorf("the copy has %s customers", got)
	}
}

// Whatever step fails, what was there before stays, nothing unfinished is left, and the store works on.
func TestBackupFailsCleanly(t *testing.T) {
	dir, key := account(t)
	var broken func(disk.Event) error
	clock := &apptest.Clock{At: apptest.Now}
	s := opened(t, dir, key, store.Options{Clock: clock.Now, Watch: func(e disk.Event) error {
		if broken != nil {
			return broken(e)
		}
		return nil
	}})
	fill(t, s, 0, 5)
	if _, err := s.Backup(ctx); err != nil {
		t.Fatal(err)
	}
	failed := errors.New("no such luck")
	for stop, steps := 1, 0; ; stop++ {
		clock.Add(24 * time.Hour)
		steps = 0
		broken = func(disk.Event) error {
			if steps++; steps == stop {
				return failed
			}
			return nil
		}
		_, err := s.Backup(ctx)
		broken = nil
		all, listErr := store.Backups(dir)
		if listErr != nil || len(all) == 0 {
			t.Fatalf("stopped at step %d: %+v %v", stop, all, listErr)
		}
		left, _ := filepath.Glob(filepath.Join(dir, "backups", disk.Unfinished+"*"))
		if len(left) > 0 {
			t.Fatalf("stopped at step %d: left %v", stop, left)
		}
		if s.Damaged() {
			t.Fatalf("stopped at step %d: taken for damage", stop)
		}
		if err == nil {
			if steps < 5 {
				t.Errorf("%d steps reported", steps)
			}
			break
		}
		h, err := s.Health(ctx)
		if err != nil || h.BackupNote == "" {
			t.Fatalf("stopped at step %d: %+v %v", stop, h, err)
		}
	}
	fill(t, s, 5, 6)
}

func TestBackupNeedsRoom(t *testing.T) {
	dir, key := account(t)
	left := int64(100 << 20)
	s := opened(t, dir, key, store.Options{Free: func(string) (int64, error) { return left, nil }})
	fill(t, s, 0, 3)
	_, err := s.Backup(ctx)
	wantCode(t, err, app.ErrDiskFull)
	h, err := s.Health(ctx)
	if err != nil || h.BackupNote != app.ErrDiskFull || !h.BackupLate || !h.Low || h.Full || h.Free != left {
		t.Errorf("%+v %v", h, err)
	}
	left = 1 << 40
	if _, err := s.Backup(ctx); err != nil {
		t.Fatal(err)
	}
	h, err = s.Health(ctx)
	if err != nil || h.BackupNote != "" || h.BackupLate || h.Low || h.LastBackup != app.InstantOf(apptest.Now) || len(h.Backups) != 1 {
		t.Errorf("%+v %v", h, err)
	}
}

// Backups are made while the program runs, once a day, without anybody asking.
func TestBackupsByThemselves(t *testing.T) {
	defer store.TendSoon(time.Millisecond, 5*time.Millisecond)()
	dir, key := account(t)
	at := make(chan time.Time, 1)
	at <- apptest.Now
	clock := func() time.Time { now := <-at; at <- now; return now }
	s := opened(t, dir, key, store.Options{Clock: clock})
	wait := func(n int) {
		t.Helper()
		for end := time.Now().Add(5 * time.Minute); ; time.Sleep(5 * time.Millisecond) {
			all, err := store.Backups(dir)
			if err != nil {
				t.Fatal(err)
			}
			if len(all) == n {
				return
			}
			if time.Now().After(end) {
				t.Fatalf("%d backups, want %d", len(all), n)
			}
		}
	}
	wait(1)
	<-at
	at <- apptest.Now.Add(23 * time.Hour)
	time.Sleep(50 * time.Millisecond)
	wait(1)
	<-at
	at <- apptest.Now.Add(25 * time.Hour)
	wait(2)
	closed(t, s)
}

// Closing does not wait for a backup to be finished, and leaves nothing of it.
func TestCloseEndsABackup(t *testing.T) {
	defer store.TendSoon(0, time.Hour)()
	dir, key := account(t)
	began := make(chan bool)
	var once sync.Once
	s, err := store.Open(ctx, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now, Watch: func(e disk.Event) error {
		if e.Op == disk.Write && strings.HasPrefix(e.Path, filepath.Join(dir, "backups")) {
			once.Do(func() {
				began <- true
				time.Sleep(20 * time.Millisecond)
			})
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	<-began
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(filepath.Join(dir, "backups"))
	if err != nil || len(entries) > 0 {
		t.Errorf("%v %v", entries, err)
	}
}

// A cancelled backup is no fault anybody has to be told about.
func TestCancelledBackup(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	c, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Backup(c); err == nil {
		t.Fatal("it was made")
	}
	if h, err := s.Health(ctx); err != nil || h.BackupNote != "" {
		t.Errorf("%+v %v", h, err)
	}
}
