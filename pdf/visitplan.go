package pdf

import (
	"cmp"
	"io"
	"slices"
	"strconv"

	"github.com/fangce/fangce/app"
)

// VisitPlan is the 客户服务访问计划表 of a day or a week: visits in the order of time and urgency (001 §四.1). The zero VisitPlan
// is the blank form.
type VisitPlan struct {
	Sheet
	From    app.Date    `json:"from"`
	To      app.Date    `json:"to"` // the same day, or the last of the week
	Planner string      `json:"planner" label:"保险规划师"`
	StaffNo string      `json:"staff_no" label:"工号"`
	Unit    string      `json:"unit" label:"所属团队"`
	Visits  []PlanVisit `json:"visits"`
	Note    string      `json:"note" label:"备注"`
}

// PlanVisit is one visit, call or letter of the plan.
type PlanVisit struct {
	On       app.Date `json:"on"`
	At       string   `json:"at" label:"时间"`        // 15:04, "" any time
	Until    string   `json:"until" label:"时间"`     // agreed end
	Urgency  string   `json:"urgency" label:"紧急程度"` // 紧急, 一般, 不急
	Customer string   `json:"customer" label:"客户姓名"`
	Phone    string   `json:"phone" label:"联系电话"` // as it is to be printed, masked where it should be
	Place    string   `json:"place" label:"地点"`
	Channel  string   `json:"channel" label:"访问方式"` // 上门, 电话, 信函, 网络
	Purpose  string   `json:"purpose" label:"访问目的"`
	Bring    string   `json:"bring" label:"准备资料"`
	Standing string   `json:"standing" label:"完成情况"` // 已确认, 已完成, 爽约 …; "" to be written by hand
}

const visitPlanTitle = "客户服务访问计划表"

var _ = register("visit_plan", visitPlanTitle, exampleVisitPlan)

// urgencies in their order; others come after them.
var urgencies = []string{"紧急", "一般", "不急"}

// Write writes the form as a PDF and says what to look at. The same plan gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (v VisitPlan) Write(w io.Writer) (Report, error) { return write(v, w) }

func (v VisitPlan) lay() (*form, error) {
	f, err := newForm(v.Sheet, visitPlanTitle, v.span(), oneLine(v.Planner+"　"+v.span()))
	if err != nil {
		return nil, err
	}
	const third = innerWidth / 3
	f.grid([][]gridCell{{{label: "保险规划师", value: v.Planner, width: third}, {label: "工号", value: v.StaffNo, width: third}, {label: "所属团队", value: v.Unit, width: third}}})
	f.tableSection("访问安排", "按时间先后和紧急程度排列", v.table())
	f.sum(v.total())
	s := f.openStack()
	s.passage("备注", v.Note, 2)
	s.close()
	f.signatures(signer{role: "保险规划师"}, signer{role: "直接主管"})
	f.finish("出发前请再次电话确认，并核对工具清单。")
	return f, nil
}

// span says for which days the plan is.
func (v VisitPlan) span() string {
	switch {
	case !v.From.Valid():
		return "＿＿＿＿年＿＿月＿＿日至＿＿月＿＿日"
	case v.To.Valid() && v.To != v.From:
		to := shortDay(v.To)
		if v.From[:4] != v.To[:4] {
			to = v.To.Chinese()
		}
		return v.From.Chinese() + "至" + to
	}
	return longDay(v.From)
}

// ordered returns the visits by day, time and urgency; those at any time come last.
func (v VisitPlan) ordered() []PlanVisit {
	out := slices.Clone(v.Visits)
	rank := func(u string) int {
		if i := slices.Index(urgencies, u); i >= 0 {
			return i
		}
		return len(urgencies)
	}
	slices.SortStableFunc(out, func(a, b PlanVisit) int {
		return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(cmp.Or(a.At, "99"), cmp.Or(b.At, "99")), cmp.Compare(rank(a.Urgency), rank(b.Urgency)))
	})
	return out
}

func (v VisitPlan) table() table {
	t := table{
		columns: []column{
			{"日期\n时间", 23, alignCenter}, {"方式\n紧急程度", 15, alignCenter}, {"客户姓名\n联系电话", 24, alignCenter}, {"地点", 36, alignLeft}, {"访问目的", 32, alignLeft}, {"准备资料", 22, alignLeft}, {"完成情况", 18, alignCenter},
		},
		points: 8.5, height: 11.5, pen: 12.5,
	}
	if len(v.Visits) == 0 {
		t.blank = 11
	}
	for _, p := range v.ordered() {
		t.rows = append(t.rows, []string{
			pair(shortDay(p.On)+" "+weekdayShort(p.On), timeSpan(p.At, p.Until)), pair(p.Channel, p.Urgency), pair(p.Customer, p.Phone), p.Place, p.Purpose, p.Bring, p.Standing,
		})
	}
	return t
}

// total says how many visits the plan has.
func (v VisitPlan) total() string {
	if len(v.Visits) == 0 {
		return ""
	}
	by := map[string]int{}
	var order []string
	for _, p := range v.ordered() {
		if by[p.Channel] == 0 {
			order = append(order, p.Channel)
		}
		by[p.Channel]++
	}
	text := "合计　" + strconv.Itoa(len(v.Visits)) + " 项"
	for _, c := range order {
		if c != "" {
			text += "　" + c + " " + strconv.Itoa(by[c])
		}
	}
	return text
}

// timeSpan returns from when until when, what there is of it.
func timeSpan(at, until string) string {
	if at != "" && until != "" {
		return at + "–" + until
	}
	return at + until
}

// weekdayShort returns 周一 to 周日.
func weekdayShort(d app.Date) string {
	if !d.Valid() {
		return ""
	}
	return "周" + weekdays[d.Time().Weekday()]
}

func exampleVisitPlan() VisitPlan {
	return VisitPlan{
		Sheet: exampleSheet("FW-2026-W48-0086"), From: "2026-11-23", To: "2026-11-29", Planner: "陈雅琴", StaffNo: "JZ0086", Unit: "客户服务一部二组",
		Visits: []PlanVisit{
			{On: "2026-11-23", At: "14:00", Until: "15:00", Urgency: "一般", Customer: "张䶮（女士）", Phone: "186****1234", Place: "城西区建设路45号15栋602室", Channel: "上门", Purpose: "首次面访，保单整理，填写满意度调查问卷", Bring: "客户服务卡、问卷", Standing: "已完成"},
			{On: "2026-11-23", At: "16:20", Until: "17:00", Urgency: "紧急", Customer: "阿卜杜热合曼·买买提（先生）", Phone: "139****5678", Place: "滨湖区和平里小区7号楼2单元301室", Channel: "上门", Purpose: "宽限期内，协助办理转账", Bring: "转账授权书", Standing: "已完成"},
			{On: "2026-11-24", At: "10:00", Until: "10:40", Urgency: "紧急", Customer: "尉迟文斌（先生）", Phone: "0551-****5678", Place: "高新区科技大道99号创新产业园B座", Channel: "上门", Purpose: "续期面访，确认交费方式", Bring: "客户资料册", Standing: "已确认"},
			{On: "2026-11-25", At: "19:00", Until: "20:00", Urgency: "一般", Customer: "王𬱖（女士）", Phone: "138****8000", Place: "城东区人民路188号锦绣花园12号楼3单元1202室", Channel: "上门", Purpose: "首次面访，年金险条款解释", Bring: "客户服务卡、计划书、问卷", Standing: "已确认"},
			{On: "2026-11-26", Urgency: "一般", Customer: "刘桂英（女士）", Phone: "137****0987", Channel: "电话", Purpose: "核对扣款账户余额"},
			{On: "2026-11-27", At: "09:30", Urgency: "一般", Customer: "吴晓燕（女士）", Phone: "159****3321", Place: "城东区学府路6号", Channel: "信函", Purpose: "寄送年度分红报告说明", Bring: "信函、回执"},
			{On: "2026-11-28", At: "15:00", Until: "16:00", Urgency: "不急", Customer: "欧阳建国（先生）", Phone: "139****9000", Place: "本中心三楼贵宾室", Channel: "上门", Purpose: "复效后首次回访，介绍联谊会", Bring: "活动邀请函"},
		},
		Note: "周四下午部门培训，不安排外出；周六上门前一日下午再次电话确认。",
	}
}
