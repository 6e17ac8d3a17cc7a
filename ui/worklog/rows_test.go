package worklog

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

// How each day's log stands (002 §一.4: written by the next working day's morning meeting, 12 of 20 passes).
func TestRows(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		day        app.LogDay
		badge      string
		tone       widgets.Tone
		sub, right string
	}{
		"today, open":           {app.LogDay{Date: "2026-03-18", WorkingDay: true, Status: app.LogOpen, Score: -1}, "未提交", widgets.Neutral, "今天", ""},
		"missing":               {app.LogDay{Date: "2026-03-16", WorkingDay: true, Late: true, Score: -1}, "未交", widgets.Danger, "工作日", ""},
		"closed":                {app.LogDay{Date: "2026-03-16", WorkingDay: true, Status: app.LogClosed, Score: -1}, "已提交", widgets.Info, "工作日", ""},
		"closed late":           {app.LogDay{Date: "2026-03-16", WorkingDay: true, Status: app.LogClosed, Late: true, Score: -1}, "已提交", widgets.Info, "工作日", "迟交"},
		"passed":                {app.LogDay{Date: "2026-03-16", WorkingDay: true, Status: app.LogClosed, Score: 12, Passed: true}, "12 分", widgets.Success, "工作日", ""},
		"failed":                {app.LogDay{Date: "2026-03-16", WorkingDay: true, Status: app.LogClosed, Score: 11}, "11 分", widgets.Danger, "工作日", ""},
		"marked with 0":         {app.LogDay{Date: "2026-03-16", WorkingDay: true, Status: app.LogClosed, Score: 0}, "0 分", widgets.Danger, "工作日", ""},
		"work done on a Sunday": {app.LogDay{Date: "2026-03-15", Status: app.LogClosed, Score: -1}, "已提交", widgets.Info, "休息日", ""},
	} {
		t.Run(name, func(t *testing.T) {
			out := rows([]app.LogDay{c.day}, "2026-03-18")
			if len(out) != 1 || out[0].Badge != c.badge || out[0].Tone != c.tone || out[0].Sub != c.sub || out[0].Right != c.right {
				t.Errorf("shown as %+v", out)
			}
		})
	}
	if out := rows([]app.LogDay{{Date: "2026-03-19", WorkingDay: true}, {Date: "2026-03-14"}}, "2026-03-18"); len(out) != 0 {
		t.Errorf("days to come or off are listed: %+v", out)
	}
}

// The rate counts working days that are over (002 §一.4); today's log is not owed yet.
func TestRate(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	days := []app.LogDay{
		{Date: "2026-03-18", WorkingDay: true},
		{Date: "2026-03-17", WorkingDay: true, Passed: true},
		{Date: "2026-03-16", WorkingDay: true},
		{Date: "2026-03-15", Status: app.LogClosed, Passed: true},
	}
	if got := rate(days, "2026-03-18"); got != "合格 1/2" {
		t.Errorf("the rate is %q", got)
	}
}

func TestMarked(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	v := app.LogView{Person: app.Person{SupervisorID: "s"}, Marker: map[string]string{"s": "周敏", "x": "方慧"}, Marks: []app.LogMark{
		{MarkerID: "x", Score: 19, MarkedAt: 9},
		{MarkerID: "s", Score: 11, MarkedAt: 5, Criteria: map[string]int{"calls": 6, "plan": 0}, Comment: "欠详细。", Evening: true, FollowUp: "2026-03-20"},
	}}
	m, ok := marked(v)
	if !ok || m.score != 11 || m.tone != widgets.Danger || !strings.Contains(m.head, "周敏") || !strings.Contains(m.head, "11") {
		t.Errorf("the mark that stands is shown as %+v", m)
	}
	if want := "电话约访 6/6　计划 0/2　夕会已检查\n欠详细。\n辅导跟进日期：2026-03-20"; m.detail != want {
		t.Errorf("detail %q, want %q", m.detail, want)
	}
	if _, ok := marked(app.LogView{}); ok {
		t.Error("a log nobody marked shows a mark")
	}
}
