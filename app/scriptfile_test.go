package app_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/assets"
)

var placeholder = regexp.MustCompile(`\{[^}]*\}?`)

func TestScriptsShipped(t *testing.T) {
	scripts, err := app.ScriptsIn(assets.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	known := []string{
		"{规划师}", "{公司}", "{执业证号}", "{客户}", "{称呼}", "{险种}", "{保单号}", "{投保日期}", "{应缴日}", "{保费}", "{宽限期}",
		"{日期}", "{时间}", "{地点}",
	}
	have := map[string]app.Script{}
	for _, s := range scripts {
		if s.Channel == app.ChannelMessage {
			continue // see TestMessagesShipped
		}
		have[s.Reason+" "+s.Stage+" "+s.Channel] = s
		var all strings.Builder
		for _, st := range s.Steps {
			all.WriteString(st.Title + st.Text)
		}
		// Art. 24 of the sales-conduct rules of 2024: name, company and licence number come first.
		opening := s.Steps[0].Text
		for _, want := range []string{"{规划师}", "{公司}", "{执业证号}"} {
			if !strings.Contains(opening, want) {
				t.Errorf("%s does not open with %s", s.Title, want)
			}
		}
		if len(s.Steps) < 4 || len(s.Objections) < 4 || len(s.Objections) > 6 {
			t.Errorf("%s has %d steps and %d objections", s.Title, len(s.Steps), len(s.Objections))
		}
		for _, o := range s.Objections {
			all.WriteString(o.Says + o.Answer)
		}
		text := all.String()
		for _, p := range placeholder.FindAllString(text, -1) {
			if !slices.Contains(known, p) {
				t.Errorf("%s holds the unknown place-holder %s", s.Title, p)
			}
		}
		// {客户} is the full name and {称呼} carries the surname, so side by side they say the name twice; {保费} has its unit.
		for _, bad := range []string{"{客户}{称呼}", "{称呼}{客户}", "{保费}元", "保证收益", "稳赚", "保本", "最后一天机会"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s says %q", s.Title, bad)
			}
		}
		// The same script is read before the due day, in the grace period and after it, and a meeting is confirmed as early
		// as the day before.
		for _, bad := range []string{"应缴日前", "下一次应缴日", "到时候从您的账户", "宽限期到{宽限期}", "不要紧，从应缴日", "一会儿见。"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s says %q, which does not hold on every day it is read", s.Title, bad)
			}
		}
		consent := s.Stage == app.StageFirstCall || s.Stage == app.StageFirstVisit
		if consent && !strings.Contains(text, "您同意吗") {
			t.Errorf("%s does not ask for consent to use personal data", s.Title)
		}
	}
	for _, reason := range []string{app.ReasonOrphan, app.ReasonStripped, app.ReasonNew} {
		for _, occasion := range []string{
			"first_call phone", "confirm phone", "first_visit visit", "return phone", "return visit",
			"no_show phone", "no_show visit", "payment phone", "payment visit",
		} {
			if have[reason+" "+occasion].ID == "" {
				t.Errorf("no script for %s %s", reason, occasion)
			}
		}
	}
}
