package pdf

import (
	"fmt"
	"io"

	"github.com/fangce/fangce/app"
)

// ServiceCard is the 客户服务卡 (002 §三.一) of one customer. The zero ServiceCard is the blank form.
type ServiceCard struct {
	Sheet
	CardNo        string         `json:"card_no" label:"客户卡号"`
	Grade         string         `json:"grade" label:"客户等级"` // as printed: A 类
	Name          string         `json:"name" label:"客户姓名"`
	Sex           string         `json:"sex"` // app.SexMale or app.SexFemale
	BirthDate     app.Date       `json:"birth_date"`
	LunarBirthday bool           `json:"lunar_birthday"` // the customer keeps the birthday by the lunar calendar
	IDType        string         `json:"id_type" label:"证件类型"`
	IDNo          string         `json:"id_no" label:"证件号码"`
	Phones        []CardContact  `json:"phones"`
	Addresses     []CardContact  `json:"addresses"`
	WeChat        string         `json:"wechat" label:"微信"`
	Employer      string         `json:"employer" label:"工作单位"`
	Occupation    string         `json:"occupation" label:"职业"`
	Income        string         `json:"income" label:"年收入"`
	Marriage      string         `json:"marriage" label:"婚姻状况"`
	BestTime      string         `json:"best_time" label:"方便联系时间"`
	BestChannel   string         `json:"best_channel" label:"联系方式"`
	ConsentOn     app.Date       `json:"consent_on"`   // consent to use personal information; "" not signed
	OpenedOn      app.Date       `json:"opened_on"`    // 建卡日期
	Completeness  int            `json:"completeness"` // percent; 0: not shown
	Planner       string         `json:"planner" label:"保险规划师"`
	LicenceNo     string         `json:"licence_no" label:"执业证编号"`
	Notes         string         `json:"notes" label:"备注"`
	Family        []CardRelative `json:"family"`
	Policies      []CardPolicy   `json:"policies"`
	Records       []CardRecord   `json:"records"`       // oldest first: what is written by hand follows them
	BlankRecords  int            `json:"blank_records"` // least number of rows to write in by hand; the last page is filled with them anyway
}

// CardContact is a phone or an address of a card.
type CardContact struct {
	Label    string `json:"label" label:"联系方式"` // 移动电话, 单位地址; "" the usual one
	Text     string `json:"text" label:"联系方式"`
	Verified bool   `json:"verified"` // 已核实
	Wrong    bool   `json:"wrong"`    // found to be wrong
}

// CardRelative is a member of the customer's family.
type CardRelative struct {
	Relation  string   `json:"relation" label:"家庭成员称谓"`
	Name      string   `json:"name" label:"家庭成员姓名"`
	BirthDate app.Date `json:"birth_date"`
	Note      string   `json:"note" label:"家庭成员备注"`
}

// CardPolicy is a policy on a card.
type CardPolicy struct {
	Number      string    `json:"number" label:"保单号码"`
	Product     string    `json:"product" label:"险种名称"`
	Holder      string    `json:"holder" label:"投保人"`
	Insured     string    `json:"insured" label:"被保险人"`
	Amount      app.Money `json:"amount"`           // 保险金额; 0 not shown
	Premium     app.Money `json:"premium"`          // per payment; 0 not shown
	Pay         string    `json:"pay" label:"交费方式"` // 趸交, 年交 10 年
	Term        string    `json:"term" label:"保险期间"`
	EffectiveOn app.Date  `json:"effective_on"`
	NextDue     app.Date  `json:"next_due"`
	Status      string    `json:"status" label:"保单状态"` // with its days where it has any: 宽限期（余 12 天）
}

// CardRecord is a service record with the three things the rule book demands (002 §三.一.2).
type CardRecord struct {
	On       app.Date `json:"on"`
	Channel  string   `json:"channel" label:"服务方式"`
	Content  string   `json:"content" label:"本次服务内容"`
	Attitude string   `json:"attitude" label:"客户的态度"`
	Answer   string   `json:"answer" label:"问题解答及处理结果"`
	By       string   `json:"by" label:"服务人员"`
}

const serviceCardTitle = "客户服务卡"

// Write writes the form as a PDF and says what to look at. The same card gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (s ServiceCard) Write(w io.Writer) (Report, error) { return write(s, w) }

func (s ServiceCard) lay() (*form, error) {
	subtitle := "卡号　" + oneLine(s.CardNo)
	if s.CardNo == "" {
		subtitle = "卡号　＿＿＿＿＿＿＿＿＿＿"
	}
	f, err := newForm(s.Sheet, serviceCardTitle, subtitle, oneLine(s.Name+"　"+s.CardNo))
	if err != nil {
		return nil, err
	}
	f.section("一、客户资料", "", 4*gridRow)
	f.grid(s.facts())
	f.tableSection("二、家庭成员", "", s.familyTable())
	f.tableSection("三、保单信息", "金额单位：人民币元", s.policyTable())
	f.tableSection("四、服务记录", "每次服务须记录本次服务内容、客户的态度、问题解答及处理结果", s.recordTable())
	f.finish("本卡含客户个人信息，请妥善保管。")
	return f, nil
}

// facts returns the grid of the customer's facts.
func (s ServiceCard) facts() [][]gridCell {
	const third, half, wide = innerWidth / 3, innerWidth / 2, innerWidth * 2 / 3
	birth := s.BirthDate.Chinese()
	calendar := ""
	if birth != "" && s.LunarBirthday {
		calendar = "农历"
	}
	rows := [][]gridCell{
		{{label: "客户姓名", value: s.Name, width: third}, {label: "性别", value: sexName(s.Sex), width: third}, {label: "出生日期", value: birth, mark: calendar, width: third}},
		{{label: "证件类型", value: s.IDType, width: third}, {label: "证件号码", value: s.IDNo, width: wide}},
	}
	phones := s.Phones
	if len(phones) == 0 {
		phones = []CardContact{{Label: "移动电话"}, {Label: "固定电话"}}
	}
	for i := 0; i < len(phones); i += 2 {
		if i+1 == len(phones) {
			rows = append(rows, []gridCell{phones[i].cell("联系电话", innerWidth)})
			continue
		}
		rows = append(rows, []gridCell{phones[i].cell("联系电话", half), phones[i+1].cell("联系电话", half)})
	}
	addresses := s.Addresses
	if len(addresses) == 0 {
		addresses = []CardContact{{}}
	}
	for _, a := range addresses {
		rows = append(rows, []gridCell{a.cell("联系地址", innerWidth)})
	}
	return append(rows, [][]gridCell{
		{{label: "工作单位", value: s.Employer, width: wide}, {label: "职业", value: s.Occupation, width: third}},
		{{label: "年收入", value: s.Income, width: third}, {label: "婚姻状况", value: s.Marriage, width: third}, {label: "微信", value: s.WeChat, width: third}},
		{{label: "方便联系时间", value: s.BestTime, width: third}, {label: "联系方式", value: s.BestChannel, width: third}, {label: "客户等级", value: s.Grade, width: third}},
		{{label: "保险规划师", value: s.Planner, width: third}, {label: "执业证编号", value: s.LicenceNo, width: wide}},
		{{label: "建卡日期", value: s.OpenedOn.Chinese(), width: third}, {label: "个人信息授权", value: s.consent(), width: third}, {label: "资料完整度", value: percent(s.Completeness), width: third}},
		{{label: "备注", value: s.Notes, width: innerWidth}},
	}...)
}

// consent says when the customer agreed to the use of personal information.
func (s ServiceCard) consent() string {
	if !s.ConsentOn.Valid() {
		return ""
	}
	return s.ConsentOn.Chinese() + "已签署"
}

// cell returns the contact as a labelled fact.
func (c CardContact) cell(usual string, width float64) gridCell {
	cell := gridCell{label: c.Label, value: c.Text, width: width}
	if cell.label == "" {
		cell.label = usual
	}
	switch {
	case c.Wrong:
		cell.mark = "有误"
	case c.Verified:
		cell.mark = "已核实"
	}
	return cell
}

func sexName(sex string) string {
	return map[string]string{app.SexMale: "男", app.SexFemale: "女"}[sex]
}

func percent(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf("%d%%", n)
}
