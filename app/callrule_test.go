package app_test

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestAgeOn(t *testing.T) {
	for _, c := range []struct {
		birth, day app.Date
		want       int
	}{
		{"2008-03-18", "2026-03-18", 18},
		{"2008-03-19", "2026-03-18", 17},
		{"2008-02-29", "2026-02-28", 17},
		{"2008-02-29", "2026-03-01", 18},
		{"", "2026-03-01", -1},
		{"2027-01-01", "2026-03-01", -1},
	} {
		if got := app.AgeOn(c.birth, c.day); got != c.want {
			t.Errorf("AgeOn(%s, %s) = %d, want %d", c.birth, c.day, got, c.want)
		}
	}
}

// 002 §二.一.1: the holder or an adult insured; adult as of today.
func TestCallees(t *testing.T) {
	holder := app.Customer{Name: "王建国", BirthDate: "1960-05-01", Phones: []app.Phone{
		{Number: "051262345678", Kind: app.PhoneLandline},
		{Number: "13812345678", Kind: app.PhoneMobile},
		{Number: "13900000000", Kind: app.PhoneMobile, Wrong: true},
		{Number: "123", Kind: app.PhoneInvalid},
	}}
	policies := []app.Policy{
		{Number: "1", InsuredName: "王建国"},
		{Number: "2", InsuredName: "王小明", InsuredBirth: "2008-03-18", InsuredPhone: "13711112222"},
		{Number: "3", InsuredName: "王小红", InsuredBirth: "2008-03-19", InsuredPhone: "13711113333"},
		{Number: "4", InsuredName: "李梅", InsuredPhone: "13711114444"},
		{Number: "5", InsuredName: "王小明", InsuredBirth: "2008-03-18"},
		{Number: "6", InsuredName: "王建国", InsuredBirth: "1990-05-01", InsuredPhone: "13900000000"},
	}
	got := app.Callees(holder, policies, "2026-03-18")
	var names []string
	for _, c := range got {
		names = append(names, c.Name+"/"+c.Relation+"/"+c.PolicyNo)
	}
	want := []string{"王建国/投保人/", "王小明/被保人/2", "王建国/被保人/6"}
	if !slices.Equal(names, want) {
		t.Fatalf("got %v, want %v", names, want)
	}
	if p := got[0].Phones; len(p) != 2 || p[0].Number != "13812345678" {
		t.Errorf("usable numbers of the holder, mobile first: %v", p)
	}
	if len(got[2].Phones) != 0 {
		t.Errorf("a number found wrong is offered again: %v", got[2].Phones)
	}
	if got := app.Callees(app.Customer{Name: "王小红", BirthDate: "2010-01-01"}, nil, "2026-03-18"); len(got) != 0 {
		t.Errorf("a minor holder may be called: %v", got)
	}
}

func TestCallBlocked(t *testing.T) {
	mobile := []app.Callee{{Name: "王", Phones: []app.Phone{{Number: "13812345678", Kind: app.PhoneMobile}}}}
	for _, c := range []struct {
		name     string
		customer app.Customer
		callees  []app.Callee
		hour     int
		want     string
	}{
		{"free", app.Customer{}, mobile, 10, ""},
		{"do not contact", app.Customer{DoNotContact: true, QuietFrom: "09:00", QuietTo: "11:00"}, mobile, 10, app.BlockedDoNotContact},
		{"quiet", app.Customer{QuietFrom: "09:00", QuietTo: "11:00"}, mobile, 10, app.BlockedQuietHours},
		{"quiet ends", app.Customer{QuietFrom: "09:00", QuietTo: "11:00"}, mobile, 11, ""},
		{"quiet over midnight, evening", app.Customer{QuietFrom: "20:00", QuietTo: "09:00"}, mobile, 21, app.BlockedQuietHours},
		{"quiet over midnight, morning", app.Customer{QuietFrom: "20:00", QuietTo: "09:00"}, mobile, 8, app.BlockedQuietHours},
		{"quiet over midnight, day", app.Customer{QuietFrom: "20:00", QuietTo: "09:00"}, mobile, 9, ""},
		{"no number", app.Customer{}, []app.Callee{{Name: "王"}}, 10, app.BlockedNoPhone},
		{"nobody of age", app.Customer{}, nil, 10, app.BlockedNoAdult},
	} {
		if got := app.CallBlocked(c.customer, c.callees, at("2026-03-18", c.hour)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// 002 §二.一.1: by premium due date; 二.一.3: confirmed before leaving.
func TestCallOrder(t *testing.T) {
	line := func(no string, p app.Policy) app.CallItem {
		p.Mode = app.ModeRegular
		return app.CallItem{PolicyNo: no, NextDue: p.Boundaries().Due, State: app.State(p, "2026-03-18")}
	}
	items := []app.CallItem{
		line("none", app.Policy{}),
		line("lapsed", app.Policy{NextDue: "2025-06-01"}),
		line("soon", app.Policy{NextDue: "2026-04-01"}),
		line("grace", app.Policy{NextDue: "2026-02-01"}),
		line("far", app.Policy{NextDue: "2026-11-01"}),
		line("terminated", app.Policy{NextDue: "2026-02-01", InsurerStatus: "退保"}),
	}
	for i, hour := range []int{15, 10} {
		confirm := line([]string{"meeting at 3", "meeting at 10"}[i], app.Policy{NextDue: "2026-09-01"})
		confirm.At = at("2026-03-18", hour)
		items = append(items, confirm)
	}
	slices.SortStableFunc(items, app.CallOrder)
	var got []string
	for _, i := range items {
		got = append(got, i.PolicyNo)
	}
	if want := []string{"meeting at 10", "meeting at 3", "grace", "soon", "far", "lapsed", "none", "terminated"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// 002 §二.一.3: confirmed again before leaving.
func TestNeedsConfirm(t *testing.T) {
	a := app.Appointment{At: at("2026-03-19", 15), Status: app.AppointmentPlanned}
	for day, want := range map[app.Date]bool{"2026-03-17": false, "2026-03-18": true, "2026-03-19": true, "2026-03-20": false} {
		if got := app.NeedsConfirm(a, day); got != want {
			t.Errorf("on %s: %v", day, got)
		}
	}
	a.ConfirmedAt = 1
	if app.NeedsConfirm(a, "2026-03-19") {
		t.Error("confirmed already")
	}
}
