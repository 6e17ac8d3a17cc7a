package device

import (
	"context"
	"fmt"
	"strconv"

	"github.com/fangce/fangce/app"
)

// LeaseDays is for how many days after the last contact with the centre customers' data may be shown, unless the centre
// says otherwise (architecture §3).
const LeaseDays = 30

// day in milliseconds.
const day = 24 * 60 * 60 * 1000

// Lease returns until when customers' data may be shown without another contact with the centre, by the centre's clock as
// far as it is known (Now). Work that was not sent stays whatever happens.
func (e *Engine) Lease() (until app.Instant) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.contact + app.Instant(e.leaseDays*day)
}

// Now returns the present instant by the centre's clock, as far as it is known.
func (e *Engine) Now() app.Instant { return e.corrected() }

// contacted takes in a reading of the centre's clock: there was contact then. It never goes back; e.mu is held.
func (e *Engine) contacted(now int64) { e.contact = max(e.contact, app.Instant(now)) }

// setLease takes in for how many days the centre lets data be shown, 0 for as many as usual.
func (e *Engine) setLease(ctx context.Context, days int) error {
	if days <= 0 {
		days = LeaseDays
	}
	e.mu.Lock()
	same := e.leaseDays == int64(days)
	e.leaseDays = int64(days)
	e.mu.Unlock()
	if same {
		return nil
	}
	if err := e.store.SetSetting(ctx, SettingLeaseDays, decimal(int64(days))); err != nil {
		return fmt.Errorf("device: store lease: %w", err)
	}
	return nil
}

// loadLease reads what the last run left. An account from before there were leases had its last contact with its last round,
// or now.
func (e *Engine) loadLease(ctx context.Context) error {
	var n [2]int64
	for i, key := range []string{SettingContact, SettingLeaseDays} {
		v, err := e.store.Setting(ctx, key)
		if err != nil {
			return fmt.Errorf("device: read state: %w", err)
		}
		n[i], _ = strconv.ParseInt(v, 10, 64)
	}
	if n[1] <= 0 {
		n[1] = LeaseDays
	}
	e.contact, e.leaseDays = max(app.Instant(n[0]), e.progress.LastSync), n[1]
	if e.contact > 0 {
		return nil
	}
	e.contact = e.corrected()
	return e.store.SetSetting(ctx, SettingContact, decimal(int64(e.contact)))
}
