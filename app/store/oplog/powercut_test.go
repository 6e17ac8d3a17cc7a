package oplog_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fangce/fangce/app/store/disk/disktest"
	"github.com/fangce/fangce/app/store/oplog"
)

// written is what was done to a log, call by call.
type written struct {
	append []int64 // operations, or
	ack    int64   // one acknowledged
}

// The power goes at any step: nothing that Append has returned for is lost, nothing comes out that was not appended, no
// damage is reported, and the log goes on.
func TestNothingAppendedIsLostWhenThePowerGoes(t *testing.T) {
	runs := 8
	if os.Getenv("FANGCE_PROOF") != "" {
		runs = 400
	}
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 1))
	for range runs {
		dir, to := t.TempDir(), filepath.Join(t.TempDir(), "cut")
		var r disktest.Recorder
		calls := scribble(t, dir, &r, rnd)
		d, err := r.Replay("", dir)
		must(t, err)
		for at := 1 + rnd.IntN(4); at <= r.Steps(); at += 1 + rnd.IntN(4) {
			d.Advance(at)
			must(t, errors.Join(os.RemoveAll(to), os.Mkdir(to, 0o700), d.Cut(rnd, to)))
			path := filepath.Join(to, "outbox.log")
			if _, err := os.Stat(path); err != nil && d.Promised() == 0 {
				continue
			}
			survived(t, path, calls, d.Promised())
			if t.Failed() {
				t.Fatalf("seed %d, cut at step %d of %d", seed, at, r.Steps())
			}
		}
	}
}

// scribble uses a log at random and returns the calls that change it, each promised when it has returned.
func scribble(t *testing.T, dir string, r *disktest.Recorder, rnd *rand.Rand) (calls []written) {
	t.Helper()
	l, _, err := oplog.Open(filepath.Join(dir, "outbox.log"), key, oplog.Options{Watch: r.Watch})
	must(t, err)
	for n := int64(1); n <= 25; n++ {
		calls = append(calls, written{append: []int64{n, n + 1000}})
		must(t, l.Append(op(n, "t"), op(n+1000, "t")))
		r.Promise(len(calls))
		if rnd.IntN(2) == 0 {
			c := written{ack: 1 + rnd.Int64N(n)}
			calls = append(calls, c)
			must(t, l.Ack(c.ack))
			r.Promise(len(calls))
		}
		if rnd.IntN(8) == 0 {
			must(t, l.Replace(l.Last(), l.Pending()))
		}
		if rnd.IntN(12) == 0 {
			must(t, l.Opened(n))
		}
	}
	must(t, l.Close())
	return calls
}

// survived checks a log after a power cut. The calls promised had returned by then.
func survived(t *testing.T, path string, calls []written, promised int) {
	t.Helper()
	l, r, err := oplog.Open(path, key, oplog.Options{})
	if err != nil || r.Damaged != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	asked, acked := map[int64]bool{}, map[int64]bool{}
	for _, c := range calls[:min(promised+1, len(calls))] {
		acked[c.ack] = true
		for _, n := range c.append {
			asked[n] = true
		}
	}
	for _, c := range calls[:promised] {
		for _, n := range c.append {
			if !l.Has(n) && !acked[n] {
				t.Fatalf("operation %d is lost; there are %v", n, numbers(l))
			}
		}
	}
	for _, o := range l.Pending() {
		if !asked[o.N] || !same(o, op(o.N, "t")) {
			t.Fatalf("operation %d was never appended", o.N)
		}
	}
	must(t, l.Append(op(5000, "t")))
	must(t, l.Close())
	l, r, err = oplog.Open(path, key, oplog.Options{})
	if err != nil || r.Torn || r.Damaged != 0 || !l.Has(5000) {
		t.Fatalf("after going on: %+v, %v", r, err)
	}
	must(t, l.Close())
}
