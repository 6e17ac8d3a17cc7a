package today

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

// Every kind of due work says in words what it is about, and leads to where it is done (product §5).
func TestRow(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		item              app.DueItem
		title, sub, badge string
		right             string
		room              string
		arg               any
	}{
		"return, graded": {
			app.DueItem{Kind: app.DueReturn, CustomerID: "c", CustomerName: "皇甫兰", Note: "B", By: "2026-11-17", DaysLate: 3},
			"皇甫兰", "B 级客户每 3 个月回访 · 期限 11-17", "定期回访", "逾期 3 天", "calls",
			[]string{"c", "", app.StageReturn},
		},
		"return without a grade": {
			app.DueItem{Kind: app.DueReturn, CustomerID: "c", CustomerName: "皇甫兰", By: "2026-11-20"},
			"皇甫兰", "到了定期回访的时间", "定期回访", "今天", "calls",
			[]string{"c", "", app.StageReturn},
		},
		"log: the day of the log, not the morning it is due": {
			app.DueItem{Kind: app.DueLog, LogID: "l", Note: "2026-11-19", By: "2026-11-20"},
			"日志未提交", "11月19日 星期四的日志", "日志未提交", "今天", "worklog", app.Date("2026-11-19"),
		},
		"mark": {
			app.DueItem{Kind: app.DueMark, LogID: "l", CustomerName: "林晓燕", Note: "2026-11-19", By: "2026-11-20"},
			"林晓燕", "11月19日 星期四的日志", "日志待批阅", "今天", "team", "l",
		},
		"several cases to sign": {
			app.DueItem{Kind: app.DueSign, CustomerID: "c", CustomerName: "孙勇", PolicyNo: "2024", Count: 2, By: "2026-11-18", DaysLate: 2},
			"孙勇 等", "2 件资源待签收 · 期限 11-18", "签收资源", "逾期 2 天", "cards", "c",
		},
		"premium of next year": {
			app.DueItem{Kind: app.DuePremium, CustomerID: "c", CustomerName: "余宗义", PolicyID: "p", PolicyNo: "2024", Amount: app.Yuan(6800), By: "2027-01-05", DaysLate: -46},
			"余宗义", "2027-01-05 应缴 6,800.00 元 · 保单 2024", "应缴保费", "还剩 46 天", "calls",
			[]string{"c", "p", app.StagePayment},
		},
		"visit on a coming day": {
			app.DueItem{Kind: app.DueAppointment, CustomerID: "c", CustomerName: "王秀梅", AppointmentID: "a", Note: "首次面访", By: "2026-11-23", DaysLate: -3},
			"王秀梅", "按约上门 · 约定 11-23 · 首次面访", "约定面访", "还剩 3 天", "visit", "a",
		},
		"visit that was never written down": {
			app.DueItem{Kind: app.DueAppointment, CustomerID: "c", CustomerName: "王秀梅", AppointmentID: "a", By: "2026-11-18", DaysLate: 2},
			"王秀梅", "按约上门 · 约定 11-18", "面访待登记", "逾期 2 天", "visit", "a",
		},
		"conflict": {
			app.DueItem{Kind: app.DueConflict, CustomerID: "c", CustomerName: "单雄信", RecordID: "k", By: "2026-11-20"},
			"单雄信", "两处同时修改，请选择保留哪一个", "冲突待处理", "今天", "sync", nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := row("id", c.item, "2026-11-20")
			if r.Title != c.title || r.Sub != c.sub || r.Badge != c.badge || r.Right != c.right {
				t.Errorf("shown as %q · %q · %q · %q", r.Title, r.Sub, r.Badge, r.Right)
			}
			if r.Alert != (c.item.DaysLate > 0) {
				t.Error("late work does not stand out, or other work does")
			}
			room, arg := destination(c.item)
			if room != c.room || !same(arg, c.arg) {
				t.Errorf("leads to %s %v, want %s %v", room, arg, c.room, c.arg)
			}
		})
	}
}

func same(a, b any) bool {
	x, isList := a.([]string)
	y, _ := b.([]string)
	if !isList {
		return a == b
	}
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}

func TestRowsAreGrouped(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	v := app.TodayView{Date: "2026-11-20", Due: []app.DueItem{
		{Kind: app.DueNext, CustomerID: "a", RecordID: "1", DaysLate: 2},
		{Kind: app.DueNext, CustomerID: "b", RecordID: "2"},
		{Kind: app.DueNext, CustomerID: "c", RecordID: "3", DaysLate: -1},
		{Kind: app.DueNext, CustomerID: "d", RecordID: "4", DaysLate: -5},
	}}
	all, items := rows(workOf(v), filterAll, pageLines)
	if len(all) != 7 || len(items) != 4 || !all[0].Header || !all[2].Header || !all[4].Header || all[4].Right != "2" {
		t.Errorf("all: %+v", all)
	}
	soon, items := rows(workOf(v), filterSoon, pageLines)
	if len(soon) != 3 || len(items) != 2 || items[soon[1].ID].CustomerID != "c" {
		t.Errorf("soon: %+v", soon)
	}
	v.Due = v.Due[1:]
	if later, _ := rows(workOf(v), filterAll, pageLines); later[1].ID != all[3].ID {
		t.Error("a row has another id once one before it is done: the selection would jump")
	}
	if f := filters(workOf(v)); f[0].Label != "全部 3" || f[1].Label != "逾期 0" || f[3].Label != "近期 2" {
		t.Errorf("filters: %+v", f)
	}
}

func TestHeir(t *testing.T) {
	h, w := widgets.Row{Header: true}, widgets.Row{}
	for _, c := range []struct {
		rows []widgets.Row
		at   int
		want int
	}{
		{nil, 0, -1},
		{[]widgets.Row{h, w, w}, -1, 1},
		{[]widgets.Row{h, w, h, w}, 2, 3},
		{[]widgets.Row{h, w, w}, 3, 2},
		{[]widgets.Row{h, w, h}, 2, 1},
		{[]widgets.Row{h}, 0, -1},
	} {
		if got := heir(c.rows, c.at); got != c.want {
			t.Errorf("of %d rows after %d: %d, want %d", len(c.rows), c.at, got, c.want)
		}
	}
}

// Everything due with one customer stands in one line, unless it has its hour (product §5: late first).
func TestOneLineACustomer(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	item := func(kind app.DueKind, customer string, late int) app.DueItem {
		return app.DueItem{Kind: kind, CustomerID: customer, CustomerName: customer, By: "2026-11-20", DaysLate: late}
	}
	v := app.TodayView{Date: "2026-11-20", Due: []app.DueItem{
		item(app.DueFirstCall, "孙勇", 3), item(app.DueReturn, "武振华", 2), item(app.DueData, "孙勇", 2), item(app.DueOpenCard, "孙勇", 1),
		item(app.DueAppointment, "孙勇", 0), item(app.DueNext, "孙勇", 0), item(app.DueReturn, "孙勇", 0),
	}}
	list, _ := rows(workOf(v), filterAll, pageLines)
	var got []string
	for _, r := range list {
		got = append(got, r.Title+" "+r.Badge+" "+r.Beside+r.Right)
	}
	want := []string{
		"逾期  4", "孙勇 首次电话 另有 2 项：核实完善资料、建立服务卡逾期 3 天", "武振华 定期回访 逾期 2 天",
		"今天  3", "孙勇 今日面访 今天", "孙勇 下一步跟进 另有 1 项：定期回访今天",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the list is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
