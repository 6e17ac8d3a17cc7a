package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
)

func shipped(t *testing.T) []app.Script {
	t.Helper()
	all, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestMessagesShipped(t *testing.T) {
	count, topics := 0, map[string]bool{}
	for _, s := range shipped(t) {
		for _, step := range s.Steps {
			if bad := app.BadPlaceholders(step.Title + step.Text); len(bad) > 0 {
				t.Errorf("%s holds %v, which nobody fills", s.Title, bad)
			}
		}
		if s.Channel != app.ChannelMessage {
			continue
		}
		count++
		topics[s.Stage+" "+s.Topic] = true
		if len(s.Steps) != 1 || s.Topic == "" || s.Title == "" {
			t.Errorf("%s is not one text with a title for a topic: %+v", s.Title, s)
			continue
		}
		text := s.Steps[0].Text
		if !strings.HasPrefix(text, "{称呼}") || !strings.HasSuffix(text, "——{公司}{规划师}") {
			t.Errorf("%s does not address the customer first and sign last", s.Title)
		}
		if !slices.Contains(app.MessageStages, s.Stage) {
			t.Errorf("%s: nobody offers texts of the stage %q", s.Title, s.Stage)
		}
		if n := utf8.RuneCountInString(text); n > 2*67 {
			t.Errorf("%s has %d characters, more than two short messages", s.Title, n)
		}
		for _, bad := range []string{"保证收益", "稳赚", "保本", "最后机会", "务必", "立即", "{称呼}先生", "{称呼}女士", "{称呼}老师", "{保费}元"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s says %q", s.Title, bad)
			}
		}
	}
	if count < 40 {
		t.Errorf("%d texts are shipped", count)
	}
	for _, festival := range []string{
		"new_year", "spring", "lantern", "women", "labour", "dragon_boat", "mid_autumn", "teachers", "double_ninth", "national", "winter_solstice", "laba",
	} {
		if !topics[app.StageFestival+" "+festival] {
			t.Errorf("no greeting for %s", festival)
		}
	}
	for _, want := range []string{
		"confirm agreed", "confirm on_way", "first_call no_answer", "payment before", "payment grace", "payment failed_balance", "lapsed reinstate",
		"maturity before", "birthday elder", "birthday peer", "birthday key", "thanks visit", "invite invite", "return contact",
	} {
		if !topics[want] {
			t.Errorf("no text for %s", want)
		}
	}
}

// A text is for reading: the year of this year, 24-hour clocks and 先生/女士 do not stand in it.
func TestMessagesAreFilledForReading(t *testing.T) {
	f := app.ScriptFacts{
		Customer: app.Customer{Name: "王建国"}, Planner: app.Person{Name: "陈思", Licence: "001"}, Centre: "瑞禾人寿银保理财中心",
		At: app.InstantOf(time.Date(2026, 3, 19, 15, 30, 0, 0, app.Shanghai)), Place: "人民路1号", Today: "2026-03-18", Written: true,
		Policy:   app.Policy{Product: "年年两全保险", Mode: app.ModeRegular, NextDue: "2026-02-01", Premium: app.Yuan(6800), PayAccount: "****4417"},
		Activity: app.Activity{Title: "春日讲座", StartsAt: app.InstantOf(time.Date(2027, 4, 3, 9, 5, 0, 0, app.Shanghai)), Place: "三楼"},
	}
	for text, want := range map[string]string{
		"{称呼}您好，{何时}{时间}": "王建国您好，明天下午3点半",
		"{日期}":            "3月19日（周四）",
		"{应缴日}，尾号{账户尾号}，还有{宽限天数}天": "2月1日，尾号4417，还有15天",
		"{活动日期}{活动时间}在{活动地点}":      "2027年4月3日（周六）上午9点05分在三楼",
		"——{公司}{规划师}":              "——瑞禾人寿陈思",
		"{不认识}":                    app.Blank,
	} {
		if got := f.Fill(text); got != want {
			t.Errorf("%s became %s, want %s", text, got, want)
		}
	}
	for days, want := range map[int]string{-1: "今天", 0: "明天", 1: "后天", 3: "3月22日（周日）"} {
		g := f
		g.At += app.Instant(days) * 86_400_000
		if got := g.Fill("{何时}"); got != want {
			t.Errorf("%d days on: %s, want %s", days, got, want)
		}
	}
	f.Written, f.Customer.Sex = false, app.SexMale
	if got := f.Fill("{称呼}，{日期}{时间}"); got != "王先生，2026年3月19日15:30" {
		t.Errorf("a script that is spoken says %s", got)
	}
}

func TestPickMessages(t *testing.T) {
	all := shipped(t)
	retired := app.Script{Stage: app.StageFestival, Channel: app.ChannelMessage, Topic: "spring", Retired: true, Steps: []app.ScriptStep{{Text: "旧"}}}
	first := func(want app.MessageWant, f app.ScriptFacts) string {
		f.Today = "2026-03-18"
		f.Topic = want.Topic
		got := app.PickMessages(append(all, retired), want, f)
		if len(got) == 0 {
			return ""
		}
		for _, s := range got {
			if s.Channel != app.ChannelMessage || s.Retired || want.Stage != "" && s.Stage != want.Stage {
				t.Errorf("%+v offers %+v", want, s)
			}
		}
		return got[0].Topic
	}
	elder, key := app.Customer{BirthDate: "1955-05-01"}, app.Customer{BirthDate: "1985-05-01", Key: true}
	due := func(d app.Date) app.Policy { return app.Policy{Mode: app.ModeRegular, NextDue: d, Premium: 1} }
	for _, c := range []struct {
		stage, topic string
		facts        app.ScriptFacts
		want         string
	}{
		{app.StageBirthday, "", app.ScriptFacts{Customer: elder}, "elder"},
		{app.StageBirthday, "", app.ScriptFacts{Customer: key}, "key"},
		{app.StageBirthday, "", app.ScriptFacts{Customer: app.Customer{BirthDate: "1985-05-01"}}, "peer"},
		{app.StageFestival, "spring", app.ScriptFacts{}, "spring"},
		{app.StageFestival, "mid_autumn", app.ScriptFacts{}, "mid_autumn"},
		{app.StagePayment, "", app.ScriptFacts{Policy: due("2026-04-01")}, "before"},
		{app.StagePayment, "", app.ScriptFacts{Policy: due("2026-03-18")}, "due"},
		{app.StagePayment, "", app.ScriptFacts{Policy: due("2026-03-10")}, "grace"},
		{app.StagePayment, "", app.ScriptFacts{Policy: due("2026-01-20")}, "grace_end"},
		{app.StageLapsed, "", app.ScriptFacts{Policy: due("2024-01-30")}, "reinstate_end"},
		{app.StageConfirm, "", app.ScriptFacts{At: app.InstantOf(app.Date("2026-03-18").Time())}, "day"},
	} {
		if got := first(app.MessageWant{Stage: c.stage, Topic: c.topic}, c.facts); got != c.want {
			t.Errorf("%s %s of %+v: %s comes first, want %s", c.stage, c.topic, c.facts.Customer, got, c.want)
		}
	}
	if got := app.PickMessages(all, app.MessageWant{Stage: app.StageFirstCall, Topic: "introduce"}, app.ScriptFacts{Reason: app.ReasonStripped}); len(got) != 1 || got[0].Reason != app.ReasonStripped {
		t.Errorf("an introduction for another handover reason: %+v", got)
	}
	only := []app.Script{{ID: "m", Stage: app.StageReturn, Channel: app.ChannelMessage}, {ID: "p", Stage: app.StagePayment, Channel: app.ChannelPhone, Retired: true}}
	for _, stage := range []string{app.StageReturn, app.StagePayment} {
		if s, ok := app.PickScript(only, "", stage, app.ChannelPhone); ok {
			t.Errorf("%s: %+v is picked to be spoken", stage, s)
		}
	}
	if s, _ := app.PickScript(all, "", app.StageBirthday, app.ChannelPhone); s.ID != "" {
		t.Errorf("a text to send is picked as a script to speak: %+v", s)
	}
}

func TestSMSParts(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 1, 70: 1, 71: 2, 134: 2, 135: 3} {
		if got := app.SMSParts(strings.Repeat("保", n)); got != want {
			t.Errorf("%d characters take %d, want %d", n, got, want)
		}
	}
	if app.SMSParts(strings.Repeat("😀", 36)) != 2 {
		t.Error("what lies above U+FFFF takes two places")
	}
}

func TestPlaceholders(t *testing.T) {
	day := app.InstantOf(app.Date("2026-03-20").Time())
	full := app.ScriptFacts{
		Customer: app.Customer{Name: "王建国", Sex: app.SexMale}, Planner: app.Person{Name: "陈思", Licence: "1", Phone: "2"}, Centre: "瑞禾人寿银保理财中心",
		Reason: app.ReasonOrphan, At: day, Place: "家里", Today: "2026-03-18",
		Policy: app.Policy{
			Insurer: "RF", Number: "200812345678", Product: "两全", InsuredName: "王五", Mode: app.ModeRegular, EffectiveOn: "2020-01-01", NextDue: "2026-03-01",
			MaturesOn: "2040-01-01", Premium: 1, InsuredAmount: 1, MaturityAmount: 1, Branch: "城西", PayAccount: "****4417",
		},
		Activity: app.Activity{Title: "讲座", StartsAt: day, Place: "三楼", Host: "中心", Note: "茶叙"},
	}
	for _, g := range app.Placeholders {
		for _, name := range g.Names {
			if full.Fill("{"+name+"}") == app.Blank {
				t.Errorf("{%s} is offered and never filled", name)
			}
		}
	}
	for text, want := range map[string][]string{
		"{称呼}，{ 保费 }": nil, "{称乎}{称乎}{保费}": {"{称乎}"}, "您好{称呼": {"{称呼"}, "好}": {"}"}, "{}": {"{}"}, "｛应交日｝": nil,
	} {
		if got := app.BadPlaceholders(text); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
