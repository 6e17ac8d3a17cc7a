package demo

import (
	"strings"

	"github.com/fangce/fangce/app"
)

// client is one customer with all that belongs to the card.
type client struct {
	card     app.Customer
	policies []*app.Policy
	cases    []*app.Case
	reason   string   // of the handover
	pub      app.Date // day of the handover
	age      int
	child    string // 儿子, 女儿 or ""
	childAge int
	dice     dice
	heard    []string // openings of the talks held, oldest first
	settled  bool     // handed over long ago: nothing of its first month is open any more
	phoned   bool     // refuses to meet: is called only
}

// maker makes the customers of the whole centre; numbers it has given out do not come again.
type maker struct {
	*words
	seed  int64
	today app.Date
	used  map[string]bool
	card  int // last card number
}

// client makes the n-th customer of a planner.
func (m *maker) client(staffNo string, n int) *client {
	d := newDice(m.seed, "client", staffNo, itoa(n))
	c := &client{dice: d, age: of(d, []share[int]{{27, 6}, {34, 12}, {42, 18}, {49, 22}, {57, 20}, {65, 15}, {73, 7}}) + d.in(-4, 4)}
	sex := of(d, []share[string]{{app.SexFemale, 54}, {app.SexMale, 46}})
	surname := m.surname(d)
	name := m.name(d, surname, sex, c.age)
	if r := n/6 + int(staffNo[len(staffNo)-1]-'1')*len(m.rare)/4; n%6 == 5 && n/6 < len(m.rare)/4 {
		name, sex = m.rare[r].name, m.rare[r].sex
		surname = app.Surname(name)
	}
	m.card++
	c.card = app.Customer{
		ID:     app.DerivedID("demo_customer", itoa(int(m.seed)), staffNo, itoa(n)),
		CardNo: "KF" + string(m.today[:4]) + pad(m.card, 6),
		Name:   name, Sex: sex, BirthDate: m.birthday(d, c.age, n),
		LunarBirthday: c.age >= 58 && d.chance(35),
		IDType:        app.IDCard,
		BestTime:      one(d, m.bestTimes),
		BestChannel:   of(d, []share[string]{{app.ChannelPhone, 60}, {app.ChannelVisit, 25}, {app.ChannelOnline, 15}}),
		Grade:         of(d, []share[string]{{"A", 9}, {"B", 31}, {"C", 60}}),
		Source:        "银行网点",
	}
	c.age = app.AgeOn(c.card.BirthDate, m.today)
	c.card.Key = c.card.Grade == "A" && d.chance(55)
	m.papers(c)
	m.contacts(c)
	m.work(c)
	m.family(c, surname)
	if d.chance(20) {
		c.card.Notes = one(d, m.notes)
	}
	switch {
	case n%150 == 77:
		c.card.DoNotContact = true
		c.card.Notes = "客户书面要求不再电话联系，只寄书面通知。"
	case d.chance(5):
		c.card.QuietFrom, c.card.QuietTo = "12:00", "14:30"
	case d.chance(3):
		c.card.QuietFrom, c.card.QuietTo = "20:00", "09:30"
	}
	return c
}

// birthday spreads birth dates over the year; every fortieth customer has a birthday within the week.
func (m *maker) birthday(d dice, age, n int) app.Date {
	b := birth(d, age, m.today)
	if n%40 == 3 {
		b = m.today.AddDays(n / 40 % 7).AddMonths(-12 * age)
	}
	return b
}

// papers gives the customer an identity card; a few have a number of before 1999, a passport or a misread one.
func (m *maker) papers(c *client) {
	d, k := c.dice, &c.card
	k.IDNo = idNo(d, k.BirthDate, k.Sex)
	for m.used[k.IDNo] {
		k.IDNo = idNo(d, k.BirthDate, k.Sex)
	}
	m.used[k.IDNo] = true
	if c.age >= 66 && k.BirthDate < "2000" && d.chance(6) {
		k.IDType, k.IDNo = app.IDCard15, idNo15(k.IDNo)
	}
}

// contacts gives the customer phones and addresses as complete as an insurer's data are.
func (m *maker) contacts(c *client) {
	d := c.dice
	mobile := func() app.Phone {
		for {
			n := "1" + of(d, []share[string]{{"38", 9}, {"39", 9}, {"35", 7}, {"36", 6}, {"37", 5}, {"50", 4}, {"51", 5}, {"58", 5}, {"59", 5}, {"82", 4}, {"86", 5}, {"87", 5}, {"88", 6}, {"33", 4}, {"77", 3}, {"80", 3}, {"99", 1}, {"66", 1}}) + d.digits(8)
			if !m.used[n] {
				m.used[n] = true
				return app.Phone{Number: n, Kind: app.PhoneMobile}
			}
		}
	}
	landline := app.Phone{Number: "0551-6" + d.digits(7), Kind: app.PhoneLandline, Label: "家"}
	switch n := d.in(1, 100); {
	case n <= 74:
		c.card.Phones = []app.Phone{mobile()}
	case n <= 84:
		c.card.Phones = []app.Phone{mobile(), landline}
	case n <= 91:
		second := mobile()
		second.Label = "家人"
		c.card.Phones = []app.Phone{mobile(), second}
	case n <= 95:
		c.card.Phones = []app.Phone{landline}
	case n <= 98:
		bad := app.Phone{Number: "1" + one(d, []string{"38", "59", "86"}) + d.digits(7), Kind: app.PhoneInvalid}
		c.card.Phones = []app.Phone{bad, mobile()}
	default:
		c.card.Phones = []app.Phone{{Number: "无", Kind: app.PhoneInvalid}}
	}
	area := one(d, m.districts)
	street := "合肥市" + area.name + one(d, area.streets)
	address := app.Address{District: area.name, Postcode: "2300" + pad(d.in(1, 93), 2), Label: "家"}
	switch n := d.in(1, 100); {
	case n <= 82:
		address.Text = street + itoa(d.in(1, 398)) + "号" + one(d, m.estates) + itoa(d.in(1, 28)) + "幢" + itoa(d.in(1, 4)) + "单元" + itoa(d.in(1, 18)) + "0" + itoa(d.in(1, 4)) + "室"
	case n <= 89:
		address.Text = street + itoa(d.in(1, 398)) + "号"
	case n <= 96:
		address.Text = street
	default:
		return
	}
	c.card.Addresses = []app.Address{address}
}

// work gives the customer an occupation that age and sex allow.
func (m *maker) work(c *client) {
	if c.dice.chance(7) {
		return
	}
	var can []occupation
	for _, o := range m.occupations {
		if c.age >= o.from && c.age <= o.to && (o.sex == "both" || o.sex == c.card.Sex) {
			can = append(can, o)
		}
	}
	if len(can) == 0 {
		return
	}
	o := one(c.dice, can)
	c.card.Occupation, c.card.Employer, c.card.IncomeBand = o.name, o.employer, o.income
	if c.dice.chance(55) && c.age < 66 {
		c.card.WeChat = "wx_" + c.dice.digits(7)
	}
}

// family gives the customer husband or wife, children and parents as old as they may be.
func (m *maker) family(c *client, surname string) {
	d, k := c.dice, &c.card
	switch n := d.in(1, 100); {
	case c.age < 30 && n <= 60, n <= 5:
		k.Marriage = "未婚"
		return
	case n <= 11:
		k.Marriage = "离异"
	case c.age >= 66 && n <= 28:
		k.Marriage = "丧偶"
	case n <= 94:
		k.Marriage = "已婚"
	}
	other, father := app.SexMale, m.surname(d)
	if k.Sex == app.SexMale {
		other, father = app.SexFemale, surname
	}
	if k.Marriage == "已婚" {
		age := max(c.age+d.in(-4, 4), 22)
		spouse := m.surname(d)
		if k.Sex == app.SexFemale {
			spouse = father
		}
		k.Family = append(k.Family, app.Relative{Name: m.name(d, spouse, other, age), Relation: "配偶", BirthDate: birth(d, age, m.today)})
	}
	for i, left := 0, of(d, []share[int]{{0, 12}, {1, 58}, {2, 30}}); i < left && c.age >= 27; i++ {
		age := c.age - d.in(24, 31) - 3*i
		if age < 1 {
			continue
		}
		sex := one(d, []string{app.SexMale, app.SexFemale})
		relation := map[string]string{app.SexMale: "儿子", app.SexFemale: "女儿"}[sex]
		if c.child == "" {
			c.child, c.childAge = relation, age
		}
		born := birth(d, age, m.today)
		r := app.Relative{Name: m.name(d, father, sex, age), Relation: "子女", BirthDate: born, Note: relation}
		if strings.Contains(k.Name, "·") {
			r.Name = r.Name[len(father):]
		}
		k.Family = append(k.Family, r)
	}
	if c.age < 50 && d.chance(25) {
		sex := one(d, []string{app.SexMale, app.SexFemale})
		age := c.age + d.in(23, 30)
		parent := m.surname(d)
		if sex == app.SexMale {
			parent = surname
		}
		k.Family = append(k.Family, app.Relative{Name: m.name(d, parent, sex, age), Relation: "父母", BirthDate: birth(d, age, m.today)})
	}
}

func pad(n, width int) string {
	s := itoa(n)
	return strings.Repeat("0", max(width-len(s), 0)) + s
}
