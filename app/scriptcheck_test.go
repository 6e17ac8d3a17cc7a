package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

func TestScriptProblems(t *testing.T) {
	for _, s := range shipped(t) {
		if p := app.ScriptProblems(s); len(p) > 0 {
			t.Errorf("%s: %+v", s.Title, p)
		}
	}
	codes := func(s app.Script) (out []string) {
		for _, p := range app.ScriptProblems(s) {
			out = append(out, p.Code+" "+p.Where+" "+p.Names)
		}
		return out
	}
	bad := app.Script{
		Channel: app.ChannelPhone, Steps: []app.ScriptStep{{Title: "开场", Text: "{规划师}{公司}{执业证}"}, {Title: "空"}},
		Objections: []app.Objection{{Says: "没空", Answer: "好", More: []app.Objection{{Says: "还是没空"}}}},
	}
	want := []string{"title  ", "unknown 开场 {执业证}", "text 空 ", "opening 开场 {执业证号}", "answer 还是没空 "}
	got := codes(bad)
	if len(got) != len(want) {
		t.Fatalf("%q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
	if got := codes(app.Script{Title: "空"}); len(got) != 1 || got[0] != "steps  " {
		t.Errorf("without steps: %q", got)
	}
}

func TestCompareScripts(t *testing.T) {
	old := app.Script{Title: "首次", Steps: []app.ScriptStep{{Title: "一", Text: "a"}, {Title: "二", Text: "b"}, {Title: "三", Text: "c"}}, Objections: []app.Objection{{Says: "没空", Answer: "x"}}}
	if d := app.CompareScripts(old, old); len(d) != 0 {
		t.Errorf("the same differs: %+v", d)
	}
	now := app.Script{
		Title: "首次电话", Steps: []app.ScriptStep{{Title: "一", Text: "A"}, {Title: "三", Text: "c"}, {Title: "二", Text: "b"}},
		Objections: []app.Objection{{Says: "没空", Answer: "x", More: []app.Objection{{Says: "还是没空", Answer: "y"}}}},
	}
	var got []string
	for _, d := range app.CompareScripts(old, now) {
		got = append(got, d.What+" "+d.Kind+" "+d.Name)
	}
	want := []string{"title changed 首次电话", "step changed 一", "step moved 三", "step moved 二", "objection added 还是没空"}
	if len(got) != len(want) {
		t.Fatalf("%q, want %q", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
	gone := app.CompareScripts(old, app.Script{Title: "首次", Steps: old.Steps[:2]})
	if len(gone) != 2 || gone[0].Kind != "dropped" || gone[0].Name != "三" || gone[1].What != "objection" {
		t.Errorf("dropped: %+v", gone)
	}
}

func TestAnswersLeadOn(t *testing.T) {
	goes := map[string]string{}
	leads := 0
	for _, s := range shipped(t) {
		if s.Channel == app.ChannelMessage {
			continue
		}
		goes[s.Reason+" "+s.Stage+" "+s.Channel] = s.Steps[s.GoesOn(app.Objection{})].Title
		if s.GoesOn(app.Objection{Goes: 1}) != 0 {
			t.Errorf("%s does not go on where the objection says", s.Title)
		}
		for _, o := range s.Objections {
			leads += len(o.More)
		}
	}
	for occasion, want := range map[string]string{"orphan first_call phone": "约定见面", "orphan payment phone": "确认交费方式", "orphan no_show visit": "登记与再约"} {
		if goes[occasion] != want {
			t.Errorf("%s goes on with %q, want %q", occasion, goes[occasion], want)
		}
	}
	if leads < 30 {
		t.Errorf("%d objections follow on others", leads)
	}
	if (app.Script{}).GoesOn(app.Objection{}) != -1 {
		t.Error("a script without steps goes on somewhere")
	}
}
