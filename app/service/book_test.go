package service_test

import (
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

func TestTheContactBookOfAMonth(t *testing.T) {
	r := newRoom(t, planner)
	a, b, c := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷"), apptest.Customer(3, "韩梅")
	b.Phones, b.Addresses = nil, nil
	paid := apptest.Policy(3, c, "2027-04-02")
	r.seat(a, b, c, apptest.Policy(1, a, "2026-04-20"), apptest.Policy(2, b, "2026-04-05"), paid, apptest.Policy(4, a, "2026-05-01"))
	say := func(at time.Time, customer app.Customer, policy, payWay string, items ...string) {
		t.Helper()
		was := r.clock.At
		r.clock.At = at
		must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: customer.ID, PolicyID: policy, Channel: app.ChannelPhone, Content: "提醒交费。", PayWay: payWay, Items: items}))
		r.clock.At = was
	}
	lines := must[[]app.BookLine](t)(r.ContactBook(ctx, "2026-04"))
	if len(lines) != 3 || lines[0].Name != "韩梅" || lines[0].Standing != app.BookPaid || lines[1].Name != "李雷" || lines[1].Phones != app.None || lines[1].Where != app.None || lines[2].Due != "2026-04-20" || lines[2].Standing != app.BookOpen {
		t.Fatalf("%+v", lines)
	}
	say(apptest.Now.AddDate(0, 0, -1), a, lines[2].Policy.ID, "", app.ItemRemind) // 17 March: too early
	if got := must[[]app.BookLine](t)(r.ContactBook(ctx, "2026-04"))[2]; got.Standing != app.BookOpen {
		t.Errorf("34 days before it counts as %s", got.Standing)
	}
	r.clock.At = time.Date(2026, 3, 21, 10, 0, 0, 0, app.Shanghai)
	say(r.clock.At, a, lines[2].Policy.ID, "", app.ItemRemind)
	if got := must[[]app.BookLine](t)(r.ContactBook(ctx, "2026-04"))[2]; got.Standing != app.BookTold || got.Spoken == 0 {
		t.Errorf("reminded: %+v", got)
	}
	say(r.clock.At, b, lines[1].Policy.ID, "bank", app.ItemPayWay)
	if got := must[[]app.BookLine](t)(r.ContactBook(ctx, "2026-04"))[1]; got.Standing != app.BookWay || got.PayWay != "bank" {
		t.Errorf("way confirmed: %+v", got)
	}
	if _, err := r.ContactBook(ctx, "2026-13"); app.Code(err) != app.ErrInvalid {
		t.Error(err)
	}
}

// A name longer than any on an identity card is a slip, such as a text pasted into the wrong field.
func TestANameHasAnEnd(t *testing.T) {
	r := newRoom(t, planner)
	long := strings.Repeat("王", app.MaxName)
	id := must[string](t)(r.NewCustomer(ctx, app.Customer{Name: long}))
	fails(t, problem(r.NewCustomer(ctx, app.Customer{Name: long + "𬱖"})), app.ErrInvalid, "name")
	c, err := r.store.Customer(ctx, id)
	ok(t, err)
	d := c
	d.Name = long + "甲乙"
	fails(t, r.SaveCustomer(ctx, c, d), app.ErrInvalid, "name")
	was := d // an insurer's file has it so
	d.Notes = "午后联系"
	ok(t, r.SaveCustomer(ctx, was, d))
}

func TestProspects(t *testing.T) {
	r := newRoom(t, planner)
	who := apptest.Customer(1, "王芳")
	r.seat(who)
	id := must[string](t)(r.NewCustomer(ctx, app.Customer{Name: "尉迟恭", Source: app.SourceReferral, ReferrerID: who.ID, Phones: []app.Phone{{Number: "13912345678"}}}))
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: id, Channel: app.ChannelPhone, Content: "电话问候。", NextStep: "面谈", NextOn: "2026-03-25"}))
	row := must[[]app.ProspectRow](t)(r.Prospects(ctx))[0]
	if row.Stage != app.ProspectNew || row.Referrer != "王芳" || row.Next != "面谈" || row.NextOn != "2026-03-25" || row.Phone != "13912345678" {
		t.Errorf("%+v", row)
	}
	if was := must[string](t)(r.SetProspectStage(ctx, id, app.ProspectMet)); was != app.ProspectNew {
		t.Errorf("stood at %s", was)
	}
	fails(t, problem(r.SetProspectStage(ctx, id, "sold")), app.ErrInvalid, "prospect_stage")
	fails(t, problem(r.SetProspectStage(ctx, who.ID, app.ProspectMet)), app.ErrConflict, "")
	back, err := r.WinProspect(ctx, id)
	ok(t, err)
	row = must[[]app.ProspectRow](t)(r.Prospects(ctx))[0]
	if !row.Won || row.Stage != app.ProspectClosed {
		t.Errorf("won: %+v", row)
	}
	// The month in which somebody was found counts the prospect, whatever came of it since: on Today, in the log, in the book.
	month := must[app.TodayView](t)(r.Today(ctx)).Month.Prospects
	day := must[app.LogView](t)(r.Log(ctx, "2026-03-18")).Log.Figures.Prospects
	if book := app.ProspectFiguresOf([]app.ProspectRow{row}, "2026-03").New; month != 1 || day != 1 || book != 1 {
		t.Errorf("won: %d in the month, %d in the day's log, %d in the book", month, day, book)
	}
	ok(t, back(ctx))
	row = must[[]app.ProspectRow](t)(r.Prospects(ctx))[0]
	if row.Won || row.Stage != app.ProspectMet {
		t.Errorf("taken back: %+v", row)
	}
	for _, c := range []struct{ name, phone, want string }{
		{"尉迟恭", "", "尉迟恭"}, {"某某", "139 1234 5678", "尉迟恭"}, {"尉", "", ""}, {"", "1391234", ""}, {"王芳芳", "", ""}, {"王芳", "13912345678", "尉迟恭王芳"},
	} {
		got := ""
		for _, l := range must[[]app.CardRow](t)(r.Lookalikes(ctx, c.name, c.phone)) {
			got += l.Name
		}
		if got != c.want {
			t.Errorf("%s %s is like %q, want %q", c.name, c.phone, got, c.want)
		}
	}
}

func problem[T any](_ T, err error) error { return err }

func TestPremiumsArePlannedOnce(t *testing.T) {
	r := newRoom(t, planner)
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	r.seat(a, b, apptest.Policy(1, a, "2026-04-20"), apptest.Policy(2, b, "2026-04-05"))
	lines := must[[]app.BookLine](t)(r.ContactBook(ctx, "2026-04"))
	added, _, err := r.PlanPremiums(ctx, lines[0])
	ok(t, err)
	more, back, err := r.PlanPremiums(ctx, lines...)
	ok(t, err)
	plan := must[app.LogView](t)(r.Log(ctx, "2026-03-18")).Log.Tomorrow
	if added != 1 || more != 1 || len(plan) != 2 || plan[1].CustomerName != "王芳" || plan[1].Kind != app.PlanCollection {
		t.Fatalf("%d and %d: %+v", added, more, plan)
	}
	ok(t, back(ctx))
	if plan = must[app.LogView](t)(r.Log(ctx, "2026-03-18")).Log.Tomorrow; len(plan) != 1 || plan[0].CustomerName != "李雷" {
		t.Errorf("taken back: %+v", plan)
	}
	ok(t, r.CloseLog(ctx, "2026-03-18"))
	_, _, err = r.PlanPremiums(ctx, lines...)
	fails(t, err, app.ErrLogClosed, "")
}
