package app

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// FamilyFacts are what a policy review (保单整理) is made of.
type FamilyFacts struct {
	Customer Customer
	Cards    map[string]Customer // cards of relatives that are here, by customer id
	Policies []Policy            // ours, of the customer and of those relatives as holders
	Outside  []OutsidePolicy     // of other companies, from all those cards
	Today    Date
}

// FamilyReview is a family's policies on one page: who is covered, for what, until when, and what is missing.
type FamilyReview struct {
	Customer    Customer
	On          Date
	AsOf        Date // oldest day of the insurer's files the facts are of
	Members     []FamilyMember
	Calendar    []PremiumDue // premiums from those in grace to twelve months ahead, soonest first
	YearPremium Money        // of all policies still to be paid for, a year
	Last        *PolicyReview
}

// FamilyMember is one person of a family with the policies in which the person is the insured.
type FamilyMember struct {
	Key        string // stable within a review: the customer id, or name and birth date
	Name       string
	Relation   string // to the customer, 本人 for the customer
	Sex        string
	BirthDate  Date
	Age        int    // on the day of the review, -1 not known
	CustomerID string // where the person has a card
	Here       bool   // … that this laptop holds
	Policies   []FamilyPolicy
	Ended      []FamilyPolicy // matured, terminated, or told to have ended
	Gaps       []CoverGap
}

// FamilyPolicy is a policy as a review shows it: ours with PolicyID, another company's with OutsideID.
type FamilyPolicy struct {
	PolicyID, OutsideID string
	CustomerID          string // on whose card it is
	Company             string
	Number              string
	Product             string
	Cover               string
	Holder              string
	Beneficiaries       string
	Amount              Money
	Premium             Money  // per payment
	YearPremium         Money  // 0 where nothing is to be paid any more
	Mode                string // ModeSingle or ModeRegular, "" for another company's
	Frequency           string
	PayYears            int64
	From                Date
	Until               Date // last day of cover, "" for life or not known
	PaidUntil           Date // when the last premium has been paid by, "" not known
	NextDue             Date
	State               PolicyState // StatusInForce for another company's
	Note                string
}

// PremiumDue is one premium to come.
type PremiumDue struct {
	Day      Date
	Member   string // name of the insured
	Product  string
	Number   string
	Amount   Money
	InGrace  bool
	PolicyID string
}

// CoverState says what a person has of one kind of cover.
type CoverState struct {
	Held   bool  // there is a policy of that kind
	Amount Money // insured amounts of those in force together, 0 where none is given
	Gap    *CoverGap
}

// Cover returns what the member has of a kind of cover.
func (m FamilyMember) Cover(kind string) CoverState {
	var s CoverState
	for _, p := range m.Policies {
		if p.Cover != kind {
			continue
		}
		s.Held = true
		if p.State.Status != StatusLapsed && p.State.Status != StatusExpired {
			s.Amount += p.Amount
		}
	}
	for i := range m.Gaps {
		if m.Gaps[i].Cover == kind {
			s.Gap = &m.Gaps[i]
		}
	}
	return s
}

// Wan returns an amount in units of ten thousand yuan, with two decimals at most and none that is zero: 30万, 5.5万. Less than
// a hundred yuan are left out.
func Wan(m Money) string {
	hundredths := int64(m) / 100 / 100
	text := strconv.FormatInt(hundredths/100, 10)
	if rest := hundredths % 100; rest != 0 {
		text += strings.TrimRight("."+string(rune('0'+rest/10))+string(rune('0'+rest%10)), "0")
	}
	return text + "万"
}

// RelationSelf is what policies and reviews call the customer's own.
const RelationSelf = "本人"

// ReviewFamily puts a family's policies together. Insured persons are matched with the customer and the relatives on the
// card by name, and by birth date where both are known; those nobody has noted become members of their own. Members keep
// the order of the card, the customer first.
func ReviewFamily(f FamilyFacts) FamilyReview {
	v := FamilyReview{Customer: f.Customer, On: f.Today}
	v.Members = membersOf(f)
	for _, p := range f.Policies {
		if p.AsOf != "" && (v.AsOf == "" || p.AsOf < v.AsOf) {
			v.AsOf = p.AsOf
		}
		v.place(insuredOf(f, p), familyPolicy(p, f.Today))
	}
	for _, o := range f.Outside {
		name := cmp.Or(strings.TrimSpace(o.Insured), nameOn(f, o.CustomerID))
		v.place(FamilyMember{Name: name, Age: -1}, outsidePolicy(o, f.Today))
	}
	for i := range v.Members {
		m := &v.Members[i]
		slices.SortStableFunc(m.Policies, byCover)
		held := make([]CoverHeld, 0, len(m.Policies))
		for _, p := range m.Policies {
			off := p.State.Status == StatusLapsed || p.State.Status == StatusExpired
			held = append(held, CoverHeld{Cover: p.Cover, Until: p.Until, Off: off})
			if !off {
				v.YearPremium += p.YearPremium
			}
		}
		m.Gaps = CoverGaps(m.Age, held, f.Today)
	}
	v.Calendar = v.premiums(f)
	return v
}

func membersOf(f FamilyFacts) []FamilyMember {
	out := []FamilyMember{member(f.Customer, RelationSelf, f.Today)}
	for _, r := range f.Customer.Family {
		if card, here := f.Cards[r.CustomerID]; here && r.CustomerID != "" {
			out = append(out, member(card, r.Relation, f.Today))
			continue
		}
		out = append(out, FamilyMember{
			Key: r.Name + string(r.BirthDate), Name: r.Name, Relation: r.Relation, BirthDate: r.BirthDate,
			Age: AgeOn(r.BirthDate, f.Today), CustomerID: r.CustomerID,
		})
	}
	return out
}

func member(c Customer, relation string, today Date) FamilyMember {
	return FamilyMember{
		Key: c.ID, Name: c.Name, Relation: relation, Sex: c.Sex, BirthDate: c.BirthDate, Age: AgeOn(c.BirthDate, today), CustomerID: c.ID, Here: true,
	}
}

// insuredOf returns the insured of a policy as a member: the holder's own where no other name is given. The relation is to
// the customer, and known only where the customer is the holder.
func insuredOf(f FamilyFacts, p Policy) FamilyMember {
	name := strings.TrimSpace(p.InsuredName)
	if name == "" {
		name = nameOn(f, p.CustomerID)
	}
	m := FamilyMember{Name: name, Sex: p.InsuredSex, BirthDate: p.InsuredBirth, Age: AgeOn(p.InsuredBirth, f.Today)}
	if p.CustomerID == f.Customer.ID && p.Relation != RelationSelf {
		m.Relation = p.Relation
	}
	return m
}

func nameOn(f FamilyFacts, customerID string) string {
	if c, ok := f.Cards[customerID]; ok {
		return c.Name
	}
	return f.Customer.Name
}

// place adds a policy to the member it insures, a new one if need be. What a policy knows of a member fills what the card
// does not.
func (v *FamilyReview) place(who FamilyMember, p FamilyPolicy) {
	at := slices.IndexFunc(v.Members, func(m FamilyMember) bool {
		return m.Name == who.Name && (m.BirthDate == "" || who.BirthDate == "" || m.BirthDate == who.BirthDate)
	})
	if at < 0 {
		who.Key = who.Name + string(who.BirthDate)
		v.Members = append(v.Members, who)
		at = len(v.Members) - 1
	}
	m := &v.Members[at]
	if m.BirthDate == "" && who.BirthDate != "" {
		m.BirthDate, m.Age = who.BirthDate, who.Age
	}
	m.Sex, m.Relation = cmp.Or(m.Sex, who.Sex), cmp.Or(m.Relation, who.Relation)
	if p.ended(v.On) {
		m.Ended = append(m.Ended, p)
		return
	}
	m.Policies = append(m.Policies, p)
}

func (p FamilyPolicy) ended(today Date) bool {
	return p.State.Status == StatusMatured || p.State.Status == StatusTerminated || p.Until != "" && p.Until < today
}

// timesAYear says how often a premium is paid.
var timesAYear = map[string]int{FreqYear: 1, FreqHalf: 2, FreqQuarter: 4, FreqMonth: 12}

func familyPolicy(p Policy, today Date) FamilyPolicy {
	b := p.Boundaries()
	out := FamilyPolicy{
		PolicyID: p.ID, CustomerID: p.CustomerID, Number: p.Number, Product: p.Product, Cover: CoverOf(p.Product), Holder: p.HolderName,
		Beneficiaries: p.Beneficiaries, Amount: p.InsuredAmount, Premium: p.Premium, Mode: p.Mode, Frequency: p.Frequency, PayYears: p.PayYears, From: p.EffectiveOn,
		Until: CoverUntil(p), NextDue: b.Due, State: State(p, today),
	}
	if p.Mode == ModeRegular && p.PayYears > 0 && p.EffectiveOn.Valid() {
		out.PaidUntil = p.EffectiveOn.AddMonths(12 * (int(p.PayYears) - 1))
	}
	if b.Due != "" {
		out.YearPremium = p.Premium * Money(max(timesAYear[p.Frequency], 1))
	}
	return out
}

func outsidePolicy(o OutsidePolicy, today Date) FamilyPolicy {
	out := FamilyPolicy{
		OutsideID: o.ID, CustomerID: o.CustomerID, Company: o.Company, Product: o.Product, Cover: cmp.Or(o.Cover, CoverOf(o.Product)), Amount: o.InsuredAmount,
		Premium: o.Premium, YearPremium: o.Premium, Frequency: FreqYear, From: o.EffectiveOn, Until: o.EndsOn, Note: o.Note,
		State: PolicyState{Status: StatusInForce},
	}
	if o.Ended || o.EndsOn != "" && o.EndsOn < today {
		out.State = PolicyState{Status: StatusMatured, Until: o.EndsOn}
	}
	return out
}

// untilAge finds a term such as 至60岁 or 至 88 周岁.
var untilAge = regexp.MustCompile(`至\s*(\d{1,3})\s*周?岁`)

// CoverUntil returns the last day of a policy's cover: its maturity, or the end of its term in years or at an age; "" for
// life, or where it is not known.
func CoverUntil(p Policy) Date {
	switch m := untilAge.FindStringSubmatch(p.Term); {
	case p.MaturesOn.Valid():
		return p.MaturesOn
	case m != nil && p.InsuredBirth.Valid():
		years, _ := strconv.Atoi(m[1])
		return p.InsuredBirth.AddMonths(12 * years).AddDays(-1)
	case p.TermYears > 0 && p.EffectiveOn.Valid():
		return p.EffectiveOn.AddMonths(12 * int(p.TermYears)).AddDays(-1)
	}
	return ""
}

func byCover(a, b FamilyPolicy) int {
	return cmp.Or(slices.Index(Covers, a.Cover)-slices.Index(Covers, b.Cover), cmp.Compare(a.From, b.From), cmp.Compare(a.Number, b.Number))
}

// premiums returns the premiums of policies in force from the day of the review to twelve months ahead; those in grace come
// with the day they were due.
func (v FamilyReview) premiums(f FamilyFacts) []PremiumDue {
	left := map[string]int{}
	for _, p := range f.Policies {
		if p.YearsLeft > 0 {
			left[p.ID] = int(p.YearsLeft) * max(timesAYear[p.Frequency], 1)
		}
	}
	horizon := f.Today.AddMonths(12)
	var out []PremiumDue
	for _, m := range v.Members {
		for _, p := range m.Policies {
			if p.PolicyID == "" || p.NextDue == "" || p.State.Status == StatusLapsed || p.State.Status == StatusExpired {
				continue
			}
			step, known := 12/max(timesAYear[p.Frequency], 1), left[p.PolicyID]
			for n := 0; known == 0 || n < known; n++ {
				day := p.NextDue.AddMonths(n * step)
				if day >= horizon || p.Until != "" && day > p.Until {
					break
				}
				out = append(out, PremiumDue{
					Day: day, Member: m.Name, Product: p.Product, Number: p.Number, Amount: p.Premium, InGrace: day < f.Today, PolicyID: p.PolicyID,
				})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b PremiumDue) int { return cmp.Compare(a.Day, b.Day) })
	return out
}
