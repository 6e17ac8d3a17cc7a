package app

// SnoozeDays is for how many days work that is no deadline can be put off at a time.
const SnoozeDays = 7

// Key names a piece of due work over the days: the same work has the same key as long as it is due.
func (i DueItem) Key() string {
	return string(i.Kind) + "/" + i.CustomerID + "/" + i.PolicyID + "/" + i.AppointmentID + "/" + i.RecordID + "/" + i.LogID + "/" + string(i.By)
}

// SnoozeUntil returns the last day to which a piece of due work may be put off on a day; "" if it may not. What was promised to
// somebody, what has its hour, receipts, logs and marks cannot wait. A premium, the end of grace, a maturity wait no longer
// than three days before their last day, and nothing waits beyond it; what is late already waits until the next day.
func SnoozeUntil(i DueItem, today Date) Date {
	last := today.AddDays(SnoozeDays)
	switch i.Kind {
	case DuePremium, DueGrace, DueMaturity:
		last = min(last, i.By.AddDays(-3))
	case DueNext, DueReturn, DueOpenCard, DueData, DueFirstCall, DueFirstVisit:
		if i.By <= today {
			last = today.AddDays(1)
		} else {
			last = min(last, i.By)
		}
	case DueLapsed:
		last = min(last, i.By)
	default:
		return ""
	}
	if last <= today {
		return ""
	}
	return last
}
