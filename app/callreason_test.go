package app_test

import (
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

func moment(day app.Date, clock string) app.Instant { return app.NextAt(clock, day) }

func TestCallReasons(t *testing.T) {
	now := moment("2026-03-18", "09:30") // a Wednesday
	p := func(due app.Date) app.PolicyState {
		return app.State(app.Policy{Mode: app.ModeRegular, NextDue: due}, now.Date())
	}
	for _, c := range []struct {
		name string
		item app.CallItem
		work []app.CallWork
		best string
		want []app.CallReason
	}{
		{"grace", app.CallItem{State: p("2026-02-01")}, nil, "", []app.CallReason{{Code: app.WhyGrace, Days: 15, On: "2026-04-02"}}},
		{"due today", app.CallItem{State: p("2026-03-18")}, nil, "", []app.CallReason{{Code: app.WhyDueToday}}},
		{"due soon and first call late", app.CallItem{State: p("2026-03-28"), Tries: 2}, []app.CallWork{{Stage: app.StageFirstCall, By: "2026-03-16"}}, "", []app.CallReason{
			{Code: app.WhyDue, Days: 10, On: "2026-03-28"}, {Code: app.WhyFirstLate, Days: 2}, {Code: app.WhyTries, Count: 2},
		}},
		{"first call last day", app.CallItem{State: p("2026-12-01")}, []app.CallWork{{Stage: app.StageFirstCall, By: "2026-03-18"}}, "", []app.CallReason{{Code: app.WhyFirstToday}}},
		{"two cases are one reason", app.CallItem{}, []app.CallWork{{Stage: app.StageFirstCall, By: "2026-03-20"}, {Stage: app.StageFirstCall, By: "2026-03-21"}}, "", []app.CallReason{{Code: app.WhyFirst, Days: 2}}},
		{"return late", app.CallItem{}, []app.CallWork{{Stage: app.StageReturn, By: "2026-03-10"}}, "", []app.CallReason{{Code: app.WhyReturnLate, Days: 8}}},
		{"agreed for this hour", app.CallItem{CallAt: now}, []app.CallWork{{Stage: app.StageReturn, By: "2026-03-18", At: now, Again: true}}, "", []app.CallReason{{Code: app.WhyCallAt, At: now}}},
		{"put off without a time", app.CallItem{}, []app.CallWork{{Stage: app.StageReturn, By: "2026-03-16", Again: true}}, "", []app.CallReason{{Code: app.WhyCallOn, On: "2026-03-16", Days: 2}}},
		{"meeting", app.CallItem{At: now + 1}, nil, "工作日上午", []app.CallReason{{Code: app.WhyConfirm, At: now + 1}, {Code: app.WhyBestNow}}},
		{"not at home", app.CallItem{}, []app.CallWork{{Stage: app.StageNoShow, By: "2026-03-17"}}, "晚上", []app.CallReason{{Code: app.WhyNoShow, On: "2026-03-17"}}},
	} {
		if got := app.CallReasons(c.item, c.work, c.best, now); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestCallOrderByTime(t *testing.T) {
	now := moment("2026-03-18", "14:58")
	grace := app.State(app.Policy{Mode: app.ModeRegular, NextDue: "2026-02-01"}, now.Date())
	items := []app.CallItem{
		{PolicyNo: "later", CallAt: moment("2026-03-18", "16:00"), Later: true, State: grace, NextDue: "2026-02-01"},
		{PolicyNo: "rule", State: grace, NextDue: "2026-02-01"},
		{PolicyNo: "tomorrow", At: moment("2026-03-19", "10:00")},
		{PolicyNo: "now", CallAt: moment("2026-03-18", "15:00")},
		{PolicyNo: "put off longest", CallAt: moment("2026-03-20", "10:00"), Later: true},
	}
	slices.SortStableFunc(items, app.CallOrder)
	var got []string
	for _, i := range items {
		got = append(got, i.PolicyNo)
	}
	if want := []string{"now", "tomorrow", "rule", "later", "put off longest"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if !app.CallDue(moment("2026-03-18", "15:00"), now) || app.CallDue(moment("2026-03-18", "15:10"), now) {
		t.Error("a call is due from five minutes before on")
	}
}

func TestNextAt(t *testing.T) {
	for step, want := range map[string]string{"15:00 再次致电": "15:00", "9:05": "09:05", "再次致电 15:00": "", "25:00 x": "", "": ""} {
		if got := app.NextAt(step, "2026-03-18").Clock(); got != want {
			t.Errorf("%q: %s, want %s", step, got, want)
		}
	}
	if app.NextAt("15:00", "") != 0 {
		t.Error("a time without a day")
	}
}

func TestSuitsBestTime(t *testing.T) {
	wed, sat := moment("2026-03-18", "19:30"), moment("2026-03-21", "10:00")
	for _, c := range []struct {
		text         string
		at           app.Instant
		known, suits bool
	}{
		{"工作日晚上", wed, true, true},
		{"工作日晚上", sat, true, false},
		{"周末", wed, true, false},
		{"周末上午", sat, true, true},
		{"上午、下午", wed, true, false},
		{"随时", wed, false, false},
		{"", wed, false, false},
		{"下班以后", wed, true, true},
	} {
		if known, suits := app.SuitsBestTime(c.text, c.at); known != c.known || suits != c.suits {
			t.Errorf("%s at %s: %v %v", c.text, c.at.Clock(), known, suits)
		}
	}
}

func TestCallSlot(t *testing.T) {
	cal, from := app.Calendar{}, moment("2026-03-20", "11:00") // a Friday
	for _, c := range []struct {
		name     string
		customer app.Customer
		avoid    app.Instant
		want     string
	}{
		{"any", app.Customer{}, 0, "2026-03-20 15:00"},
		{"another part of the day", app.Customer{}, moment("2026-03-20", "15:30"), "2026-03-20 19:00"},
		{"evenings", app.Customer{BestTime: "工作日晚上"}, from, "2026-03-20 19:30"},
		{"mornings of working days", app.Customer{BestTime: "工作日上午"}, 0, "2026-03-23 10:00"},
		{"weekends", app.Customer{BestTime: "周末"}, 0, "2026-03-21 10:00"},
		{"quiet hours", app.Customer{QuietFrom: "12:00", QuietTo: "20:00"}, 0, "2026-03-23 10:00"},
	} {
		got, ok := app.CallSlot(c.customer, from, c.avoid, cal)
		if text := got.Time().Format("2006-01-02 15:04"); !ok || text != c.want {
			t.Errorf("%s: %s, want %s", c.name, text, c.want)
		}
	}
	if at, ok := app.CallSlot(app.Customer{QuietFrom: "08:00", QuietTo: "22:00"}, from, 0, cal); ok {
		t.Errorf("called in quiet hours at %v", at.Time())
	}
}

func TestNextSteps(t *testing.T) {
	now := moment("2026-03-18", "09:30")
	other := app.Phone{Number: "13900000000", Kind: app.PhoneMobile}
	due := app.Policy{Mode: app.ModeRegular, NextDue: "2026-03-25"}
	day := 24 * time.Hour.Milliseconds()
	for _, c := range []struct {
		name string
		f    app.NextFacts
		want []string
	}{
		{"call back", app.NextFacts{Outcome: app.OutcomeCallBack}, []string{"call 2026-03-19 15:00", "call 2026-03-18 15:00", "call 2026-03-19 10:00"}},
		{"call back before a meeting", app.NextFacts{Outcome: app.OutcomeCallBack, Stage: app.StageConfirm, Meeting: moment("2026-03-18", "10:00")}, []string{"call 2026-03-18 09:45"}},
		{"no answer", app.NextFacts{Outcome: app.OutcomeNoAnswer}, []string{"call 2026-03-18 15:00", "text", "none"}},
		{"no answer, another number", app.NextFacts{Outcome: app.OutcomeNoAnswer, Others: []app.Phone{other}}, []string{"phone 13900000000", "call 2026-03-18 15:00", "text", "none"}},
		{"third time", app.NextFacts{Outcome: app.OutcomeNoAnswer, Tries: 2}, []string{"text", "call 2026-03-18 15:00", "none"}},
		{"sixth time", app.NextFacts{Outcome: app.OutcomeNoAnswer, Tries: 5}, []string{"difficult", "visit 2026-03-19", "text", "call 2026-03-18 15:00", "none"}},
		{"wrong", app.NextFacts{Outcome: app.OutcomeWrong, Others: []app.Phone{other}}, []string{"phone 13900000000", "none"}},
		{"wrong, the last number", app.NextFacts{Outcome: app.OutcomeWrong}, []string{"find 2026-03-19", "difficult", "none"}},
		{"agreed", app.NextFacts{Outcome: app.OutcomeAgreed, Meeting: now + app.Instant(3*day)}, []string{"confirm 2026-03-20", "text", "none"}},
		{"refused", app.NextFacts{Outcome: app.OutcomeRefused, Policy: due, Customer: app.Customer{Grade: "A"}}, []string{"paid 2026-03-26", "text", "return 2026-04-20", "none"}},
		{"done", app.NextFacts{Outcome: app.OutcomeDone, Stage: app.StagePayment, Policy: due, Customer: app.Customer{Grade: "A"}}, []string{"paid 2026-03-26", "return 2026-04-20", "text", "none"}},
		{"confirmed", app.NextFacts{Outcome: app.OutcomeConfirmed}, nil},
		{"complaint", app.NextFacts{Outcome: app.OutcomeComplaint}, nil},
	} {
		c.f.Now = now
		var got []string
		for _, s := range app.NextSteps(c.f) {
			text := s.Code
			switch {
			case s.At != 0:
				text += " " + s.At.Time().Format("2006-01-02 15:04")
			case s.On != "":
				text += " " + string(s.On)
			case s.Phone != "":
				text += " " + s.Phone
			}
			got = append(got, text)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
