package app

import "slices"

// Ways of paying a renewal premium, as records keep and forms print them. Planners take no money (product §3), so every
// way leads from the customer's account to the insurer.
const (
	PayAuto     = "银行自动扣款"
	PayTransfer = "银行转账"
	PayApp      = "官方App交费"
	PayCounter  = "公司柜台交费"
)

// PayWays lists the ways of paying, the usual one first.
var PayWays = []string{PayAuto, PayTransfer, PayApp, PayCounter}

// PayWayNeeded reports whether a customer with these policies who refuses to meet has to be asked how the premium will be
// paid (确认续收保费方式, 002 §二.一.4): whether a premium of any of them is still to come. A policy that ended, one whose
// reinstatement period is over, a single premium and one paid up ask for nothing.
func PayWayNeeded(policies []PolicyView) bool {
	return slices.ContainsFunc(policies, func(v PolicyView) bool {
		switch v.State.Status {
		case StatusInForce, StatusDueSoon, StatusInGrace, StatusLapsed:
			return v.Policy.premiumToCome()
		}
		return false
	})
}

// premiumToCome reports whether a regular premium is still to be paid. The due day decides; where the insurer's file has
// none, the years left do.
func (p Policy) premiumToCome() bool {
	if p.NextDue.Valid() {
		return p.Boundaries().Due != ""
	}
	_, paid := insurerSays(p.InsurerStatus)
	return p.Mode == ModeRegular && p.YearsLeft > 0 && !paid
}
