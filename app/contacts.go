package app

import "slices"

// Contacts sums up what has been done with one customer, from the service records that stand.
type Contacts struct {
	Last     Instant // newest record of any kind
	Reached  Instant // newest one in which somebody was spoken to or visited
	Visited  Instant // newest visit that took place
	Refused  Instant // newest refusal to meet
	LastCall Instant
	Tries    int // calls without success since somebody was reached
	// By policy id, "" for contacts about no policy in particular:
	Reminded map[string]Instant // newest contact that reminded of the premium, confirmed its way or helped with the transfer
	Spoken   map[string]Instant // newest conversation or visit
}

// About returns the newest moment of a map of Contacts that concerns a policy: about it or about none in particular.
func About(by map[string]Instant, policyID string) Instant { return max(by[policyID], by[""]) }

// RemindsOfPremium reports whether a contact spoke of the premium: it reminded of it, confirmed how it is paid or helped
// with the transfer (002 §二.三.1), and somebody heard it.
func RemindsOfPremium(r ServiceRecord) bool {
	if !Spoke(r.Outcome) {
		return false
	}
	return r.PayWay != "" || slices.ContainsFunc(r.Items, func(i string) bool {
		return i == ItemRemind || i == ItemPayWay || i == ItemTransfer
	})
}

// Spoke reports whether an outcome means that somebody was spoken to: not with no answer, a wrong number or nobody at
// the door.
func Spoke(outcome string) bool {
	return outcome != OutcomeNoAnswer && outcome != OutcomeWrong && outcome != OutcomeNoShow
}

// Concludes reports whether a contact with that outcome settles what it was for; a customer who wants to be called at
// another time was reached, but the call is still to be made.
func Concludes(outcome string) bool { return Spoke(outcome) && outcome != OutcomeCallBack }

// Standing returns the records that stand, in their order: without those withdrawn or replaced, and without the
// withdrawals themselves (product §2).
func Standing(records []ServiceRecord) []ServiceRecord {
	gone := map[string]bool{}
	for _, r := range records {
		if r.Withdraws != "" {
			gone[r.Withdraws] = true
		}
		if r.Corrects != "" {
			gone[r.Corrects] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(records), func(r ServiceRecord) bool { return r.Withdraws != "" || gone[r.ID] })
}

// Add takes one standing record into the sum. Records of one customer must come oldest first. It looks at channel,
// outcome, time, policy, items and way of paying.
func (c *Contacts) Add(r ServiceRecord) {
	c.Last = max(c.Last, r.At)
	if RemindsOfPremium(r) {
		note(&c.Reminded, r)
	}
	if r.Channel == ChannelPhone {
		c.LastCall = max(c.LastCall, r.At)
		if !Concludes(r.Outcome) {
			c.Tries++
		}
	}
	if r.Channel != ChannelPhone && r.Channel != ChannelVisit {
		return
	}
	if Concludes(r.Outcome) {
		c.Reached = max(c.Reached, r.At)
		c.Tries = 0
		note(&c.Spoken, r)
	}
	if r.Channel == ChannelVisit && Spoke(r.Outcome) {
		c.Visited = max(c.Visited, r.At)
	}
	if r.Outcome == OutcomeRefused {
		c.Refused = max(c.Refused, r.At)
	}
}

func note(by *map[string]Instant, r ServiceRecord) {
	if *by == nil {
		*by = map[string]Instant{}
	}
	(*by)[r.PolicyID] = max((*by)[r.PolicyID], r.At)
}

// OpenStages returns which stages of a case are still to be done, with their last days, in the order of product §5: the
// data of the card, the first call and the first visit since the case was published. A customer who refuses to meet
// owes no first visit; return visits follow the last contact.
func OpenStages(c Case, p Policy, card Customer, done Contacts, cal Calendar) []StageItem {
	due := DueOf(c, p, cal)
	start := InstantOf(c.PublishedOn.Time())
	var out []StageItem
	if c.SignedAt == 0 {
		out = append(out, StageItem{DueSign, due.Sign})
	}
	if card.OpenedOn == "" {
		out = append(out, StageItem{DueOpenCard, due.OpenCard})
	}
	if card.CheckedOn == "" {
		out = append(out, StageItem{DueData, due.CheckData})
	}
	if done.Reached < start {
		out = append(out, StageItem{DueFirstCall, due.FirstCall})
	}
	if done.Visited < start && done.Refused < start {
		out = append(out, StageItem{DueFirstVisit, due.FirstVisit})
	}
	return out
}

// HasOpenStage reports whether OpenStages returns any; neither asks what day it is.
func HasOpenStage(c Case, card Customer, done Contacts) bool {
	start := InstantOf(c.PublishedOn.Time())
	return c.SignedAt == 0 || card.OpenedOn == "" || card.CheckedOn == "" || done.Reached < start ||
		done.Visited < start && done.Refused < start
}

// StageItem is one open stage with its last day.
type StageItem struct {
	Kind DueKind
	By   Date
}
