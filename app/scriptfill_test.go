package app_test

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
)

func TestFill(t *testing.T) {
	f := app.ScriptFacts{
		Customer: app.Customer{Name: "王建国", Sex: app.SexMale},
		Policy: app.Policy{
			Number: "2008440101", Product: "瑞丰年年两全保险", NextDue: "2026-04-01", Premium: 680050, Mode: app.ModeRegular, Insurer: "RF",
			EffectiveOn: "2018-04-01",
		},
		Planner: app.Person{Name: "陈思", Licence: "00001144"}, Centre: "瑞禾人寿银保理财中心", Reason: app.ReasonOrphan,
	}
	for in, want := range map[string]string{
		"请问您是{客户}本人吗？{称呼}您好":             "请问您是王建国本人吗？王先生您好",
		"我是{公司}银保理财中心的{规划师}，执业证号{执业证号}。": "我是瑞禾人寿银保理财中心的陈思，执业证号00001144。",
		"{投保日期}投保的{险种}，保单号{保单号}":         "2018年4月1日投保的瑞丰年年两全保险，保单号2008440101",
		"{应缴日}，保费{保费}，宽限期到{宽限期}":         "2026年4月1日，保费6,800.50元，宽限期到2026年5月31日",
		"保费{保费}元":               "保费6,800.50元",
		"{客户}{称呼}":              "王建国先生",
		"因为{原因}":                "因为原来的服务人员已经离职",
		"约在{日期}{时间}，{地点}":       "约在________，____",
		"{没有这个}和｛客户｝、{ 险种 }、{坏": "____和王建国、瑞丰年年两全保险、坏",
		"保额{保额}元":               "保额____元",
	} {
		if got := f.Fill(in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
		if strings.ContainsAny(f.Fill(in), "{}｛｝") {
			t.Errorf("%s leaves a brace", in)
		}
	}
}

func TestPickScript(t *testing.T) {
	all := []app.Script{
		{ID: "orphan", Reason: app.ReasonOrphan, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Version: 1},
		{ID: "orphan-2", Reason: app.ReasonOrphan, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Version: 2},
		{ID: "stripped", Reason: app.ReasonStripped, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Version: 9},
		{ID: "new", Reason: app.ReasonNew, Stage: app.StageFirstCall, Channel: app.ChannelPhone, Version: 1},
		{ID: "door", Reason: app.ReasonOrphan, Stage: app.StageFirstVisit, Channel: app.ChannelVisit, Version: 1},
	}
	for _, c := range []struct{ reason, stage, channel, want string }{
		{app.ReasonOrphan, app.StageFirstCall, app.ChannelPhone, "orphan-2"},
		{app.ReasonStripped, app.StageFirstCall, app.ChannelPhone, "stripped"},
		{"", app.StageFirstCall, app.ChannelPhone, "new"},
		{app.ReasonStripped, app.StageFirstVisit, app.ChannelVisit, "door"},
		{app.ReasonOrphan, app.StagePayment, app.ChannelPhone, ""},
	} {
		if got, _ := app.PickScript(all, c.reason, c.stage, c.channel); got.ID != c.want {
			t.Errorf("%+v: %q", c, got.ID)
		}
	}
}
