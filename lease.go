package main

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
)

// settingLeaseSeen holds an app.LeaseSeen.
const settingLeaseSeen = "window.lease_seen"

// leaseWatch is how late it has been seen to be since the account was opened.
type leaseWatch struct {
	mu      sync.Mutex
	seen    app.LeaseSeen
	at      time.Time // when, by the clock nobody can set
	written app.LeaseSeen
}

// leaseUntil returns until when, by this machine's clock, customers may be shown without another contact with the centre.
func (s *session) leaseUntil(ctx context.Context) app.Instant {
	until, now, machine := s.Lease(), s.Now(), s.clock.Now()
	w := &s.lease
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.at.IsZero() {
		text, err := s.store.Setting(ctx, settingLeaseSeen)
		if err != nil {
			return until - now + machine
		}
		w.written = app.ParseLeaseSeen(text)
		w.seen = w.written.Opened(until, now)
	} else {
		w.seen = w.seen.Ran(until, now, time.Since(w.at))
	}
	w.at = time.Now()
	if w.seen.Until != w.written.Until || w.seen.Latest >= w.written.Latest+app.LeaseStep {
		if err := s.store.SetSetting(ctx, settingLeaseSeen, w.seen.String()); err != nil {
			slog.Warn("the latest time seen could not be written down", "error", err)
		} else {
			w.written = w.seen
		}
	}
	return until - w.seen.Latest + machine
}
