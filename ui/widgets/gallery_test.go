package widgets_test

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// start makes a test application with our theme and Chinese texts.
func start(t *testing.T, mode theme.Mode) {
	t.Helper()
	app := test.NewTempApp(t)
	theme.Apply(app, mode)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
}

func window(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, o)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(width, height))
	return w
}

type policy struct {
	no, product, insurer, due, status string
	tone                              widgets.Tone
	amount, premium                   int
}

func rail() *widgets.NavRail {
	n := widgets.NewNavRail([]widgets.NavItem{
		{ID: "today", Label: "今日", Icon: theme.IconToday},
		{ID: "cards", Label: "客户", Icon: theme.IconCards},
		{ID: "calls", Label: "约访", Icon: theme.IconPhone},
		{ID: "visit", Label: "面访", Icon: theme.IconVisit},
		{ID: "worklog", Label: "日志", Icon: theme.IconLog},
		{ID: "team", Label: "团队", Icon: theme.IconTeam},
		{ID: "sync", Label: "同步", Icon: theme.IconSync, Bottom: true},
		{ID: "settings", Label: "设置", Icon: theme.IconSettings, Bottom: true},
	}, func(string) {})
	n.SetActive("cards")
	n.SetBadge("today", 12)
	n.SetBadge("calls", 128)
	return n
}

func customerList() *widgets.List {
	names := []string{"王建国", "李秀英", "尉迟恭", "刘洋", "陈静怡", "杨帆", "赵敏", "黄晓明", "周海燕", "吴俊杰", "徐丽", "孙志强", "胡雪梅", "朱文博", "高圆", "林子涵"}
	status := []struct {
		text string
		tone widgets.Tone
	}{{"宽限期", widgets.Warning}, {"即将应缴", widgets.Info}, {"效力中止", widgets.Danger}, {"有效", widgets.Success}, {"已满期", widgets.Neutral}}
	l := widgets.NewList(nil)
	rows := []widgets.Row{{Header: true, Title: "逾期", Right: "3 人"}}
	for i := range 60 {
		s := status[i%5]
		rows = append(rows, widgets.Row{
			ID: fmt.Sprint(i), Title: names[i%16], Beside: fmt.Sprintf("%d 岁", 28+i%40), Sub: fmt.Sprintf("138 %04d %04d · 保单 %d 件 · 康宁终身重大疾病保险", i*37%10000, i*91%10000, i%5+1),
			Badge: s.text, Tone: s.tone, Right: []string{"逾期 3 天", "还剩 12 天", ""}[i%3], Alert: i%3 == 0,
		})
	}
	l.SetRows(rows)
	l.Select(1)
	return l
}

func policyTable() *widgets.Table[policy] {
	t := widgets.NewTable([]widgets.Column[policy]{
		{ID: "no", Label: "保单号", Width: 130, Render: func(p policy) widgets.Cell { return widgets.Cell{Text: p.no} }},
		{ID: "product", Label: "险种", Width: 120, Weight: 1, Render: func(p policy) widgets.Cell { return widgets.Cell{Text: p.product, Bold: true} }},
		{ID: "insurer", Label: "保险公司", Width: 90, Weight: 1, Render: func(p policy) widgets.Cell { return widgets.Cell{Text: p.insurer, Tone: widgets.Muted} }},
		{ID: "amount", Label: "保额（元）", Width: 90, Align: fyne.TextAlignTrailing, Compare: func(a, b policy) int { return a.amount - b.amount }, Render: func(p policy) widgets.Cell { return widgets.Cell{Text: fmt.Sprintf("%d,000", p.amount)} }},
		{ID: "premium", Label: "年缴保费", Width: 100, Align: fyne.TextAlignTrailing, Compare: func(a, b policy) int { return a.premium - b.premium }, Render: func(p policy) widgets.Cell {
			return widgets.Cell{Text: fmt.Sprintf("%d,%03d.00", p.premium/1000, p.premium%1000)}
		}},
		{ID: "due", Label: "下次应缴", Width: 110, Render: func(p policy) widgets.Cell { return widgets.Cell{Text: p.due} }},
		{ID: "status", Label: "状态", Width: 90, Render: func(p policy) widgets.Cell { return widgets.Cell{Text: p.status, Tone: p.tone, Badge: true} }},
	}, func(p policy) string { return p.no }, nil)
	var rows []policy
	for i := range 7 {
		rows = append(rows, policy{
			no: fmt.Sprintf("P2026%06d", i*7919), product: []string{"康宁终身寿险", "重大疾病保险", "百万医疗险（2024版）费率可调长期医疗保险", "意外伤害险"}[i%4],
			insurer: []string{"平安人寿", "中国人寿", "太平洋人寿"}[i%3], amount: 500 + i*7%5*100, premium: 3000 + i*1037%5000, due: fmt.Sprintf("2027-%02d-15", i+1),
			status: []string{"有效", "宽限期", "效力中止"}[i%3], tone: []widgets.Tone{widgets.Success, widgets.Warning, widgets.Danger}[i%3],
		})
	}
	t.SetRows(rows)
	t.SortBy("amount")
	t.Select(2)
	return t
}

func cardPage() fyne.CanvasObject {
	save := func(string) error { return nil }
	facts := widgets.NewFacts(4, "2026-11-22", []widgets.Fact{
		{ID: "sex", Label: "性别 / 年龄", Value: "男 / 38 岁"},
		{ID: "phone", Label: "手机", Value: "138 0013 8000", Badge: "已核实", BadgeTone: widgets.Success, Edit: widgets.EditText, Save: save},
		{ID: "income", Label: "家庭年收入", Value: "30–50 万元", Edit: widgets.EditText, Save: save},
		{ID: "work", Label: "职业", Value: "软件工程师", Edit: widgets.EditText, Save: save},
		{ID: "address", Label: "联系地址", Value: "浙江省杭州市西湖区文三路 478 号华星时代广场 B 座 1203 室", Span: 2, Edit: widgets.EditText, Save: save},
		{ID: "best", Label: "方便联系的时间", Edit: widgets.EditText, Save: save},
		{ID: "next", Label: "下次面访", Value: "2027-01-12 14:30", Tone: widgets.Info},
	})
	facts.Edit("phone")
	table := policyTable()
	timeline := widgets.NewTimeline([]widgets.TimelineItem{
		{ID: "1", Date: "11-22 10:30", Title: "首次电话", Badge: "同意见面", Tone: widgets.Success, Extra: "张晓雯 · 未上传", Action: "更正", Lines: []widgets.LabeledText{
			{"服务内容", "说明服务人员变更，核对保单信息，提醒 12 月 15 日应缴保费 6,800.50 元，约定上门时间。"},
			{"客户态度", "配合，愿意面谈；对上一位服务人员离职前未告知一事略有不满。"},
			{"问题及结果", "询问红利领取方式，已解答；面访时带领取申请书。"},
		}},
		{ID: "2", Date: "10-18 16:05", Title: "附加值服务", Badge: "已完成", Tone: widgets.Neutral, Extra: "张晓雯", Lines: []widgets.LabeledText{{"服务内容", "生日祝福短信。"}}},
	})
	head := widgets.PageHead("王建国", []fyne.CanvasObject{widgets.NewBadge("宽限期 还剩 12 天", widgets.Warning), widgets.NewBadge("A 级", widgets.Info), widgets.Caption("卡号 K2026-000123")},
		widgets.IconButton(theme.IconMore, "更多", nil), widgets.Secondary("打印", theme.IconPrint, nil), widgets.Primary("拨打电话", theme.IconPhone, nil).Key("F5"))
	top := widgets.VStack(theme.PanelGap, head,
		widgets.Panel("基本资料", []fyne.CanvasObject{widgets.Caption("完整度 78%"), widgets.FixedWidth(90, widgets.NewProgressLine(.78, widgets.Info))}, facts),
		widgets.FixedHeight(190, widgets.PanelFlush("保单", []fyne.CanvasObject{widgets.Quiet("新增", theme.IconAdd, nil).Compact()}, table)))
	return widgets.Page(widgets.Fill(top, widgets.Pad(theme.PanelGap, 0, 0, 0, widgets.Panel("服务记录", nil, widgets.Scroll(timeline))), nil))
}

func workbench() fyne.CanvasObject {
	search := widgets.NewSearch("搜索姓名、拼音、电话、保单号", nil)
	filter := widgets.NewSegmented([]widgets.Option{{"", "全部"}, {"due", "待缴"}, {"grace", "宽限期"}, {"lapsed", "失效"}}, "due", nil)
	head := widgets.Pad(10, 10, 8, 10, widgets.VStack(8,
		widgets.HStack(8, widgets.Heading("客户"), widgets.Caption("1,286 人"), widgets.Spring(), widgets.Secondary("新建", theme.IconAdd, nil).Compact()), search, filter))
	list := widgets.Fill(head, customerList(), nil)
	split := widgets.NewSplitView(list, theme.ListWidth, cardPage())
	return widgets.NewStage(widgets.Sides(rail(), split, nil))
}

func controls() fyne.CanvasObject {
	date := widgets.NewDateEntry("2026-11-22", nil)
	date.Set("2026-11-22")
	clock := widgets.NewTimeEntry(nil)
	sel := widgets.NewSelect([]widgets.Option{{"a", "提醒交费"}, {"b", "保全"}}, nil)
	sel.Set("a")
	off := widgets.Primary("不可用", nil, nil)
	off.Disable()
	group := widgets.NewCheckGroup([]widgets.Option{{"terms", "解释条款"}, {"facts", "核实保单信息"}, {"remind", "提醒交费"}, {"review", "保单整理"}}, 2, nil)
	group.Set([]string{"terms", "remind"})
	steps := widgets.NewSteps([]widgets.Step{{"card", "名片、工作证、身份证、展业证", "09:12", true}, {"pen", "签字笔", "", false}, {"shoe", "鞋套", "", true}}, 1, nil)
	stepper := widgets.NewStepper(0, 20, 14, nil)
	multi := widgets.NewMultiEntry("本次服务内容", 3)
	multi.Set("说明服务人员变更，核对保单信息。")
	script := widgets.NewSpans(widgets.Span{Text: "您好，请问是"}, widgets.Span{Text: "王建国先生", Tone: widgets.Info, Bold: true}, widgets.Span{Text: "吗？我是银保理财中心的保险规划师"},
		widgets.Span{Text: "张晓雯", Tone: widgets.Info, Bold: true}, widgets.Span{Text: "，执业证编号 00012345678。您在我行投保的“康宁终身重大疾病保险（2024 版）”，今后由我为您服务。"}).Large()
	left := widgets.VStack(10,
		widgets.HStack(8, widgets.Primary("保存", theme.IconCheck, nil), widgets.Secondary("打印", theme.IconPrint, nil).Key("F8"), widgets.Quiet("更多", nil, nil), widgets.DangerButton("作废", nil, nil), off),
		widgets.HStack(8, widgets.Primary("同意见面", nil, nil).Compact().Key("1"), widgets.Secondary("无人接听", nil, nil).Compact().Key("2"), widgets.Quiet("改时再拨", theme.IconClock, nil).Compact()),
		widgets.HStack(8, date, clock, sel), group, widgets.Section("出发前核对"), steps, stepper, multi)
	right := widgets.VStack(10,
		widgets.NewBanner(widgets.Warning, "本机时间与中心相差 6 分钟，期间的记录会做标记，请校正时间后再登记服务记录。", widgets.Secondary("校正", nil, nil).Compact()),
		widgets.NewBanner(widgets.Danger, "连接不上中心"), widgets.NewBanner(widgets.Success, "已全部上传"), widgets.NewBanner(widgets.Info, "有 3 条未上传"),
		widgets.Panel("话术", nil, script),
		widgets.Columns(10, nil, widgets.FigureTile("今日电话", "12", widgets.Neutral), widgets.FigureTile("逾期", "3", widgets.Danger)),
		widgets.BarRow("完整度", "78%", .78, widgets.Info), widgets.BarRow("合格率", "92%", .92, widgets.Success),
		widgets.FixedHeight(170, widgets.EmptyState(theme.IconPhone, "今天没有要拨打的电话", "新的资源签收后会排在这里", widgets.Secondary("去签收", nil, nil))))
	return widgets.NewStage(widgets.Page(widgets.Columns(20, nil, left, right)))
}

// icons shows every icon with its name.
func icons() fyne.CanvasObject {
	files, err := assets.Icons.ReadDir("icons")
	if err != nil {
		panic(err)
	}
	var cells []fyne.CanvasObject
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), ".svg")
		cells = append(cells, widgets.VStack(4, widgets.Center(widgets.Picture(theme.Named(name), 40, "")), widgets.Center(widgets.Picture(theme.Named(name), 20, theme.ColorMuted)), widgets.Caption(name).Aligned(fyne.TextAlignCenter)))
	}
	return widgets.Page(widgets.Grid(12, 10, 14, cells...))
}

// dialogOn opens a form on a window.
func dialogOn(w fyne.Window) *widgets.Dialog {
	name := widgets.NewEntry("姓名")
	date := widgets.NewDateEntry("2026-11-22", nil)
	date.Set("2026-02-30")
	date.Commit()
	sel := widgets.NewSelect([]widgets.Option{{"orphan", "孤儿保单"}, {"stripped", "剥离保单"}}, nil)
	note := widgets.NewMultiEntry("面访目的", 3)
	d := widgets.ShowForm(w.Canvas(), widgets.Form{
		Title: "约定面访", Intro: "记录后自动写入服务卡、当日日志和明日计划；面访前一天会提醒再次确认，请与客户核对地址和时间。",
		Fields: []widgets.FormField{
			{Label: "客户", Input: name, Required: true},
			{Label: "日期", Input: date, Required: true},
			{Label: "时间", Input: widgets.NewTimeEntry(nil)},
			{Label: "移交原因", Input: sel, Hint: "话术按移交原因选取"},
			{Label: "紧急程度", Input: widgets.NewSegmented([]widgets.Option{{"n", "一般"}, {"h", "较急"}, {"x", "紧急"}}, "n", nil)},
			{Label: "目的", Input: note},
		},
		Submit: "保存", OnSubmit: func() error { return fmt.Errorf("日期有误，请按“年-月-日”填写") },
	})
	return d
}
