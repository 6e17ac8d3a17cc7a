package pdf

import (
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// LapsedResult is the 失效保单处理结果及反馈表 (002 §三.三, product §7) of one lapsed policy: what was done to have it in force
// again, and what came of it. The zero LapsedResult is the blank form.
type LapsedResult struct {
	Sheet
	Customer    string    `json:"customer" label:"投保人"`
	Sex         string    `json:"sex"` // male, female or ""
	CardNo      string    `json:"card_no" label:"客户卡号"`
	Phone       string    `json:"phone" label:"联系电话"` // as it is to be printed, masked where it should be
	Address     string    `json:"address" label:"联系地址"`
	PolicyNo    string    `json:"policy_no" label:"保单号码"`
	Product     string    `json:"product" label:"险种名称"`
	Insured     string    `json:"insured" label:"被保险人"`
	Amount      app.Money `json:"amount"`
	Premium     app.Money `json:"premium"` // of one payment
	Pay         string    `json:"pay" label:"交费方式"`
	EffectiveOn app.Date  `json:"effective_on"`
	DueOn       app.Date  `json:"due_on"`       // the premium that was not paid
	LapsedOn    app.Date  `json:"lapsed_on"`    // 效力中止日
	ReinstateBy app.Date  `json:"reinstate_by"` // last day of the two years
	DaysLeft    int       `json:"days_left"`    // of them, 0: not printed
	Planner     string    `json:"planner" label:"保险规划师"`
	LicenceNo   string    `json:"licence_no" label:"执业证编号"`

	Contacts []LapsedContact `json:"contacts"`
	NoVisit  string          `json:"no_visit" label:"未上门原因"` // why no home was visited

	Reason     string    `json:"reason" label:"失效原因"` // one of LapseReasons
	ReasonText string    `json:"reason_text" label:"原因说明"`
	Result     string    `json:"result" label:"处理结果"` // one of LapseResults
	ResultOn   app.Date  `json:"result_on"`           // done or promised
	Paid       app.Money `json:"paid"`                // premium by transfer
	Interest   app.Money `json:"interest"`            // by transfer
	Account    string    `json:"account" label:"转账账户"`
	PaidOn     app.Date  `json:"paid_on"`
	Words      string    `json:"words" label:"客户意见"`
	Next       string    `json:"next" label:"后续服务"`
	ReportedOn app.Date  `json:"reported_on"`
	Supervisor Opinion   `json:"supervisor"`
	Quality    Opinion   `json:"quality"` // 品质管理岗
	Decision   string    `json:"decision" label:"审核结论"`
	Steps      []Step    `json:"steps"`
}

// LapsedContact is one visit or call about a lapsed policy.
type LapsedContact struct {
	On      app.Date `json:"on"`
	At      string   `json:"at" label:"时间"`        // 15:04
	Channel string   `json:"channel" label:"联系方式"` // 上门, 电话 …
	With    string   `json:"with" label:"联系对象"`
	Result  string   `json:"result" label:"沟通情况"`
	By      string   `json:"by" label:"服务人员"`
}

// Words of the report's lists (product §3 and §7).
var (
	LapseReasons = []string{
		"单位投保", "产品不理想", "对公司不信任", "服务不满意", "理赔不满意", "家庭问题", "业务员误导", "暂时经济困难", "业务员自保", "同业竞争", "无法联系", "其它",
	}
	LapseResults = []string{"已复效", "承诺复效", "退保", "拒绝复效", "未联系到客户", "其他"}
	decisions    = []string{"确认", "退回"}
)

const lapsedResultTitle = "失效保单处理结果及反馈表"

var _ = register("lapsed_result", lapsedResultTitle, exampleLapsedResult)

// Write writes the form as a PDF and says what to look at. The same report gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (l LapsedResult) Write(w io.Writer) (Report, error) { return write(l, w) }

func (l LapsedResult) lay() (*form, error) {
	f, err := newForm(l.Sheet, lapsedResultTitle, "对失效保单须上门复效，处理结果交品质管理岗审核确认", oneLine(l.Customer+"　"+l.PolicyNo))
	if err != nil {
		return nil, err
	}
	f.y += openGap
	f.section("一、保单信息", "金额单位：人民币元", 4*gridRow)
	f.grid(l.facts())
	f.tableSection("二、上门及联系经过", "至少上门一次；未上门的须说明原因", l.contacts())
	f.y -= 6.5
	s := f.openStack()
	s.passage("未上门原因", l.NoVisit, 1)
	s.close()
	f.section("三、失效原因与处理结果", "请在相应的方框内打“✓”", 30)
	s = f.openStack()
	s.choose("失效原因", ticked(LapseReasons, l.Reason)...)
	s.passage("原因说明", l.ReasonText, 2)
	s.choose("处理结果", ticked(LapseResults, l.Result)...)
	const third = innerWidth / 3
	s.facts(
		[]gridCell{{label: "结果日期", value: l.ResultOn.Chinese(), width: third}, {label: "补交保费", value: money(l.Paid), width: third}, {label: "补交利息", value: money(l.Interest), width: third}},
		[]gridCell{{label: "合计（大写）", value: l.total(), width: innerWidth}},
		[]gridCell{{label: "转账账户", value: l.Account, width: 2 * third}, {label: "转账日期", value: l.PaidOn.Chinese(), width: third}},
	)
	s.passage("客户意见", l.Words, 2)
	s.passage("后续服务", l.Next, 2, signer{role: "保险规划师签名", name: l.Planner, on: l.ReportedOn.Chinese()})
	s.close()
	f.section("四、审核", "", 30)
	s = f.openStack()
	l.Supervisor.draw(s, "直接主管\n意见", "直接主管签名")
	s.choose("审核结论", ticked(decisions, l.Decision)...)
	l.Quality.draw(s, "品质管理岗\n意见", "品质管理岗签名")
	s.close()
	f.steps(l.Steps)
	f.finish("保费及利息一律转账交付，不收现金。")
	return f, nil
}

func (l LapsedResult) facts() [][]gridCell {
	const third, half, wide = innerWidth / 3, innerWidth / 2, innerWidth * 2 / 3
	left := l.ReinstateBy.Chinese()
	mark := ""
	if l.DaysLeft > 0 {
		mark = "余 " + strconv.Itoa(l.DaysLeft) + " 天"
	}
	return [][]gridCell{
		{{label: "投保人", value: addressed(l.Customer, l.Sex), width: third}, {label: "被保险人", value: l.Insured, width: third}, {label: "客户卡号", value: l.CardNo, width: third}},
		{{label: "保单号码", value: l.PolicyNo, width: half}, {label: "险种名称", value: l.Product, width: half}},
		{{label: "保险金额", value: money(l.Amount), width: third}, {label: "每期保费", value: money(l.Premium), width: third}, {label: "交费方式", value: l.Pay, width: third}},
		{{label: "投保日期", value: l.EffectiveOn.Chinese(), width: third}, {label: "应缴日", value: l.DueOn.Chinese(), width: third}, {label: "失效日期", value: l.LapsedOn.Chinese(), width: third}},
		{{label: "复效截止", value: left, mark: mark, width: half}, {label: "联系电话", value: l.Phone, width: half}},
		{{label: "联系地址", value: l.Address, width: innerWidth}},
		{{label: "保险规划师", value: l.Planner, width: third}, {label: "执业证编号", value: l.LicenceNo, width: wide}},
	}
}

func (l LapsedResult) contacts() table {
	t := table{
		columns: []column{
			{"日期\n时间", 27, alignCenter}, {"联系方式", 17, alignCenter}, {"联系对象", 24, alignCenter}, {"沟通情况", 82, alignLeft}, {"服务人员", 20, alignCenter},
		},
		points: 9, height: 11.5, pen: 11.5, blank: max(0, 3-len(l.Contacts)),
	}
	for _, c := range l.Contacts {
		t.rows = append(t.rows, []string{pair(c.On.Chinese(), c.At), c.Channel, c.With, c.Result, c.By})
	}
	return t
}

// total returns premium and interest together, with capitals.
func (l LapsedResult) total() string { return inFull(l.Paid + l.Interest) }
