package team

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

// How the logs of a team stand on its list (002 §一.4: 12 of 20 passes).
func TestRows(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	at := app.Date("2026-03-18").Time()
	closed := app.InstantOf(at)
	figures := app.DayFigures{Calls: 16, Visits: 3, Prospects: 1}
	for _, c := range []struct {
		row   app.TeamRow
		badge string
		tone  widgets.Tone
		sub   string
		late  bool
	}{
		{app.TeamRow{State: app.TeamMissing, Score: -1}, "未交", widgets.Danger, "尚未收到", false},
		{app.TeamRow{State: app.TeamOpen, Figures: figures, Score: -1}, "未提交", widgets.Neutral, "电话 16 · 面访 3 · 准客户 1", false},
		{app.TeamRow{State: app.TeamArrived, ClosedAt: closed, Figures: figures, Score: -1}, "待批阅", widgets.Info, "电话 16 · 面访 3 · 准客户 1", false},
		{app.TeamRow{State: app.TeamLate, ClosedAt: closed, Figures: figures, Score: -1}, "迟交待批", widgets.Warning, "电话 16 · 面访 3 · 准客户 1", true},
		{app.TeamRow{State: app.TeamMarked, ClosedAt: closed, Score: 12}, "12 分", widgets.Success, "电话 0 · 面访 0 · 准客户 0", false},
		{app.TeamRow{State: app.TeamMarked, ClosedAt: closed, Score: 11}, "11 分", widgets.Danger, "电话 0 · 面访 0 · 准客户 0", false},
	} {
		t.Run(c.badge, func(t *testing.T) {
			r := rows([]app.TeamRow{c.row})[0]
			if r.Badge != c.badge || r.Tone != c.tone || r.Sub != c.sub || r.Alert != c.late {
				t.Errorf("shown as %+v", r)
			}
		})
	}
}

func TestSummary(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	got := summary([]app.TeamRow{{State: app.TeamMissing}, {State: app.TeamOpen}, {State: app.TeamArrived}, {State: app.TeamLate}, {State: app.TeamMarked}})
	if got != "已交 3/5，已批 1" {
		t.Errorf("summed up as %q", got)
	}
}

// After a mark the next log down the list comes, then those above.
func TestWaiting(t *testing.T) {
	people := []app.TeamRow{
		{LogID: "a", State: app.TeamArrived}, {LogID: "b", State: app.TeamMarked}, {LogID: "c", State: app.TeamLate}, {LogID: "d", State: app.TeamMissing},
	}
	for after, want := range map[string]string{"": "a", "a": "c", "b": "c", "c": "a", "d": "a"} {
		if got := waiting(people, after); got != want {
			t.Errorf("after %q comes %q, want %q", after, got, want)
		}
	}
	if got := waiting(people[:2], "a"); got != "" {
		t.Errorf("after the only one comes %q", got)
	}
	if got := waiting(nil, ""); got != "" {
		t.Errorf("of nobody %q waits", got)
	}
}
