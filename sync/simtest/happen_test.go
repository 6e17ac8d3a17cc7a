package simtest

import (
	"fmt"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
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
	n := w.rnd.IntN(100)
	if len(able) == 0 {
		n = 90
	}
	switch {
	case n < 46:
		if l := pick(w.rnd, able); l.ready {
			l.work()
		}
	case n < 78:
		_, _ = pick(w.rnd, able).sync()
	case n < 80:
		if l := pick(w.rnd, able); w.rnd.one(2) {
			l.kill()
		} else {
			l.restart()
		}
	case n < 82:
		l := pick(w.rnd, able)
		l.until = w.now + int64(w.rnd.between(60_000, 6*3600_000))
		w.step("%s has no network", l.name)
	case n < 84:
		w.turnClock(pick(w.rnd, able))
	case n < 88:
		w.deliver()
	case n < 94:
		w.import_()
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

// import_ lets the centre change things itself.
func (w *world) import_() {
	planners := w.planners()
	if len(planners) == 0 {
		return
	}
	p := pick(w.rnd, planners)
	if w.rnd.one(3) || len(w.cards) == 0 {
		w.step("the centre gives %s new cards", p.no)
		w.office.put(w.portfolio(p, w.rnd.between(1, 2))...)
		return
	}
	w.step("the centre changes policies")
	for range w.rnd.between(1, 3) {
		var id, body string
		w.office.each("SELECT id, body FROM row WHERE kind = 'policy' ORDER BY seq LIMIT 1 OFFSET ?", []any{w.rnd.IntN(6)},
			[]any{&id, &body}, func() {})
		if id == "" {
			continue
		}
		row := centre.Row{Kind: app.KindPolicy.Name, ID: id, Body: app.KindPolicy.Encode(app.Policy{Product: w.value("险种")})}
		w.office.put(row)
	}
}
