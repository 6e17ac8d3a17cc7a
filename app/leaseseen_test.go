package app_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

// A clock that is set back at every start, or while the program runs, does not keep the lease from ending.
func TestAClockSetBackDoesNotStopTheLease(t *testing.T) {
	const hour = app.Instant(time.Hour / time.Millisecond)
	until, start := 100*hour, 10*hour
	seen := app.LeaseSeen{}.Opened(until, start)
	if seen.Latest != start {
		t.Errorf("at first %d", seen.Latest)
	}
	opened := 0
	for ; seen.Latest < until && opened < 1000; opened++ {
		seen = app.ParseLeaseSeen(seen.String()).Opened(until, start)
	}
	if most := int((until - start) / app.LeaseStep); opened > most {
		t.Errorf("%d openings, want no more than %d", opened, most)
	}
	seen = app.LeaseSeen{}.Opened(until, start)
	for range 3 {
		seen = seen.Ran(until, start, time.Hour)
	}
	if seen.Latest != start+3*hour {
		t.Errorf("after three hours with a clock that stands still: %d", seen.Latest)
	}
}

// A clock that goes right costs nothing but the time that passes, and contact begins anew.
func TestALeaseByAGoodClock(t *testing.T) {
	minute := app.Instant(time.Minute / time.Millisecond)
	until, now := 1000*minute, minute
	seen := app.LeaseSeen{}.Opened(until, now)
	for range 5 {
		now += minute
		seen = seen.Opened(until, now)
		now += minute
		seen = seen.Ran(until, now, time.Minute)
	}
	if seen.Latest != now {
		t.Errorf("seen %d, is %d", seen.Latest, now)
	}
	if seen = seen.Ran(until+minute, now-5*minute, time.Minute); seen.Latest != now-5*minute {
		t.Errorf("after contact %d", seen.Latest)
	}
	if l := app.ParseLeaseSeen("?"); l != (app.LeaseSeen{}) {
		t.Errorf("%v", l)
	}
}
