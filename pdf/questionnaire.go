package pdf

import (
	"io"

	"github.com/fangce/fangce/app"
)

// Questionnaire is the 客户服务满意度调查问卷 (002 §三.七) of one customer; it names no other. Empty fields
// are writing lines; the zero Questionnaire is the blank form.
type Questionnaire struct {
	Sheet
	Customer  string   `json:"customer" label:"客户姓名"`
	Sex       string   `json:"sex"`                // app.SexMale or app.SexFemale: 先生 or 女士 after the name; "" neither
	Phone     string   `json:"phone" label:"联系电话"` // as it is to be printed, masked where it should be
	CardNo    string   `json:"card_no" label:"客户卡号"`
	PolicyNo  string   `json:"policy_no" label:"保单号码"`
	Product   string   `json:"product" label:"险种名称"`
	Planner   string   `json:"planner" label:"保险规划师"`
	LicenceNo string   `json:"licence_no" label:"执业证编号"`
	Date      app.Date `json:"date"`                  // 填表日期
	Items     []Item   `json:"items"`                 // nil: DefaultItems
	Opinion   string   `json:"opinion" label:"意见与建议"` // already given, for a questionnaire signed on the screen
	Signed    Signed   `json:"signed"`                // on the screen; the zero Signed: by hand on the paper
}

// Item is a service to be rated from 1 to 5 for importance and for satisfaction.
type Item struct {
	ID           string `json:"id"`                 // key of the answers in app.Survey
	Group        string `json:"group" label:"服务项目"` // items of one group stand together
	Text         string `json:"text" label:"服务项目"`
	Importance   int    `json:"importance"` // 1–5: ticked; 0: to be ticked by hand
	Satisfaction int    `json:"satisfaction"`
}

// DefaultItems returns the items of the questionnaire the centre starts with, not yet rated.
func DefaultItems() []Item {
	var items []Item
	for _, i := range app.SurveyItems() {
		items = append(items, Item{ID: i.ID, Group: i.Group, Text: i.Text})
	}
	return items
}

const (
	questionnaireTitle = "客户服务满意度调查问卷"
	questionnaireIntro = "尊敬的客户：您好！为持续改进服务质量，诚邀您对近期的服务作出评价。请在相应的方框内打“✓”，" +
		"或在横线上填写您的意见。本问卷仅用于改进服务，您的信息将依法保密，不会向任何第三方披露。"
)

// Write writes the form as a PDF and says what to look at. The same questionnaire gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (q Questionnaire) Write(w io.Writer) (Report, error) { return write(q, w) }

func (q Questionnaire) lay() (*form, error) {
	f, err := newForm(q.Sheet, questionnaireTitle, "感谢您选择我们的服务，填写本问卷约需 3 分钟", q.Customer)
	if err != nil {
		return nil, err
	}
	f.tint(margin, f.y, innerWidth, 13.8, q.accent().tint(0.055))
	f.paragraph(margin+4, f.y+5.6, innerWidth-8, questionnaireIntro, style{points: 9.5, ink: soft})
	f.y += 18.2
	q.facts(f)
	q.ratings(f)
	q.opinion(f)
	q.signature(f)
	f.finish("本表内容仅用于改进服务，依法保密。")
	return f, nil
}

// facts draws what is known of the customer and the policy.
func (q Questionnaire) facts(f *form) {
	f.section("一、基本信息", "", 30)
	const third, half = 52.0, 111.0
	const second, last = margin + 59, margin + 118
	y := f.y + 4
	f.field(margin, y, third, "客户姓名", addressed(q.Customer, q.Sex))
	f.field(second, y, third, "联系电话", q.Phone)
	f.field(last, y, third, "客户卡号", q.CardNo)
	y += 8.6
	f.field(margin, y, third+16, "保单号码", q.PolicyNo)
	f.field(margin+75, y, innerWidth-75, "险种名称", q.Product)
	y += 8.6
	f.field(margin, y, third, "保险规划师", q.Planner)
	f.field(second, y, half, "执业证编号", q.LicenceNo)
	y += 8.6
	f.field(margin, y, half, "服务机构", q.Centre)
	f.field(last, y, third, "填表日期", q.Date.Chinese())
	f.y = y + 7.2
}

// opinion draws the lines to write on, with the opinion already given on them.
func (q Questionnaire) opinion(f *form) {
	const lines, step = 3, 7.8
	f.section("三、意见与建议", "如有不满意之处，请写明具体时间和事项", lines*step)
	st := style{points: 10, ink: black}
	t := f.fit(q.Opinion, innerWidth-2, lines*lead(st.points, tight), st)
	given := wrap(oneLine(q.Opinion), innerWidth-2, st, f.faces)
	if len(given) > lines {
		given, st = t.lines, t.style
		if t.cut {
			f.keepWhole("意见与建议", q.Opinion)
		}
	}
	for i := range max(lines, len(given)) {
		y := f.y + float64(i+1)*step - 1.4
		if len(given) <= lines {
			f.line(margin, y, rightEdge, y, dotted)
			if i < len(given) {
				f.text(margin+1, y-1.5, given[i], st)
			}
			continue
		}
		f.text(margin+1, f.y+2+float64(i)*lead(st.points, tight), given[i], st)
	}
	f.y += lines*step + 6.5
}

// signature draws the customer's wish for a call and the place to sign by one's own hand.
func (q Questionnaire) signature(f *form) {
	f.need(14)
	x := f.choice(margin, f.y, "是否需要专人回访", "需要", "不需要")
	f.choice(x+3, f.y, "方便接听时段", "上午", "下午", "晚间")
	f.y += 11
	f.field(margin+62, f.y, 58, "客户亲笔签名", "")
	day := "年　　月　　日"
	if len(q.Signed.Strokes) > 0 {
		f.sign(margin+87, f.y-10.5, 31, 11, q.Signed)
		day = q.Signed.On.Chinese()
	}
	f.right(rightEdge, f.y, day, style{points: 10.5, ink: black})
}

// addressed returns the name with the form of address forms use.
func addressed(name, sex string) string {
	switch {
	case name == "":
		return ""
	case sex == app.SexMale:
		return name + "（先生）"
	case sex == app.SexFemale:
		return name + "（女士）"
	}
	return name
}
