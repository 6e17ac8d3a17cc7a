package device_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// line is what a history says of one change.
type line struct {
	field, before, after string
	by                   string // name
	own                  bool
	state                app.HistoryState
}

func (l *laptop) use() *service.Service {
	who := l.Person()
	return service.New(service.Config{
		Store: l.store, Clock: l.store.Clock(), Person: app.Person{ID: who.ID, Name: who.Name, Roles: who.Roles},
	})
}

func (l *laptop) cardHistory() (app.CardHistory, []line) {
	l.t.Helper()
	h, err := l.use().CardHistory(l.t.Context(), lin.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	var out []line
	for _, c := range h.Changes {
		if c.State != app.HistoryCreated {
			out = append(out, line{c.Field, c.Before, c.After, c.AuthorName, c.Own, c.State})
		}
	}
	return h, out
}

func (l *laptop) fetchHistory() {
	l.t.Helper()
	rows, err := l.use().HistoryRows(l.t.Context(), lin.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := l.FetchHistory(l.t.Context(), rows...); err != nil {
		l.t.Fatal(err)
	}
}

func wantLines(t *testing.T, what string, got, want []line) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d changes, want %d: %+v", what, len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s, change %d: %+v, want %+v", what, i, got[i], want[i])
		}
	}
}

// Two laptops of one planner edit the same card without seeing each other's work: afterwards both know all of it, in one
// order, with who did it where; and what lost is still there.
func TestBothLaptopsTellTheWholeHistory(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	b.sync()
	step := func(l *laptop, change func(c *app.Customer)) {
		t.Helper()
		o.pass(time.Minute)
		l.change(change)
	}
	step(a, func(c *app.Customer) { c.Occupation = "教师" })
	step(b, func(c *app.Customer) { c.Employer = "市一院" })
	step(b, func(c *app.Customer) { c.Occupation = "护士" })
	step(a, func(c *app.Customer) { c.Phones = []app.Phone{{Number: "13900000002", Kind: app.PhoneMobile}} })

	phones := `[{"number":"13900000002","kind":"mobile"}]`
	_, got := a.cardHistory() // offline, nothing sent yet
	wantLines(t, "a before any round", got, []line{
		{"phones", "null", phones, "李雷", true, app.HistoryUnsent},
		{"occupation", `""`, `"教师"`, "李雷", true, app.HistoryUnsent},
	})
	b.sync()
	a.sync()
	b.sync()
	if h, _ := b.cardHistory(); h.AsOf != 0 {
		t.Errorf("b claims to know everything as of %d", h.AsOf)
	}
	all := func(own *laptop) []line {
		return []line{
			{"phones", "null", phones, "李雷", own == a, ""},
			{"occupation", `""`, `"护士"`, "李雷", own == b, ""},
			{"employer", `""`, `"市一院"`, "李雷", own == b, ""},
			{"occupation", `"护士"`, `"教师"`, "李雷", own == a, app.HistoryLost},
		}
	}
	for range 2 { // again: no doubles
		a.fetchHistory()
		b.fetchHistory()
		ha, la := a.cardHistory()
		wantLines(t, "a", la, all(a))
		_, lb := b.cardHistory()
		wantLines(t, "b", lb, all(b))
		if ha.AsOf == 0 || ha.Changes[1].Device == "" || ha.Changes[1].DeviceName != "test" || ha.Changes[0].DeviceName != "test" {
			t.Errorf("as of %d: %+v", ha.AsOf, ha.Changes)
		}
		last := ha.Changes[len(ha.Changes)-1]
		if last.State != app.HistoryCreated || last.AuthorName != "周正" {
			t.Errorf("the card began with %+v", last)
		}
	}

	// What is done now stands on top at once, what somebody else does next is met with the next round.
	step(a, func(c *app.Customer) { c.Grade = "A" })
	_, got = a.cardHistory()
	wantLines(t, "a, edited", got, append([]line{{"grade", `"B"`, `"A"`, "李雷", true, app.HistoryUnsent}}, all(a)...))
	a.sync()
	o.pass(time.Minute)
	row := centre.RowOf(lin)
	row.Body = record.Body{"name": record.Value("林秀瑛")}
	if err := o.centre.PutRows(t.Context(), app.PersonID(resource), []centre.Row{row}); err != nil {
		t.Fatal(err)
	}
	a.sync()
	h, got := a.cardHistory()
	wantLines(t, "a, after a correction at the centre", got, append([]line{
		{"name", `"林秀英"`, `"林秀瑛"`, "周正", false, ""}, {"grade", `"B"`, `"A"`, "李雷", true, ""},
	}, all(a)...))
	if h.AsOf != 0 {
		t.Error("a claims to know everything though the card has changed since")
	}
	a.fetchHistory()
	if h, _ := a.cardHistory(); h.AsOf == 0 {
		t.Error("a does not know that it was told everything")
	}
}

func TestAnEarlierValueComesBack(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	a.change(func(c *app.Customer) {
		c.Addresses = []app.Address{{Text: "合肥市蜀山区黄山路12号"}, {Text: "合肥市庐阳区长江中路8号"}}
	})
	o.pass(time.Minute)
	a.change(func(c *app.Customer) { c.Addresses = c.Addresses[1:]; c.Grade = "A" })
	a.sync()
	b.sync()
	b.fetchHistory()
	h, _ := b.cardHistory()
	back := func(field string) app.CardChange {
		t.Helper()
		for _, c := range h.Changes {
			if c.Field == field && c.Keeps == "" {
				return c
			}
		}
		t.Fatalf("no value of %s can come back: %+v", field, h.Changes)
		return app.CardChange{}
	}
	for _, field := range []string{"addresses", "grade"} {
		if err := b.use().RestoreFact(t.Context(), lin.ID, field, back(field).Earlier()); err != nil {
			t.Fatal(err)
		}
	}
	b.sync()
	a.sync()
	got := get[app.Customer](a, lin.ID)
	if got.Grade != "B" || len(got.Addresses) != 2 {
		t.Errorf("the other laptop has grade %q and addresses %+v", got.Grade, got.Addresses)
	}
	wantCode(t, b.use().RestoreFact(t.Context(), lin.ID, "source", `"x"`), app.ErrForbidden)
	wantCode(t, b.use().RestoreFact(t.Context(), lin.ID, "name", `""`), app.ErrInvalid)
	wantCode(t, b.use().RestoreFact(t.Context(), lin.ID, "birth_date", `"1999-02-31"`), app.ErrInvalid)
}

// A laptop whose clock is wrong must not turn the order of a field's values round.
func TestHistoryOfAFieldGoesByVersionsNotClocks(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	a.change(func(c *app.Customer) { c.Occupation = "教师" })
	a.sync()
	o.pass(time.Minute)
	b.sync()
	b.change(func(c *app.Customer) { c.Occupation = "校长" })
	b.sync()
	reply := wire.HistoryReply{Epoch: epochOf(t, b), Rows: []wire.RowHistory{{Kind: "customer", ID: lin.ID, Ver: 3, Changes: []wire.Change{
		{Ver: 1, At: 1, After: record.Body{"grade": record.Value("B")}},
		{Ver: 2, N: 1, By: a.Person().ID, At: 3_000, Before: record.Body{}, After: record.Body{"occupation": record.Value("教师")}},
		{Ver: 3, N: 1, By: a.Person().ID, At: 2_000, Before: record.Body{"occupation": record.Value("教师")}, After: record.Body{"occupation": record.Value("校长")}},
	}}}}
	if err := b.store.TakeHistory(t.Context(), &reply); err != nil {
		t.Fatal(err)
	}
	entries, err := b.store.History(t.Context(), "customer", lin.ID)
	if err != nil {
		t.Fatal(err)
	}
	var told []string
	for _, e := range entries {
		if e.Field == "occupation" && e.At < 10_000 {
			told = append(told, e.After)
		}
	}
	if len(told) != 2 || told[0] != `"校长"` {
		t.Errorf("newest first: %v", told)
	}
}

func epochOf(t *testing.T, l *laptop) string {
	t.Helper()
	e, err := l.store.Setting(t.Context(), device.SettingEpoch)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
