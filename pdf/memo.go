package pdf

import (
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// Memo is the 协作备忘录 between two offices (001 §三.8, product §9): who serves whom, in what, for what fee. The zero Memo is the
// blank form.
type Memo struct {
	Sheet
	Client    MemoParty     `json:"client"`   // 委托方: whose customer it is
	Provider  MemoParty     `json:"provider"` // 承办方: where the customer lives
	Customer  string        `json:"customer" label:"客户姓名"`
	CardNo    string        `json:"card_no" label:"客户卡号"`
	Place     string        `json:"place" label:"客户所在地"`
	Reason    string        `json:"reason" label:"协作事由"`
	From      app.Date      `json:"from"`
	To        app.Date      `json:"to"`
	Services  []MemoService `json:"services"`
	Pay       string        `json:"pay" label:"结算方式"`
	Standard  string        `json:"standard" label:"服务要求"`
	Files     string        `json:"files" label:"档案交接"`
	Other     string        `json:"other" label:"其他约定"`
	SignedOn  app.Date      `json:"signed_on"`
	CopiesFor string        `json:"copies_for" label:"备案"` // who gets a copy; "" the service centre
}

// MemoParty is one of the two offices.
type MemoParty struct {
	Name    string `json:"name" label:"机构名称"`
	Contact string `json:"contact" label:"联系人"`
	Phone   string `json:"phone" label:"联系电话"`
	Address string `json:"address" label:"地址"`
}

// MemoService is one service of the memo.
type MemoService struct {
	What string    `json:"what" label:"服务内容"`
	When string    `json:"when" label:"服务时限"`
	Fee  app.Money `json:"fee"`
}

const memoTitle = "客户服务协作备忘录"

var _ = register("memo", memoTitle, exampleMemo)

// Write writes the form as a PDF and says what to look at. The same memo gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (m Memo) Write(w io.Writer) (Report, error) { return write(m, w) }

func (m Memo) lay() (*form, error) {
	f, err := newForm(m.Sheet, memoTitle, "异地客户服务协作", oneLine(m.Client.Name+"　"+m.Provider.Name))
	if err != nil {
		return nil, err
	}
	const third, half = innerWidth / 3, innerWidth / 2
	f.y += openGap
	f.section("一、协作双方", "", 4*gridRow)
	s := f.openStack()
	m.Client.draw(s, "委托方")
	m.Provider.draw(s, "承办方")
	s.close()
	f.section("二、服务对象与期限", "", 4*gridRow)
	s = f.openStack()
	s.facts(
		[]gridCell{{label: "客户姓名", value: m.Customer, width: third}, {label: "客户卡号", value: m.CardNo, width: third}, {label: "所在地", value: m.Place, width: third}},
		[]gridCell{{label: "协作起始", value: m.From.Chinese(), width: half}, {label: "协作终止", value: m.To.Chinese(), width: half}},
	)
	s.passage("协作事由", m.Reason, 2)
	s.close()
	f.tableSection("三、服务内容与费用", "金额单位：人民币元", m.table())
	f.sum(m.total())
	f.section("四、双方约定", "", 40)
	s = f.openStack()
	s.passage("结算方式", m.Pay, 1)
	s.passage("服务要求", m.Standard, 3)
	s.passage("档案交接", m.Files, 2)
	s.passage("其他约定", m.Other, 2)
	s.close()
	day := m.SignedOn.Chinese()
	f.need(46)
	f.signatures(signer{role: "委托方（盖章）经办人", name: m.Client.Contact, on: day}, signer{role: "承办方（盖章）经办人", name: m.Provider.Contact, on: day})
	copies := m.CopiesFor
	if copies == "" {
		copies = "客户服务中心"
	}
	f.note("本备忘录一式三份，委托方、承办方各执一份，一份连同相关业务档案备份件报" + oneLine(copies) + "备案。客户服务质量纳入对承办方的考核。")
	f.finish("协作中出现的问题由客户服务中心协调处理。")
	return f, nil
}

func (p MemoParty) draw(s *stack, role string) {
	const half = innerWidth / 2
	s.facts(
		[]gridCell{{label: role, value: p.Name, width: innerWidth}},
		[]gridCell{{label: "联系人", value: p.Contact, width: half}, {label: "联系电话", value: p.Phone, width: half}},
		[]gridCell{{label: "地址", value: p.Address, width: innerWidth}},
	)
}

func (m Memo) table() table {
	t := table{
		columns: []column{{"序号", 12, alignCenter}, {"服务内容", 88, alignLeft}, {"服务时限", 42, alignLeft}, {"服务费", 28, alignRight}},
		points:  9.5, height: 9, pen: 9.5, blank: max(0, 2-len(m.Services)),
	}
	if len(m.Services) == 0 {
		t.blank = 4
	}
	for i, v := range m.Services {
		fee := money(v.Fee)
		if fee == "" {
			fee = "无偿"
		}
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), v.What, v.When, fee})
	}
	return t
}

// total says what the services cost together; "" for a blank memo.
func (m Memo) total() string {
	if len(m.Services) == 0 {
		return ""
	}
	var fee app.Money
	for _, v := range m.Services {
		fee += v.Fee
	}
	if fee == 0 {
		return "合计　无偿协作"
	}
	return "合计　" + inFull(fee)
}

func exampleMemo() Memo {
	return Memo{
		Sheet:    exampleSheet("XZ-2026-000009"),
		Client:   MemoParty{Name: "江州市银保理财中心", Contact: "陈雅琴", Phone: "0551-62340086", Address: "江州市城东区人民路1号保险大厦6层"},
		Provider: MemoParty{Name: "临安市银保理财中心", Contact: "沈佩芳", Phone: "0571-63720018", Address: "临安市锦城街道衣锦街218号3层"},
		Customer: "司马志远", CardNo: "JZ-2026-00452", Place: "临安市锦城街道", Reason: "客户随女儿迁居临安，原联系方式失效。经客户服务中心查得新住址，就近委托承办方上门服务。",
		From: "2026-12-01", To: "2027-11-30",
		Services: []MemoService{
			{What: "上门核实客户身份、电话及联系地址，签署个人信息使用授权", When: "2026年12月10日前", Fee: app.Yuan(150)},
			{What: "续期交费提醒，确认以银行转账方式交费", When: "2026年12月18日前", Fee: app.Yuan(100)},
			{What: "如需理赔，协助报案并收集资料", When: "接报后24小时内", Fee: app.Yuan(300)},
			{What: "生日及节日问候", When: "全年"},
		},
		Pay:      "服务完成并经委托方核对服务记录后，每季度末以内部转账方式结算。",
		Standard: "承办方服务人员须出示展业证，穿着工装，按约定时间到达；每次服务后两个工作日内将服务内容、客户的态度、问题解答及处理结果回传委托方；不得向客户收取现金。",
		Files:    "委托方于2026年11月30日前移交客户服务卡、保单复印件各一份，双方填写《客户档案交接清单》。",
		Other:    "客户提出投诉的，承办方当日告知委托方，由客户服务中心指定承办人。", SignedOn: "2026-11-25",
	}
}
