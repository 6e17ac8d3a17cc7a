package apptest

import (
	"fmt"
	"iter"
	"math/rand/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Portfolio describes a planner's customers in realistic proportions, for tests and benchmarks of size: for every two
// customers three policies, two cases, and some records each, spread over the years. The same numbers give the same rows.
type Portfolio struct {
	Customers int
	Records   int // of each customer
}

// Big is the size that the figures of searching and of lists are reported for: 100 000 customers with 150 000 policies and
// 500 000 records.
var Big = Portfolio{Customers: 100_000, Records: 5}

// Pages returns the rows as a pull would bring them, a customer with everything that hangs on it in one page.
func (p Portfolio) Pages() iter.Seq[*wire.Page] {
	return func(yield func(*wire.Page) bool) {
		seq := int64(1)
		var rows []any
		for i := range p.Customers {
			rows = append(rows, p.Card(i)...)
			if len(rows) > wire.MaxEntries-50 || i == p.Customers-1 {
				if !yield(Page(app.SeatStream(Planner), seq, rows...)) {
					return
				}
				seq += int64(len(rows))
				rows = rows[:0]
			}
		}
	}
}

// Card returns the customer of a number, and everything that hangs on it.
func (p Portfolio) Card(i int) []any {
	rnd := rand.New(rand.NewPCG(uint64(i), 7))
	today := app.DateOf(Now)
	c := Customer(i, Name(i))
	c.Sex = []string{app.SexFemale, app.SexMale}[rnd.IntN(2)]
	c.Grade = []string{"A", "B", "B", "C", "C", "C", ""}[rnd.IntN(7)]
	c.Phones[0].Number = mobile(rnd)
	c.Key = rnd.IntN(50) == 0
	c.DoNotContact = rnd.IntN(100) == 0
	c.LunarBirthday = rnd.IntN(10) == 0
	c.OpenedOn, c.CheckedOn = "2024-01-05", "2024-01-08"
	if rnd.IntN(3) == 0 {
		c.Occupation, c.IncomeBand, c.Employer = "教师", "10-20", "苏州市第三中学"
	}
	policies := []int{1, 1, 2, 2}[i%4]
	if i%100 == 99 {
		c.Prospect, policies = true, 0
	}
	rows := []any{c}
	for j := range policies {
		pol := Policy(2*i+j, c, today.AddDays(rnd.IntN(365)))
		pol.Number = fmt.Sprintf("20%02d%08d", rnd.IntN(25), 2*i+j)
		pol.ID = app.PolicyID(pol.Insurer, pol.Number)
		switch rnd.IntN(40) {
		case 0: // lapsed
			pol.NextDue = today.AddDays(-60 - rnd.IntN(700))
		case 5: // in grace, or about to lapse
			pol.NextDue = today.AddDays(-rnd.IntN(60))
		case 1, 2, 3:
			pol.Mode, pol.NextDue = app.ModeSingle, ""
			pol.MaturesOn = today.AddDays(rnd.IntN(3000) - 100)
		case 4:
			pol.InsurerStatus = "失效"
			pol.NextDue = today.AddDays(-60 - rnd.IntN(700))
		}
		rows = append(rows, pol)
		if j == 0 {
			k := Case(pol)
			if rnd.IntN(500) > 0 {
				k.PublishedOn = today.AddDays(-30 - rnd.IntN(600))
				k.SignBy = k.PublishedOn.AddDays(3)
				k.SignedAt = app.InstantOf(k.SignBy.Time())
			}
			rows = append(rows, k)
		}
	}
	if policies == 0 {
		return rows
	}
	at := app.InstantOf(Now)
	for j := range p.Records {
		ago := 1 + rnd.IntN(180)
		if j == 0 && i%10 > 0 {
			ago = 1 + rnd.IntN(28) // nearly everybody was called lately: what is due stays what one can do
		}
		at -= app.Instant(ago) * 86400_000
		rec := app.ServiceRecord{
			ID: app.DerivedID("record", fmt.Sprint(i), fmt.Sprint(j)), CustomerID: c.ID, PolicyID: rows[1].(app.Policy).ID, PersonID: Planner,
			Channel: []string{app.ChannelPhone, app.ChannelPhone, app.ChannelVisit, app.ChannelLetter}[rnd.IntN(4)], At: at, RecordedAt: at,
			Outcome: []string{app.OutcomeDone, app.OutcomeDone, app.OutcomeAgreed, app.OutcomeNoAnswer}[rnd.IntN(4)], Stage: app.StageReturn,
			Content: "核对保单信息，提醒续期缴费日期与方式，确认联系地址。", Attitude: "态度友好，愿意配合。", Answer: "已说明分红到账时间，客户无其他疑问。",
			Items: []string{app.ItemRemind},
		}
		if j == 0 && i%50 > 0 { // a case was given out long ago: the first visit is behind most of them
			rec.Channel, rec.Outcome = app.ChannelVisit, app.OutcomeDone
		}
		if rnd.IntN(20) == 0 {
			rec.NextStep, rec.NextOn = "再次联系", at.Date().AddDays(30)
		}
		if rnd.IntN(200) == 0 {
			rec.Promise, rec.PromiseBy = "寄送对账单", at.Date().AddDays(7)
		}
		rows = append(rows, rec)
	}
	return rows
}

func mobile(rnd *rand.Rand) string {
	heads := []string{"138", "139", "136", "137", "135", "150", "151", "158", "159", "186", "189", "133", "177", "199"}
	return fmt.Sprintf("%s%08d", heads[rnd.IntN(len(heads))], rnd.IntN(1e8))
}

// families are surnames with how many of 10 000 people bear them (after the Ministry of Public Security's reports on names).
var families = []struct {
	name string
	of   int
}{
	{"王", 725},
	{"李", 719},
	{"张", 683},
	{"刘", 538},
	{"陈", 453},
	{"杨", 308},
	{"黄", 223},
	{"赵", 206},
	{"吴", 200},
	{"周", 195},
	{"徐", 145},
	{"孙", 140},
	{"马", 119},
	{"朱", 118},
	{"胡", 116},
	{"郭", 115},
	{"何", 110},
	{"林", 110},
	{"高", 100},
	{"罗", 95},
	{"郑", 93},
	{"梁", 85},
	{"谢", 74},
	{"宋", 70},
	{"唐", 69},
	{"许", 66},
	{"韩", 65},
	{"邓", 65},
	{"冯", 64},
	{"曹", 63},
	{"彭", 60},
	{"曾", 58},
	{"肖", 57},
	{"田", 55},
	{"董", 54},
	{"潘", 53},
	{"袁", 52},
	{"蔡", 51},
	{"蒋", 50},
	{"余", 49},
	{"于", 48},
	{"杜", 47},
	{"叶", 46},
	{"程", 45},
	{"魏", 44},
	{"苏", 43},
	{"吕", 43},
	{"丁", 42},
	{"任", 41},
	{"卢", 40},
	{"姚", 40},
	{"沈", 39},
	{"钟", 38},
	{"姜", 38},
	{"崔", 37},
	{"谭", 36},
	{"陆", 35},
	{"范", 34},
	{"汪", 33},
	{"廖", 32},
	{"石", 31},
	{"金", 31},
	{"韦", 30},
	{"贾", 30},
	{"夏", 29},
	{"付", 29},
	{"方", 28},
	{"邹", 28},
	{"熊", 27},
	{"白", 27},
	{"孟", 26},
	{"秦", 26},
	{"邱", 25},
	{"侯", 25},
	{"江", 24},
	{"尹", 24},
	{"薛", 23},
	{"闫", 23},
	{"段", 22},
	{"雷", 22},
	{"龙", 21},
	{"黎", 21},
	{"史", 20},
	{"陶", 20},
	{"贺", 19},
	{"毛", 19},
	{"郝", 19},
	{"顾", 18},
	{"龚", 18},
	{"邵", 18},
	{"万", 17},
	{"覃", 17},
	{"武", 17},
	{"钱", 16},
	{"戴", 16},
	{"严", 16},
	{"欧阳", 10},
	{"单", 6},
	{"解", 5},
	{"查", 4},
	{"仇", 3},
	{"翟", 3},
	{"尉迟", 1},
	{"上官", 1},
	{"司马", 1},
	{"诸葛", 1},
}

// givens are characters of given names, the commonest first: the nth is taken as often as its weight falls with n.
var givens = []rune("英华文玉秀明丽兰芳红梅国军平伟建春敏桂林志强生霞云金艳凤海静荣成杰辉小龙珍清福萍飞永琴勇玲娟德东涛波洪" +
	"超斌燕新宇美江峰莲香琼莉光雪晓娜宏鹏家祥慧浩子正雨佳欣怡梓轩涵诗俊嘉博思天一泽然可心梦瑶钰晨阳婷倩洁颖磊刚毅")

// Name returns the name of the customer of a number, in the proportions of the country.
func Name(i int) string {
	rnd := rand.New(rand.NewPCG(uint64(i), 11))
	total := 0
	for _, f := range families {
		total += f.of
	}
	at, name := rnd.IntN(total), ""
	for _, f := range families {
		if at -= f.of; at < 0 {
			name = f.name
			break
		}
	}
	given := func() string { // the smaller of two: common characters more often
		return string(givens[min(rnd.IntN(len(givens)), rnd.IntN(len(givens)))])
	}
	name += given()
	if rnd.IntN(100) < 82 {
		name += given()
	}
	return name
}
