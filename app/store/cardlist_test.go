package store_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/pinyin"
	"github.com/fangce/fangce/sync/wire"
)

// listed is a customer of the model with everything the list looks at, read from the plain rows.
type listed struct {
	rid      int64
	c        app.Customer
	policies []app.Policy
	cases    []app.Case
	records  []app.ServiceRecord
}

var (
	allSorts   = []app.CardSort{app.SortByName, app.SortByNextDue, app.SortByLastContact, app.SortByCompleteness}
	allFilters = []app.CardFilter{
		app.CardsAll, app.CardsUnsigned, app.CardsDueSoon, app.CardsInGrace, app.CardsLapsed, app.CardsMaturing,
		app.CardsIncomplete, app.CardsKey, app.CardsNoContact, app.CardsProspects,
	}
	typedTexts = []string{"", "王", "王芳", "w", "wang", "wf", "138", "0007", "shan", "李 l", "z 1", "oyx", "2008"}
)

// Whatever was edited, pulled, taken away and however the day turned: every order of every selection is what going through
// all rows gives, and the counts are theirs.
func TestTheListIsWhatItsRowsMakeOfIt(t *testing.T) {
	for _, seed := range []uint64{1, 2, 3} {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			s, clock := apptest.NewStoreClock(t)
			w := &listWorld{t: t, rnd: rand.New(rand.NewPCG(seed, 3)), s: s, clock: clock}
			if err := s.SetRequired(ctx, []string{"name", "phones", "occupation"}); err != nil {
				t.Fatal(err)
			}
			for range 25 {
				for range 1 + w.rnd.IntN(8) {
					w.change()
				}
				switch w.rnd.IntN(4) {
				case 0:
					clock.Add(time.Duration(w.rnd.IntN(40)) * 24 * time.Hour)
				case 1:
					clock.Add(-time.Duration(w.rnd.IntN(40)) * 24 * time.Hour) // set back
				}
				w.check()
			}
		})
	}
}

type listWorld struct {
	t     *testing.T
	rnd   *rand.Rand
	s     *store.Store
	clock *apptest.Clock
	made  int
	ver   int64
}

// change commits or pulls something at random.
func (w *listWorld) change() {
	today := app.DateOf(w.clock.At)
	n := w.rnd.IntN(24)
	c := apptest.Customer(n, []string{"王芳", "单雄信", "张伟", "欧阳修", "李娜", "王伟"}[w.rnd.IntN(6)])
	c.Key, c.Prospect = w.rnd.IntN(4) == 0, w.rnd.IntN(5) == 0
	c.Occupation = []string{"", "教师"}[w.rnd.IntN(2)]
	var v any = c
	switch w.rnd.IntN(6) {
	case 0, 1:
		p := apptest.Policy(w.rnd.IntN(40), c, today.AddDays(w.rnd.IntN(900)-840))
		if w.rnd.IntN(2) == 0 {
			p.NextDue = today.AddDays(w.rnd.IntN(120) - 80)
		}
		p.InsurerStatus = []string{"", "", "", "失效", "退保", "永久失效"}[w.rnd.IntN(6)]
		if w.rnd.IntN(4) == 0 {
			p.Mode, p.NextDue, p.MaturesOn = app.ModeSingle, "", today.AddDays(w.rnd.IntN(90)-30)
		}
		v = p
	case 2:
		w.made++
		v = app.ServiceRecord{
			ID: fmt.Sprint("r", w.made), CustomerID: c.ID, PersonID: apptest.Planner, Channel: app.ChannelPhone,
			Outcome: []string{app.OutcomeDone, app.OutcomeNoAnswer}[w.rnd.IntN(2)], At: app.InstantOf(w.clock.At) - app.Instant(w.rnd.IntN(1e9)),
		}
		if w.made > 3 && w.rnd.IntN(3) == 0 {
			r := v.(app.ServiceRecord)
			r.Withdraws = fmt.Sprint("r", 1+w.rnd.IntN(w.made-1))
			v = r
		}
	case 3:
		k := apptest.Case(apptest.Policy(w.rnd.IntN(40), c, today))
		k.CustomerID = c.ID
		if w.rnd.IntN(2) == 0 {
			k.SignedAt = app.InstantOf(w.clock.At)
		}
		v = k
	}
	w.ver++
	e := apptest.Entry(seat, w.ver, w.ver, v)
	if w.rnd.IntN(12) == 0 {
		e = wire.Entry{T: wire.TypeLeave, Stream: seat, Seq: w.ver, Kind: "customer", ID: c.ID, Ver: w.ver}
	}
	if _, isRecord := v.(app.ServiceRecord); isRecord || w.rnd.IntN(3) > 0 {
		page := apptest.Page(seat, w.ver)
		page.Entries = []wire.Entry{e}
		if _, err := w.s.Apply(ctx, page); err != nil {
			w.t.Fatal(err)
		}
		return
	}
	if err := w.s.Commit(ctx, store.Create(v)); err != nil {
		w.t.Fatal(err)
	}
}

// model reads the plain rows.
func (w *listWorld) model() []*listed {
	w.t.Helper()
	var out []*listed
	lines, err := w.s.Query(ctx, "SELECT rid, id FROM customers")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range lines {
		rid, id, _ := strings.Cut(line, "|")
		l := &listed{}
		_, _ = fmt.Sscan(rid, &l.rid)
		var errs [4]error
		l.c, errs[0] = w.s.Customer(ctx, id)
		l.policies, errs[1] = w.s.PoliciesOf(ctx, id)
		l.cases, errs[2] = w.s.CasesOf(ctx, id)
		l.records, errs[3] = w.s.RecordsOf(ctx, id)
		for _, err := range errs {
			if err != nil {
				w.t.Fatal(err)
			}
		}
		out = append(out, l)
	}
	return out
}

func (w *listWorld) check() {
	w.t.Helper()
	today := app.DateOf(w.clock.At)
	model := w.model()
	counts, err := w.s.CardCounts(ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, filter := range allFilters {
		for _, text := range typedTexts {
			var want []*listed
			for _, l := range model {
				if l.in(filter, today) && l.found(text) {
					want = append(want, l)
				}
			}
			if text == "" && counts[filter] != len(want) {
				w.t.Fatalf("%s: filter %q counts %d, want %d", today, filter, counts[filter], len(want))
			}
			for _, sort := range allSorts {
				slices.SortFunc(want, func(a, b *listed) int { return compareListed(sort, a, b, today) })
				got, err := w.s.CardIndex(ctx, app.CardQuery{Text: text, Filter: filter, Sort: sort})
				if err != nil {
					w.t.Fatal(err)
				}
				if !slices.EqualFunc(got, want, func(rid int64, l *listed) bool { return rid == l.rid }) {
					w.t.Fatalf("%s: text %q filter %q sort %q gives %v, want %v", today, text, filter, sort, got, ridsOf(want))
				}
			}
		}
	}
}

func ridsOf(all []*listed) (out []int64) {
	for _, l := range all {
		out = append(out, l.rid)
	}
	return out
}

func (l *listed) in(f app.CardFilter, today app.Date) bool {
	has := func(status app.PolicyStatus) bool {
		return slices.ContainsFunc(l.policies, func(p app.Policy) bool { return app.State(p, today).Status == status })
	}
	percent, _ := app.CardCompleteness(l.c, []string{"name", "phones", "occupation"})
	switch f {
	case app.CardsUnsigned:
		return slices.ContainsFunc(l.cases, func(k app.Case) bool { return k.SignedAt == 0 })
	case app.CardsDueSoon:
		return has(app.StatusDueSoon)
	case app.CardsInGrace:
		return has(app.StatusInGrace)
	case app.CardsLapsed:
		return has(app.StatusLapsed)
	case app.CardsMaturing:
		return slices.ContainsFunc(l.policies, func(p app.Policy) bool {
			m := p.Boundaries().Matures
			return m != "" && m >= today && m <= today.AddDays(app.DueSoonDays)
		})
	case app.CardsIncomplete:
		return percent < 100
	case app.CardsKey:
		return l.c.Key
	case app.CardsNoContact:
		return len(l.records) == 0
	case app.CardsProspects:
		return l.c.Prospect
	}
	return true
}

func (l *listed) found(text string) bool {
	keys := pinyin.Of(l.c.Name)
	spelt := slices.Concat(keys.Full, keys.Initials, keys.Given)
	numbers := []string{strings.ToLower(l.c.CardNo)}
	for _, p := range l.c.Phones {
		numbers = append(numbers, p.Number)
	}
	for _, p := range l.policies {
		numbers = append(numbers, p.Number)
	}
	for _, word := range strings.Fields(text) {
		ok := strings.Contains(l.c.Name, word) ||
			slices.ContainsFunc(spelt, func(s string) bool { return strings.HasPrefix(s, word) }) ||
			slices.ContainsFunc(numbers, func(n string) bool { return strings.HasPrefix(n, word) || strings.HasSuffix(n, word) })
		if !ok {
			return false
		}
	}
	return true
}

func compareListed(sort app.CardSort, a, b *listed, today app.Date) int {
	due := func(l *listed) app.Date {
		first := app.Date("9999")
		for _, p := range l.policies {
			if b := p.Boundaries(); b.Due != "" && b.ReinstateEnd >= today {
				first = min(first, b.Due)
			}
		}
		return first
	}
	contact := func(l *listed) (last app.Date) {
		for _, r := range l.records {
			if app.Spoke(r.Outcome) {
				last = max(last, r.At.Date())
			}
		}
		return last
	}
	complete := func(l *listed) int {
		percent, _ := app.CardCompleteness(l.c, []string{"name", "phones", "occupation"})
		return percent
	}
	first := 0
	switch sort {
	case app.SortByNextDue:
		first = cmp.Compare(due(a), due(b))
	case app.SortByLastContact:
		first = cmp.Compare(contact(a), contact(b))
	case app.SortByCompleteness:
		first = cmp.Compare(complete(a), complete(b))
	}
	name := func(l *listed) string { return pinyin.Sort(l.c.Name) + "\x1f" + l.c.Name }
	return cmp.Or(first, cmp.Compare(name(a), name(b)), cmp.Compare(a.rid, b.rid))
}

// While others commit and pull, a list is never torn: no card twice, none that a filter leaves out, and whoever reads after
// a commit sees it.
func TestTheListUnderConcurrentWork(t *testing.T) {
	s := apptest.NewStore(t)
	if err := (apptest.Portfolio{Customers: 400, Records: 1}).Fill(s); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	done := make(chan struct{})
	for i := range 3 {
		wg.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(i), 1))
			for {
				select {
				case <-done:
					return
				default:
				}
				q := app.CardQuery{
					Text: typedTexts[rnd.IntN(len(typedTexts))], Filter: allFilters[rnd.IntN(len(allFilters))], Sort: allSorts[rnd.IntN(len(allSorts))],
				}
				ids, err := s.CardIndex(ctx, q)
				if err != nil {
					t.Error(err)
					return
				}
				sorted := slices.Sorted(slices.Values(ids))
				if len(slices.Compact(sorted)) != len(ids) {
					t.Errorf("%+v lists a card twice", q)
				}
				if rows, err := s.CardRows(ctx, ids[:min(40, len(ids))]); err != nil || len(rows) != min(40, len(ids)) {
					t.Errorf("%d rows, %v", len(rows), err)
				}
			}
		})
	}
	defer wg.Wait()
	defer close(done)
	for i := range 150 {
		name := fmt.Sprint("阚", string(rune('一'+i)))
		if err := s.Commit(ctx, store.Create(apptest.Customer(1000+i, name))); err != nil {
			t.Fatal(err)
		}
		if ids, err := s.CardIndex(ctx, app.CardQuery{Text: name}); err != nil || len(ids) != 1 {
			t.Fatalf("%s is found %d times after its commit: %v", name, len(ids), err)
		}
		if ids, err := s.CardIndex(ctx, app.CardQuery{Sort: app.SortByNextDue}); err != nil || len(ids) != 401+i {
			t.Fatalf("%d cards listed, want %d: %v", len(ids), 401+i, err)
		}
	}
}
