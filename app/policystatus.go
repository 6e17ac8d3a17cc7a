package app

// PolicyStatus is what follows from a policy's facts and a day (product §3). It is computed, never stored.
type PolicyStatus string

// Statuses of a policy.
const (
	StatusInForce    PolicyStatus = "in_force"
	StatusDueSoon    PolicyStatus = "due_soon"              // a premium due within 30 days
	StatusInGrace    PolicyStatus = "in_grace"              // 宽限期
	StatusLapsed     PolicyStatus = "lapsed"                // 效力中止, within two years
	StatusExpired    PolicyStatus = "reinstatement_expired" // 复效期已过; never called terminated by ourselves
	StatusMatured    PolicyStatus = "matured"
	StatusTerminated PolicyStatus = "terminated" // said by the insurer only
)

// PolicyState is a status with the days that belong to it.
type PolicyState struct {
	Status   PolicyStatus
	DaysLeft int    // to the due day, the end of grace or the end of reinstatement; 0 otherwise
	Until    Date   // that day
	Said     string // the insurer's own word, where it decided
}

// State returns the status of a policy on a day (product §3). The insurer's word wins over what the dates say: 退保 is
// terminated whatever is due. On the due day itself the premium is still to come; the day after is day 1 of grace.
func State(p Policy, today Date) PolicyState {
	s := p.Boundaries().State(p.Said(), today)
	switch p.Said() {
	case StatusTerminated, StatusMatured, StatusLapsed, StatusExpired:
		s.Said = p.InsurerStatus
	}
	return s
}

// State is State of the policy with these boundaries whose insurer says that; it leaves the insurer's own word out.
func (b Boundaries) State(said PolicyStatus, today Date) PolicyState {
	switch said {
	case StatusTerminated, StatusMatured:
		return PolicyState{Status: said}
	case StatusLapsed, StatusExpired:
		s := PolicyState{Status: said, Until: b.ReinstateEnd}
		switch {
		case b.ReinstateEnd == "" || said == StatusExpired:
		case today > b.ReinstateEnd:
			s.Status = StatusExpired
		default:
			s.DaysLeft = b.ReinstateEnd.DaysSince(today)
		}
		return s
	}
	switch {
	case b.Matures != "" && today >= b.Matures:
		return PolicyState{Status: StatusMatured, Until: b.Matures}
	case b.Due == "":
		return PolicyState{Status: StatusInForce}
	case today > b.ReinstateEnd:
		return PolicyState{Status: StatusExpired, Until: b.ReinstateEnd}
	case today > b.GraceEnd:
		return PolicyState{Status: StatusLapsed, DaysLeft: b.ReinstateEnd.DaysSince(today), Until: b.ReinstateEnd}
	case today > b.Due:
		return PolicyState{Status: StatusInGrace, DaysLeft: b.GraceEnd.DaysSince(today), Until: b.GraceEnd}
	case b.Due.DaysSince(today) <= DueSoonDays:
		return PolicyState{Status: StatusDueSoon, DaysLeft: b.Due.DaysSince(today), Until: b.Due}
	}
	return PolicyState{Status: StatusInForce, Until: b.Due}
}

// Urgency orders statuses by how soon somebody must act: the smaller, the more urgent.
func (s PolicyStatus) Urgency() int {
	switch s {
	case StatusInGrace:
		return 0
	case StatusDueSoon:
		return 1
	case StatusLapsed:
		return 2
	case StatusInForce:
		return 3
	case StatusMatured:
		return 4
	case StatusExpired:
		return 5
	}
	return 6
}
