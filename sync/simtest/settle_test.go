package simtest

import (
	"context"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
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
	w.wholeAlbum()
	quiet, waited := false, !w.album.taken
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
			if w.album.taken && l.ready {
				l.lookAt(true)
			}
			r, err := l.sync()
			if err != nil {
				quiet = false
				w.help(l, err)
			}
			if r.Pushed+r.Pulled+r.Blobs > 0 {
				quiet = false
			}
		}
		if n := w.takeOffers(); n > 0 {
			quiet = false
		}
		switch {
		case !quiet:
			waited = !w.album.taken
		case !waited:
			w.pass(troubled)
			quiet, waited = false, true
		}
	}
}

// troubled is longer than a content that made trouble is left alone.
const troubled = 7 * time.Hour

// wholeAlbum gives the laptops room for all photos.
func (w *world) wholeAlbum() {
	for _, l := range w.laptops {
		if w.album.taken && l.alive() && l.ready {
			w.must(l.store.SetSetting(context.Background(), store.SettingBlobLimit, ""), "%s: room for photos", l.name)
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
