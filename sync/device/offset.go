package device

import "github.com/fangce/fangce/app"

// maxTrip is the longest exchange in milliseconds that still says something about the clock.
const maxTrip = 10_000

// offset returns what must be added to the laptop's clock to read as the centre's, in milliseconds: the centre's reading
// belongs halfway between sending and answer.
func offset(when span, centre int64) int64 {
	return centre - (int64(when.sent)+int64(when.got))/2
}

// measure takes the centre's clock reading of one exchange. Slow exchanges tell too little, unless there was none better.
func (e *Engine) measure(when span, centre int64) {
	if centre <= 0 {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.contacted(centre)
	if trip := int64(when.got - when.sent); trip < 0 || trip > maxTrip && e.measured {
		return
	}
	e.measured = true
	e.progress.ClockOffset = offset(when, centre)
}

// setOffset takes the centre's clock reading whatever came before: it has refused a request for its time.
func (e *Engine) setOffset(when span, centre int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.measured, e.progress.ClockOffset = true, offset(when, centre)
}

// corrected returns the present instant by the centre's clock, as far as it is known.
func (e *Engine) corrected() app.Instant {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.clock.Now() + app.Instant(e.progress.ClockOffset)
}
