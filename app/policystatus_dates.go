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
// has no due days; an insurer's word that a policy has lapsed ends its grace at the latest the day before the word.
func (p Policy) Boundaries() Boundaries {
	said := p.Said()
	if said == StatusTerminated || said == StatusMatured {
		return Boundaries{}
	}
	b := Boundaries{}
	if p.PaidOutOn == "" {
		b.Matures = p.MaturesOn
	}
	if p.Mode == ModeSingle || !p.NextDue.Valid() {
		return b
	}
	grace := int(p.GraceDays)
	if grace <= 0 {
		grace = GraceDays
	}
	b.Due = p.NextDue
	b.GraceEnd = p.NextDue.AddDays(grace)
	if before := p.AsOf.AddDays(-1); said == StatusLapsed && before.Valid() && before < b.GraceEnd {
		b.GraceEnd = max(before, b.Due)
	}
	b.ReinstateEnd = b.GraceEnd.AddDays(1).AddMonths(ReinstateMonths)
	return b
}

// Said returns the status the insurer's own word stands for, "" where it says nothing that overrides what follows from
// the facts: 有效 and 正常 were true on the day of the file only.
func (p Policy) Said() PolicyStatus {
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(p.InsurerStatus, w) {
				return true
			}
		}
		return false
	}
	switch {
	case p.InsurerStatus == "":
		return ""
	case has("满期"):
		return StatusMatured
	case has("退保", "终止", "撤单", "撤销", "注销", "解除", "解约", "拒保"):
		return StatusTerminated
	case has("失效", "中止"):
		return StatusLapsed
	}
	return ""
}
