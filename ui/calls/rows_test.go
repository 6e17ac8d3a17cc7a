package calls

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
)

func chinese(t *testing.T) {
	t.Helper()
	test.NewTempApp(t)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
}

func TestRow(t *testing.T) {
	chinese(t)
	now := app.InstantOf(apptest.Now)
	base := app.CallItem{
		CustomerID: "c", Name: "王建国", Phone: "13812340001", Product: "瑞丰年年两全保险（分红型）", Stage: app.StagePayment,
		NextDue: "2026-04-01", State: app.PolicyState{Status: app.StatusDueSoon, DaysLeft: 14, Until: "2026-04-01"},
	}
	for name, c := range map[string]struct {
		change func(*app.CallItem)
		want   widgets.Row
	}{
		"a premium soon due": {
			func(*app.CallItem) {},
			widgets.Row{Sub: "138****0001 · 瑞丰年年两全保险", Badge: "即将应缴", Tone: widgets.Info, Right: "应缴 04-01"},
		},
		"the last days of grace": {func(i *app.CallItem) {
			i.State, i.NextDue = app.PolicyState{Status: app.StatusInGrace, DaysLeft: 9, Until: "2026-03-27"}, "2026-01-26"
		}, widgets.Row{Sub: "138****0001 · 瑞丰年年两全保险", Badge: "宽限期", Tone: widgets.Warning, Right: "还剩 9 天", Alert: true}},
		"tried in vain": {
			func(i *app.CallItem) { i.Tries = 2 },
			widgets.Row{Sub: "138****0001 · 已拨 2 次未果", Badge: "即将应缴", Tone: widgets.Info, Right: "应缴 04-01"},
		},
		"a meeting tomorrow": {
			func(i *app.CallItem) { i.At = app.InstantOf(apptest.Now.Add(29 * time.Hour)) },
			widgets.Row{Sub: "138****0001 · 瑞丰年年两全保险", Badge: "已约见面", Tone: widgets.Success, Right: "明天 14:30"},
		},
		"the insurer's word": {
			func(i *app.CallItem) { i.State = app.PolicyState{Status: app.StatusLapsed, Said: "失效"} },
			widgets.Row{Sub: "138****0001 · 瑞丰年年两全保险", Badge: "失效", Tone: widgets.Danger},
		},
		"no number": {
			func(i *app.CallItem) { i.Phone, i.Blocked = "", app.BlockedNoPhone },
			widgets.Row{Sub: "无可用号码 · 瑞丰年年两全保险", Badge: "无可用号码", Right: "应缴 04-01"},
		},
		"not to be called": {
			func(i *app.CallItem) { i.Blocked = app.BlockedDoNotContact },
			widgets.Row{Sub: "138****0001 · 瑞丰年年两全保险", Badge: "请勿联系", Right: "应缴 04-01"},
		},
	} {
		i := base
		c.change(&i)
		got := row(i, now)
		if got.Icon != nil != (i.Blocked != "") {
			t.Errorf("%s: the sign of a call that must not be made is wrong", name)
		}
		got.Icon, got.ID, got.Title, got.Beside = nil, "", "", ""
		if got != c.want {
			t.Errorf("%s:\n%+v, want\n%+v", name, got, c.want)
		}
	}
}

func TestNextOfQueue(t *testing.T) {
	q := queue{rows: []widgets.Row{{ID: "a"}, {ID: "b"}, {ID: "others", Header: true}, {ID: "c"}}}
	for of, want := range map[string]string{"a": "b", "b": "", "c": "", "gone": ""} {
		if got := q.next(of); got != want {
			t.Errorf("after %s comes %q, want %q", of, got, want)
		}
	}
}

func TestEmphasise(t *testing.T) {
	spans := emphasise("王先生您好，王建国的保费6,800.00元，账号____。", []string{"6,800.00元", "王建国", "王先生"})
	var bold []string
	whole := ""
	for _, s := range spans {
		whole += s.Text
		if s.Bold {
			bold = append(bold, s.Text)
		}
		if (s.Tone == widgets.Danger) != (s.Text == app.Blank) {
			t.Errorf("%q has the wrong tone", s.Text)
		}
	}
	if whole != "王先生您好，王建国的保费6,800.00元，账号____。" {
		t.Errorf("the text became %q", whole)
	}
	if want := []string{"王先生", "王建国", "6,800.00元", "____"}; !slices.Equal(bold, want) {
		t.Errorf("stand out: %q, want %q", bold, want)
	}
}

func TestPhoneText(t *testing.T) {
	for _, c := range []struct {
		number, kind string
		shown        bool
		want         string
	}{
		{"13812340001", app.PhoneMobile, false, "138****0001"},
		{"13812340001", app.PhoneMobile, true, "138 1234 0001"},
		{"0512-65231188", app.PhoneLandline, false, "0512-****1188"},
		{"0512-65231188", app.PhoneLandline, true, "0512-65231188"},
	} {
		if got := phoneText(app.Phone{Number: c.number, Kind: c.kind}, c.shown); got != c.want {
			t.Errorf("%s shown %v is %s, want %s", c.number, c.shown, got, c.want)
		}
	}
}

func TestFreeHour(t *testing.T) {
	meeting := func(day app.Date, hour, minutes int) app.VisitItem {
		at := app.InstantOf(day.Time().Add(time.Duration(hour) * time.Hour))
		return app.VisitItem{Appointment: app.Appointment{At: at, EndAt: at + app.Instant(minutes*60_000), Status: app.AppointmentPlanned}}
	}
	at := func(day app.Date, clock string) app.Instant {
		c, err := time.Parse("15:04", clock)
		if err != nil {
			t.Fatal(err)
		}
		return app.InstantOf(day.Time().Add(time.Duration(c.Hour())*time.Hour + time.Duration(c.Minute())*time.Minute))
	}
	cancelled := meeting("2026-03-18", 11, 60)
	cancelled.Appointment.Status = app.AppointmentCancelled
	for name, c := range map[string]struct {
		now   app.Instant
		taken []app.VisitItem
		want  string
	}{
		"two hours to get there":         {at("2026-03-18", "08:30"), nil, "2026-03-18 11:00"},
		"not over noon":                  {at("2026-03-18", "09:30"), nil, "2026-03-18 14:00"},
		"after a meeting of 90 minutes":  {at("2026-03-18", "10:00"), []app.VisitItem{meeting("2026-03-18", 14, 90)}, "2026-03-18 16:00"},
		"a cancelled one leaves room":    {at("2026-03-18", "08:30"), []app.VisitItem{cancelled}, "2026-03-18 11:00"},
		"in the evening: tomorrow":       {at("2026-03-18", "19:00"), nil, "2026-03-19 09:00"},
		"on Friday evening: on Monday":   {at("2026-03-20", "19:00"), nil, "2026-03-23 09:00"},
		"a meeting that has no end":      {at("2026-03-19", "07:00"), []app.VisitItem{meeting("2026-03-19", 9, 0)}, "2026-03-19 10:00"},
		"one that begins at half past 1": {at("2026-03-18", "11:00"), []app.VisitItem{meeting("2026-03-18", 14, 30)}, "2026-03-18 15:00"},
	} {
		day, clock := freeHour(c.now, app.Calendar{}.IsWorkday, func(d app.Date) []app.VisitItem {
			return slices.DeleteFunc(slices.Clone(c.taken), func(v app.VisitItem) bool { return v.Appointment.At.Date() != d })
		})
		if got := string(day) + " " + clock; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestProposedTexts(t *testing.T) {
	chinese(t)
	p := app.PolicyView{Policy: app.Policy{Number: "200800000001", NextDue: "2026-04-01", Premium: app.Yuan(6800)}}
	p.State.Status = app.StatusDueSoon
	sheet := app.CallSheet{Item: app.CallItem{Stage: app.StagePayment}, Policy: &p, Card: app.CardView{Policies: []app.PolicyView{p}}}
	if got, want := content(sheet, app.OutcomeAgreed), "电话提醒续期保费：保单 200800000001，应缴日 2026年4月1日，保费 6,800.00 元。约定见面。"; got != want {
		t.Errorf("content is %s, want %s", got, want)
	}
	// Who could not talk was told nothing: the record must not say otherwise.
	if got := content(sheet, app.OutcomeCallBack); strings.Contains(got, "提醒") {
		t.Errorf("a call put off says %s", got)
	}
	if content(sheet, app.OutcomeComplaint) != "" {
		t.Error("a complaint is to be written in the customer's words")
	}
	if got, want := answer(app.OutcomeAgreed, []string{"我现在没时间。", "要多长时间？"}), "客户提出“我现在没时间”“要多长时间？”，已按话术解答。"; got != want {
		t.Errorf("the answer is %s, want %s", got, want)
	}
	if got := services(sheet, app.OutcomeRefused); !slices.Equal(got, []string{app.ItemRemind, app.ItemPayWay}) {
		t.Errorf("served: %v", got)
	}
	if got := content(sheet, app.OutcomeRefused); !strings.Contains(got, "交费方式") {
		t.Errorf("a refusal with a premium to come says %s", got)
	}
	if got := services(sheet, app.OutcomeNoAnswer); got != nil {
		t.Errorf("nobody answered and was served %v", got)
	}
	if got := payWay([]app.RecordView{{}, {Record: app.ServiceRecord{PayWay: app.PayApp}}, {Record: app.ServiceRecord{PayWay: app.PayAuto}}}); got != app.PayApp {
		t.Errorf("the way of paying is %q", got)
	}
}

func TestChoices(t *testing.T) {
	keys := func(sheet app.CallSheet) string {
		var out []string
		for _, c := range choices(sheet) {
			out = append(out, string(c.key)+c.outcome)
		}
		return strings.Join(out, " ")
	}
	common := "2call_back 3no_answer 4wrong 5refused 6complaint"
	for name, c := range map[string]struct {
		sheet app.CallSheet
		want  string
	}{
		"first call":      {app.CallSheet{Item: app.CallItem{Stage: app.StageFirstCall}}, "1agreed " + common},
		"return call":     {app.CallSheet{Item: app.CallItem{Stage: app.StageReturn}}, "1agreed " + common + " 7done"},
		"before leaving":  {app.CallSheet{Item: app.CallItem{Stage: app.StageConfirm}, Appointment: &app.Appointment{}}, "1confirmed " + common + " 7agreed"},
		"without meeting": {app.CallSheet{Item: app.CallItem{Stage: app.StageConfirm}}, "1agreed " + common + " 7done"},
	} {
		if got := keys(c.sheet); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
