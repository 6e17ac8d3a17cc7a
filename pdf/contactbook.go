package pdf

import (
	"fmt"
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// ContactBook is the 客户联系资料册 of one planner and month (002 §三.二): the renewals that fall due in it, to be filled in
// month by month. The zero ContactBook is the blank form.
type ContactBook struct {
	Sheet
	Month     string        `json:"month" label:"资料月份"` // 2026-11
	Planner   string        `json:"planner" label:"保险规划师"`
	StaffNo   string        `json:"staff_no" label:"工号"`
	LicenceNo string        `json:"licence_no" label:"执业证编号"`
	Unit      string        `json:"unit" label:"所属团队"`
	AsOf      app.Date      `json:"as_of"` // day of the insurer's files the facts are of
	Lines     []ContactLine `json:"lines"`
}

// ContactLine is one premium of one policy.
type ContactLine struct {
	PolicyNo    string    `json:"policy_no" label:"保单号码"`
	Product     string    `json:"product" label:"险种名称"`
	EffectiveOn app.Date  `json:"effective_on"` // 投保日期
	DueOn       app.Date  `json:"due_on"`       // 应缴日
	Amount      app.Money `json:"amount"`       // 保额
	Premium     app.Money `json:"premium"`
	Holder      string    `json:"holder" label:"投保人"`
	Insured     string    `json:"insured" label:"被保险人"`
	Phone       string    `json:"phone" label:"联系电话"`
	Address     string    `json:"address" label:"联系地址"`
	Standing    string    `json:"standing" label:"沟通情况"` // 未沟通, 已告知, 已确认方式, 已交费
	PayWay      string    `json:"pay_way" label:"交费方式"`  // as the customer confirmed it
}

const contactBookTitle = "客户联系资料册"

var _ = register("contact_book", contactBookTitle, exampleContactBook)

// Write writes the form as a PDF and says what to look at. The same book gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (c ContactBook) Write(w io.Writer) (Report, error) { return write(c, w) }

func (c ContactBook) lay() (*form, error) {
	subtitle := monthWords(c.Month) + "续期客户"
	if c.Month == "" {
		subtitle = "＿＿＿＿年＿＿月续期客户"
	}
	f, err := newForm(c.Sheet, contactBookTitle, subtitle, oneLine(c.Planner+"　"+monthWords(c.Month)))
	if err != nil {
		return nil, err
	}
	const third = innerWidth / 3
	f.grid([][]gridCell{
		{{label: "保险规划师", value: c.Planner, width: third}, {label: "工号", value: c.StaffNo, width: third}, {label: "所属团队", value: c.Unit, width: third}},
		{{label: "执业证编号", value: c.LicenceNo, width: 2 * third}, {label: "资料截至", value: c.AsOf.Chinese(), width: third}},
	})
	f.tableSection("续期保单", "按应缴日先后排列；金额单位：人民币元", c.table())
	f.sum(c.total())
	f.signatures(signer{role: "保险规划师"}, signer{role: "直接主管检查"})
	f.finish("本资料册含客户个人信息，请妥善保管。")
	return f, nil
}

func (c ContactBook) table() table {
	t := table{
		columns: []column{
			{"序号", 9, alignCenter},
			{"保单号码\n险种名称", 36, alignLeft},
			{"投保日期\n应缴日", 26, alignCenter},
			{"保额\n保费", 22, alignRight},
			{"投保人\n被保险人", 20, alignCenter},
			{"联系电话\n联系地址", 38, alignLeft},
			{"沟通情况\n交费方式", 19, alignCenter},
		},
		points: 8.5, height: 11.5, pen: 12.5,
	}
	if len(c.Lines) == 0 {
		t.blank = 13
	}
	for i, l := range c.Lines {
		t.rows = append(t.rows, []string{
			strconv.Itoa(i + 1), pair(l.PolicyNo, l.Product), pair(l.EffectiveOn.Chinese(), l.DueOn.Chinese()), pair(money(l.Amount), money(l.Premium)),
			pair(l.Holder, l.Insured), pair(l.Phone, l.Address), pair(l.Standing, l.PayWay),
		})
	}
	return t
}

// total says what the lines add up to; "" for none.
func (c ContactBook) total() string {
	if len(c.Lines) == 0 {
		return ""
	}
	var premium app.Money
	holders := map[string]bool{}
	for _, l := range c.Lines {
		premium += l.Premium
		holders[l.Holder+l.Phone] = true
	}
	return fmt.Sprintf("合计　客户 %d 人　保单 %d 件　应缴保费 %s", len(holders), len(c.Lines), inFull(premium))
}

func exampleContactBook() ContactBook {
	return ContactBook{
		Sheet: exampleSheet("ZL-2026-11-0086"), Month: "2026-11", Planner: "陈雅琴", StaffNo: "JZ0086", LicenceNo: "00013736000000002021004567", Unit: "客户服务一部二组", AsOf: "2026-11-20",
		Lines: []ContactLine{
			{PolicyNo: "2021083000457712", Product: "鑫享人生年金保险（分红型）", EffectiveOn: "2021-11-03", DueOn: "2026-11-03", Amount: app.Yuan(100_000), Premium: 1_000_050, Holder: "王𬱖", Insured: "王𬱖", Phone: "13800138000", Address: "江州市城东区人民路188号锦绣花园12号楼3单元1202室", Standing: "已交费", PayWay: "银行转账"},
			{PolicyNo: "2019060711823004", Product: "安康一生重大疾病保险", EffectiveOn: "2019-11-09", DueOn: "2026-11-09", Amount: app.Yuan(300_000), Premium: 680_050, Holder: "王𬱖", Insured: "欧阳建国", Phone: "13800138000", Address: "江州市城东区人民路188号锦绣花园12号楼3单元1202室", Standing: "已确认方式", PayWay: "银行转账"},
			{PolicyNo: "2018110900031265", Product: "福寿双全两全保险", EffectiveOn: "2018-11-12", DueOn: "2026-11-12", Amount: app.Yuan(80_000), Premium: app.Yuan(3_960), Holder: "阿卜杜热合曼·买买提", Insured: "古丽娜尔·阿卜杜热合曼", Phone: "13912345678", Address: "江州市滨湖区和平里小区7号楼2单元301室", Standing: "已确认方式", PayWay: "官方App交费"},
			{PolicyNo: "2022041500762118", Product: "金彩明天养老年金保险", EffectiveOn: "2022-11-15", DueOn: "2026-11-15", Amount: app.Yuan(50_000), Premium: app.Yuan(12_000), Holder: "尉迟文斌", Insured: "尉迟文斌", Phone: "0551-62345678", Address: "江州市高新区科技大道99号创新产业园B座", Standing: "已告知"},
			{PolicyNo: "2020092200338907", Product: "守护一生终身寿险", EffectiveOn: "2020-11-22", DueOn: "2026-11-22", Amount: app.Yuan(500_000), Premium: app.Yuan(8_640), Holder: "张䶮", Insured: "张䶮", Phone: "18655501234", Address: "江州市城西区建设路45号15栋602室", Standing: "已告知"},
			{PolicyNo: "2023030600519420", Product: "健康无忧医疗保险", EffectiveOn: "2023-11-26", DueOn: "2026-11-26", Amount: app.Yuan(2_000_000), Premium: app.Yuan(1_286), Holder: "刘桂英", Insured: "刘桂英", Phone: "13705510987", Address: "江州市城东区学府路6号教师新村3号楼101室", Standing: "未沟通"},
		},
	}
}
