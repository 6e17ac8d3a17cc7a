package simtest

import (
	"flag"
	"slices"

	"github.com/fangce/fangce/app"
)

// focus is what most of a run is about. Chance alone seldom brings together what some mistakes need to show.
type focus struct {
	name     string
	planners int // 0: as chance has it, with everything else about the size
	laptops  int
	page     int // entries of a page at most, 0: as chance has it
	inBusy   int // one in so many requests is interrupted by what others do
	typing   int // in one of so many requests the person whose laptop it is writes on, 0: never
	act      func(w *world, able []*laptop)
	// known is what is seen to go wrong in such runs with nothing planted. They are played with -known only, and then fail.
	known string
}

var withKnown = flag.Bool("known", false, "play also the runs in which something is known to go wrong")

// foci are what runs are about by the last digit of their seed; those with a lower one are about nothing in particular.
var foci = []*focus{
	{name: "photos", planners: 2, laptops: 3, act: (*world).picturing},
	{name: "pages", page: 2, inBusy: 2, act: (*world).longPulls},
	{name: "cards", planners: 2, laptops: 2, typing: 4, act: (*world).toAndFro},
	{name: "refusals", act: (*world).overstepping},
	{name: "backups", act: (*world).backToBackups},
	{name: "damage", act: (*world).damaging},
	{name: "restores", planners: 2, laptops: 2, act: (*world).backInTime},
	{name: "conflicts", planners: 1, laptops: 2, act: (*world).atOdds},
}

// digits is how many last digits there are.
const digits = 10

// focusOf returns what the run of a seed is about.
func focusOf(seed uint64) *focus {
	if n := int(seed%digits) - (digits - len(foci)); n >= 0 && (foci[n].known == "" || *withKnown) {
		return foci[n]
	}
	return &focus{}
}

// seedOf returns the first seed whose run is about something, and how far it is to the next.
func seedOf(name string) (from, step uint64) {
	i := slices.IndexFunc(foci, func(f *focus) bool { return f.name == name })
	if i < 0 {
		return 1, 1
	}
	return uint64(digits - len(foci) + i), digits
}

// focused lets something happen that the run is about, and reports whether it did.
func (w *world) focused(able []*laptop) bool {
	if w.focus.act == nil || len(able) == 0 || !w.rnd.of(65) {
		return false
	}
	w.focus.act(w, able)
	return true
}

// longPulls changes what others are just pulling in small pages.
func (w *world) longPulls(able []*laptop) {
	switch n := w.rnd.IntN(10); {
	case n < 5:
		_, _ = pick(w.rnd, able).sync()
	case n < 7:
		w.touch()
	case n < 8:
		w.newCards()
	case n < 9:
		w.handOver()
	default:
		if l := pick(w.rnd, able); l.ready {
			l.work()
		}
	}
}

// touch changes all there is of a card at the centre, one row after the other.
func (w *world) touch() {
	card := pick(w.rnd, w.cards)
	w.step("the centre changes card %s", card)
	w.changeRows(`SELECT kind, id FROM row WHERE id = ? OR json_extract(body, '$.customer_id') = ? AND kind = 'policy' ORDER BY kind`, card, card)
}

// toAndFro hands the same cards over and back while people work on them.
func (w *world) toAndFro(able []*laptop) {
	l := pick(w.rnd, able)
	switch n := w.rnd.IntN(10); {
	case n < 4:
		if id := l.card(); id != "" && l.ready && l.owner.is(app.RolePlanner) {
			pick(w.rnd, []func(*laptop, string){(*laptop).fact, (*laptop).note, (*laptop).phones, (*laptop).meet})(l, id)
		}
	case n < 7:
		w.handTo(w.cards[:w.rnd.between(1, min(2, len(w.cards)))], pick(w.rnd, w.planners()).id)
	default:
		_, _ = l.sync()
	}
}

// overstepping does what the centre refuses before what it takes.
func (w *world) overstepping(able []*laptop) {
	l := pick(w.rnd, able)
	switch n := w.rnd.IntN(10); {
	case !l.ready || n > 6:
		_, _ = l.sync()
	case n < 3:
		l.overstep()
	default:
		l.work()
	}
}

// backToBackups restores laptops from backups of their own.
func (w *world) backToBackups(able []*laptop) {
	l := able[0]
	switch n := w.rnd.IntN(10); {
	case !l.ready || n > 6:
		_, _ = l.sync()
	case n < 2:
		l.backUp()
	case n < 4:
		l.restore()
	default:
		l.work()
	}
}

// backInTime restores the centre from backups.
func (w *world) backInTime(able []*laptop) {
	l := pick(w.rnd, able)
	switch n := w.rnd.IntN(20); {
	case n < 7 && l.ready:
		l.work()
	case n < 13:
		_, _ = l.sync()
	case n < 15:
		w.office.backUp()
	case n < 17:
		w.office.restore()
	case n < 18:
		w.newCards()
	case n < 19:
		w.handOver()
	default:
		w.touch()
	}
}

// atOdds lets two laptops of one person write to the same card without hearing of each other.
func (w *world) atOdds(able []*laptop) {
	l := pick(w.rnd, able)
	if id := l.card(); id != "" && l.ready && w.rnd.of(70) {
		pick(w.rnd, []func(*laptop, string){(*laptop).fact, (*laptop).fact, (*laptop).note, (*laptop).phones})(l, id)
		return
	}
	_, _ = l.sync()
}
