package keyfile

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

// encryption.md: at least 250 ms, within the bounds, whatever the machine; and never weaker than RFC 9106 recommends,
// whatever was measured.
func TestTune(t *testing.T) {
	for name, perMiB := range map[string]time.Duration{
		"stuck": time.Hour, "slow": 5 * time.Millisecond, "usual": 680 * time.Microsecond, "fast": 200 * time.Microsecond, "absurd": 1, "broken clock": 0,
	} {
		cost := func(p Params) time.Duration { return time.Duration(p.Time) * time.Duration(p.MemoryKiB>>10) * perMiB }
		p := tune(cost)
		if err := p.check(); err != nil {
			t.Errorf("%s: %+v", name, p)
		}
		if cost(p) < TuneTime && p.Time < maxTime {
			t.Errorf("%s: %+v takes %v", name, p, cost(p))
		}
		if p.Time < least.Time || p.MemoryKiB < least.MemoryKiB || p.Time > least.Time && p.MemoryKiB < maxMemoryKiB {
			t.Errorf("%s: %+v", name, p)
		}
		if perMiB > 0 && cost(p) > TuneTime*5/4 && p != least {
			t.Errorf("%s: %+v takes %v, which is more than asked for", name, p, cost(p))
		}
	}
	// One measurement was too dear, as on a busy machine: the next corrects it only upwards, so the floor is what counts.
	n := 0
	if p := tune(func(Params) time.Duration { n++; return TuneTime + 1 }); p != least || n != 1 {
		t.Errorf("%+v after %d measurements", p, n)
	}
	_, _, err := New("x", Params{Time: 1000, MemoryKiB: 1 << 10, Threads: 1})
	wantCode(t, err, app.ErrInvalid)
}

// The processor's time must be told, or a busy machine tunes itself weak.
func TestProcessTime(t *testing.T) {
	used, began := processTime(), time.Now()
	if used == 0 {
		t.Skip("the system does not tell")
	}
	runs := 0
	for ; processTime()-used < 10*time.Millisecond; runs++ { // a clock that stands still ends with the test's own limit
		Fast.derive("x", make([]byte, 16))
	}
	took := time.Since(began)
	if cpu := processTime() - used; runs < 2 || cpu > time.Duration(runtime.NumCPU()+1)*(took+time.Second) {
		t.Errorf("%v of processor time in %v and %d runs", cpu, took, runs)
	}
}

// BenchmarkPassphrase reports what a passphrase tuned on this machine costs by the clock, with fresh memory as in the program
// and with used memory, each beside the processor's time, which other programs hardly change.
func BenchmarkPassphrase(b *testing.B) {
	p := Tune()
	cost := func(prepare func()) (clock, cpu float64) {
		least, leastCPU := time.Hour, time.Hour
		for range 3 {
			prepare()
			used, began := processTime(), time.Now()
			p.derive("x", make([]byte, 16))
			least, leastCPU = min(least, time.Since(began)), min(leastCPU, processTime()-used)
		}
		return least.Seconds() * 1000, leastCPU.Seconds() * 1000
	}
	var fresh, freshCPU, used, usedCPU float64
	for b.Loop() {
		fresh, freshCPU = cost(debug.FreeOSMemory)
		used, usedCPU = cost(func() {})
	}
	for unit, v := range map[string]float64{
		"MiB": float64(p.MemoryKiB >> 10), "passes": float64(p.Time), "ns/op": 0,
		"fresh-ms": fresh, "fresh-cpu-ms": freshCPU, "used-ms": used, "used-cpu-ms": usedCPU,
	} {
		b.ReportMetric(v, unit)
	}
}
