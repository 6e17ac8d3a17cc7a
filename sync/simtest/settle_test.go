package simtest

import (
	"context"
	"time"

	"github.com/fangce/fangce/app"
)

// mostRounds is after how many rounds of everybody the sync must have come to rest.
const mostRounds = 25

// settle ends all faults and syncs until nothing moves any more.
func (w *world) settle() {
	w.step("the faults end")
	for len(w.late) > 0 {
		w.deliver()
	}
	w.calm = true
	quiet := false
	for round := 0; !quiet; round++ {
		if round > mostRounds {
			w.fail("after %d rounds without faults something still moves", round)
		}
		quiet = true
		for _, l := range w.laptops {
			if !l.alive() {
				continue
			}
			w.pass(65 * time.Second)
			r, err := l.sync()
			if err != nil {
				quiet = false
				w.help(l, err)
			}
			if r.Pushed+r.Pulled > 0 {
				quiet = false
			}
		}
		if n := w.takeOffers(); n > 0 {
			quiet = false
		}
	}
}

// help does what people do about a laptop the centre refuses.
func (w *world) help(l *laptop, err error) {
	if app.Code(err) != app.ErrUnauthorised {
		w.step("%s: %v", l.name, err)
		return
	}
	e, can := any(l.engine).(reenrols)
	if !can || len(w.office.copies) == 0 {
		w.fail("%s is refused for good: %v", l.name, err)
	}
	w.must(e.Reenrol(context.Background(), w.hire(l.owner)), "%s: enrol again", l.name)
	w.step("%s is enrolled again as %s", l.name, l.id())
}

// takeOffers does what the operator of a restored centre does: takes what laptops have kept and their persons may not write.
func (w *world) takeOffers() int {
	n, err := w.office.centre.TakeOffers(context.Background(), "")
	w.must(err, "take offers")
	if n > 0 {
		w.step("the operator takes %d offers", n)
	}
	return n
}
