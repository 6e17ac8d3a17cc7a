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

// Add takes one standing record into the sum. Records of one customer must come oldest first.
func (c *Contacts) Add(channel, outcome string, at Instant) {
	c.Last = max(c.Last, at)
	if channel == ChannelPhone {
		c.LastCall = max(c.LastCall, at)
		if !Concludes(outcome) {
			c.Tries++
		}
	}
	if channel != ChannelPhone && channel != ChannelVisit {
		return
	}
	if Concludes(outcome) {
		c.Reached = max(c.Reached, at)
		c.Tries = 0
	}
	if channel == ChannelVisit && Spoke(outcome) {
		c.Visited = max(c.Visited, at)
	}
	if outcome == OutcomeRefused {
		c.Refused = max(c.Refused, at)
	}
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

// StageItem is one open stage with its last day.
type StageItem struct {
	Kind DueKind
	By   Date
}
