package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk/disktest"
)

// The power goes at any moment, while the account gets another key too: database, log, rescue file and key file together
// keep every promise.
func TestPowerCuts(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	for run := range proof(3, 40) {
		rnd := rand.New(rand.NewPCG(seed, uint64(run)))
		dir, key := account(t)
		start := filepath.Join(t.TempDir(), "start")
		if err := os.CopyFS(start, os.DirFS(dir)); err != nil {
			t.Fatal(err)
		}
		var r disktest.Recorder
		var deeds []deed
		done := 0
		for i := range 3 { // openings are recorded too
			if i == 1 {
				var err error
				if key, err = store.Rekey(ctx, dir, passphrase, otherPassphrase, store.Options{Watch: r.Watch}, nil); err != nil {
					t.Fatal(err)
				}
			}
			s := opened(t, dir, key, store.Options{Watch: r.Watch})
			until := done + 40
			err := busy(s, rnd, func(d deed) { deeds = append(deeds, d) }, func() bool {
				done = len(deeds)
				r.Promise(done)
				return done < until
			})
			if err != nil {
				t.Fatal(err)
			}
			closed(t, s)
		}
		points := make([]int, proof(55, 100))
		for i := range points {
			points[i] = 1 + rnd.IntN(r.Steps())
		}
		slices.Sort(points)
		d, err := r.Replay(start, dir)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(t.TempDir(), "cut")
		for _, at := range points {
			d.Advance(at)
			if d.Promised() == 0 {
				continue // nobody was told anything
			}
			if err := errors.Join(os.RemoveAll(to), d.Cut(rnd, to)); err != nil {
				t.Fatal(err)
			}
			key, err := store.Unlock(to, passphrase)
			if app.Code(err) == app.ErrPassphrase {
				key, err = store.Unlock(to, otherPassphrase)
			}
			if err != nil {
				t.Fatal(err)
			}
			if t.Run(fmt.Sprint(run, "/", at), func(t *testing.T) { kept(t, to, key, deeds, d.Promised()) }); t.Failed() {
				t.Fatalf("seed %d, run %d, cut at step %d of %d", seed, run, at, r.Steps())
			}
		}
	}
}
