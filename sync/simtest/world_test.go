package simtest

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// began is when every run starts: a Monday morning.
var began = time.Date(2026, 11, 23, 9, 0, 0, 0, app.Shanghai)

// world is one run: an office with its people, laptops, centre and network.
type world struct {
	seed    uint64
	focus   *focus
	rnd     chance // what happens
	net     chance // what the network does
	dir     string
	now     int64 // milliseconds since 1970, the true time
	office  *office
	staff   []*person
	laptops []*laptop
	cards   []string // customers that were ever made
	works   map[string]*work
	album   album
	images  []image
	moved   []string // cards that were handed over
	revoked bool     // a laptop was taken out of use
	damaged bool     // a laptop's database was changed behind its program's back
	fault   string   // found while a request was under way
	late    []late   // requests under way that arrive after others
	serial  int      // numbers values, so that each is told from all others
	calm    bool     // no faults any more
	depth   int      // of things that happen while a request is under way

	hostility int // how bad the network is, percent of requests
	steps     []string
	verbose   bool
}

// failure ends a run.
type failure struct{ what string }

// fail ends the run: something is not as it must be.
func (w *world) fail(format string, args ...any) {
	panic(failure{fmt.Sprintf(format, args...)})
}

// must ends the run for an error nothing in the world explains.
func (w *world) must(err error, format string, args ...any) {
	if err != nil {
		w.fail("%s: %v", fmt.Sprintf(format, args...), err)
	}
}

// step notes what happens.
func (w *world) step(format string, args ...any) {
	line := fmt.Sprintf("%4d %s %s", len(w.steps), time.UnixMilli(w.now).In(app.Shanghai).Format("01-02T15:04:05.000"),
		strings.Repeat("  ", w.depth)+fmt.Sprintf(format, args...))
	w.steps = append(w.steps, line)
	if w.verbose {
		fmt.Println(line)
	}
}

// value returns a text nobody has written before.
func (w *world) value(what string) string {
	w.serial++
	return fmt.Sprintf("%s%d号", what, w.serial)
}

func (w *world) pass(d time.Duration) { w.now += d.Milliseconds() }

// outcome is what became of one run.
type outcome struct {
	Seed  uint64
	Fault string // "" none
	Steps []string
}

// lastSteps is how many steps of a failed run are printed.
const lastSteps = 40

func (o outcome) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "seed %d: %s\n", o.Seed, o.Fault)
	from := max(0, len(o.Steps)-lastSteps)
	for _, s := range o.Steps[from:] {
		fmt.Fprintf(&b, "  %s\n", s)
	}
	fmt.Fprintf(&b, "repeat: go test ./sync/simtest -run TestSimulation -v -args -seeds 1 -from %d -known=%v\n", o.Seed, *withKnown)
	return b.String()
}

// play plays one seed.
func play(seed uint64, verbose bool) (out outcome) {
	out.Seed = seed
	dir, err := os.MkdirTemp(workshop(), fmt.Sprintf("seed-%d-", seed))
	if err != nil {
		return outcome{Seed: seed, Fault: err.Error()}
	}
	loadDice(seed)
	w := &world{
		seed: seed, focus: focusOf(seed), rnd: newChance(seed, 1), net: newChance(seed, 2), dir: dir, now: began.UnixMilli(),
		works: map[string]*work{}, verbose: verbose,
	}
	defer func() {
		if v := recover(); v != nil {
			if f, ok := v.(failure); ok {
				out.Fault = f.what
			} else {
				out.Fault = fmt.Sprintf("panic: %v\n%s", v, debug.Stack())
			}
		}
		out.Steps = w.steps
		w.close()
		_ = os.RemoveAll(dir)
	}()
	w.album = w.newAlbum()
	w.found()
	for range w.length() {
		w.happen()
	}
	w.settle()
	w.judge()
	return out
}

// length returns how many things happen in the run.
func (w *world) length() int {
	switch {
	case len(w.laptops) > 6:
		return w.rnd.between(80, 200)
	case w.rnd.one(20):
		return w.rnd.between(80, 160)
	}
	return w.rnd.between(10, 40)
}

func (w *world) close() {
	for _, l := range w.laptops {
		if l.store != nil {
			_ = l.store.Close()
		}
	}
	if w.office != nil {
		w.office.close()
	}
}

// path returns a name in the run's folder.
func (w *world) path(format string, args ...any) string {
	return filepath.Join(w.dir, fmt.Sprintf(format, args...))
}

// workshop is where runs lie: in memory where there is such a folder.
func workshop() string {
	if dir := os.Getenv(envFolder); dir != "" {
		return dir
	}
	if info, err := os.Stat("/dev/shm"); err == nil && info.IsDir() {
		return "/dev/shm"
	}
	return os.TempDir()
}

// envFolder names the folder for a process that plays part of the seeds.
const envFolder = "FANGCE_SIMTEST_FOLDER"
