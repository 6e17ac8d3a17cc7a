package service_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// The festivals of 2026 on the days the State Council's and the Observatory's calendars print.
func TestFestivalsOfAYear(t *testing.T) {
	r := newRoom(t, planner)
	want := map[string]app.Date{
		app.FestivalNewYear: "2026-01-01", app.FestivalLaba: "2026-01-26", app.FestivalSpring: "2026-02-17", app.FestivalLantern: "2026-03-03",
		app.FestivalWomen: "2026-03-08", app.FestivalQingming: "2026-04-05", app.FestivalLabour: "2026-05-01", app.FestivalDragonBoat: "2026-06-19",
		app.FestivalTeachers: "2026-09-10", app.FestivalMidAutumn: "2026-09-25", app.FestivalNational: "2026-10-01",
		app.FestivalDoubleNinth: "2026-10-18", app.FestivalWinterSolstice: "2026-12-22",
	}
	got := map[string]app.Date{}
	for d := app.Date("2026-01-01"); d < "2026-12-31"; d = d.AddDays(60) {
		r.clock.At = d.Time().Add(9 * time.Hour)
		for _, o := range must[[]app.Occasion](t)(r.Occasions(ctx)) {
			if o.On.Month() < "2027-01" && o.Code != app.OccasionBirthday {
				got[o.Code] = o.On
			}
		}
	}
	for code, on := range want {
		if got[code] != on {
			t.Errorf("%s is on %s, want %s", code, got[code], on)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%v", got)
	}
}

func TestGreetingsOfBirthdays(t *testing.T) {
	r := newRoom(t, planner)
	a, b, silent := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷"), apptest.Customer(3, "韩梅")
	a.BirthDate = "1960-03-02"
	a.LunarBirthday = true // 2026-03-23
	a.Family = []app.Relative{{Name: "王小明", Relation: "子女", BirthDate: "1996-04-01"}, {Name: "李雷", Relation: "配偶", BirthDate: "1958-03-30", CustomerID: b.ID}}
	b.BirthDate = "1958-03-30"
	silent.BirthDate, silent.DoNotContact = "1960-03-20", true
	r.seat(a, b, silent)
	births := must[[]app.Occasion](t)(r.Occasions(ctx))[0]
	list := must[[]app.Greeting](t)(r.Greetings(ctx, births, ""))
	if births.People != 3 || len(list) != 3 {
		t.Fatalf("%+v %+v", births, list)
	}
	if list[0].Who != "王芳" || list[0].On != "2026-03-23" || list[0].Age != 66 || list[0].Lunar.Chinese() != "二月初五" {
		t.Errorf("%+v", list[0])
	}
	if list[1].Who != "李雷" || list[1].Lunar.Month != 0 || list[1].Age != 68 || list[2].Who != "王小明" || list[2].Relation != "子女" || list[2].Customer != "王芳" || list[2].Age != 30 {
		t.Errorf("%+v", list[1:])
	}
	// A greeting to the son is none to the mother.
	ids := must[[]string](t)(r.Greet(ctx, births, app.ChannelOnline, list[2]))
	list = must[[]app.Greeting](t)(r.Greetings(ctx, births, ""))
	if list[2].Greeted == 0 || list[0].Greeted != 0 || list[2].RecordID != ids[0] {
		t.Errorf("%+v", list)
	}
	more := must[[]string](t)(r.Greet(ctx, births, app.ChannelOnline, list...))
	if len(more) != 2 {
		t.Errorf("%d greeted; who was greeted already is left out", len(more))
	}
	if o := must[[]app.Occasion](t)(r.Occasions(ctx))[0]; o.Greeted != 3 {
		t.Errorf("%+v", o)
	}
	ok(t, r.WithdrawRecords(ctx, append(more, ids...), "撤销"))
	ok(t, r.WithdrawRecords(ctx, more, "撤销")) // nothing is left to take back
	if o := must[[]app.Occasion](t)(r.Occasions(ctx))[0]; o.Greeted != 0 {
		t.Errorf("after undo %+v", o)
	}
}

func TestGreetingsOfFestivals(t *testing.T) {
	r := newRoom(t, planner)
	r.clock.At = time.Date(2026, 9, 28, 9, 0, 0, 0, app.Shanghai)
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	b.Grade, b.Sex = "C", app.SexMale
	r.seat(a, b)
	all := must[[]app.Occasion](t)(r.Occasions(ctx))
	national := all[1]
	if national.Code != app.FestivalNational || national.People != 1 {
		t.Fatalf("%+v", all)
	}
	list := must[[]app.Greeting](t)(r.Greetings(ctx, national, app.AudienceAll))
	if len(list) != 2 || list[0].Who != "王芳" {
		t.Fatalf("%+v", list)
	}
	must[[]string](t)(r.Greet(ctx, national, app.ChannelPhone, list[0]))
	double := all[2]
	if double.Code != app.FestivalDoubleNinth {
		t.Fatalf("%+v", all)
	}
	// 重阳 is 17 days after: what was said for 国庆 is not said for it.
	if g := must[[]app.Greeting](t)(r.Greetings(ctx, double, app.AudienceAll)); g[0].Greeted != 0 {
		t.Errorf("%+v", g[0])
	}
	if g := must[[]app.Greeting](t)(r.Greetings(ctx, national, app.AudienceAll)); g[0].Greeted == 0 {
		t.Errorf("%+v", g[0])
	}
}
