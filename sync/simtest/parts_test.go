package simtest

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"sync"
	"time"
)

// envPart tells a process of this program which seeds to play: first, count, step, and whether to end at the first fault.
const envPart = "FANGCE_SIMTEST_PART"

// longestRun is how long one seed may take before it counts as one that does not end.
const longestRun = 3 * time.Minute

// playParts plays n seeds, each so far from the one before, on all cores, each part in a process of its own as the source of
// random numbers is one for a process, and tells what became of each. With first it ends at the first fault.
func playParts(ctx context.Context, program string, from, far uint64, n int, first bool, tell func(outcome)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	parts := min(max(runtime.NumCPU(), 1), 8)
	if first {
		parts = 1
	}
	var mu sync.Mutex
	errs := make([]error, parts)
	var all sync.WaitGroup
	for i := range parts {
		count := (n - i + parts - 1) / parts
		all.Go(func() {
			errs[i] = playElsewhere(ctx, program, fmt.Sprint(from+uint64(i)*far, " ", count, " ", uint64(parts)*far, " ", first), func(o outcome) {
				mu.Lock()
				defer mu.Unlock()
				tell(o)
			})
		})
	}
	all.Wait()
	return errors.Join(errs...)
}

// playElsewhere starts a process for one part.
func playElsewhere(ctx context.Context, program, part string, tell func(outcome)) error {
	dir, err := os.MkdirTemp(workshop(), "fangce-simtest-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	cmd := exec.CommandContext(ctx, program, fmt.Sprint("-known=", *withKnown))
	cmd.Env = append(os.Environ(), envPart+"="+part, envFolder+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var o outcome
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			fmt.Fprintln(os.Stderr, lines.Text())
			continue
		}
		tell(o)
	}
	return errors.Join(lines.Err(), cmd.Wait())
}

// playPart is the life of such a process.
func playPart(part string) {
	var seed, step uint64
	var count int
	var first bool
	if _, err := fmt.Sscan(part, &seed, &count, &step, &first); err != nil {
		panic(err)
	}
	debug.SetGCPercent(400) // a run makes little garbage that lasts
	runtime.GOMAXPROCS(1)   // there is a process for each core
	say := json.NewEncoder(os.Stdout)
	for range count {
		watch := time.AfterFunc(longestRun, func() {
			_ = say.Encode(outcome{Seed: seed, Fault: "the run does not end"})
			os.Exit(0)
		})
		o := play(seed, false)
		watch.Stop()
		if o.Fault == "" {
			o.Steps = nil
		}
		_ = say.Encode(o)
		if first && o.Fault != "" {
			return
		}
		seed += step
	}
}
