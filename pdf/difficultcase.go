package pdf

import (
	"io"

	"github.com/fangce/fangce/app"
)

// DifficultCase is the 疑难件报告书 (002 §三.四, product §7) on a customer who cannot be found: every way that was tried. It must
// reach quality control before the premium is due. The zero DifficultCase is the blank form.
type DifficultCase struct {
	Sheet
	Customer   string    `json:"customer" label:"投保人"`
	Sex        string    `json:"sex"` // male, female or ""
	CardNo     string    `json:"card_no" label:"客户卡号"`
	IDNo       string    `json:"id_no" label:"证件号码"` // masked
	Policies   []FoundBy `json:"policies"`
	Phones     []string  `json:"phones" label:"已知电话"`
	Addresses  []string  `json:"addresses" label:"已知地址"`
	Reason     string    `json:"reason" label:"移交原因"` // 孤儿保单, 剥离保单, 新分配
	ReceivedOn app.Date  `json:"received_on"`         // 接单日期
	DueOn      app.Date  `json:"due_on"`              // 应缴日
	HandInBy   app.Date  `json:"hand_in_by"`          // last day to hand it in
	Planner    string    `json:"planner" label:"保险规划师"`
	LicenceNo  string    `json:"licence_no" label:"执业证编号"`
	Kinds      []string  `json:"kinds" label:"疑难情形"` // of difficultKinds, or others
	Attempts   []Attempt `json:"attempts"`
	Summary    string    `json:"summary" label:"查找情况"`
	Proposal   string    `json:"proposal" label:"处理建议"`
	ReportedOn app.Date  `json:"reported_on"`
	Supervisor Opinion   `json:"supervisor"`
	Quality    Opinion   `json:"quality"` // 品质管理岗
	Decision   string    `json:"decision" label:"审核结论"`
	Steps      []Step    `json:"steps"`
}

// FoundBy is a policy the report is about.
type FoundBy struct {
	Number  string    `json:"number" label:"保单号码"`
	Product string    `json:"product" label:"险种名称"`
	Insured string    `json:"insured" label:"被保险人"`
	Premium app.Money `json:"premium"`
	DueOn   app.Date  `json:"due_on"`
	Branch  string    `json:"branch" label:"原投保机构"`
}

// Attempt is one way that was tried to find the customer.
type Attempt struct {
	On     app.Date `json:"on"`
	At     string   `json:"at" label:"时间"`     // 15:04
	Way    string   `json:"way" label:"查找途径"`  // 电话, 上门, 原投保机构, 邻居及物业, 其他保单, 信函
	Target string   `json:"target" label:"对象"` // number or address tried, or who was asked
	Result string   `json:"result" label:"结果"`
}

var difficultKinds = []string{"电话无法接通", "电话空号或错号", "地址不详", "人已搬迁", "地址拆迁", "人在外地", "其他"}

const difficultCaseTitle = "疑难件报告书"

var _ = register("difficult_case", difficultCaseTitle, exampleDifficultCase)

// Write writes the form as a PDF and says what to look at. The same report gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (d DifficultCase) Write(w io.Writer) (Report, error) { return write(d, w) }

func (d DifficultCase) lay() (*form, error) {
	f, err := newForm(d.Sheet, difficultCaseTitle, "对寻找不到的客户填写，须在应缴日前递交品质管理岗确认", oneLine(d.Customer+"　"+d.CardNo))
	if err != nil {
		return nil, err
	}
	f.y += openGap
	f.section("一、客户资料", "", 4*gridRow)
	d.customer(f)
	f.tableSection("二、涉及保单", "金额单位：人民币元", d.policies())
	f.section("三、疑难情形", "可多选，请在相应的方框内打“✓”", gridRow)
	s := f.openStack()
	s.choose("疑难情形", ticked(difficultKinds, d.Kinds...)...)
	s.close()
	f.tableSection("四、查找经过", "须逐一记录试过的电话、地址、银行、邻居、其他保单等途径及日期", d.attempts())
	f.section("五、报告与审核", "", 30)
	s = f.openStack()
	s.passage("查找情况\n小结", d.Summary, 2)
	s.passage("处理建议", d.Proposal, 2, signer{role: "保险规划师签名", name: d.Planner, on: d.ReportedOn.Chinese()})
	d.Supervisor.draw(s, "直接主管\n意见", "直接主管签名")
	s.choose("审核结论", ticked(decisions, d.Decision)...)
	d.Quality.draw(s, "品质管理岗\n意见", "品质管理岗签名")
	s.close()
	f.steps(d.Steps)
	f.finish("本报告含客户个人信息，请妥善保管。")
	return f, nil
}

func (d DifficultCase) customer(f *form) {
	const third, wide = innerWidth / 3, innerWidth * 2 / 3
	s := f.openStack()
	s.facts(
		[]gridCell{{label: "投保人", value: addressed(d.Customer, d.Sex), width: third}, {label: "客户卡号", value: d.CardNo, width: third}, {label: "移交原因", value: d.Reason, width: third}},
		[]gridCell{{label: "证件号码", value: d.IDNo, width: wide}, {label: "接单日期", value: d.ReceivedOn.Chinese(), width: third}},
	)
	known := func(list []string) string {
		out := ""
		for i, v := range list {
			if i > 0 {
				out += "；"
			}
			out += oneLine(v)
		}
		return out
	}
	s.passage("已知电话", known(d.Phones), 1)
	s.passage("已知地址", known(d.Addresses), 1)
	s.facts(
		[]gridCell{{label: "应缴日", value: d.DueOn.Chinese(), width: innerWidth / 2}, {label: "递交期限", value: d.HandInBy.Chinese(), width: innerWidth / 2}},
		[]gridCell{{label: "保险规划师", value: d.Planner, width: third}, {label: "执业证编号", value: d.LicenceNo, width: wide}},
	)
	s.close()
}

func (d DifficultCase) policies() table {
	t := table{
		columns: []column{
			{"保单号码", 35, alignLeft}, {"险种名称", 40, alignLeft}, {"被保险人", 21, alignCenter}, {"每期保费", 20, alignRight}, {"应缴日", 26, alignCenter}, {"原投保机构", 28, alignCenter},
		},
		points: 8.5, height: gridRow + 0.8, pen: gridRow + 0.8, blank: max(0, 1-len(d.Policies)),
	}
	for _, p := range d.Policies {
		t.rows = append(t.rows, []string{p.Number, p.Product, p.Insured, money(p.Premium), p.DueOn.Chinese(), p.Branch})
	}
	return t
}

func (d DifficultCase) attempts() table {
	t := table{
		columns: []column{
			{"日期\n时间", 27, alignCenter}, {"查找途径", 24, alignCenter}, {"号码、地址或询问对象", 54, alignLeft}, {"结果", 65, alignLeft},
		},
		points: 9, height: 11.5, pen: 11.5, blank: max(0, 5-len(d.Attempts)),
	}
	for _, a := range d.Attempts {
		t.rows = append(t.rows, []string{pair(a.On.Chinese(), a.At), a.Way, a.Target, a.Result})
	}
	return t
}

func exampleDifficultCase() DifficultCase {
	return DifficultCase{
		Sheet: exampleSheet("YN-2026-000041").at(StageSubmitted), Customer: "司马志远", Sex: app.SexMale, CardNo: "JZ-2026-00452", IDNo: "340***********2417",
		Policies: []FoundBy{{Number: "2017121800290034", Product: "福寿双全两全保险", Insured: "司马志远", Premium: app.Yuan(5_260), DueOn: "2026-12-18", Branch: "江州城南支行"}},
		Phones:   []string{"138****2091（空号）", "0551-****5518（停机）"}, Addresses: []string{"江州市城南区槐树巷27号（已拆迁）", "江州市城南区机床厂宿舍4栋203室"},
		Reason: "孤儿保单", ReceivedOn: "2026-11-02", DueOn: "2026-12-18", HandInBy: "2026-12-17", Planner: "陈雅琴", LicenceNo: "00013736000000002021004567",
		Kinds: []string{"电话空号或错号", "人已搬迁", "地址拆迁"},
		Attempts: []Attempt{
			{On: "2026-11-04", At: "10:05", Way: "电话", Target: "138****2091", Result: "提示为空号。"},
			{On: "2026-11-04", At: "10:09", Way: "电话", Target: "0551-****5518", Result: "提示已停机。"},
			{On: "2026-11-07", At: "15:30", Way: "上门", Target: "城南区槐树巷27号", Result: "整条巷子已于2023年拆迁，现为在建工地。"},
			{On: "2026-11-07", At: "16:40", Way: "上门", Target: "城南区机床厂宿舍4栋203室", Result: "现住户称2024年从司马先生处买房，不知其去向。"},
			{On: "2026-11-07", At: "16:55", Way: "邻居及物业", Target: "4栋楼长吴女士", Result: "称其随女儿去了杭州，没有留下电话。"},
			{On: "2026-11-10", At: "09:30", Way: "原投保机构", Target: "江州城南支行理财经理", Result: "开户预留电话同为138****2091，无新的联系方式。"},
			{On: "2026-11-12", At: "11:00", Way: "其他保单", Target: "以姓名及证件号码查询", Result: "名下无其他有效保单。"},
		},
		Summary:  "电话两个、地址两处均已失效；邻居称客户随女儿迁居杭州；原投保机构和其他保单均无新的联系方式。",
		Proposal: "建议由客户服务中心向预留证件地址寄发挂号信，并在宽限期内再次查询银行预留信息；如仍无法联系，按失效保单跟进。", ReportedOn: "2026-11-16",
		Supervisor: Opinion{Text: "查找途径齐全，同意上报。", By: "周海涛", On: "2026-11-17"},
	}
}
