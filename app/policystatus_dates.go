package app

import "strings"

// Numbers of the life of a policy in mainland China (product §3).
const (
	GraceDays       = 60 // 宽限期, where the policy says nothing else (保险法 第36条)
	ReinstateMonths = 24 // 复效期 from the day the policy lapses (保险法 第37条)
	DueSoonDays     = 30 // a premium or a maturity this near is shown as soon
)

// Boundaries are the days on which a policy's status changes, as its facts have it. They do not depend on today, so a
// store can keep and index them; a status follows by comparing them with today. "" is: that boundary does not exist.
type Boundaries struct {
	Due          Date // the due day: until it (inclusive) the premium is due or to come; the day after is in grace
	GraceEnd     Date // last day of grace; the policy lapses the day after
	ReinstateEnd Date // last day on which it can be reinstated
	Matures      Date // the policy matures; from this day on it is matured
}

// Boundaries returns the boundary days of the policy. A policy the insurer says has ended has none; a single premium
// has no due days, nor has a policy the insurer calls paid up, waived or carried by a loan; an insurer's word that a
// policy has lapsed ends its grace at the latest the day before the word. A policy that lapses before its maturity does
// not mature; one that was paid out has.
func (p Policy) Boundaries() Boundaries {
	said, noPremium := insurerSays(p.InsurerStatus)
	if said == StatusTerminated || said == StatusMatured {
		return Boundaries{}
	}
	b := Boundaries{}
	if p.MaturesOn.Valid() {
		b.Matures = p.MaturesOn
		if p.PaidOutOn.Valid() {
			b.Matures = min(p.MaturesOn, p.PaidOutOn)
		}
	} else if p.PaidOutOn.Valid() && p.Mode == ModeSingle {
		b.Matures = p.PaidOutOn
	}
	if p.Mode == ModeSingle || noPremium || !p.NextDue.Valid() || b.Matures != "" && p.NextDue >= b.Matures {
		return b
	}
	grace := int(p.GraceDays)
	if grace <= 0 {
		grace = GraceDays
	}
	b.Due = p.NextDue
	b.GraceEnd = p.NextDue.AddDays(grace)
	before := p.AsOf.AddDays(-1)
	told := (said == StatusLapsed || said == StatusExpired) && before.Valid()
	if told && before < b.GraceEnd {
		b.GraceEnd = max(before, b.Due)
	}
	// The day of lapsing is not counted (民法典 第201条): the last day is the same day two years on.
	b.ReinstateEnd = b.GraceEnd.AddDays(1).AddMonths(ReinstateMonths)
	if told && said == StatusExpired && before < b.ReinstateEnd {
		b.ReinstateEnd = max(before, b.GraceEnd)
	}
	if b.Matures != "" && b.GraceEnd < b.Matures && !p.PaidOutOn.Valid() {
		b.Matures = ""
	}
	return b
}

// Said returns the status the insurer's own word stands for, "" where it says nothing that overrides what follows from
// the facts: 有效 and 正常 were true on the day of the file only.
func (p Policy) Said() PolicyStatus {
	said, _ := insurerSays(p.InsurerStatus)
	return said
}

// insurerWords are the telling parts of the insurer's words. The first that is found decides, so 永久失效 stands before
// 失效 and 复效 before both.
var insurerWords = []struct {
	part      string
	status    PolicyStatus
	noPremium bool // no premium is to be paid any more
}{
	{"复效", "", false},
	{"永久失效", StatusExpired, false},
	{"满期", StatusMatured, false},
	{"期满", StatusMatured, false},
	{"退保", StatusTerminated, false},
	{"终止", StatusTerminated, false},
	{"撤单", StatusTerminated, false},
	{"撤保", StatusTerminated, false},
	{"撤销", StatusTerminated, false},
	{"注销", StatusTerminated, false},
	{"解除", StatusTerminated, false},
	{"解约", StatusTerminated, false},
	{"拒保", StatusTerminated, false},
	{"身故", StatusTerminated, false},
	{"失效", StatusLapsed, false},
	{"中止", StatusLapsed, false},
	{"停效", StatusLapsed, false},
	{"豁免", "", true},
	{"缴清", "", true},
	{"交清", "", true},
	{"展期", "", true},
	{"垫交", "", true},
	{"垫缴", "", true},
	{"自垫", "", true},
}

// insurerSays returns the status an insurer's word decides, "" where it decides none, and whether it says that no premium
// is to be paid. 未失效 and 非终止 decide nothing.
func insurerSays(word string) (status PolicyStatus, noPremium bool) {
	if strings.HasPrefix(word, "未") || strings.HasPrefix(word, "非") {
		return "", false
	}
	for _, w := range insurerWords {
		if strings.Contains(word, w.part) {
			return w.status, w.noPremium
		}
	}
	return "", false
}
