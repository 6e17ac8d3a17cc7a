package simtest

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"
)

var (
	seeds = flag.Int("seeds", 0, "how many seeds TestSimulation plays; 0: as many as the occasion asks for")
	from  = flag.Uint64("from", 1, "the first of them")
	here  = flag.Bool("here", false, "play them in this process, as profiles need it")
)

// How many seeds are played where nobody says: by make test, and by make proof.
const (
	fewSeeds  = 300
	manySeeds = 100_000
)

// long is how many seeds take so long that one wants to see how far they are.
const long = 2000

// alone is how many seeds are played in the process of the test itself.
const alone = 20

// played sums up the simulation, for the last line of the output.
var played struct{ seeds, failed int }

func TestMain(m *testing.M) {
	flag.Parse()
	if !testing.Verbose() {
		slog.SetLogLoggerLevel(slog.LevelWarn)
	}
	if part := os.Getenv(envPart); part != "" {
		playPart(part)
		return
	}
	if *which == "list" {
		for _, b := range bugs {
			fmt.Println(b.name)
		}
		return
	}
	code := m.Run()
	if played.seeds > 0 {
		fmt.Printf("seeds=%d failed=%d\n", played.seeds, played.failed)
	}
	os.Exit(code)
}

// Whatever the network, the disks and the people do, nothing is lost and everybody ends with what the centre has.
func TestSimulation(t *testing.T) {
	n := *seeds
	switch {
	case n > 0:
	case os.Getenv("FANGCE_PROOF") != "":
		n = manySeeds
	default:
		n = fewSeeds
	}
	began, told := time.Now(), time.Now()
	failed := 0
	tell := func(o outcome) {
		played.seeds++
		if o.Fault != "" {
			played.failed++
			if failed++; failed <= 20 {
				t.Error(o)
			}
		}
		if n >= long && (o.Fault != "" || time.Since(told) > time.Minute) {
			told = time.Now()
			said, _, _ := strings.Cut(o.Fault, "\n")
			fmt.Fprintf(os.Stderr, "seeds=%d failed=%d in %v, seed %d %s\n", played.seeds, failed, time.Since(began).Round(time.Second), o.Seed, said)
		}
	}
	if n <= alone || *here {
		defer func() { _ = os.RemoveAll(template().dir) }()
		for seed := *from; seed < *from+uint64(n); seed++ {
			tell(play(seed, testing.Verbose() && n == 1))
		}
	} else if err := playParts(t.Context(), os.Args[0], *from, 1, n, false, tell); err != nil {
		t.Error(err)
	}
	t.Logf("%d seeds from %d on, %d failed, in %v", played.seeds, *from, failed, time.Since(began).Round(time.Second))
}
