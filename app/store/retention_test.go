package store_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
)

// made returns backups made at these times of Shanghai.
func made(times ...string) []app.Backup {
	var out []app.Backup
	for _, s := range times {
		at, err := time.ParseInLocation("2006-01-02 15:04", s, app.Shanghai)
		if err != nil {
			panic(err)
		}
		out = append(out, app.Backup{Name: at.Format("2006-01-02T1504") + ".db", At: app.InstantOf(at)})
	}
	return out
}

func instant(s string) app.Instant { return made(s)[0].At }

// shown lists backups as "day time", weekly ones with a w.
func shown(all []app.Backup) string {
	var out []string
	for _, b := range all {
		s := b.At.Time().Format("01-02 15:04")
		if b.Weekly {
			s += "w"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestRetain(t *testing.T) {
	for name, c := range map[string]struct {
		now  string
		made []app.Backup
		keep string
	}{
		"none": {"2026-03-18 09:30", nil, ""},
		"one":  {"2026-03-18 09:30", made("2026-03-18 08:00"), "03-18 08:00"},
		"the last of a day gone by": {
			"2026-03-18 09:30", made("2026-03-18 08:00", "2026-03-17 08:00", "2026-03-18 09:00", "2026-03-17 23:59"),
			"03-18 09:00, 03-18 08:00, 03-17 23:59",
		},
		"the first and the last of today": {
			"2026-03-18 17:30", made("2026-03-18 08:00", "2026-03-18 09:00", "2026-03-18 17:00", "2026-03-17 08:00"),
			"03-18 17:00, 03-18 08:00, 03-17 08:00",
		},
		"seven days, however far apart": {
			"2026-03-18 09:30",
			made("2026-03-18 08:00", "2026-03-16 08:00", "2026-03-12 08:00", "2026-02-12 08:00", "2026-01-12 08:00", "2025-03-12 08:00", "2024-03-12 08:00"),
			"03-18 08:00, 03-16 08:00, 03-12 08:00, 02-12 08:00, 01-12 08:00, 03-12 08:00, 03-12 08:00",
		},
		"weeks before the days": {
			"2026-03-18 09:30", // a Wednesday
			made("2026-03-18 08:00", "2026-03-17 08:00", "2026-03-16 08:00", "2026-03-15 08:00", "2026-03-14 08:00", "2026-03-13 08:00", "2026-03-12 08:00",
				"2026-03-11 08:00", // its week ends with the 15th, which is kept
				"2026-03-08 08:00", "2026-03-07 08:00", "2026-03-01 08:00", "2026-02-20 08:00", "2026-02-19 08:00", "2026-02-10 08:00", "2026-02-01 08:00"),
			"03-18 08:00, 03-17 08:00, 03-16 08:00, 03-15 08:00, 03-14 08:00, 03-13 08:00, 03-12 08:00, 03-08 08:00w, 03-01 08:00w, 02-20 08:00w, 02-10 08:00w",
		},
		"a clock that was ahead": {
			"2026-03-18 09:30", made("2031-01-01 08:00", "2031-01-01 07:00", "2026-03-18 08:00", "2026-03-18 07:00"),
			"01-01 08:00, 03-18 08:00, 03-18 07:00",
		},
		"a clock that is behind": {"1970-01-02 00:00", made("2026-03-18 08:00", "2026-03-17 08:00"), "03-18 08:00, 03-17 08:00"},
	} {
		t.Run(name, func(t *testing.T) {
			rand.Shuffle(len(c.made), func(i, j int) { c.made[i], c.made[j] = c.made[j], c.made[i] })
			keep, remove := store.Retain(c.made, instant(c.now))
			if shown(keep) != c.keep {
				t.Errorf("keeps %s\nwant  %s", shown(keep), c.keep)
			}
			if len(keep)+len(remove) != len(c.made) {
				t.Errorf("%d kept and %d removed of %d", len(keep), len(remove), len(c.made))
			}
		})
	}
}

// A laptop that is used every day has seven days and four whole weeks before them, at all times.
func TestRetainDayByDay(t *testing.T) {
	var have []app.Backup
	for at := instant("2026-01-01 08:30").Time(); at.Year() == 2026; at = at.AddDate(0, 0, 1) {
		have = append(have, app.Backup{Name: at.Format("2006-01-02T1504") + ".db", At: app.InstantOf(at)})
		have, _ = store.Retain(have, app.InstantOf(at))
		if at.YearDay() < 50 {
			continue
		}
		if len(have) != 11 {
			t.Fatalf("%v: %d backups: %s", at, len(have), shown(have))
		}
		for i, b := range have {
			age := at.Sub(b.At.Time())
			if i < 7 && age != time.Duration(i)*24*time.Hour || b.Weekly != (i >= 7) || b.Weekly && b.At.Time().Weekday() != time.Sunday {
				t.Fatalf("%v: %s", at, shown(have))
			}
		}
		if oldest := at.Sub(have[10].At.Time()); oldest < 27*24*time.Hour {
			t.Fatalf("%v: the oldest is %v old", at, oldest)
		}
	}
}

// Whatever the clock does, the backup made last is kept, and there are never too many.
func TestRetainWhileTheClockJumps(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		at := instant("2026-03-18 09:30").Time()
		var have []app.Backup
		for range 200 {
			switch r.IntN(10) {
			case 0:
				at = at.AddDate(r.IntN(9)-4, 0, r.IntN(400)-200)
			default:
				at = at.Add(time.Duration(r.IntN(60)) * time.Hour)
			}
			last := app.Backup{Name: at.Format("2006-01-02T150405") + ".db", At: app.InstantOf(at)}
			have, _ = store.Retain(append(have, last), app.InstantOf(at))
			if !slices.ContainsFunc(have, func(b app.Backup) bool { return b.At == last.At }) {
				t.Fatalf("seed %d: the one made at %v is gone: %s", seed, at, shown(have))
			}
			if len(have) > 23 {
				t.Fatalf("seed %d: %d backups", seed, len(have))
			}
		}
	}
}
