package calls

import (
	"context"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
)

// propose fills in the next free hour of the planner as a meeting's time, where none stands there yet.
func (f *form) propose() {
	if !f.is(app.OutcomeAgreed) {
		return
	}
	if f.date.Text != "" || f.clock.Text != "" {
		f.showTaken()
		return
	}
	s, now := f.room.deps.Service, f.room.deps.Clock.Now()
	f.room.async(func() {
		cal := s.Calendar()
		day, clock := freeHour(now, cal.IsWorkday, func(d app.Date) []app.VisitItem {
			visits, err := s.Visits(context.Background(), d)
			if err != nil {
				f.room.deps.Fail(err)
			}
			return visits
		})
		fyne.Do(func() {
			if f.date.Text == "" && f.clock.Text == "" {
				f.date.Set(string(day))
				f.clock.Set(clock)
				f.draft.Proposed("date", "clock")
				f.showTaken()
				f.ready()
			}
		})
	})
}

// ready marks the proposed date, so that typing replaces it.
func (f *form) ready() {
	if f.date != nil && f.date.Focused() {
		f.date.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// showTaken says what else the planner has agreed for that day.
func (f *form) showTaken() {
	if f.taken == nil {
		return
	}
	day := app.Date(f.date.Value())
	f.room.async(func() {
		visits, err := f.room.deps.Service.Visits(context.Background(), day)
		if err != nil {
			f.room.deps.Fail(err)
			return
		}
		var times []string
		for _, v := range visits {
			if v.Appointment.Status == app.AppointmentPlanned {
				times = append(times, v.Appointment.At.Clock())
			}
		}
		fyne.Do(func() {
			if day != app.Date(f.date.Value()) {
				return
			}
			f.taken.Set(lang.X("calls.free", ""))
			if len(times) > 0 {
				f.taken.Set(lang.X("calls.taken", "", map[string]any{"Times": strings.Join(times, lang.X("calls.and", ""))}))
			}
		})
	})
}

// Visiting hours in which a free hour is proposed, and how long a planner needs at least to get there.
const (
	firstHour = 9
	noon      = 12
	afternoon = 14
	lastHour  = 17
	lead      = 2 * time.Hour
)

// freeHour returns the next hour of working days in which no meeting of the planner lies.
func freeHour(now app.Instant, workday func(app.Date) bool, meetings func(app.Date) []app.VisitItem) (app.Date, string) {
	const horizon = 15
	for day, n := now.Date(), 0; n < horizon; day, n = day.AddDays(1), n+1 {
		if !workday(day) {
			continue
		}
		taken := meetings(day)
		for h := firstHour; h <= lastHour; h++ {
			from := app.InstantOf(day.Time().Add(time.Duration(h) * time.Hour))
			if h >= noon && h < afternoon || from < now+app.Instant(lead/time.Millisecond) || busy(taken, from) {
				continue
			}
			return day, from.Clock()
		}
	}
	return "", ""
}

// busy reports whether a meeting lies in the hour from a moment.
func busy(taken []app.VisitItem, from app.Instant) bool {
	const hour = app.Instant(time.Hour / time.Millisecond)
	for _, v := range taken {
		a := v.Appointment
		if a.Status == app.AppointmentCancelled {
			continue
		}
		if a.At < from+hour && max(a.EndAt, a.At+hour) > from {
			return true
		}
	}
	return false
}
