package simtest

import (
	"flag"
	"fmt"
	"os"
	"testing"
	"time"
)

var (
	seeds = flag.Int("seeds", 0, "how many seeds TestSimulation plays; 0: as many as the occasion asks for")
	from  = flag.Uint64("from", 1, "the first of them")
)

// played sums up the simulation, for the last line of the output.
var played struct{ seeds, failed int }

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	_ = os.RemoveAll(template().dir)
	if played.seeds > 0 {
		fmt.Printf("seeds=%d failed=%d\n", played.seeds, played.failed)
	}
	os.Exit(code)
}

// Whatever the network, the disks and the people do, nothing is lost and everybody ends with what the centre has.
func TestSimulation(t *testing.T) {
	n := *seeds
	if n == 0 {
		n = 300
	}
	began := time.Now()
	for seed := *from; seed < *from+uint64(n); seed++ {
		o := run(seed, testing.Verbose() && n == 1)
		played.seeds++
		if o.fault != "" {
			played.failed++
			t.Error(o)
		}
	}
	t.Logf("%d seeds, %d ms each", n, time.Since(began).Milliseconds()/int64(n))
}
