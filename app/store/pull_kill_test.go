//go:build unix

package store_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/keyfile"
	"github.com/fangce/fangce/sync/wire"
)

// pulls are what a program that takes in what was pulled can be killed at.
var pulls = []struct {
	name string
	make func(t *testing.T, s *store.Store) // what was done before
	do   func(s *store.Store) error
}{
	{"staging a fill", func(*testing.T, *store.Store) {}, stageRest},
	{"ending a fill", func(t *testing.T, s *store.Store) { must(t, stageRest(s)) }, publishAll},
	{"publishing", func(t *testing.T, s *store.Store) {
		mustApply(t, s, pageOf(entry("seat:b", 1, 1, apptest.Customer(900, "先来的"))))
		must(t, stageRest(s))
	}, publishAll},
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// pullPages are the pages of a pull that cut cards apart.
func pullPages() []*wire.Page {
	var pages []*wire.Page
	for p := range (apptest.Portfolio{Customers: 40, Records: 3}).Pages() {
		for part := range slices.Chunk(p.Entries, 45) {
			pages = append(pages, pageOf(part...))
		}
	}
	return allButLast(pages)
}

// stageRest stages the pages that follow the cursor.
func stageRest(s *store.Store) error {
	cursors, err := s.Cursors(ctx)
	if err != nil {
		return err
	}
	for _, p := range pullPages() {
		if p.Tail.Cursors[seat] <= cursors[seat] {
			continue
		}
		if _, err := s.Stage(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

func publishAll(s *store.Store) error {
	_, err := s.Publish(ctx, nil)
	return err
}

// A program that is killed at any step while it takes in what was pulled goes on where it was: nothing is lost, no card is
// ever half there, and the cursors say what has been kept.
func TestPullsKilledAtAnyStep(t *testing.T) {
	apptest.FastKeys(t) // until the last of them has ended
	for n, c := range pulls {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir, key := account(t)
			s := opened(t, dir, key, store.Options{})
			apptest.MustCommit(t, s, store.Create(app.Customer{ID: "own", Name: "自己"}))
			c.make(t, s)
			closed(t, s)

			var steps atomic.Int64
			whole := opened(t, copied(t, dir), key, store.Options{Watch: func(disk.Event) error { steps.Add(1); return nil }})
			before := steps.Load()
			must(t, c.do(whole))
			last := steps.Load() - before
			must(t, stageRest(whole))
			mustPublish(t, whole)

			runs := int64(proof(7, 200))
			for i := range runs {
				stop := 1 + i*(last-1)/max(1, runs-1)
				at := copied(t, dir)
				child := exec.Command(os.Args[0], "-test.run=^TestPullChild$")
				child.Env = append(os.Environ(), "FANGCE_PULL="+strconv.Itoa(n), "FANGCE_DIR="+at, "FANGCE_STOP="+strconv.FormatInt(stop, 10))
				out, err := child.CombinedOutput()
				var ended *exec.ExitError
				if err != nil && (!errors.As(err, &ended) || ended.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL) {
					t.Fatalf("killed at step %d of %d: %v\n%s", stop, last, err, out)
				}
				if t.Run(fmt.Sprint(stop), func(t *testing.T) { goesOn(t, at, key, whole) }); t.Failed() {
					t.Fatalf("killed at step %d of %d", stop, last)
				}
			}
		})
	}
}

// goesOn checks an account whose program was killed, and that in the end it shows what whole shows.
func goesOn(t *testing.T, dir string, key []byte, whole *store.Store) {
	s := opened(t, dir, key, store.Options{})
	if v, err := store.WriterPragma(s, "integrity_check"); v != "ok" {
		t.Error(v, err)
	}
	const cards = `SELECT c.id, (SELECT count(*) FROM policies p WHERE p.customer_id = c.id), (SELECT count(*) FROM cases k
		WHERE k.customer_id = c.id), (SELECT count(*) FROM service_records r WHERE r.customer_id = c.id) FROM customers c ORDER BY 1`
	want, _ := whole.Query(ctx, cards)
	got, err := s.Query(ctx, cards)
	must(t, err)
	for _, card := range got {
		if !slices.Contains(want, card) {
			t.Error("half a card: ", card)
		}
	}
	if alone, _ := s.Query(ctx, "SELECT id FROM service_records WHERE customer_id NOT IN (SELECT id FROM customers)"); len(alone) > 0 {
		t.Error("records without their card: ", alone)
	}
	if ops, err := s.Pending(ctx, 10); err != nil || len(ops) != 1 {
		t.Error(len(ops), "operations wait to be sent, not 1", err)
	}

	cursors, err := s.Cursors(ctx)
	must(t, err)
	kept, err := s.Staged(ctx)
	must(t, err)
	for _, k := range record.Kinds() {
		shown, err := s.Query(ctx, "SELECT id FROM "+k.Table+" WHERE stream = '"+seat+"' AND ver > 0")
		must(t, err)
		kept += len(shown)
	}
	said := 0
	for _, p := range pullPages() {
		if p.Tail.Cursors[seat] <= cursors[seat] {
			said += len(p.Entries)
		}
	}
	if kept != said {
		t.Errorf("%d rows are here, %d by the cursor", kept, said)
	}

	must(t, stageRest(s))
	mustPublish(t, s)
	sameShown(t, whole, s)
	must(t, s.Reindex(ctx))
	sameShown(t, whole, s)
}

// TestPullChild is the process that TestPullsKilledAtAnyStep kills.
func TestPullChild(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("FANGCE_PULL"))
	if err != nil {
		t.Skip("only as a child")
	}
	store.KDF = keyfile.Fast
	stop, err := strconv.ParseInt(os.Getenv("FANGCE_STOP"), 10, 64)
	must(t, err)
	dir := os.Getenv("FANGCE_DIR")
	key, err := store.Unlock(dir, passphrase)
	must(t, err)
	var step atomic.Int64
	step.Store(-1 << 40) // while it is opened
	s, err := store.Open(ctx, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now, Watch: func(disk.Event) error {
		if step.Add(1) == stop {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}})
	must(t, err)
	step.Store(0)
	must(t, pulls[n].do(s))
	os.Exit(0)
}
