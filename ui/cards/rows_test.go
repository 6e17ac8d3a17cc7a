package cards

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

func chinese(t *testing.T) {
	t.Helper()
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
}

// Product §3 names the statuses, §10 the mask.
func TestListRow(t *testing.T) {
	chinese(t)
	base := app.CardRow{Rowid: 7, Name: "王芳", Phone: "13812341234", Policies: 2}
	with := func(f func(*app.CardRow)) app.CardRow { r := base; f(&r); return r }
	for _, c := range []struct {
		name string
		row  app.CardRow
		want widgets.Row
	}{
		{"in force", with(func(r *app.CardRow) { r.Status = app.StatusInForce }), widgets.Row{Sub: "138****1234 · 2 件保单", Badge: "有效", Tone: widgets.Success}},
		{"due soon", with(func(r *app.CardRow) { r.Status, r.DaysLeft = app.StatusDueSoon, 12 }), widgets.Row{Sub: "138****1234 · 2 件保单", Badge: "即将应缴", Tone: widgets.Info, Right: "12 天后"}},
		{"due today", with(func(r *app.CardRow) { r.Status = app.StatusDueSoon }), widgets.Row{Sub: "138****1234 · 2 件保单", Badge: "即将应缴", Tone: widgets.Info, Right: "今天应缴"}},
		{"in grace", with(func(r *app.CardRow) { r.Status, r.DaysLeft = app.StatusInGrace, 0 }), widgets.Row{Sub: "138****1234 · 2 件保单", Badge: "宽限期", Tone: widgets.Warning, Right: "剩 0 天", Alert: true}},
		{"lapsed", with(func(r *app.CardRow) { r.Status, r.DaysLeft = app.StatusLapsed, 204 }), widgets.Row{Sub: "138****1234 · 2 件保单", Badge: "效力中止", Tone: widgets.Danger, Right: "复效剩 204 天"}},
		{"over", with(func(r *app.CardRow) { r.Status = app.StatusExpired }), widgets.Row{Sub: "138****1234 · 2 件保单", Badge: "复效期已过"}},
		{"unsigned", with(func(r *app.CardRow) { r.Status, r.Unsigned = app.StatusMatured, 2 }), widgets.Row{Sub: "138****1234 · 2 件保单 · 待签收 2 件", Badge: "已满期"}},
		{"prospect", with(func(r *app.CardRow) { r.Policies, r.Phone = 0, "" }), widgets.Row{Sub: "没有电话", Badge: "准客户", Tone: widgets.Info}},
		{"key", with(func(r *app.CardRow) { r.Status, r.Grade, r.Key = app.StatusInForce, "A", true }), widgets.Row{Beside: "A 级 · 重点", Sub: "138****1234 · 2 件保单", Badge: "有效", Tone: widgets.Success}},
	} {
		c.want.ID, c.want.Title = "7", "王芳"
		if got := ListRow(c.row); got != c.want {
			t.Errorf("%s: got %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestQuietHours(t *testing.T) {
	for text, want := range map[string]string{
		"12:00-14:00": "12:00 14:00", "12点到14点半": "12:00 14:30", "2200～0800": "22:00 08:00", "": " ", "12:00": "", "25:00-26:00": "", "午休": "",
	} {
		from, to, ok := quietHours(text)
		if got := from + " " + to; ok != (want != "") || ok && got != want {
			t.Errorf("%q is read as %q %v, want %q", text, got, ok, want)
		}
	}
}

// Wrong numbers are told apart by what is wrong, and stay masked (product §3, §10).
func TestPhoneDoubts(t *testing.T) {
	chinese(t)
	list := []app.Phone{{Number: "13812341234", Kind: app.PhoneMobile}, {Number: "1381234123", Kind: app.PhoneInvalid}, {Number: "无电话", Kind: app.PhoneInvalid}}
	got := strings.Join(phoneDoubts(list, false), "|")
	if got != "手机号应为 11 位，“****4123”有 10 位，请核对|电话“**话”不是有效的手机或座机号码，请核对" && !strings.Contains(got, "有 10 位") {
		t.Errorf("got %s", got)
	}
	if strings.Contains(got, "1381234123") {
		t.Errorf("a number shows in full: %s", got)
	}
}

func TestReadable(t *testing.T) {
	chinese(t)
	for _, c := range []struct{ field, value, want string }{
		{"phones", `[{"number":"13812341234","kind":"mobile"},{"number":"021-62345678","kind":"landline"}]`, "138****1234、021-****5678"},
		{"addresses", `[{"text":"人民路1号"}]`, "人民路1号"},
		{"family", `[{"name":"李明","relation":"子女"}]`, "子女 李明"},
		{"sex", `"female"`, "女"},
		{"key_customer", `true`, "是"},
		{"id_no", `"11010519491231002X"`, "110***********002X"},
		{"income_band", `"5-10"`, "5–10 万元"},
		{"best_time", `""`, "未填写"},
		{"best_time", `null`, "未填写"},
		{"phones", `[]`, "未填写"},
	} {
		if got := readable(c.field, c.value, false); got != c.want {
			t.Errorf("%s %s reads %q, want %q", c.field, c.value, got, c.want)
		}
	}
}

// Product §3: the day a status lasts until stands beside it; the insurer's own word wins.
func TestStateText(t *testing.T) {
	chinese(t)
	for _, c := range []struct {
		state app.PolicyState
		want  string
	}{
		{app.PolicyState{Status: app.StatusInGrace, DaysLeft: 15, Until: "2026-04-02"}, "宽限期至 2026-04-02，还剩 15 天"},
		{app.PolicyState{Status: app.StatusLapsed, DaysLeft: 700, Until: "2028-03-12"}, "可在 2028-03-12 前申请复效，还剩 700 天"},
		{app.PolicyState{Status: app.StatusTerminated, Said: "退保"}, "公司所载：退保"},
		{app.PolicyState{Status: app.StatusInForce}, ""},
	} {
		if got := stateText(c.state); got != c.want {
			t.Errorf("%+v reads %q, want %q", c.state, got, c.want)
		}
	}
}

func TestChangedLooksForTheOldOne(t *testing.T) {
	for _, c := range []struct {
		name     string
		list     []string
		old, new string
		want     string
	}{
		{"added", []string{"a"}, "", "b", "a b"},
		{"changed", []string{"a", "b"}, "a", "c", "c b"},
		{"moved under the dialog", []string{"x", "a"}, "a", "c", "x c"},
		{"taken out", []string{"a", "b"}, "a", "", "b"},
		{"gone already", []string{"b"}, "a", "", "b"},
		{"gone, changed", []string{"b"}, "a", "c", "b c"},
	} {
		if got := strings.Join(changed(c.list, c.old, c.new), " "); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
