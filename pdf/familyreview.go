package pdf

import (
	"io"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

// FamilyReview is the 保单整理 (002 §二.三.3) of one family: whom the policies cover, for what and until when. The zero
// FamilyReview is the blank form.
type FamilyReview struct {
	Sheet
	Customer  string          `json:"customer" label:"客户姓名"`
	CardNo    string          `json:"card_no" label:"客户卡号"`
	On        app.Date        `json:"on"`
	AsOf      app.Date        `json:"as_of"` // day of the insurer's files the facts are of; "" not said
	Planner   string          `json:"planner" label:"保险规划师"`
	LicenceNo string          `json:"licence_no" label:"执业证编号"`
	Covers    []string        `json:"covers"` // names of the kinds of cover, the columns of the overview
	Members   []ReviewMember  `json:"members"`
	Policies  []ReviewPolicy  `json:"policies"`
	Premiums  []ReviewPremium `json:"premiums"`
	Year      app.Money       `json:"year"` // premiums of a year, of all policies
	Advice    string          `json:"advice" label:"建议"`
	Wish      string          `json:"wish" label:"客户的想法"`
}

// ReviewMember is a line of the overview.
type ReviewMember struct {
	Name  string   `json:"name" label:"家庭成员"`
	About string   `json:"about" label:"家庭成员"` // relation and age: 配偶，46 岁
	Cells []string `json:"cells" label:"保障一览"` // one per cover: the insured amount as 30万, 有, 将满, 中止, or "" for none
	Gaps  string   `json:"gaps" label:"可关注的保障"`
}

// ReviewPolicy is one policy of the family.
type ReviewPolicy struct {
	Insured   string    `json:"insured" label:"被保险人"`
	Product   string    `json:"product" label:"险种名称"`
	Number    string    `json:"number" label:"保单号码"` // or the other company's name
	Holder    string    `json:"holder" label:"投保人"`
	Amount    app.Money `json:"amount"`
	Premium   app.Money `json:"premium"` // a year; 0 nothing to be paid
	Pay       string    `json:"pay" label:"交费方式"`
	Status    string    `json:"status" label:"保单状态"`
	From      app.Date  `json:"from"`
	Until     app.Date  `json:"until"`      // "" for life or not known
	Life      bool      `json:"life"`       // covered for life
	PaidUntil app.Date  `json:"paid_until"` // when the last premium is due, "" not known or paid at once
	Off       bool      `json:"off"`        // not in force at present
}

// ReviewPremium is a premium of the coming twelve months.
type ReviewPremium struct {
	Day     app.Date  `json:"day"`
	Insured string    `json:"insured" label:"被保险人"`
	Product string    `json:"product" label:"险种名称"`
	Number  string    `json:"number" label:"保单号码"`
	Amount  app.Money `json:"amount"`
}

const (
	familyReviewTitle = "家庭保单整理"
	reviewRows        = 4 // rows of a blank review to be filled in by hand
)

// Write writes the form as a PDF and says what to look at. The same review gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (r FamilyReview) Write(w io.Writer) (Report, error) { return write(r, w) }

func (r FamilyReview) lay() (*form, error) {
	subtitle := "看清每位家人有什么保障、保到什么时候、每年交多少"
	f, err := newForm(r.Sheet, familyReviewTitle, subtitle, oneLine(r.Customer))
	if err != nil {
		return nil, err
	}
	f.grid(r.facts())
	f.tableSection("一、保障一览", "保额以万元计；有：已有这类保障", r.overview())
	f.tableSection("二、保单明细", "金额单位：人民币元", r.details())
	r.timeline(f)
	f.tableSection("四、未来十二个月应缴保费", r.sum(), r.calendar())
	r.gaps(f)
	r.words(f)
	f.finish("保障内容以保险合同为准。")
	return f, nil
}

func (r FamilyReview) facts() [][]gridCell {
	const half = innerWidth / 2
	year := money(r.Year)
	if year != "" {
		year += " 元"
	}
	people := ""
	if len(r.Members) > 0 {
		people = strconv.Itoa(len(r.Members)) + " 人，保单 " + strconv.Itoa(len(r.Policies)) + " 件"
	}
	return [][]gridCell{
		{{label: "客户姓名", value: r.Customer, width: half}, {label: "客户卡号", value: r.CardNo, width: half}},
		{{label: "家庭成员", value: people, width: half}, {label: "年交保费", value: year, width: half}},
		{{label: "整理日期", value: r.On.Chinese(), width: half}, {label: "资料截至", value: r.AsOf.Chinese(), width: half}},
		{{label: "保险规划师", value: r.Planner, width: half}, {label: "执业证编号", value: r.LicenceNo, width: half}},
	}
}

// overview has a line for each member and a column for each kind of cover.
func (r FamilyReview) overview() table {
	covers := r.Covers
	if len(covers) == 0 {
		covers = []string{"寿险", "重大疾病", "医疗", "意外", "护理", "养老", "储蓄", "其他"}
	}
	const first = 34.0
	t := table{columns: []column{{"家庭成员", first, alignLeft}}, points: 8.5, height: gridRow + 1.6, pen: gridRow + 1.6}
	for _, c := range covers {
		t.columns = append(t.columns, column{c, (innerWidth - first) / float64(len(covers)), alignCenter})
	}
	if len(r.Members) == 0 {
		t.blank = reviewRows
	}
	for _, m := range r.Members {
		row := []string{pair(m.Name, m.About)}
		for i := range covers {
			cell := ""
			if i < len(m.Cells) {
				cell = m.Cells[i]
			}
			if cell == "" {
				cell = "—"
			}
			row = append(row, cell)
		}
		t.rows = append(t.rows, row)
	}
	return t
}

func (r FamilyReview) details() table {
	t := table{
		columns: []column{
			{"被保险人\n投保人", 24, alignCenter},
			{"险种名称\n保单号码或承保公司", 55, alignLeft},
			{"保险金额\n年交保费", 26, alignRight},
			{"保障起\n保障止", 27, alignCenter},
			{"交费方式\n保单状态", 38, alignCenter},
		},
		points: 9, height: 11.5, pen: 11.5,
	}
	if len(r.Policies) == 0 {
		t.blank = reviewRows
	}
	for _, p := range r.Policies {
		t.rows = append(t.rows, []string{
			pair(p.Insured, p.Holder), pair(p.Product, p.Number), pair(money(p.Amount), money(p.Premium)),
			pair(p.From.Chinese(), p.end()), pair(p.Pay, p.Status),
		})
	}
	return t
}

func (p ReviewPolicy) end() string {
	if p.Life {
		return "终身"
	}
	return p.Until.Chinese()
}

func (r FamilyReview) sum() string {
	var total app.Money
	for _, p := range r.Premiums {
		total += p.Amount
	}
	if total == 0 {
		return ""
	}
	return "合计 " + total.String() + " 元"
}

func (r FamilyReview) calendar() table {
	t := table{
		columns: []column{
			{"应缴日", 34, alignCenter}, {"被保险人", 28, alignCenter}, {"险种名称", 48, alignLeft}, {"保单号码", 36, alignLeft}, {"保费", 24, alignRight},
		},
		points: 9, height: gridRow, pen: gridRow,
	}
	if len(r.Premiums) == 0 {
		t.blank = 1
		if len(r.Policies) == 0 {
			t.blank = reviewRows
		}
	}
	for _, p := range r.Premiums {
		t.rows = append(t.rows, []string{p.Day.Chinese(), p.Insured, p.Product, p.Number, money(p.Amount)})
	}
	return t
}

// gaps lists what might be looked at, one line a member.
func (r FamilyReview) gaps(f *form) {
	t := table{columns: []column{{"家庭成员", 34, alignLeft}, {"可关注的保障", innerWidth - 34, alignLeft}}, points: 9, height: gridRow, pen: gridRow}
	for _, m := range r.Members {
		if m.Gaps != "" {
			t.rows = append(t.rows, []string{m.Name, m.Gaps})
		}
	}
	if len(t.rows) == 0 {
		t.blank = 2
	}
	f.tableSection("五、可关注的保障", "供商量之用，是否投保由您决定", t)
}

// words draws the advice, what the customer says, and the places to sign.
func (r FamilyReview) words(f *form) {
	const row = 8.0
	f.section("六、建议与客户的想法", "", 6*row+22)
	st := style{points: 10, ink: black}
	for _, w := range []struct{ label, text string }{{"建议", r.Advice}, {"客户的想法", r.Wish}} {
		f.text(margin, f.y+5.6, w.label, style{points: 10, bold: true, ink: soft})
		lines := wrap(clean(strings.TrimSpace(w.text)), innerWidth-26, st, f.faces)
		for i := range max(3, len(lines)) {
			f.need(row)
			if i < len(lines) {
				f.text(margin+25, f.y+5.6, lines[i], st)
			}
			f.line(margin+24, f.y+7.2, rightEdge, f.y+7.2, writing)
			f.y += row
		}
	}
	f.need(22)
	f.y += 12
	f.field(margin, f.y, 62, "客户签名", "")
	f.field(margin+68, f.y, 56, "保险规划师", "")
	f.field(margin+130, f.y, 40, "日期", "")
	f.y += 8
}
