package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/keyfile"
	"github.com/fangce/fangce/app/store/oplog"
	"github.com/fangce/fangce/sync/wire"
)

// logged reads the log of a closed account and returns the numbers of what is pending in it, and the greatest ever given.
func logged(t testing.TB, dir string, key []byte) (ns []int64, last int64) {
	t.Helper()
	l, r, err := oplog.Open(logPath(t, dir), key, oplog.Options{})
	if err != nil || r.New || r.Damaged > 0 {
		t.Fatal(r, err)
	}
	for _, o := range l.Pending() {
		ns = append(ns, o.N)
	}
	last = l.Last()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return ns, last
}

// logPath returns where the log of an account lies, whichever generation holds.
func logPath(t testing.TB, dir string) string {
	t.Helper()
	k, err := keyfile.Load(filepath.Join(dir, store.FileKeys))
	if err != nil {
		t.Fatal(err)
	}
	if g := k.Generation(); g > 0 {
		return filepath.Join(dir, fmt.Sprintf("outbox.%d.log", g))
	}
	return filepath.Join(dir, "outbox.log")
}

func databasePath(t testing.TB, dir string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "fangce*.db"))
	if err != nil || len(found) != 1 {
		t.Fatal("databases", found, err)
	}
	return found[0]
}

func applied(n int64, id string) wire.Result {
	return wire.Result{N: n, Kind: "customer", ID: id, Ver: 1, Outcome: wire.OutcomeApplied}
}

func reopened(t testing.TB, s *store.Store, dir string, key []byte, o store.Options) *store.Store {
	t.Helper()
	closed(t, s)
	return opened(t, dir, key, o)
}

func numbers(t *testing.T, s *store.Store) (ns []int64) {
	t.Helper()
	for _, op := range pending(t, s) {
		ns = append(ns, op.N)
	}
	return ns
}

func TestTheLogHasWhatIsNotAcknowledged(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	s.SetAuthor(apptest.Planner, apptest.Device)
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李明")
	apptest.MustCommit(t, s, store.Create(c), store.Create(d))
	apptest.MustCommit(t, s, store.Create(apptest.Customer(3, "张伟")))
	mustAcknowledge(t, s, applied(1, c.ID))
	closed(t, s)
	if ns, last := logged(t, dir, key); !slices.Equal(ns, []int64{2, 3}) || last != 3 {
		t.Errorf("logged %v, last %d", ns, last)
	}
	b, err := os.ReadFile(logPath(t, dir))
	if err != nil || strings.Contains(string(b), c.Name) || strings.Contains(string(b), "customer") {
		t.Error("the log can be read without the key", err)
	}
	s = opened(t, dir, key, store.Options{})
	if _, restored := s.Restored(); restored || s.LogBehind() {
		t.Error("an opening like any other took something from the log, or is behind")
	}
	if err := s.Rewind(ctx, 1); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	if ns, _ := logged(t, dir, key); !slices.Equal(ns, []int64{1, 2, 3}) {
		t.Errorf("after the centre was put back: logged %v", ns)
	}
}

// A log that is gone, cut off or unreadable is made again from the database: nothing is lost, nothing is sent twice.
func TestTheLogIsMadeAgainFromTheDatabase(t *testing.T) {
	for name, harm := range map[string]func(path string) error{
		"deleted":   os.Remove,
		"emptied":   func(p string) error { return os.Truncate(p, 0) },
		"cut short": func(p string) error { return os.Truncate(p, 200) },
		"another's": func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			l, _, err := oplog.Open(p, apptest.Key(), oplog.Options{})
			return errors.Join(err, l.Append(oplog.Op{N: 99, Line: []byte("{}")}), l.Close())
		},
		"a bit flipped": func(p string) error {
			b, err := os.ReadFile(p)
			if err == nil {
				b[len(b)/2] ^= 4
				err = os.WriteFile(p, b, 0o600)
			}
			return err
		},
		"noise": func(p string) error { return os.WriteFile(p, make([]byte, 5000), 0o600) },
	} {
		dir, key := account(t)
		s := opened(t, dir, key, store.Options{})
		s.SetAuthor(apptest.Planner, apptest.Device)
		fill(t, s, 1, 5)
		want := numbers(t, s)
		closed(t, s)
		if err := harm(logPath(t, dir)); err != nil {
			t.Fatal(err)
		}
		s = opened(t, dir, key, store.Options{})
		if _, restored := s.Restored(); restored || !slices.Equal(numbers(t, s), want) {
			t.Errorf("%s: pending %v", name, numbers(t, s))
		}
		closed(t, s)
		if ns, last := logged(t, dir, key); !slices.Equal(ns, want) || last != want[len(want)-1] {
			t.Errorf("%s: logged %v, last %d; want %v", name, ns, last, want)
		}
	}
}

// A log that cannot be written fails no commit, is told of, and gets what it lacks as soon as it can be written again.
func TestALogThatCannotBeWrittenCatchesUp(t *testing.T) {
	dir, key := account(t)
	broken := false
	s := opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
		if broken && strings.Contains(filepath.Base(e.Path), "outbox") {
			return errors.New("no room")
		}
		return nil
	}})
	s.SetAuthor(apptest.Planner, apptest.Device)
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李明")
	apptest.MustCommit(t, s, store.Create(c))
	broken = true
	apptest.MustCommit(t, s, store.Create(d))
	mustAcknowledge(t, s, applied(1, c.ID))
	if !s.LogBehind() {
		t.Error("nobody is told that the log is behind")
	}
	broken = false
	if err := s.SetSetting(ctx, "any", "thing"); err != nil || s.LogBehind() {
		t.Error("still behind", err)
	}
	closed(t, s)
	if ns, _ := logged(t, dir, key); !slices.Equal(ns, []int64{2}) {
		t.Errorf("logged %v", ns)
	}
	// Nor does it keep the account from being opened.
	if err := os.Remove(logPath(t, dir)); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
		if broken && (strings.Contains(string(e.Data), "outbox") || strings.Contains(e.Path, "outbox")) {
			return errors.New("no room")
		}
		return nil
	}})
	closed(t, s)
}

// A database that somebody has put back by hand is found out, and gets back from the log what it had not been sent.
func TestAnOldDatabaseIsFoundOut(t *testing.T) {
	for name, again := range map[string]bool{"of this opening": false, "of an earlier opening": true} {
		dir, key := account(t)
		s := opened(t, dir, key, store.Options{})
		s.SetAuthor(apptest.Planner, apptest.Device)
		c := apptest.Customer(1, "王芳")
		mustApply(t, s, at(1, 1, c))
		fill(t, s, 10, 12)
		closed(t, s)
		path := databasePath(t, dir)
		old, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		s = opened(t, dir, key, store.Options{})
		if again {
			s = reopened(t, s, dir, key, store.Options{})
		}
		if err := s.SetSecret(ctx, "sync.tokens", []byte("new")); err != nil {
			t.Fatal(err)
		}
		one := c
		one.Grade = "A"
		mustChange(t, s, c, one)
		fill(t, s, 20, 22)
		mustAcknowledge(t, s, applied(1, apptest.Customer(10, "").ID))
		want, rows, history := pending(t, s), customers(t, s), historyOf(t, s, c.ID)
		closed(t, s)
		if err := errors.Join(os.WriteFile(path, old, 0o600), removeAll(path+"-wal", path+"-shm")); err != nil {
			t.Fatal(err)
		}
		s = opened(t, dir, key, store.Options{})
		r, restored := s.Restored()
		if !restored || r.Ops != len(want)-1 || r.Lost != 0 || r.FetchAll {
			t.Errorf("%s: %+v %v", name, r, restored)
		}
		got := pending(t, s)
		// The old file does not know that operation 1 was acknowledged: it is sent again, which the centre recognises.
		if len(got) != len(want)+1 || js(got[1:]) != js(want) {
			t.Errorf("%s: pending\n%s\nwant\n%s", name, js(got), js(want))
		}
		if is := customers(t, s); is != rows {
			t.Errorf("%s: shows %s, want %s", name, is, rows)
		}
		if is := historyOf(t, s, c.ID); is != history {
			t.Errorf("%s: history %s, want %s", name, is, history)
		}
		fill(t, s, 30, 31)
		ops := pending(t, s)
		if next, last := ops[len(ops)-1], ops[len(ops)-2]; next.N != last.N+1 || next.HLC <= last.HLC {
			t.Errorf("%s: the next operation is %d at %d, after %d at %d", name, next.N, next.HLC, last.N, last.HLC)
		}
		got = ops
		if v, err := s.Secret(ctx, "sync.tokens"); err != nil || string(v) != "new" {
			t.Errorf("%s: tokens %q, %v", name, v, err)
		}
		if in, err := s.InDoubt(ctx); err != nil || !in {
			t.Errorf("%s: numbers are taken for right", name)
		}
		s = reopened(t, s, dir, key, store.Options{})
		if _, restored := s.Restored(); restored || len(pending(t, s)) != len(got) {
			t.Errorf("%s: found out twice", name)
		}
		closed(t, s)
	}
}

func historyOf(t *testing.T, s *store.Store, id string) string {
	t.Helper()
	h, err := s.History(ctx, "customer", id)
	if err != nil {
		t.Fatal(err)
	}
	return js(h)
}

func removeAll(paths ...string) (err error) {
	for _, p := range paths {
		err = errors.Join(err, os.RemoveAll(p))
	}
	return err
}

func TestNewNumbers(t *testing.T) {
	cases := map[string]struct {
		sure  string // what is in doubt
		first int64  // what the centre expects
		want  []int64
		last  int64
	}{
		"nothing to do":                 {"6", 1, []int64{1, 2, 3, 4, 5, 6}, 6},
		"the centre has three":          {"6", 4, []int64{1, 2, 3, 4, 5, 6}, 6},
		"the centre has all":            {"6", 7, []int64{1, 2, 3, 4, 5, 6}, 6},
		"the centre has more":           {"6", 9, []int64{1, 2, 3, 4, 5, 6}, 8},
		"two made since, centre has 9":  {"4", 10, []int64{1, 2, 3, 4, 10, 11}, 11},
		"two made since, centre has 2":  {"4", 3, []int64{1, 2, 3, 4, 5, 6}, 6},
		"all made since, centre has 9":  {"0", 10, []int64{10, 11, 12, 13, 14, 15}, 15},
		"the centre knows none of them": {"0", 1, []int64{1, 2, 3, 4, 5, 6}, 6},
	}
	for name, c := range cases {
		dir, key := account(t)
		s := opened(t, dir, key, store.Options{})
		s.SetAuthor(apptest.Planner, apptest.Device)
		fill(t, s, 1, 7)
		if err := errors.Join(s.SetSetting(ctx, "store.renumber", c.sure), s.Renumber(ctx, c.first)); err != nil {
			t.Fatal(err)
		}
		if got := numbers(t, s); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if in, err := s.InDoubt(ctx); in || err != nil {
			t.Errorf("%s: still in doubt, %v", name, err)
		}
		for i, op := range pending(t, s) {
			if want := apptest.Customer(i+1, "").ID; op.ID != want {
				t.Errorf("%s: number %d is %s, want %s", name, op.N, op.ID, want)
			}
		}
		fill(t, s, 7, 8)
		if got := numbers(t, s); got[len(got)-1] != c.last+1 {
			t.Errorf("%s: the next is %d, want %d", name, got[len(got)-1], c.last+1)
		}
		closed(t, s)
		if ns, last := logged(t, dir, key); !slices.Equal(ns, append(c.want, c.last+1)) || last != c.last+1 {
			t.Errorf("%s: logged %v", name, ns)
		}
	}
}

// Numbers lost in the middle, with a hole: the log had damaged frames.
func TestNewNumbersCloseAHole(t *testing.T) {
	s := apptest.NewStore(t)
	fill(t, s, 1, 6)
	if err := s.Exec(ctx, "DELETE FROM outbox WHERE n IN (2, 3)"); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.SetSetting(ctx, "store.renumber", "5"), s.Renumber(ctx, 2)); err != nil {
		t.Fatal(err)
	}
	if got := numbers(t, s); !slices.Equal(got, []int64{1, 2, 3}) {
		t.Errorf("%v", got)
	}
	if rows, err := s.Query(ctx, "SELECT id, n FROM history WHERE n > 1 GROUP BY id, n ORDER BY n"); err != nil || len(rows) < 2 ||
		!strings.HasPrefix(rows[len(rows)-1], apptest.Customer(5, "").ID+"|3") {
		t.Errorf("history %v, %v", rows, err)
	}
}
