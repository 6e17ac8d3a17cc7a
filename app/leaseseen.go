package app

import (
	"fmt"
	"time"
)

// LeaseStep is how much of an offline lease an opening of the account costs while the machine's clock stands where it has
// stood before. At least so much time passes between two notes of how late it is.
const LeaseStep = Instant(10 * time.Minute / time.Millisecond)

// LeaseSeen is how late it has been seen to be during an offline lease (architecture §3). A clock that is set back, be it at
// every start, makes the lease no longer.
type LeaseSeen struct {
	Until  Instant // end of the lease; another lease begins anew
	Latest Instant
}

// ParseLeaseSeen reads what String has written; anything else is no lease.
func ParseLeaseSeen(s string) (l LeaseSeen) {
	if n, _ := fmt.Sscanf(s, "%d %d", &l.Until, &l.Latest); n != 2 {
		return LeaseSeen{}
	}
	return l
}

// String implements fmt.Stringer.
func (l LeaseSeen) String() string { return fmt.Sprintf("%d %d", l.Until, l.Latest) }

// Opened takes in what the clock says when the account is opened.
func (l LeaseSeen) Opened(until, now Instant) LeaseSeen {
	if l.Until == until && now <= l.Latest {
		l.Latest += LeaseStep
		return l
	}
	return LeaseSeen{until, now}
}

// Ran takes in what the clock says while the account is open, after the program has run for so long since the last time.
func (l LeaseSeen) Ran(until, now Instant, ran time.Duration) LeaseSeen {
	if l.Until != until {
		return LeaseSeen{until, now} // there has been contact since
	}
	return LeaseSeen{until, max(now, l.Latest+Instant(ran.Milliseconds()))}
}
