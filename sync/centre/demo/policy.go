package demo

import (
	"math"
	"slices"

	"github.com/fangce/fangce/app"
)

// insurer is the code the policies' company goes by, company its name.
const (
	insurer = "RH"
	company = "瑞禾人寿"
)

// product is one of the insurer's products.
type product struct {
	Name    string    `json:"name"`
	Mode    string    `json:"mode"`
	Pay     []int     `json:"pay"`   // years premiums are paid
	Terms   []int     `json:"terms"` // years, 0: for life
	Premium []float64 `json:"premium"`
	Gain    int       `json:"gain"`   // maturity amount in per cent of the premiums
	Amount  int       `json:"amount"` // insured amount in yearly premiums; 0: the premiums
	Ages    []int     `json:"ages"`
	Child   bool      `json:"child"`
}

// States a policy can be made in; app computes them from the facts.
const (
	wantSingle      = "single"
	wantMaturing    = "maturing"
	wantMatured     = "matured"
	wantRegular     = "regular"
	wantPaidUp      = "paid_up"
	wantDue         = "due"
	wantGrace       = "grace"
	wantLapsed      = "lapsed"
	wantExpired     = "expired"
	wantSurrendered = "surrendered"
)

var wants = []share[string]{
	{wantSingle, 22},
	{wantMaturing, 2},
	{wantMatured, 14},
	{wantRegular, 43},
	{wantPaidUp, 6},
	{wantDue, 4},
	{wantGrace, 2},
	{wantLapsed, 3},
	{wantExpired, 2},
	{wantSurrendered, 2},
}

// everyWant is the order in which the first customers of a planner get their policies, so that no state is missing.
var everyWant = []string{
	wantDue, wantGrace, wantLapsed, wantExpired, wantMaturing, wantMatured, wantPaidUp, wantSurrendered, wantSingle, wantRegular,
}

// policy gives the customer one more policy in the wanted state.
func (m *maker) policy(c *client, want string) {
	d := c.dice
	single := want == wantSingle || want == wantMaturing || want == wantMatured
	var p app.Policy
	var kind product
	for try := 0; ; try++ {
		kind = one(d, m.products)
		if (kind.Mode == app.ModeSingle) != single || kind.Child && (c.child == "" || c.age > 46) {
			continue
		}
		p = m.dates(d, kind, want)
		if kind.Child && !slices.ContainsFunc(c.card.Family, func(r app.Relative) bool {
			return r.Relation == "子女" && r.BirthDate < p.EffectiveOn && app.AgeOn(r.BirthDate, p.EffectiveOn) < 18
		}) && try < 400 {
			continue
		}
		if age := app.AgeOn(c.card.BirthDate, p.EffectiveOn); age >= kind.Ages[0] && age <= kind.Ages[1] || try > 60 && age >= 18 || try > 400 {
			break
		}
	}
	m.amounts(d, &p, kind)
	p.Insurer, p.CustomerID, p.Product, p.Mode = insurer, c.card.ID, kind.Name, kind.Mode
	for p.Number == "" || m.used[p.Number] {
		p.Number = string(p.EffectiveOn[:4]) + "3401" + d.digits(7)
	}
	m.used[p.Number] = true
	p.ID = app.PolicyID(insurer, p.Number)
	p.HolderName = c.card.Name
	m.insured(c, &p, kind)
	if d.chance(94) {
		p.PayAccount = "****" + d.digits(4)
	}
	p.Branch = one(d, m.branches)
	p.Circulated = int64(of(d, []share[int]{{0, 50}, {1, 32}, {2, 14}, {3, 4}}))
	p.Converted = d.chance(8)
	p.AsOf = m.today.AddDays(-1)
	c.policies = append(c.policies, &p)
}

// dates returns a policy with the days, years and word that make it what is wanted today.
func (m *maker) dates(d dice, kind product, want string) app.Policy {
	p := app.Policy{TermYears: int64(one(d, kind.Terms))}
	p.Term = "终身"
	if p.TermYears > 0 {
		p.Term = itoa(int(p.TermYears)) + "年"
	}
	years := int(p.TermYears)
	switch want {
	case wantSingle:
		p.MaturesOn = m.today.AddDays(d.in(35, years*365-90))
	case wantMaturing:
		p.MaturesOn = m.today.AddDays(d.in(2, 29))
	case wantMatured:
		p.MaturesOn = m.today.AddDays(-d.in(25, 1000))
		if d.chance(85) {
			p.PaidOutOn = p.MaturesOn.AddDays(d.in(2, 20))
		}
	}
	if p.MaturesOn != "" {
		p.EffectiveOn = p.MaturesOn.AddMonths(-12 * years)
		return p
	}
	p.PayYears = int64(one(d, kind.Pay))
	p.Frequency = app.FreqYear
	if want == wantRegular || want == wantDue || want == wantGrace {
		p.Frequency = of(d, []share[string]{{app.FreqYear, 88}, {app.FreqHalf, 5}, {app.FreqQuarter, 5}, {app.FreqMonth, 2}})
	}
	paid := d.in(1, min(int(p.PayYears)-1, 8)) // years
	switch want {
	case wantRegular, wantSurrendered:
		p.NextDue = m.today.AddDays(d.in(31, max(31, 30*months(p.Frequency)-2)))
		if p.Frequency == app.FreqMonth {
			p.NextDue = m.today.AddDays(d.in(3, 28))
		}
	case wantDue:
		p.NextDue = m.today.AddDays(d.in(0, 28))
	case wantGrace:
		p.NextDue = m.today.AddDays(-d.in(2, 57))
	case wantLapsed:
		p.NextDue = m.today.AddDays(-d.in(64, 720))
	case wantExpired:
		p.NextDue = m.today.AddDays(-d.in(800, 1500))
	}
	if want == wantPaidUp {
		p.EffectiveOn = m.today.AddDays(-d.in(20, 340)).AddMonths(-12 * int(p.PayYears))
		p.PaidTo, p.InsurerStatus = p.EffectiveOn.AddMonths(12*int(p.PayYears)), "缴清"
	} else {
		p.EffectiveOn = p.NextDue.AddMonths(-12 * paid)
		p.PaidTo = p.NextDue
		p.YearsLeft = p.PayYears - int64(paid)
	}
	if want == wantSurrendered {
		p.InsurerStatus = "退保"
		p.NextDue, p.YearsLeft = "", 0
	}
	if p.TermYears > 0 {
		p.MaturesOn = p.EffectiveOn.AddMonths(12 * int(p.TermYears))
	}
	return p
}

// months returns how many months lie between two premiums.
func months(frequency string) int {
	switch frequency {
	case app.FreqHalf:
		return 6
	case app.FreqQuarter:
		return 3
	case app.FreqMonth:
		return 1
	}
	return 12
}

func (m *maker) amounts(d dice, p *app.Policy, kind product) {
	yearly := app.Money(math.Round(one(d, kind.Premium) * 100))
	p.Premium = yearly
	if p.Frequency != "" {
		p.Premium = yearly * app.Money(months(p.Frequency)) / 12 / 10 * 10
	}
	total := yearly * app.Money(max(p.PayYears, 1))
	p.InsuredAmount = total
	if kind.Amount > 0 {
		step := app.Yuan(10000)
		p.InsuredAmount = (yearly*app.Money(kind.Amount) + step/2) / step * step
	}
	if kind.Gain > 0 {
		p.MaturityAmount = total * app.Money(kind.Gain) / 100
	}
}

// insured says whose life the policy covers and who benefits.
func (m *maker) insured(c *client, p *app.Policy, kind product) {
	d := c.dice
	p.InsuredName, p.Relation = c.card.Name, "本人"
	p.InsuredIDNo, p.InsuredBirth, p.InsuredSex = c.card.IDNo, c.card.BirthDate, c.card.Sex
	p.Beneficiaries = "法定"
	at := func(relation string) int {
		return slices.IndexFunc(c.card.Family, func(r app.Relative) bool { return r.Relation == relation && r.BirthDate < p.EffectiveOn })
	}
	spouse, child := at("配偶"), at("子女")
	if spouse >= 0 && d.chance(30) {
		p.Beneficiaries = "配偶 " + c.card.Family[spouse].Name
	} else if child >= 0 && d.chance(40) {
		p.Beneficiaries = c.card.Family[child].Note + " " + c.card.Family[child].Name
	}
	other := -1
	switch n := d.in(1, 100); {
	case child >= 0 && (kind.Child || n <= 8):
		other = child
	case spouse >= 0 && !kind.Child && n <= 20:
		other = spouse
	}
	if other < 0 {
		return
	}
	r := c.card.Family[other]
	sex := app.SexFemale
	if r.Note == "儿子" || r.Relation == "配偶" && c.card.Sex == app.SexFemale {
		sex = app.SexMale
	}
	p.InsuredName, p.Relation, p.InsuredBirth, p.InsuredSex = r.Name, r.Relation, r.BirthDate, sex
	p.InsuredIDNo = idNo(newDice(m.seed, "relative", c.card.ID, r.Name), r.BirthDate, sex)
	p.Beneficiaries = "法定"
}
