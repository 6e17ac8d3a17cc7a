package app_test

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// Putting off must never hide a deadline (product §3, §5, §6).
func TestSnoozeUntil(t *testing.T) {
	const today = app.Date("2026-11-20")
	for _, c := range []struct {
		kind app.DueKind
		by   app.Date
		want app.Date
	}{
		{app.DueReturn, "2026-12-31", "2026-11-27"},
		{app.DueReturn, "2026-11-22", "2026-11-22"},
		{app.DueNext, "2026-11-18", "2026-11-21"},
		{app.DueFirstCall, "2026-11-20", "2026-11-21"},
		{app.DuePremium, "2026-12-20", "2026-11-27"},
		{app.DuePremium, "2026-11-25", "2026-11-22"},
		{app.DueGrace, "2026-11-23", ""},
		{app.DueGrace, "2026-11-24", "2026-11-21"},
		{app.DueLapsed, "2028-01-01", "2026-11-27"},
		{app.DueLapsed, "2026-11-20", ""},
		{app.DueMaturity, "2026-11-20", ""},
		{app.DuePromise, "2026-12-31", ""},
		{app.DueAppointment, "2026-12-31", ""},
		{app.DueConfirm, "2026-12-31", ""},
		{app.DueSign, "2026-12-31", ""},
		{app.DueLog, "2026-12-31", ""},
		{app.DueMark, "2026-12-31", ""},
		{app.DueConflict, "2026-12-31", ""},
		{app.DueNoShow, "2026-12-31", ""},
	} {
		if got := app.SnoozeUntil(app.DueItem{Kind: c.kind, By: c.by}, today); got != c.want {
			t.Errorf("%s by %s: %q, want %q", c.kind, c.by, got, c.want)
		}
	}
}
