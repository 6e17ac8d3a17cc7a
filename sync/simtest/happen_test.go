package simtest

import (
	"fmt"
	"time"
)

func pad(n int) string { return fmt.Sprintf("%08d", n) }

// happen lets one thing happen.
func (w *world) happen() {
	w.pass(time.Duration(w.rnd.between(200, 90_000)) * time.Millisecond)
	w.happenBut(nil)
}

// happenBut lets one thing happen, not to the laptop whose request is under way.
func (w *world) happenBut(busy *laptop) {
	var able []*laptop
	for _, l := range w.laptops {
		if l.alive() && l != busy {
			able = append(able, l)
		}
	}
	if w.focused(able) {
		return
	}
	n := w.rnd.IntN(100)
	if len(able) == 0 {
		n = 90
	}
	switch {
	case n < 42:
		if l := pick(w.rnd, able); l.ready {
			l.work()
		}
	case n < 72:
		_, _ = pick(w.rnd, able).sync()
	case n < 75:
		if l := pick(w.rnd, able); w.rnd.one(2) {
			l.kill()
		} else {
			l.restart()
		}
	case n < 77:
		l := pick(w.rnd, able)
		l.until = w.now + int64(w.rnd.between(60_000, 6*3600_000))
		w.step("%s has no network", l.name)
	case n < 79:
		w.turnClock(pick(w.rnd, able))
	case n < 82:
		w.deliver()
	case n < 94:
		w.centreActs()
	case n < 98 && len(able) > 0:
		w.diskEvent(pick(w.rnd, able))
	default:
		w.pass(time.Duration(w.rnd.between(1, 300)) * time.Minute)
	}
}

// turnClock sets a laptop's clock wrong, or right again.
func (w *world) turnClock(l *laptop) {
	switch w.rnd.IntN(3) {
	case 0:
		l.skew = 0
	case 1:
		l.skew = int64(w.rnd.between(-5, 5)) * 86_400_000
	default:
		l.skew = int64(w.rnd.between(-600_000, 600_000))
	}
	w.step("%s has its clock turned to %d ms", l.name, l.skew)
}
