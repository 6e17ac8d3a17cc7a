package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
)

// Nothing more is stored once less than 32 MiB are left, nothing has changed then, and it goes on as soon as there is room.
func TestCommitsNeedRoom(t *testing.T) {
	dir, key := account(t)
	var left atomic.Int64
	left.Store(10 << 30)
	s := opened(t, dir, key, store.Options{Free: func(string) (int64, error) { return left.Load(), nil }})
	fill(t, s, 0, 2)
	if h, err := s.Health(ctx); err != nil || h.Low || h.Full {
		t.Errorf("%+v %v", h, err)
	}
	left.Store(400 << 20)
	if h, err := s.Health(ctx); err != nil || !h.Low || h.Full || h.Free != 400<<20 || h.Size == 0 {
		t.Errorf("%+v %v", h, err)
	}
	fill(t, s, 2, 3)
	left.Store(31 << 20)
	if h, err := s.Health(ctx); err != nil || !h.Low || !h.Full {
		t.Errorf("%+v %v", h, err)
	}
	wantCode(t, s.Commit(ctx, store.Create(apptest.Customer(3, "无处可存"))), app.ErrDiskFull)
	_, err := s.Apply(ctx, apptest.Page("seat:x", 1, apptest.Customer(4, "无处可存")))
	wantCode(t, err, app.ErrDiskFull)
	// Drafts and what is not asked for go on: they are little, and cannot wait.
	if err := s.SaveDraft(ctx, app.Draft{Key: "a", Body: []byte("{}")}); err != nil {
		t.Error(err)
	}
	if err := s.SetSetting(ctx, "a", "b"); err != nil {
		t.Error(err)
	}
	if got := customers(t, s); got != "3" {
		t.Errorf("%s customers", got)
	}
	left.Store(33 << 20)
	fill(t, s, 3, 4)
}

// A system that cannot tell how much is left keeps nobody from working.
func TestRoomNotKnown(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{Free: func(string) (int64, error) { return 0, errors.New("no idea") }})
	fill(t, s, 0, 1)
	if h, err := s.Health(ctx); err != nil || h.Free != -1 || h.Low || h.Full {
		t.Errorf("%+v %v", h, err)
	}
}

// diskThatFills lets so many bytes more be written and then none until there is room again.
type diskThatFills struct{ left atomic.Int64 }

const plenty = 1 << 50

func (d *diskThatFills) watch(e disk.Event) error {
	if e.Op != disk.Write && e.Op != disk.Create {
		return nil
	}
	if d.left.Add(-int64(len(e.Data))) < 0 {
		return syscall.ENOSPC
	}
	return nil
}

// Wherever the disk fills up during a day's work, what was reported stored is there, what was refused says why and has
// left nothing, and work goes on when there is room.
func TestDiskFillsUpAnywhere(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 3)
	closed(t, s)

	d := &diskThatFills{}
	d.left.Store(plenty)
	if err := work(t, copied(t, dir), key, d, nil); err != nil {
		t.Fatal(err)
	}
	needs := plenty - d.left.Load()
	runs := int64(20)
	began := time.Now()
	for i := range runs {
		room := needs * i / runs
		at := copied(t, dir)
		d.left.Store(room)
		did := map[string]bool{}
		err := work(t, at, key, d, did)
		if err != nil && app.Code(err) != app.ErrDiskFull && app.Code(err) != app.ErrNoRoom {
			t.Fatalf("%d of %d bytes: %v", room, needs, err)
		}
		d.left.Store(plenty)
		s, err := store.Open(ctx, at, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now, Watch: d.watch})
		if err != nil {
			t.Fatalf("%d of %d bytes: %v", room, needs, err)
		}
		for n := 3; n < 13; n++ {
			_, err := s.Customer(ctx, apptest.Customer(n, "").ID)
			if did["customer "+strconv.Itoa(n)] != (err == nil) {
				t.Fatalf("%d of %d bytes: customer %d: told %v, found %v", room, needs, n, did["customer "+strconv.Itoa(n)], err)
			}
		}
		if _, found, err := s.Draft(ctx, "calls/1"); err != nil || did["draft"] != found {
			t.Fatalf("%d of %d bytes: draft: told %v, found %v (%v)", room, needs, did["draft"], found, err)
		}
		if cur, err := s.Cursors(ctx); err != nil || did["apply"] != (cur[seat] == 2) {
			t.Fatalf("%d of %d bytes: page: told %v, cursors %v (%v)", room, needs, did["apply"], cur, err)
		}
		if s.Damaged() {
			t.Fatalf("%d of %d bytes: taken for damage", room, needs)
		}
		ops, err := s.Pending(ctx, 100)
		if err != nil {
			t.Fatal(err)
		}
		for i, op := range ops {
			if op.N != int64(i+1) {
				t.Fatalf("%d of %d bytes: operation %d has number %d", room, needs, i, op.N)
			}
		}
		fill(t, s, 20, 21)
		closed(t, s)
	}
	t.Logf("%d bytes, %d runs, %v", needs, runs, time.Since(began))
}

// A disk without a byte left can be read from: the account opens, says that nothing can be stored and that unsent work is
// not copied, and makes good for it as soon as anything is stored.
func TestFullDiskOpens(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 3)
	closed(t, s)
	d := &diskThatFills{}
	o := store.Options{Watch: d.watch}
	for range 2 {
		s = opened(t, dir, key, o)
		if h, err := s.Health(ctx); err != nil || !h.LogBehind {
			t.Errorf("%+v %v", h, err)
		}
		if ids, err := s.CardIndex(ctx, app.CardQuery{}); err != nil || len(ids) != 3 {
			t.Errorf("%d cards, %v", len(ids), err)
		}
		wantCode(t, s.Commit(ctx, store.Create(apptest.Customer(3, "无处可存"))), app.ErrDiskFull)
		_ = s.Close()
	}
	old := copied(t, dir)
	s = opened(t, dir, key, o)
	d.left.Store(plenty)
	if err := s.SetSetting(ctx, "a", "b"); err != nil || s.LogBehind() {
		t.Errorf("still behind: %v", err)
	}
	closed(t, s)
	// The opening was counted: a database from before it is found out.
	b, err := os.ReadFile(filepath.Join(old, store.FileDatabase))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, store.FileDatabase), b, 0o600); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{})
	if r, older := s.Restored(); !older || customers(t, s) != "3" {
		t.Errorf("%+v %v, %s customers", r, older, customers(t, s))
	}
	fill(t, s, 3, 5)
}

// work does a little of everything that writes, notes what was reported done, and works on after a refusal.
func work(t *testing.T, dir string, key []byte, d *diskThatFills, did map[string]bool) (first error) {
	t.Helper()
	s, err := store.Open(ctx, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now, Watch: d.watch})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }() // a checkpoint may find no room
	note := func(what string, err error) {
		if err == nil && did != nil {
			did[what] = true
		}
		if err != nil && (first == nil || app.Code(err) != app.ErrDiskFull) {
			first = err
		}
	}
	for n := 3; n < 13; n++ {
		note("customer "+strconv.Itoa(n), s.Commit(ctx, store.Create(apptest.Customer(n, "客户"+strconv.Itoa(n)))))
		switch n {
		case 5:
			note("draft", s.SaveDraft(ctx, app.Draft{Key: "calls/1", Body: make([]byte, 5000)}))
		case 7:
			_, err := s.Apply(ctx, apptest.Page(seat, 1, apptest.Customer(50, "来自中心"), apptest.Customer(51, "来自中心")))
			note("apply", err)
		case 9:
			_, err := s.Backup(ctx)
			note("backup", err)
		}
	}
	return first
}
