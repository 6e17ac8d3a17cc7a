package app_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

// Date.Time reads by hand; it must agree with time.Parse on everything.
func TestDateTime(t *testing.T) {
	for _, s := range []string{
		"2026-03-18", "2024-02-29", "2026-02-29", "2026-02-30", "2026-13-01", "2026-00-10", "2026-01-00", "0001-01-02", "9999-12-31",
		"", "2026-3-18", "2026/03/18", "20260318", "2026-03-1x", "2026-03-18 ", "二〇二六", "-026-03-18",
	} {
		want, err := time.ParseInLocation(time.DateOnly, s, app.Shanghai)
		if err != nil {
			want = time.Time{}
		}
		if got := app.Date(s).Time(); !got.Equal(want) {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}
