package store_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// world is a centre and a laptop in a test: the centre's rows, and what the laptop has learnt of them.
type world struct {
	t      *testing.T
	rnd    *rand.Rand
	s      *store.Store
	clock  *apptest.Clock
	centre map[string]wire.Entry // kind + id → row
	known  map[string]wire.Entry // as the laptop last heard
	seq    int64
	made   int
}

// After any mixture of commits, pulls and answers, rows and index are exactly what the centre's rows and the unanswered
// operations make of them: compared with a model, and with building everything anew.
func TestRandomWorkEqualsAFullRebuild(t *testing.T) {
	for _, seed := range []uint64{0, 1, 2, 11, 73} { // the last ones have found something
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			s, clock := apptest.NewStoreClock(t)
			w := &world{t: t, rnd: rand.New(rand.NewPCG(seed, 9)), s: s, clock: clock, centre: map[string]wire.Entry{}, known: map[string]wire.Entry{}}
			for i := range 120 {
				clock.Add(time.Minute)
				switch w.rnd.IntN(6) {
				case 0, 1, 2:
					w.commit()
				case 3:
					w.remote()
				case 4:
					w.pull()
				case 5:
					w.push()
				}
				if i%10 == 9 {
					w.check()
				}
			}
			w.rebuilt()
		})
	}
}

func key(kind, id string) string { return kind + "\x00" + id }

func (w *world) customerID(n int) string { return apptest.Customer(n, "").ID }

// thing returns a random record, one of few, so that edits meet.
func (w *world) thing() any {
	n := w.rnd.IntN(6)
	c := apptest.Customer(n, []string{"王芳", "单雄信", "张伟", "欧阳修", "李娜", "尉迟恭"}[w.rnd.IntN(6)])
	c.Grade = []string{"", "A", "B", "C"}[w.rnd.IntN(4)]
	c.Key = w.rnd.IntN(2) == 0
	c.Notes = []string{"", "午后联系", "勿晚间致电"}[w.rnd.IntN(3)]
	c.Phones = c.Phones[:w.rnd.IntN(2)]
	for range w.rnd.IntN(3) {
		c.Phones = append(c.Phones, app.Phone{Number: fmt.Sprintf("1370000%04d", w.rnd.IntN(4)), Kind: app.PhoneMobile, Wrong: w.rnd.IntN(3) == 0})
	}
	switch w.rnd.IntN(6) {
	case 0:
		p := apptest.Policy(n, c, app.Date("2026-03-01").AddDays(w.rnd.IntN(90)))
		p.CustomerID = w.customerID(w.rnd.IntN(6)) // the holder may change
		return p
	case 1:
		w.made++
		r := app.ServiceRecord{ID: fmt.Sprint("record-", w.made), CustomerID: c.ID, Channel: app.ChannelPhone, Content: "问候", At: app.InstantOf(w.clock.At)}
		r.Outcome = []string{app.OutcomeDone, app.OutcomeNoAnswer}[w.rnd.IntN(2)]
		if w.rnd.IntN(4) == 0 {
			r.Withdraws = fmt.Sprint("record-", w.rnd.IntN(w.made)+1)
		}
		return r
	case 2:
		a := app.Appointment{ID: fmt.Sprint("appointment-", n), CustomerID: c.ID, PersonID: apptest.Planner, Note: c.Notes}
		a.Status = []string{app.AppointmentPlanned, app.AppointmentDone, app.AppointmentCancelled}[w.rnd.IntN(3)]
		return a
	}
	return c
}

func (w *world) commit() {
	var edits []store.Edit
	for range 1 + w.rnd.IntN(3) {
		v := w.thing()
		k := record.Of(v)
		before, stream, _, err := w.s.Body(ctx, k.Name, k.ID(v))
		if err != nil {
			w.t.Fatal(err)
		}
		if stream == "" || w.rnd.IntN(4) == 0 {
			edits = append(edits, store.Create(v))
			continue
		}
		if k.InsertOnly {
			continue
		}
		was := k.New()
		if _, err := k.Decode(before, was); err != nil {
			w.t.Fatal(err)
		}
		k.SetID(was, k.ID(v))
		if e, differs := store.Change(was, v); differs {
			edits = append(edits, e)
		}
	}
	// Two edits of one status in one commit may contradict each other: refused as a whole, which is fine.
	if err := w.s.Commit(ctx, edits...); err != nil && app.Code(err) != app.ErrConflict {
		w.t.Fatal(err)
	}
}

// remote changes a row at the centre.
func (w *world) remote() {
	v := w.thing()
	k := record.Of(v)
	w.store(k, k.ID(v), k.Encode(v), w.centre[key(k.Name, k.ID(v))].Ver+1)
}

func (w *world) store(k *record.Kind, id string, body record.Body, ver int64) wire.Entry {
	w.seq++
	e := wire.Entry{T: wire.TypeRow, Stream: seat, Seq: w.seq, Kind: k.Name, ID: id, Ver: ver, Body: body, By: apptest.Supervisor, At: w.clock.At.UnixMilli()}
	w.centre[key(k.Name, id)] = e
	return e
}

// pull hands over some of the centre's rows; now and then an old one again.
func (w *world) pull() {
	p := apptest.Page(seat, w.seq)
	for _, k := range slices.Sorted(maps.Keys(w.centre)) {
		e := w.centre[k]
		if w.rnd.IntN(2) == 0 {
			continue
		}
		if old := w.known[k]; old.Ver > 0 && w.rnd.IntN(5) == 0 {
			p.Entries = append(p.Entries, old)
		}
		p.Entries = append(p.Entries, e)
		w.known[k] = e
	}
	mustApply(w.t, w.s, p)
}

// push answers some of the operations, in order.
func (w *world) push() {
	ops := pending(w.t, w.s)
	var results []wire.Result
	for _, op := range ops[:w.rnd.IntN(len(ops)+1)] {
		k, id := record.Lookup(op.Kind), key(op.Kind, op.ID)
		res := wire.Result{N: op.N, Kind: op.Kind, ID: op.ID, Outcome: wire.OutcomeApplied}
		is, exists := w.centre[id]
		if w.rnd.IntN(5) == 0 {
			res.Outcome, res.Ver = wire.OutcomeRefused, is.Ver
			results = append(results, res)
			continue
		}
		if is.Body == nil {
			is.Body = record.Body{}
		}
		e := w.store(k, op.ID, store.Canonical(k, op.ID, store.Replay(k, is.Body, exists, []wire.Op{op})), is.Ver+1)
		res.Ver, res.Row = e.Ver, &e
		w.known[id] = e
		results = append(results, res)
	}
	mustAcknowledge(w.t, w.s, results...)
}

// check compares every row with the model.
func (w *world) check() {
	w.t.Helper()
	left := map[string][]wire.Op{}
	for _, op := range pending(w.t, w.s) {
		left[key(op.Kind, op.ID)] = append(left[key(op.Kind, op.ID)], op)
	}
	all := map[string]bool{}
	for k := range left {
		all[k] = true
	}
	for k := range w.known {
		all[k] = true
	}
	counts := map[string]int{}
	for at := range all {
		kind, id, _ := strings.Cut(at, "\x00")
		k := record.Lookup(kind)
		counts[k.Table]++
		e, exists := w.known[at]
		if e.Body == nil {
			e.Body = record.Body{}
		}
		want := js(store.Canonical(k, id, store.Replay(k, e.Body, exists, left[at])))
		got, _, ver, err := w.s.Body(ctx, kind, id)
		if err != nil || js(got) != want || ver != e.Ver {
			w.t.Fatalf("%s %s (%v)\nis   %d %s\nwant %d %s\nleft %s", kind, id, err, ver, js(got), e.Ver, want, js(left[at]))
		}
	}
	for _, k := range record.Kinds() {
		rows, err := w.s.Query(ctx, "SELECT count(*) FROM "+k.Table)
		if err != nil || rows[0] != fmt.Sprint(counts[k.Table]) {
			w.t.Fatalf("%s has %s rows, want %d (%v)", k.Table, rows, counts[k.Table], err)
		}
	}
}

// rebuilt compares everything shown with what a rebuild from nothing shows.
func (w *world) rebuilt() {
	w.t.Helper()
	before, err := w.s.Dump(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.s.RebuildAll(ctx); err != nil {
		w.t.Fatal(err)
	}
	after, err := w.s.Dump(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	if before == after {
		if !strings.Contains(before, "word|") {
			w.t.Fatal("the dump is empty")
		}
		return
	}
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			w.t.Fatalf("line %d\nis      %s\nrebuilt %s", i, a[i], b[min(i, len(b)-1)])
		}
	}
	w.t.Fatal("the rebuilt store has more")
}
