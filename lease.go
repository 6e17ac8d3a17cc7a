package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/fangce/fangce/app"
)

// settingLeaseSeen holds the end of the lease and the latest time that has been seen during it: a clock that is set back
// does not make the lease longer.
const settingLeaseSeen = "window.lease_seen"

// leaseStep is how much time passes at least before it is written down again.
const leaseStep = app.Instant(10 * time.Minute / time.Millisecond)

// leaseUntil returns until when, by this machine's clock, customers may be shown without another contact with the centre.
func (s *session) leaseUntil(ctx context.Context) app.Instant {
	until, now, machine := s.Lease(), s.Now(), s.clock.Now()
	text, err := s.store.Setting(ctx, settingLeaseSeen)
	if err != nil {
		return until - now + machine
	}
	var of, latest app.Instant
	if n, _ := fmt.Sscanf(text, "%d %d", &of, &latest); n != 2 || of != until {
		latest = 0 // another lease: there has been contact since
	}
	if now > latest+leaseStep {
		if err := s.store.SetSetting(ctx, settingLeaseSeen, fmt.Sprintf("%d %d", until, now)); err != nil {
			slog.Warn("the latest time seen could not be written down", "error", err)
		}
	}
	return until - max(now, latest) + machine
}
