package store_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/sync/wire"
)

// A restored backup has what it had, what was not sent since, and the forms that were begun since.
func TestRestore(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 4)
	if err := s.Acknowledge(ctx, []wire.Result{{N: 1, Kind: "customer", ID: apptest.Customer(0, "").ID, Ver: 1, Outcome: wire.OutcomeApplied}}); err != nil {
		t.Fatal(err)
	}
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, 4, 7)
	if err := s.SaveDraft(ctx, app.Draft{Key: "calls/1", Body: []byte(`{"text":"写了一半"}`)}); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	for round := range 3 { // each restores the same backup once more
		var last int
		r, err := store.Restore(ctx, dir, key, b.Name, store.Options{Step: func(done, total int) {
			if done < last || done > total {
				t.Errorf("step %d of %d after %d", done, total, last)
			}
			last = done
		}})
		if err != nil || r.From != b.Name || r.Ops != 3+round || r.Lost != 0 || r.FetchAll || last == 0 {
			t.Fatalf("round %d: %+v %v, %d steps", round, r, err, last)
		}
		s = opened(t, dir, key, store.Options{})
		if got := customers(t, s); got != strconv.Itoa(7+round) {
			t.Errorf("round %d: %s customers", round, got)
		}
		ops := pending(t, s)
		if len(ops) != 6+round || ops[len(ops)-1].N != int64(7+round) {
			t.Errorf("round %d: %d operations to be sent", round, len(ops))
		}
		if d, found, err := s.Draft(ctx, "calls/1"); !found || err != nil || !strings.Contains(string(d.Body), "写了一半") {
			t.Errorf("round %d: draft %v %v", round, found, err)
		}
		fill(t, s, 100+round, 101+round)
		closed(t, s)
	}
	_, err = store.Restore(ctx, dir, key, "2020-01-01T0000.db", store.Options{})
	wantCode(t, err, app.ErrNotFound)
	_, err = store.Restore(ctx, dir, key, "../fangce.3.db", store.Options{})
	wantCode(t, err, app.ErrNotFound)
}

// A backup that cannot be used leaves the account as it was, and says what is wrong with it.
func TestRestoreOfBadBackups(t *testing.T) {
	dir, key := busyAccount(t)
	all, err := store.Backups(dir)
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	path := filepath.Join(dir, "backups", all[0].Name)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	otherDir, otherKey := busyAccount(t)
	foreign, err := os.ReadFile(filepath.Join(otherDir, "backups", all[0].Name))
	if err != nil || bytes.Equal(key, otherKey) {
		t.Fatal(err)
	}
	type bad struct {
		content []byte
		field   string
	}
	cases := map[string]bad{
		"empty":                {nil, ""},
		"cut":                  {good[:len(good)/4096/2*4096], ""},
		"an account's other's": {foreign, store.FieldForeign},
		"no database":          {bytes.Repeat([]byte("不是数据库"), 2000), ""},
	}
	for page := 0; page < len(good)/4096; page += 9 {
		flipped := bytes.Clone(good)
		flipped[page*4096+1000] ^= 1
		cases["a flipped bit in page "+strconv.Itoa(page+1)] = bad{flipped, ""}
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(path, c.content, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := store.Restore(ctx, dir, key, all[0].Name, store.Options{})
			wantCode(t, err, app.ErrDamaged)
			if c.field != "" && app.FieldOf(err) != c.field {
				t.Errorf("%v", err)
			}
			if err := os.WriteFile(path, good, 0o600); err != nil {
				t.Fatal(err)
			}
			checkWhole(t, copied(t, dir))
			for _, p := range generationFiles(t, dir) {
				if strings.Contains(filepath.Base(p), ".1") {
					t.Errorf("left behind: %s", p)
				}
			}
		})
	}
	_, err = store.Restore(ctx, dir, key, all[0].Name, store.Options{Free: func(string) (int64, error) { return 10 << 20, nil }})
	wantCode(t, err, app.ErrDiskFull)
	checkWhole(t, dir)
}

// Restoring needs nothing of the database that is replaced: it may be damaged in any way.
func TestRestoreOverADamagedDatabase(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"gone":   os.Remove,
		"empty":  func(p string) error { return os.Truncate(p, 0) },
		"zeroed": func(p string) error { return os.WriteFile(p, make([]byte, 50000), 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, key := busyAccount(t)
			if err := spoil(filepath.Join(dir, store.FileDatabase)); err != nil {
				t.Fatal(err)
			}
			_, err := store.Open(ctx, dir, key, store.Options{})
			wantCode(t, err, app.ErrDamaged)
			all, err := store.Backups(dir)
			if err != nil || len(all) != 1 {
				t.Fatal(all, err)
			}
			r, err := store.Restore(ctx, dir, key, all[0].Name, store.Options{})
			if err != nil || r.Ops != busyCustomers/2+1 {
				t.Fatalf("%+v %v", r, err)
			}
			checkWhole(t, dir)
		})
	}
}

// After an exchange of the data key nothing in the folder opens with the old one, and all is there under the new one.
func TestRekey(t *testing.T) {
	dir, old := busyAccount(t)
	before := copied(t, dir)
	_, err := store.Rekey(ctx, dir, "falsch geraten", otherPassphrase, store.Options{}, nil)
	wantCode(t, err, app.ErrPassphrase)
	_, err = store.Rekey(ctx, dir, passphrase, "kurz", store.Options{}, nil)
	wantCode(t, err, app.ErrInvalid)
	_, err = store.Rekey(ctx, dir, passphrase, otherPassphrase, store.Options{Free: func(string) (int64, error) { return 1 << 20, nil }}, nil)
	wantCode(t, err, app.ErrDiskFull)

	var steps int
	key, err := store.Rekey(ctx, dir, passphrase, otherPassphrase, store.Options{}, func(done, total int) {
		if done > total || total <= 0 {
			t.Errorf("step %d of %d", done, total)
		}
		steps++
	})
	if err != nil || bytes.Equal(key, old) || steps == 0 {
		t.Fatal(err, steps)
	}
	if got, err := store.Unlock(dir, otherPassphrase); err != nil || !bytes.Equal(got, key) {
		t.Error(err)
	}
	_, err = store.Unlock(dir, passphrase)
	wantCode(t, err, app.ErrPassphrase)
	if all, err := store.Backups(dir); err != nil || len(all) != 1 {
		t.Errorf("%+v %v: want one new backup", all, err)
	}
	_, err = store.Open(ctx, copied(t, dir), old, store.Options{})
	wantCode(t, err, app.ErrDamaged)
	if app.FieldOf(err) != store.FieldForeign {
		t.Error(err)
	}
	openSealed(t, before, old, true)
	openSealed(t, dir, old, false)
	checkWhole(t, dir)
	openSealed(t, dir, key, true)
	// Once more: a key can be exchanged any number of times.
	if _, err := store.Rekey(ctx, dir, otherPassphrase, passphrase, store.Options{}, nil); err != nil {
		t.Fatal(err)
	}
	openSealed(t, dir, key, false)
}

// What SQLite or an account's file meets that is damaged makes the store say so once, and nothing else does.
func TestDamageWhileOpen(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 300)
	closed(t, s)
	s = opened(t, dir, key, store.Options{})
	told := make(chan bool, 10)
	s.OnDamaged(func() { told <- true })
	if _, err := s.Customer(ctx, "none"); app.Code(err) != app.ErrNotFound || s.Damaged() {
		t.Fatalf("%v, damaged: %v", err, s.Damaged())
	}
	f, err := os.OpenFile(filepath.Join(dir, store.FileDatabase), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	size := sizeOf(t, f)
	for off := int64(4096 * 8); off < size; off += 4096 {
		if _, err := f.WriteAt([]byte{1, 2, 3, 4}, off+100); err != nil {
			t.Fatal(err)
		}
	}
	_ = f.Close()
	_, err = s.Query(ctx, "SELECT sum(length(notes)) FROM customers")
	_ = err // the test's own query does not tell the store
	for n := range 300 {
		if _, err = s.Customer(ctx, apptest.Customer(n, "").ID); err != nil {
			break
		}
	}
	wantCode(t, err, app.ErrDamaged)
	<-told
	if !s.Damaged() {
		t.Error("not remembered")
	}
	s.OnDamaged(func() { told <- true })
	<-told
	if _, err := s.Backup(ctx); app.Code(err) != app.ErrDamaged {
		t.Errorf("backup: %v", err)
	}
	if all, _ := store.Backups(dir); len(all) > 0 {
		t.Errorf("%v", all)
	}
}

// A backup reads every page: damage nobody has met yet is found by it.
func TestBackupFindsDamage(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 300)
	closed(t, s)
	f, err := os.OpenFile(filepath.Join(dir, store.FileDatabase), os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt([]byte{1, 2, 3, 4}, sizeOf(t, f)-4096*3+7); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	s = opened(t, dir, key, store.Options{})
	told := make(chan bool, 1)
	s.OnDamaged(func() { told <- true })
	_, err = s.Backup(ctx)
	wantCode(t, err, app.ErrDamaged)
	<-told
}

// A step on the disk that fails is no damage.
func TestFailingDiskIsNoDamage(t *testing.T) {
	dir, key := account(t)
	var fails bool
	s := opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
		if fails && e.Op != disk.Remove {
			return errors.New("input/output error")
		}
		return nil
	}})
	fill(t, s, 0, 3)
	fails = true
	if err := s.Commit(ctx, store.Create(apptest.Customer(5, "无"))); err == nil {
		t.Error("committed")
	}
	if _, err := s.Backup(ctx); err == nil {
		t.Error("backed up")
	}
	fails = false
	if s.Damaged() {
		t.Error("taken for damage")
	}
	fill(t, s, 5, 7)
	if got := customers(t, s); got != "5" {
		t.Errorf("%s customers", got)
	}
}

// openSealed makes sure that a key opens all sealed files in a folder, or none.
func openSealed(t *testing.T, dir string, key []byte, want bool) {
	t.Helper()
	n := 0
	for path, err := range store.CheckAll(t.TempDir(), dir, key) {
		n++
		if (err == nil) != want {
			t.Errorf("%s: %v, want it to open: %v", filepath.Base(path), err, want)
		}
	}
	if n < 4 { // database, log, rescue file, backup
		t.Errorf("%d sealed files found", n)
	}
}

func sizeOf(t *testing.T, f *os.File) int64 {
	t.Helper()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
