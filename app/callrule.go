package app

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// AdultAge is the age from which an insured may be called (成年的被保险人, 002 §二.一.1 and 二.二.1).
const AdultAge = 18

// Roles of people who may be called.
const (
	CalleeHolder  = "投保人"
	CalleeInsured = "被保人"
)

// Reasons why a customer may not be called now (product §5), as CallItem.Blocked holds them.
const (
	BlockedDoNotContact = "do_not_contact"
	BlockedQuietHours   = "quiet_hours"
	BlockedNoPhone      = "no_phone"
	BlockedNoAdult      = "no_adult"
)

// AgeOn returns the age in full years of somebody born on birth, -1 if that is not known. Who was born on 29 February
// is a year older on 1 March of a common year.
func AgeOn(birth, day Date) int {
	b, d := birth.Time(), day.Time()
	if b.IsZero() || d.IsZero() || d.Before(b) {
		return -1
	}
	age := d.Year() - b.Year()
	if birth[5:] > day[5:] {
		age--
	}
	return age
}

// Callees returns whom one may call about a card: the holder, and insured persons aged 18 or more on that day (002
// §二.一.1). A holder known to be a minor and an insured whose birth date is not known are left out. Nobody is named twice.
func Callees(c Customer, policies []Policy, today Date) []Callee {
	var out []Callee
	if age := AgeOn(c.BirthDate, today); age < 0 || age >= AdultAge {
		out = append(out, Callee{Name: c.Name, Relation: CalleeHolder, Sex: c.Sex, Phones: UsablePhones(c.Phones)})
	}
	for _, p := range policies {
		name := strings.TrimSpace(p.InsuredName)
		if name == "" || name == c.Name && samePerson(c, p) || AgeOn(p.InsuredBirth, today) < AdultAge {
			continue
		}
		called := Callee{Name: name, Relation: CalleeInsured, Sex: p.InsuredSex, PolicyNo: p.Number}
		called.Phones = slices.DeleteFunc(UsablePhones(ParsePhones(p.InsuredPhone)), func(n Phone) bool {
			return markedWrong(c.Phones, n.Number)
		})
		at := slices.IndexFunc(out, func(o Callee) bool { return o.Relation == CalleeInsured && o.Name == name })
		switch {
		case at < 0:
			out = append(out, called)
		case len(out[at].Phones) == 0:
			out[at].Phones = called.Phones
		}
	}
	return out
}

// samePerson reports whether the insured of the same name is the holder: nothing that is known of both differs.
func samePerson(c Customer, p Policy) bool {
	if p.InsuredIDNo != "" && c.IDNo != "" {
		return strings.EqualFold(p.InsuredIDNo, c.IDNo)
	}
	return p.InsuredBirth == "" || c.BirthDate == "" || p.InsuredBirth == c.BirthDate
}

// UsablePhones returns the numbers that can be called: valid and not found wrong; mobiles first.
func UsablePhones(phones []Phone) []Phone {
	var out []Phone
	for _, kind := range []string{PhoneMobile, PhoneLandline} {
		for _, p := range phones {
			if p.Kind == kind && !p.Wrong {
				out = append(out, p)
			}
		}
	}
	return out
}

func markedWrong(phones []Phone, number string) bool {
	return slices.ContainsFunc(phones, func(p Phone) bool { return p.Number == number && p.Wrong })
}

// Quiet reports whether a moment lies in the hours in which the customer does not want to be called. The hours begin at
// from, end before to, and may run over midnight.
func Quiet(from, to string, at Instant) bool {
	if from == "" || to == "" || from == to {
		return false
	}
	now := at.Clock()
	if from < to {
		return from <= now && now < to
	}
	return now >= from || now < to
}

// CallBlocked returns why a customer may not be called at a moment, "" if nothing forbids it.
func CallBlocked(c Customer, callees []Callee, at Instant) string {
	switch {
	case c.DoNotContact:
		return BlockedDoNotContact
	case len(callees) == 0:
		return BlockedNoAdult
	case !slices.ContainsFunc(callees, func(o Callee) bool { return len(o.Phones) > 0 }):
		return BlockedNoPhone
	case Quiet(c.QuietFrom, c.QuietTo, at):
		return BlockedQuietHours
	}
	return ""
}

// CallOrder compares two lines of the call queue. Second confirmations come first, by the time of the meeting: they cannot
// wait (002 §二.一.3); with them calls agreed for a time that has come. Who asked to be called later comes last, by that
// time. All others go by premium due date (002 §二.一.1), so premiums already late come first. Policies whose premium can no longer simply be paid, as they lapsed, follow by their due date; then those
// without a premium to come. Equal days go by policy number.
func CallOrder(a, b CallItem) int {
	if d := turn(a) - turn(b); d != 0 {
		return d
	}
	if d := cmp.Compare(timed(a), timed(b)); d != 0 && turn(a) != turnRule {
		return d
	}
	if d := payable(a) - payable(b); d != 0 {
		return d
	}
	if a.NextDue != b.NextDue && payable(a) < 2 {
		return strings.Compare(string(a.NextDue), string(b.NextDue))
	}
	return strings.Compare(a.PolicyNo+a.CustomerID, b.PolicyNo+b.CustomerID)
}

// Turns of the queue: what has a time that cannot wait, what goes by the rule, and who asked to be called later.
const (
	turnTimed = iota
	turnRule
	turnLater
)

func turn(i CallItem) int {
	switch {
	case i.At != 0, i.CallAt != 0 && !i.Later:
		return turnTimed
	case i.CallAt != 0:
		return turnLater
	}
	return turnRule
}

// timed is the moment of a line that has one.
func timed(i CallItem) Instant {
	if i.At != 0 && i.CallAt != 0 && !i.Later {
		return min(i.At, i.CallAt)
	}
	return max(i.At, i.CallAt)
}

func payable(i CallItem) int {
	switch i.State.Status {
	case StatusInForce, StatusDueSoon, StatusInGrace:
		if i.NextDue != "" && i.State.Until != "" {
			return 0
		}
	case StatusLapsed:
		if i.NextDue != "" {
			return 1
		}
	}
	return 2
}

// ConfirmFrom is how long before a meeting the second confirmation may be made at the earliest: from the day before on
// (002 §二.一.3: before leaving).
const ConfirmFrom = 24 * time.Hour

// NeedsConfirm reports whether the second confirmation of an appointment is to be made on that day: on its own day or
// the day before, while nobody has confirmed it.
func NeedsConfirm(a Appointment, today Date) bool {
	if a.Status != AppointmentPlanned || a.ConfirmedAt != 0 || a.At == 0 {
		return false
	}
	return a.At.Date() == today || InstantOf(a.At.Time().Add(-ConfirmFrom)).Date() == today
}
