package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// 002 §二.二.3: the customer is told by phone, and the next date is agreed at once.
func TestNoShow(t *testing.T) {
	r := newRoom(t, planner)
	a, b := apptest.Customer(1, "单雄信"), apptest.Customer(2, "秦琼")
	r.seat(a, b)
	when := app.InstantOf(r.clock.At.Add(time.Hour))
	today := when.Date()
	alone := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: a.ID, At: when, Place: "家里"}))
	again := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: b.ID, At: when, Place: "家里"}))
	r.clock.Add(90 * time.Minute)
	ok(t, r.NoShow(ctx, must[app.VisitSheet](t)(r.VisitSheet(ctx, alone)).Visit, false, "电话未接通。", nil))
	fails(t, r.NoShow(ctx, must[app.VisitSheet](t)(r.VisitSheet(ctx, again)).Visit, true, "", &app.Appointment{At: when + 86400_000}), app.ErrInvalid, "place")
	ok(t, r.NoShow(ctx, must[app.VisitSheet](t)(r.VisitSheet(ctx, again)).Visit, true, "客户临时加班，改约明天。", &app.Appointment{At: when + 86400_000, Place: "单位"}))
	view := must[app.TodayView](t)(r.Today(ctx))
	if find(view.Due, app.DueNoShow, a.ID) == nil || find(view.Due, app.DueNoShow, b.ID) != nil {
		t.Errorf("the follow-up calls due are wrong: %+v", view.Due)
	}
	if want := (app.DayFigures{Calls: 1, Reached: 1, Appointments: 1, NoShows: 2}); view.Figures != want {
		t.Errorf("figures %+v, want %+v", view.Figures, want)
	}
	next := must[[]app.VisitItem](t)(r.Visits(ctx, today.AddDays(1)))
	if len(next) != 1 || next[0].Appointment.Place != "单位" || next[0].Appointment.Purpose != "再次面访" {
		t.Errorf("the next appointment is %+v", next)
	}
	if q := must[[]app.CallItem](t)(r.CallQueue(ctx, "")); len(q) != 2 || q[0].Stage == q[1].Stage {
		t.Errorf("to call: %+v", q)
	}
}

// Before the time agreed nobody has failed to come; a no-show taken back takes back its call and what that agreed.
func TestNoShowTooEarlyAndTakenBack(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	when := app.InstantOf(r.clock.At.Add(time.Hour))
	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: when, Place: "家里"}))
	v := must[app.VisitSheet](t)(r.VisitSheet(ctx, id)).Visit
	r.clock.Add(59 * time.Minute)
	fails(t, r.NoShow(ctx, v, false, "", nil), app.ErrConflict, "")
	if n := len(must[app.CardView](t)(r.Card(ctx, c.ID)).Records); n != 0 {
		t.Errorf("a refused no-show left %d records", n)
	}
	r.clock.Add(time.Minute)
	ok(t, r.NoShow(ctx, v, true, "", &app.Appointment{At: when + 86400_000, Place: "单位"}))
	sheet := must[app.VisitSheet](t)(r.VisitSheet(ctx, id))
	if len(sheet.Card.Records) != 2 {
		t.Fatalf("%d records, want the no-show and the call", len(sheet.Card.Records))
	}
	r.clock.Add(time.Minute)
	ok(t, r.WithdrawRecord(ctx, sheet.Visit.RecordID, ""))
	sheet = must[app.VisitSheet](t)(r.VisitSheet(ctx, id))
	if len(sheet.Card.Records) != 0 || sheet.Item.Appointment.Status != app.AppointmentPlanned || sheet.Visit.NoShow || sheet.Visit.ArrivedAt != 0 || sheet.Visit.LeftAt != 0 {
		t.Errorf("taken back, there stand %+v and %+v", sheet.Card.Records, sheet.Item.Appointment)
	}
	for _, v := range must[[]app.VisitItem](t)(r.Visits(ctx, when.Date().AddDays(1))) {
		if v.Appointment.Status == app.AppointmentPlanned {
			t.Errorf("what the call agreed stands: %+v", v.Appointment)
		}
	}
}

// Whoever agrees on a meeting agrees on one to come; the minute of the clock itself is not past.
func TestMeetingsToCome(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	now := app.InstantOf(r.clock.At)
	past := app.Appointment{CustomerID: c.ID, At: now - 2*60_000, Place: "家里"}
	_, err := r.Plan(ctx, past)
	fails(t, err, app.ErrInvalid, "at")
	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: now - 30_000, Place: "家里"}))
	r.clock.Add(time.Hour)
	sheet := must[app.VisitSheet](t)(r.VisitSheet(ctx, id))
	before := sheet.Item.Appointment
	after := before
	after.At = app.InstantOf(r.clock.At) - 30*60_000
	fails(t, r.ChangeAppointment(ctx, before, after), app.ErrInvalid, "at")
	after = before
	after.Place = "单位"
	ok(t, r.ChangeAppointment(ctx, before, after)) // a meeting under way has moved next door
	fails(t, r.NoShow(ctx, sheet.Visit, true, "", &past), app.ErrInvalid, "at")
}

func TestAppointments(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	when := app.InstantOf(r.clock.At.Add(24 * time.Hour))
	_, err := r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: when})
	fails(t, err, app.ErrInvalid, "place")
	id := must[string](t)(r.Plan(ctx, app.Appointment{CustomerID: c.ID, At: when, Place: "家里"}))
	is := must[app.Appointment](t)(r.store.Appointment(ctx, id))
	confirmed := is
	confirmed.ConfirmedAt = app.InstantOf(r.clock.At)
	ok(t, r.ChangeAppointment(ctx, is, confirmed))
	moved := confirmed
	moved.At += 3600_000
	ok(t, r.ChangeAppointment(ctx, confirmed, moved))
	is = must[app.Appointment](t)(r.store.Appointment(ctx, id))
	if is.ConfirmedAt != 0 || is.EndAt != when+2*3600_000 {
		t.Errorf("moved, it still counts as confirmed or ends too early: %+v", is)
	}
	days := must[[]app.DayPlan](t)(r.VisitDays(ctx, when.Date().AddDays(-1), 3))
	if days[0].Appointments != 0 || days[1].Appointments != 1 || !days[1].WorkingDay {
		t.Errorf("the days are %+v", days)
	}
	ok(t, r.CancelAppointment(ctx, id, "客户出差"))
	fails(t, r.CancelAppointment(ctx, id, ""), app.ErrConflict, "")
	if v := must[[]app.VisitItem](t)(r.Visits(ctx, when.Date())); len(v) != 0 {
		t.Errorf("a cancelled visit is listed: %+v", v)
	}
}

func TestCardEdits(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	p := apptest.Policy(1, c, "2026-04-01")
	c.BirthDate, c.Sex = "", ""
	r.seat(c, p, apptest.Case(p))
	after := c
	after.Phones = append(after.Phones, app.Phone{Number: "１３９ 8765 4321", Label: "家"}, app.Phone{Number: "12345"})
	after.IDNo = "320501197506021231"
	ok(t, r.SaveCustomer(ctx, c, after))
	card := must[app.CardView](t)(r.Card(ctx, c.ID)).Customer
	if len(card.Phones) != 3 || card.Phones[1].Number != "13987654321" || card.Phones[1].Label != "家" || card.Phones[2].Kind != app.PhoneInvalid {
		t.Errorf("the phones are %+v", card.Phones)
	}
	if card.IDNo != "320501197506021231" || card.BirthDate != "" {
		t.Errorf("a wrong identity number must stay as typed and fill nothing: %+v", card)
	}
	good := card
	good.IDNo = "110105 19491231 002x"
	ok(t, r.SaveCustomer(ctx, card, good))
	card = must[app.CardView](t)(r.Card(ctx, c.ID)).Customer
	if card.IDNo != "11010519491231002X" || card.BirthDate != "1949-12-31" || card.Sex != app.SexFemale || card.IDType != app.IDCard {
		t.Errorf("the identity number gives %+v", card)
	}
	nameless := card
	nameless.Name = " "
	fails(t, r.SaveCustomer(ctx, card, nameless), app.ErrInvalid, "name")
	bad := card
	bad.BirthDate = "2020-02-30"
	fails(t, r.SaveCustomer(ctx, card, bad), app.ErrInvalid, "birth_date")
	bad = card
	bad.QuietFrom = "25:00"
	fails(t, r.SaveCustomer(ctx, card, bad), app.ErrInvalid, "quiet_from")

	ok(t, r.Verify(ctx, app.Verification{CustomerID: c.ID, Fact: "phones", Value: "13987654321", OK: true}))
	fails(t, r.Verify(ctx, app.Verification{CustomerID: c.ID, Fact: "shoes", Value: "1"}), app.ErrInvalid, "fact")
	ok(t, r.OpenCard(ctx, c.ID))
	ok(t, r.CheckData(ctx, c.ID))
	view := must[app.CardView](t)(r.Card(ctx, c.ID))
	if !view.Verified["phones=13987654321"].OK || view.Customer.OpenedOn != "2026-03-18" || view.Customer.CheckedOn != "2026-03-18" {
		t.Errorf("the card is %+v", view)
	}
	if view.Cases[0].SignedAt == 0 {
		t.Error("who opens the card has received its case")
	}
	id := must[string](t)(r.NewCustomer(ctx, app.Customer{Name: "尉迟恭", Source: "转介绍"}))
	if f := must[app.TodayView](t)(r.Today(ctx)).Figures; f.Prospects != 1 || id == "" {
		t.Errorf("the prospect is not counted: %+v", f)
	}
}

func TestBirthdays(t *testing.T) {
	r := newRoom(t, planner)
	a, b, c, d := apptest.Customer(1, "甲"), apptest.Customer(2, "乙"), apptest.Customer(3, "丙"), apptest.Customer(4, "丁")
	a.BirthDate, b.BirthDate, c.BirthDate, d.BirthDate = "1960-03-24", "1960-03-25", "1972-02-29", "1960-03-02"
	d.LunarBirthday = true // born on the 5th of the second month: 2026-03-23
	r.seat(a, b, c, d)
	got := must[app.TodayView](t)(r.Today(ctx)).Birthdays
	if len(got) != 2 || got[0].Name != "丁" || got[0].On != "2026-03-23" || got[1].Name != "甲" || got[1].Age != 66 {
		t.Errorf("birthdays of 18 to 24 March: %+v", got)
	}
	r.clock.At = time.Date(2026, 2, 28, 9, 0, 0, 0, app.Shanghai)
	got = must[app.TodayView](t)(r.Today(ctx)).Birthdays
	if len(got) != 1 || got[0].Name != "丙" || got[0].On != "2026-02-28" || got[0].Age != 54 {
		t.Errorf("birthdays on 28 February: %+v", got)
	}
}

// What a record leaves to be done lies ahead of it.
func TestNothingIsLeftForThePast(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	rec := app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelPhone, Outcome: app.OutcomeDone, Content: "问候。"}
	for field, change := range map[string]func(*app.ServiceRecord){
		"next_on":    func(r *app.ServiceRecord) { r.NextStep, r.NextOn = "再拨", "2020-01-01" },
		"promise_by": func(r *app.ServiceRecord) { r.Promise, r.PromiseBy = "答复", "2026-03-17" },
	} {
		wrong := rec
		change(&wrong)
		fails(t, problem(r.AddRecord(ctx, wrong)), app.ErrInvalid, field)
		wrong.At = app.InstantOf(apptest.Now.AddDate(0, 0, -30)) // written down a month later
		if field == "promise_by" {
			must[string](t)(r.AddRecord(ctx, wrong))
		}
	}
	fails(t, problem(r.RecordCall(ctx, app.CallResult{CustomerID: c.ID, Outcome: app.OutcomeCallBack, Content: "稍后再拨。", NextOn: "2020-01-01"})), app.ErrInvalid, "next_on")
	fails(t, problem(r.RecordCall(ctx, app.CallResult{CustomerID: c.ID, Outcome: app.OutcomeCallBack, Content: "稍后再拨。", NextOn: "2026-02-30"})), app.ErrInvalid, "next_on")
}

func TestPromises(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "单雄信")
	r.seat(c)
	asked := must[string](t)(r.AddRecord(ctx, app.ServiceRecord{
		CustomerID: c.ID, Channel: app.ChannelPhone, Content: "客户问红利。", Promise: "查询历年红利", PromiseBy: "2026-03-16",
		At: app.InstantOf(apptest.Now.AddDate(0, 0, -3)),
	}))
	i := find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DuePromise, c.ID)
	if i == nil || i.DaysLate != 2 || i.RecordID != asked {
		t.Fatalf("the promise is due as %+v", i)
	}
	r.clock.Add(time.Minute)
	must[string](t)(r.AddRecord(ctx, app.ServiceRecord{CustomerID: c.ID, Channel: app.ChannelPhone, Content: "告知红利。", Kept: asked}))
	if i := find(must[app.TodayView](t)(r.Today(ctx)).Due, app.DuePromise, c.ID); i != nil {
		t.Errorf("kept and still due: %+v", i)
	}
}
