package visit

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

func at(day, hour, minute int) app.Instant {
	return app.InstantOf(time.Date(2026, 3, day, hour, minute, 0, 0, app.Shanghai))
}

func TestHowAVisitStands(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	planned := func(change func(*app.VisitItem)) app.VisitItem {
		v := app.VisitItem{Appointment: app.Appointment{At: at(18, 10, 0), Status: app.AppointmentPlanned}}
		change(&v)
		return v
	}
	for _, c := range []struct {
		name string
		item app.VisitItem
		want string
		tone widgets.Tone
	}{
		{"agreed", planned(func(*app.VisitItem) {}), "已约定", widgets.Info},
		{"to confirm", planned(func(v *app.VisitItem) { v.NeedsConfirm = true }), "待确认", widgets.Warning},
		{"confirmed", planned(func(v *app.VisitItem) { v.Appointment.ConfirmedAt = at(18, 9, 0) }), "已确认", widgets.Success},
		{"there", planned(func(v *app.VisitItem) { v.Visit = &app.Visit{ArrivedAt: at(18, 9, 55)}; v.NeedsConfirm = true }), "已到访", widgets.Info},
		{"never written down", planned(func(v *app.VisitItem) { v.Appointment.At = at(17, 10, 0) }), "未记录", widgets.Danger},
		{"done", planned(func(v *app.VisitItem) { v.Appointment.Status = app.AppointmentDone }), "已面访", widgets.Success},
		{"no-show", planned(func(v *app.VisitItem) { v.Appointment.Status = app.AppointmentNoShow }), "爽约", widgets.Warning},
		{"cancelled", planned(func(v *app.VisitItem) { v.Appointment.Status = app.AppointmentCancelled }), "已取消", widgets.Neutral},
	} {
		if got, tone := standing(c.item, "2026-03-18"); got != c.want || tone != c.tone {
			t.Errorf("%s: %q %v, want %q %v", c.name, got, tone, c.want, c.tone)
		}
	}
}

func TestArrival(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		arrived app.Instant
		want    string
		tone    widgets.Tone
	}{
		{at(18, 9, 55), "早到 5 分钟", widgets.Success}, {at(18, 10, 0), "准时到达", widgets.Success}, {at(18, 10, 12), "晚到 12 分钟", widgets.Danger},
	} {
		if got, tone := punctual(c.arrived, at(18, 10, 0)); got != c.want || tone != c.tone {
			t.Errorf("%s: %q %v", c.arrived.Clock(), got, tone)
		}
	}
}

func TestRowsOfADay(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	got := rows([]app.VisitItem{
		{Appointment: app.Appointment{ID: "a", At: at(18, 9, 5), Status: app.AppointmentPlanned, Urgency: 1, Place: "会客室"}, Name: "尉迟恭", Sex: app.SexMale, Address: "家"},
		{Appointment: app.Appointment{ID: "b", At: at(18, 14, 30), Status: app.AppointmentDone, Urgency: 1}, Name: "王𬱖", Sex: app.SexFemale, Address: "家"},
		{Appointment: app.Appointment{ID: "c", At: at(18, 15, 0), Status: app.AppointmentPlanned}, Name: "某某"},
	}, "2026-03-18")
	if got[0].Title != "09:05　尉迟恭 先生" || got[0].Sub != "会客室" || !got[0].Alert || got[0].Right == "" {
		t.Errorf("urgent: %+v", got[0])
	}
	if got[1].Title != "14:30　王𬱖 女士" || got[1].Sub != "家" || got[1].Right != "" {
		t.Errorf("done, so no longer urgent: %+v", got[1])
	}
	if got[2].Title != "15:00　某某" {
		t.Errorf("sex unknown: %+v", got[2])
	}
}

func TestEverythingOfThePackingListIsShownOnce(t *testing.T) {
	seen := map[string]int{}
	for _, g := range packGroups {
		if len(g.codes) > packColumns {
			t.Errorf("%s has %d things for %d columns", g.name, len(g.codes), packColumns)
		}
		for _, c := range g.codes {
			seen[c]++
		}
	}
	for _, c := range app.PackingList {
		if seen[c] != 1 {
			t.Errorf("%s is shown %d times", c, seen[c])
		}
	}
	if len(seen) != len(app.PackingList) {
		t.Errorf("shown: %v", seen)
	}
}

func TestWeeksBeginOnMonday(t *testing.T) {
	for day, want := range map[app.Date]app.Date{"2026-03-16": "2026-03-16", "2026-03-18": "2026-03-16", "2026-03-22": "2026-03-16", "2026-03-01": "2026-02-23"} {
		if got := monday(day); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
}

func TestPolicyAtTheDoor(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	p := app.PolicyView{
		Policy: app.Policy{Number: "P1", Premium: app.Yuan(6800), NextDue: "2026-04-01", Mode: app.ModeRegular},
		State:  app.PolicyState{Status: app.StatusInGrace, DaysLeft: 12},
	}
	text, badge, tone := policyLine(p)
	if text != "P1 · 6,800.00 元 · 应缴 2026-04-01" || badge != "宽限期 12 天" || tone != widgets.Warning {
		t.Errorf("%q %q %v", text, badge, tone)
	}
	p.Policy.Mode, p.State = app.ModeSingle, app.PolicyState{Status: app.StatusInForce}
	if text, badge, tone = policyLine(p); text != "P1 · 6,800.00 元" || badge != "有效" || tone != widgets.Success {
		t.Errorf("%q %q %v", text, badge, tone)
	}
}
