package ui

import "time"

// Times of the lock nobody asked for.
const (
	idleTick    = time.Second      // how often the guard looks at the clock
	idleWarning = 30 * time.Second // how long before the lock the window says so
	// sleepGap is how far the clock may run between two looks: a greater step means that the laptop slept, and whoever
	// opens it may be somebody else.
	sleepGap = time.Minute
)

// idle decides when an unlocked window that nobody uses is locked. All its methods belong to the UI goroutine.
//
// Time is measured twice. The monotonic clock cannot be set back to keep a window open, but on some systems it stands
// still while the laptop sleeps; the wall clock goes on then, but can be set. The greater of the two counts.
type idle struct {
	after  time.Duration
	last   time.Time // of the last input
	looked time.Time // last look at the clock
	warned bool
	warn   func(left time.Duration) // shows how long is left; 0 takes the notice away
	lock   func(slept bool)         // slept: because the laptop did, not because nobody used it for as long as that takes
}

// begin starts counting at now.
func (i *idle) begin(now time.Time) {
	i.last, i.looked, i.warned = now, now, false
}

// touch notes an input of the user.
func (i *idle) touch(now time.Time) {
	i.last = now
	if i.warned {
		i.warned = false
		i.warn(0)
	}
}

// look locks the window or warns of it, if it is time. An input that the system delivered late, after the laptop slept,
// does not count: the step of the clock is seen first, or with it.
func (i *idle) look(now time.Time) {
	slept := wall(now, i.looked) > sleepGap
	i.looked = now
	unused := max(now.Sub(i.last), wall(now, i.last))
	left := i.after - unused
	switch {
	case slept || left <= 0:
		i.lock(slept)
	case left <= idleWarning && left < i.after:
		i.warned = true
		i.warn(left)
	case i.warned:
		i.warned = false
		i.warn(0)
	}
}

// wall is the time between two moments by the clock on the wall.
func wall(later, earlier time.Time) time.Duration { return later.Round(0).Sub(earlier.Round(0)) }
