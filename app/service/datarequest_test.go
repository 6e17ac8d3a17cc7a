package service_test

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
)

func TestEverythingHeldOnSomebodyIsTold(t *testing.T) {
	r := newRoom(t, planner)
	c, other := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	p := apptest.Policy(1, c, "2026-06-01")
	rows := []any{c, other, p, apptest.Policy(2, other, "2026-06-01"), apptest.Case(p)}
	// One row of every other kind that is about a customer, so that a kind to come is not forgotten.
	have := map[string]bool{"customer": true, "policy": true, "case": true}
	for i, k := range record.Kinds() {
		if k.Customer == "" || have[k.Name] {
			continue
		}
		v := k.New()
		if _, err := k.Decode(record.Body{"customer_id": record.Value(c.ID)}, v); err != nil {
			t.Fatal(err)
		}
		k.SetID(v, "row-"+string(rune('a'+i)))
		rows = append(rows, v)
	}
	r.seat(rows...)
	ok(t, r.Reveal(ctx, "customer/"+c.ID))
	d := must[app.PersonalData](t)(r.PersonalData(ctx, c.ID))
	told := map[string]int{}
	for _, g := range d.Groups {
		told[g.Kind] = len(g.Rows)
	}
	for _, k := range record.Kinds() {
		if k.Customer != "" && told[k.Name] != 1 {
			t.Errorf("%d rows of %s are told", told[k.Name], k.Name)
		}
	}
	if d.Groups[0].Kind != "customer" || len(d.Accesses) != 1 || d.By != planner.Name {
		t.Errorf("%+v", d)
	}
	facts := d.Groups[0].Rows[0].Facts
	if len(facts) < 3 || !strings.Contains(facts[1].Value, "王芳") {
		t.Errorf("%+v", facts)
	}
}

func TestRequestsHaveADeadline(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "王芳")
	r.seat(c)
	today := app.DateOf(r.clock.At)
	ask := app.DataRequest{CustomerID: c.ID, Kind: app.RequestAccess, Channel: app.ChannelPhone, ReceivedOn: today, Identity: "核对证件号码后四位"}
	for field, wrong := range map[string]func(a *app.DataRequest){
		"kind": func(a *app.DataRequest) { a.Kind = "delete" }, "identity": func(a *app.DataRequest) { a.Identity = " " },
		"answer": func(a *app.DataRequest) { a.DoneAt = 1 }, "received_on": func(a *app.DataRequest) { a.ReceivedOn = today.AddDays(1) },
	} {
		a := ask
		wrong(&a)
		fails(t, r.TakeRequest(ctx, a), app.ErrInvalid, field)
	}
	ok(t, r.TakeRequest(ctx, ask))
	got := must[[]app.DataRequestView](t)(r.DataRequests(ctx, c.ID))
	if len(got) != 1 || got[0].State != app.RequestOpen || got[0].Customer != "王芳" || got[0].DueOn != r.Calendar().AddWorkdays(today, 15) {
		t.Fatalf("%+v", got)
	}
	r.clock.Add(40 * 24 * 3600e9)
	if got := must[[]app.DataRequestView](t)(r.DataRequests(ctx, "")); got[0].State != app.RequestLate {
		t.Errorf("after forty days: %s", got[0].State)
	}
	ask.DoneAt, ask.Answer = 1, "已提供纸质副本"
	ok(t, r.TakeRequest(ctx, ask))
	got = must[[]app.DataRequestView](t)(r.DataRequests(ctx, c.ID))
	if len(got) != 1 || got[0].State != app.RequestDone || got[0].Answer != "已提供纸质副本" {
		t.Errorf("%+v", got)
	}
}

func TestACorrectionKeepsItsReason(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "王芳")
	r.seat(c)
	after := c
	after.Employer = "第三中学"
	fails(t, r.CorrectData(ctx, c, c, app.DataRequest{Identity: "本人到场", Answer: "单位"}), app.ErrInvalid, "value")
	fails(t, r.CorrectData(ctx, c, after, app.DataRequest{Identity: "本人到场"}), app.ErrInvalid, "answer")
	if got := must[app.CardView](t)(r.Card(ctx, c.ID)); got.Customer.Employer == "第三中学" {
		t.Fatal("changed without a reason")
	}
	ok(t, r.CorrectData(ctx, c, after, app.DataRequest{Identity: "本人到场", Answer: "工作单位已变更", Channel: app.ChannelVisit}))
	if got := must[app.CardView](t)(r.Card(ctx, c.ID)); got.Customer.Employer != "第三中学" {
		t.Error("not changed")
	}
	got := must[[]app.DataRequestView](t)(r.DataRequests(ctx, c.ID))
	if len(got) != 1 || got[0].Kind != app.RequestCorrect || got[0].State != app.RequestDone || got[0].Answer != "工作单位已变更" {
		t.Errorf("%+v", got)
	}
}

func TestWhoTakesBackConsentIsLeftAlone(t *testing.T) {
	r := newRoom(t, planner)
	c := apptest.Customer(1, "王芳")
	c.ConsentOn = "2025-03-01"
	r.seat(c)
	ask := app.DataRequest{Identity: "本人来电，核对证件号码", Answer: "已停止联系", Channel: app.ChannelPhone}
	undo, err := r.RestrictData(ctx, c.ID, ask)
	ok(t, err)
	got := must[app.CardView](t)(r.Card(ctx, c.ID)).Customer
	if got.ConsentOn != "" || !got.DoNotContact || got.Name != "王芳" {
		t.Errorf("%+v", got)
	}
	_, err = r.RestrictData(ctx, c.ID, ask)
	fails(t, err, app.ErrInvalid, "value")
	changed := got
	changed.Employer = "第三中学"
	ok(t, r.SaveCustomer(ctx, got, changed))
	ok(t, undo(ctx))
	got = must[app.CardView](t)(r.Card(ctx, c.ID)).Customer
	if got.ConsentOn != "2025-03-01" || got.DoNotContact || got.Employer != "第三中学" {
		t.Errorf("undone: %+v", got)
	}
	if all := must[[]app.DataRequestView](t)(r.DataRequests(ctx, c.ID)); len(all) != 2 || all[0].State != app.RequestRefused && all[1].State != app.RequestRefused {
		t.Errorf("%+v", all)
	}
}
