package store_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk/disktest"
)

// When the power fails during a change the account opens, with the old or the new generation, whole, whatever part of what
// was not flushed lies on the disk.
func TestChangesCutOffByPower(t *testing.T) {
	apptest.FastKeys(t) // until the last of them has ended
	cuts := 24
	if os.Getenv("FANGCE_PROOF") != "" {
		cuts = 500
	}
	clock := (&apptest.Clock{At: apptest.Now.AddDate(0, 0, 1)}).Now
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			start, key := c.make(t)
			at := copied(t, start)
			var r disktest.Recorder
			if err := c.do(at, key, store.Options{Clock: clock, Watch: r.Watch}); err != nil {
				t.Fatal(err)
			}
			d, err := r.Replay(start, at)
			if err != nil {
				t.Fatal(err)
			}
			for i := range cuts {
				n := (i + 1) * r.Steps() / cuts
				d.Advance(n)
				to := filepath.Join(t.TempDir(), "cut")
				if err := d.Cut(rand.New(rand.NewPCG(uint64(i), 7)), to); err != nil {
					t.Fatal(err)
				}
				if t.Run(fmt.Sprint(n), func(t *testing.T) { checkWhole(t, to) }); t.Failed() {
					t.Fatalf("cut after %d of %d steps", n, r.Steps())
				}
			}
		})
	}
}
