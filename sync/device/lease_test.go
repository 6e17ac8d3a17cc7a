package device_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/device"
)

const days = 24 * time.Hour

func (l *laptop) leased() time.Duration {
	return time.Duration(l.Lease()-l.Now()) * time.Millisecond
}

func about(got, want time.Duration) bool { return got > want-time.Minute && got < want+time.Minute }

func TestTheLeaseRunsFromTheLastContact(t *testing.T) {
	o := open(t)
	l := o.laptop(planner)
	if got := l.leased(); !about(got, 30*days) {
		t.Errorf("after enrolling: %v", got)
	}
	o.pass(29 * days)
	if got := l.leased(); !about(got, days) {
		t.Errorf("29 days later: %v", got)
	}
	o.setDown(true)
	_, err := l.Sync(t.Context())
	wantCode(t, err, app.ErrOffline)
	o.pass(2 * days)
	if got := l.leased(); !about(got, -days) {
		t.Errorf("31 days later, the centre away: %v", got)
	}
	again, err := device.New(device.Config{Store: l.store, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	l.Engine = again
	if got := l.leased(); !about(got, -days) {
		t.Errorf("after a restart: %v", got)
	}
	o.setDown(false)
	l.sync()
	if s, err := l.State(t.Context()); err != nil || !about(l.leased(), 30*days) || s.LeaseUntil != l.Lease() {
		t.Errorf("after a contact: %v, %v", l.leased(), err)
	}
	again, err = device.New(device.Config{Store: l.store, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	l.Engine = again
	if got := l.leased(); !about(got, 30*days) {
		t.Errorf("after another restart: %v", got)
	}
}

// A clock that is wrong, or set back to see more for longer, does not move the lease.
func TestTheLeaseGoesByTheCentresClock(t *testing.T) {
	o := open(t)
	off := -3 * days
	clock := func() time.Time { return o.clock().Add(off) }
	e, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: o.server.URL, Code: o.code(planner), Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	l := o.bootWith(e, device.Config{Clock: clock})
	l.sync()
	was := l.Lease()
	if !about(l.leased(), 30*days) || !about(time.Duration(was-app.InstantOf(o.clock()))*time.Millisecond, 30*days) {
		t.Errorf("%v left", l.leased())
	}
	off = -20 * days
	l.sync()
	if l.Lease() < was || !about(l.leased(), 30*days) {
		t.Errorf("set back: was %v, is %v", was, l.Lease())
	}
}
