package keyfile

import (
	"sync"
	"time"
)

// TuneTime is the least time unlocking takes on the machine where the passphrase was set, when it has nothing else to do.
const TuneTime = 250 * time.Millisecond

// How a passphrase is made slow. Always three passes, never less than 64 MiB: RFC 9106 §4's second recommendation, which
// no mismeasured machine falls below. What is tuned is the memory, then the passes beyond.
//
// Three passes over less memory, and not one over more, because fresh memory is dear: the program has just started, or has
// given the memory of the last derivation back. Measured, least of four, fresh / used memory: 1 pass over 256 MiB
// 426 / 176 ms, 3 passes over 128 MiB 378 / 255 ms, 3 passes over 64 MiB 177 / 130 ms. With one pass, tuned on used memory,
// people wait twice as long as an attacker, whose memory is used.
//
// One lane, because then the processor's time is the time it takes on an idle machine, and can be told from that of other
// programs. Two lanes were 1.5 times faster on an idle machine with two processors and no faster on a busy one.
var least = Params{Time: 3, MemoryKiB: 64 << 10, Threads: 1}

const (
	stepKiB = 4 << 10
	// probes is how often a cost is measured; the least counts, as anything else only adds to it. The first has fresh
	// memory, the others the first one's.
	probes = 4
	// rounds is how often the parameters are corrected by what they really cost.
	rounds = 3
)

// tuned measures once: a program that makes several accounts in a row waits only for the first.
var tuned = sync.OnceValue(Tune)

// Tune returns parameters for which this machine takes at least TuneTime.
func Tune() Params { return tune(measure) }

// measure returns what a derivation costs: the processor's time where that is less than the clock's, as it is while other
// programs run. It still counts what they cost in caches: under four busy programs on two processors 1.1 to 1.5 times as
// much, by the clock 3 to 4 times.
func measure(p Params) time.Duration {
	cost := time.Duration(1<<63 - 1)
	for range probes {
		used, began := processTime(), time.Now()
		p.derive("tune", make([]byte, 16))
		took := time.Since(began)
		if cpu := processTime() - used; cpu > 0 {
			took = min(took, cpu)
		}
		cost = min(cost, took)
	}
	return cost
}

// tune scales the parameters until they cost TuneTime: cost is proportional to memory and passes.
func tune(cost func(Params) time.Duration) Params {
	p := least
	for range rounds {
		took := max(cost(p), 1)
		if took >= TuneTime {
			return p
		}
		// 1/16 more, so that the next measurement need not find the same.
		need := float64(TuneTime) / float64(took) * 17 / 16
		p = p.scaled(need)
		if p.Time == maxTime && p.MemoryKiB == maxMemoryKiB {
			return p
		}
	}
	return p
}

// scaled returns parameters that cost need times as much, memory before passes, up to the bounds.
func (p Params) scaled(need float64) Params {
	kib := float64(p.MemoryKiB) * float64(p.Time) * need
	memory := min(kib/float64(p.Time), maxMemoryKiB)
	p.MemoryKiB = min((uint32(memory)+stepKiB-1)/stepKiB*stepKiB, maxMemoryKiB)
	if passes := kib / float64(p.MemoryKiB); p.MemoryKiB == maxMemoryKiB {
		p.Time = min(max(p.Time, uint32(min(passes, maxTime))+1), maxTime)
	}
	return p
}
