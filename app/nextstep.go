package app

import "time"

// NextStep is a proposal of what follows on a call.
type NextStep struct {
	Code  string  // a Next constant
	At    Instant // when, 0 where only a day is meant
	On    Date    // the day, "" none
	Phone string  // the number to call instead
}

// Codes of proposals.
const (
	NextCall      = "call"      // call again at At
	NextPhone     = "phone"     // call another number now
	NextText      = "text"      // send a message
	NextConfirm   = "confirm"   // nothing to do: the meeting comes up to be confirmed on On
	NextCheckPaid = "paid"      // look on On whether the premium has arrived
	NextReturn    = "return"    // the next return call, about On
	NextFind      = "find"      // find another number by On
	NextDifficult = "difficult" // a difficult-case report (疑难件报告书, 002 §三.四)
	NextVisit     = "visit"     // go there without an appointment
	NextNone      = "none"
)

// Calls in vain after which a message is the better next step, and after which the case is difficult.
const (
	triesForText      = 3
	triesForDifficult = 6
)

// NextFacts are what a next step follows from.
type NextFacts struct {
	Outcome  string
	Stage    string
	Now      Instant
	Customer Customer
	Policy   Policy
	Tries    int     // calls in vain before this one
	Others   []Phone // usable numbers besides the one called
	Meeting  Instant // to be confirmed, or agreed in this call
	Cal      Calendar
}

// NextSteps returns what may follow on a call, the best first: call back at the best time on a working day outside the
// quiet hours; after no answer another number, another time of day, after several tries a message; after an agreement the
// second confirmation (002 §二.一.3), after a refusal a message about the way of paying (002 §二.一.4); after a wrong
// number the others, then a difficult case (002 §三.四). The last is always to plan nothing.
func NextSteps(f NextFacts) []NextStep {
	var out []NextStep
	add := func(s NextStep) { out = append(out, s) }
	switch f.Outcome {
	case OutcomeCallBack:
		f.callAgain(add, f.Now)
		return out // the customer asked for it
	case OutcomeNoAnswer:
		f.afterNoAnswer(add)
	case OutcomeWrong:
		for _, p := range f.Others {
			add(NextStep{Code: NextPhone, Phone: p.Number})
		}
		if len(f.Others) == 0 {
			add(NextStep{Code: NextFind, On: f.Cal.AddWorkdays(f.Now.Date(), 1)})
			add(NextStep{Code: NextDifficult})
		}
	case OutcomeAgreed:
		if f.Meeting != 0 && f.Stage != StageConfirm {
			add(NextStep{Code: NextConfirm, On: max(f.Meeting.Date().AddDays(-1), f.Now.Date())})
		}
		add(NextStep{Code: NextText})
	case OutcomeRefused:
		if f.checkPaid(add); f.Stage != StageConfirm && f.Policy.Boundaries().Due != "" {
			add(NextStep{Code: NextText})
		}
		f.nextReturn(add)
	case OutcomeDone:
		f.checkPaid(add)
		f.nextReturn(add)
		add(NextStep{Code: NextText})
	default:
		return nil
	}
	add(NextStep{Code: NextNone})
	return out
}

const (
	anHour   = Instant(time.Hour / time.Millisecond)
	fiveMins = Instant(5 * time.Minute / time.Millisecond)
)

// callAgain proposes times: before a meeting in an hour; otherwise on the next working day and, where the day is still
// young enough, later today.
func (f NextFacts) callAgain(add func(NextStep), avoid Instant) {
	if f.Stage == StageConfirm && f.Meeting > f.Now {
		again := (f.Now + anHour + fiveMins - 1) / fiveMins * fiveMins
		if again >= f.Meeting {
			again = f.Now + (f.Meeting-f.Now)/2
		}
		add(NextStep{Code: NextCall, At: again, On: again.Date()})
		return
	}
	tomorrow := InstantOf(f.Cal.AddWorkdays(f.Now.Date(), 1).Time())
	if readBest(f.Customer.BestTime).weekend {
		tomorrow = InstantOf(f.Now.Date().AddDays(1).Time())
	}
	next, ok := CallSlot(f.Customer, tomorrow, avoid, f.Cal)
	if ok {
		add(NextStep{Code: NextCall, At: next, On: next.Date()})
	}
	if later, found := CallSlot(f.Customer, f.Now+2*anHour, avoid, f.Cal); found && later.Date() == f.Now.Date() {
		add(NextStep{Code: NextCall, At: later, On: later.Date()})
	}
	if other, found := CallSlot(f.Customer, tomorrow, 0, f.Cal); found && other != next {
		add(NextStep{Code: NextCall, At: other, On: other.Date()})
	}
}

func (f NextFacts) afterNoAnswer(add func(NextStep)) {
	tries := f.Tries + 1
	if f.Stage == StageConfirm {
		f.callAgain(add, 0)
		add(NextStep{Code: NextText})
		return
	}
	for _, p := range f.Others {
		add(NextStep{Code: NextPhone, Phone: p.Number})
	}
	if tries >= triesForDifficult {
		add(NextStep{Code: NextDifficult})
		add(NextStep{Code: NextVisit, On: f.Cal.AddWorkdays(f.Now.Date(), 1)})
	}
	if tries >= triesForText {
		add(NextStep{Code: NextText})
	}
	if later, ok := CallSlot(f.Customer, f.Now+2*anHour, f.Now, f.Cal); ok {
		add(NextStep{Code: NextCall, At: later, On: later.Date()})
	}
	if tries < triesForText {
		add(NextStep{Code: NextText})
	}
}

// checkPaid proposes to look after a premium that is still to come.
func (f NextFacts) checkPaid(add func(NextStep)) {
	if f.Stage != StagePayment && f.Outcome != OutcomeRefused {
		return
	}
	b := f.Policy.Boundaries()
	if b.Due == "" || f.Now.Date() > b.GraceEnd {
		return
	}
	add(NextStep{Code: NextCheckPaid, On: f.Cal.AddWorkdays(max(b.Due, f.Now.Date()), 1)})
}

func (f NextFacts) nextReturn(add func(NextStep)) {
	on := ReturnDue(f.Now.Date(), f.Customer.Grade)
	if !f.Cal.IsWorkday(on) {
		on = f.Cal.AddWorkdays(on, 1)
	}
	add(NextStep{Code: NextReturn, On: on})
}
