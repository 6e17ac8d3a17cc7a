package app

import (
	"regexp"
	"slices"
	"time"
)

// CallWork is one piece of work that asks for a call.
type CallWork struct {
	Stage string
	By    Date    // its last day, "" where it has none
	At    Instant // of the meeting to confirm, or for which a call was agreed; 0: no time
	Again bool    // a call that was put off, agreed for By or At
}

// CallReason is one reason why a customer stands in the call queue, and where; the window writes the sentence of its code.
type CallReason struct {
	Code  string // a Why constant
	Days  int    // how many: late, left or to go, as the code says
	Count int
	At    Instant
	On    Date
}

// Codes of reasons to call.
const (
	WhyConfirm    = "confirm"     // a meeting at At to be confirmed
	WhyCallAt     = "call_at"     // agreed to be called At
	WhyCallOn     = "call_on"     // to be called again On; Days late
	WhyNoShow     = "no_show"     // was not at home
	WhyDueToday   = "due_today"   // premium due today
	WhyDue        = "due"         // premium due in Days
	WhyGrace      = "grace"       // in grace, Days left
	WhyLapsed     = "lapsed"      // lapsed, Days left to reinstate
	WhyFirstLate  = "first_late"  // first call late by Days
	WhyFirstToday = "first_today" // last day of the first call
	WhyFirst      = "first"       // first call, Days left
	WhyReturnLate = "return_late" // return visit late by Days
	WhyReturn     = "return"      // return visit due in Days
	WhyTries      = "tries"       // called Count times in vain
	WhyBestNow    = "best_now"    // it is the time at which the customer likes to be called
)

// CallReasons returns why a customer is to be called, what decides the place in the queue first: what has a time, the
// premium, then what is late or nearly so, then what speaks for now.
func CallReasons(i CallItem, work []CallWork, best string, now Instant) []CallReason {
	today := now.Date()
	var out []CallReason
	add := func(r CallReason) {
		if !slices.ContainsFunc(out, func(o CallReason) bool { return o.Code == r.Code }) {
			out = append(out, r)
		}
	}
	if i.At != 0 {
		add(CallReason{Code: WhyConfirm, At: i.At})
	}
	if i.CallAt != 0 {
		add(CallReason{Code: WhyCallAt, At: i.CallAt})
	}
	premium := func() {
		switch st := i.State; st.Status {
		case StatusInGrace:
			add(CallReason{Code: WhyGrace, Days: st.DaysLeft, On: st.Until})
		case StatusLapsed:
			add(CallReason{Code: WhyLapsed, Days: st.DaysLeft, On: st.Until})
		case StatusDueSoon:
			if st.DaysLeft == 0 {
				add(CallReason{Code: WhyDueToday})
			} else {
				add(CallReason{Code: WhyDue, Days: st.DaysLeft, On: st.Until})
			}
		}
	}
	premium()
	for _, w := range work {
		left := 0
		if w.By != "" {
			left = w.By.DaysSince(today)
		}
		switch {
		case w.Again && w.At == 0:
			add(CallReason{Code: WhyCallOn, On: w.By, Days: max(-left, 0)})
		case w.Again:
		case w.Stage == StageNoShow:
			add(CallReason{Code: WhyNoShow, On: w.By})
		case w.By == "":
		case w.Stage == StageFirstCall:
			add(late(left, WhyFirstLate, WhyFirstToday, WhyFirst))
		case w.Stage == StageReturn:
			add(late(left, WhyReturnLate, WhyReturn, WhyReturn))
		}
	}
	if i.Tries > 0 {
		add(CallReason{Code: WhyTries, Count: i.Tries})
	}
	if known, suits := SuitsBestTime(best, now); known && suits && !i.Later {
		add(CallReason{Code: WhyBestNow})
	}
	return out
}

func late(left int, after, today, before string) CallReason {
	switch {
	case left < 0:
		return CallReason{Code: after, Days: -left}
	case left == 0:
		return CallReason{Code: today}
	}
	return CallReason{Code: before, Days: left}
}

// aheadOfCall is how long before an agreed time its call moves to the top of the queue.
const aheadOfCall = Instant(5 * time.Minute / time.Millisecond)

// CallDue reports whether the time for which a call was agreed has come.
func CallDue(at, now Instant) bool { return at <= now+aheadOfCall }

var clockFirst = regexp.MustCompile(`^\s*(\d{1,2}):(\d{2})\b`)

// NextAt returns for when a next step was agreed: its day and the time of day it begins with, 0 where it names none.
func NextAt(step string, on Date) Instant {
	m := clockFirst.FindStringSubmatch(step)
	if m == nil || !on.Valid() {
		return 0
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", string(on)+" "+m[1]+":"+m[2], Shanghai)
	if err != nil {
		return 0
	}
	return InstantOf(t)
}
