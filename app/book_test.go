package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

func TestTheMonthOfAPremium(t *testing.T) {
	yearly := app.Policy{Mode: app.ModeRegular, Frequency: app.FreqYear, EffectiveOn: "2020-05-20", NextDue: "2026-05-20", PayYears: 10}
	quarterly := yearly
	quarterly.Frequency, quarterly.NextDue = app.FreqQuarter, "2026-05-31"
	lapsed := yearly
	lapsed.NextDue = "2024-05-20"
	single := yearly
	single.Mode = app.ModeSingle
	maturing := yearly
	maturing.MaturesOn = "2027-05-20"
	for _, c := range []struct {
		name  string
		p     app.Policy
		month string
		due   app.Date
		paid  bool
		ok    bool
	}{
		{"its own month", yearly, "2026-05", "2026-05-20", false, true},
		{"another month", yearly, "2026-06", "", false, false},
		{"a year ago", yearly, "2025-05", "2025-05-20", true, true},
		{"the first premium", yearly, "2020-05", "2020-05-20", true, true},
		{"before it began", yearly, "2019-05", "", false, false},
		{"the last premium", yearly, "2029-05", "2029-05-20", false, true},
		{"paid up", yearly, "2030-05", "", false, false},
		{"a quarter before", quarterly, "2026-02", "2026-02-28", true, true},
		{"a quarter after", quarterly, "2026-08", "2026-08-31", false, true},
		{"between quarters", quarterly, "2026-07", "", false, false},
		{"lapsed in its own month", lapsed, "2024-05", "2024-05-20", false, true},
		{"lapsed before", lapsed, "2026-05", "", false, false},
		{"paid at once", single, "2026-05", "", false, false},
		{"the month of its maturity", maturing, "2027-05", "", false, false},
	} {
		due, paid, ok := app.PremiumIn(c.p, c.month, "2026-03-18")
		if due != c.due || paid != c.paid || ok != c.ok {
			t.Errorf("%s: %s %v %v, want %s %v %v", c.name, due, paid, ok, c.due, c.paid, c.ok)
		}
	}
}

func TestTotalsOfTheBook(t *testing.T) {
	line := func(customer string, premium int64, standing string, phones, where app.Completeness) app.BookLine {
		return app.BookLine{Policy: app.Policy{CustomerID: customer, Premium: app.Yuan(premium)}, Standing: standing, Phones: phones, Where: where}
	}
	got := app.BookTotalsOf([]app.BookLine{
		line("a", 1000, app.BookOpen, app.Part, app.None), line("a", 500, app.BookTold, app.Part, app.None), line("b", 20, app.BookPaid, app.Full, app.Part),
	})
	if got.Lines != 3 || got.Customers != 2 || got.Premium != app.Yuan(1520) || got.By[app.BookTold] != 1 || got.NoPhone != 1 || got.NoAddress != 2 {
		t.Errorf("%+v", got)
	}
}

func TestFiguresOfProspects(t *testing.T) {
	f := app.ProspectFiguresOf([]app.ProspectRow{
		{Stage: app.ProspectNew, Source: "转介绍", OpenedOn: "2026-03-02"},
		{Stage: app.ProspectMet, Source: "邻居推荐", OpenedOn: "2026-03-30"},
		{Stage: app.ProspectMet, Source: "转介绍", OpenedOn: "2026-02-28"},
	}, "2026-03")
	if f.New != 2 || f.ByStage[app.ProspectMet] != 1 || f.BySource[app.SourceReferral] != 1 || f.BySource[app.SourceOther] != 1 {
		t.Errorf("%+v", f)
	}
}

func TestAudiences(t *testing.T) {
	c := app.Customer{Sex: app.SexFemale, BirthDate: "1966-10-19", Grade: "B", Occupation: "中学教师"}
	for audience, want := range map[string]bool{
		app.AudienceAll: true, app.AudienceKey: false, app.AudienceAB: true, app.AudienceElders: false, app.AudienceWomen: true, app.AudienceTeachers: true, "": false,
	} {
		if app.InAudience(c, audience, "2026-10-18") != want {
			t.Errorf("%s: not %v", audience, want)
		}
	}
	if !app.InAudience(c, app.AudienceElders, "2026-10-19") {
		t.Error("60 today and not greeted on 重阳")
	}
	for _, f := range app.Festivals {
		if app.FestivalName(f) == "" {
			t.Errorf("%s has no name", f)
		}
	}
}
