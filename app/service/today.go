package service

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/fangce/fangce/app"
)

// weekDays is how many days the Today page looks ahead.
const weekDays = 7

// Today returns what the Today page shows: due work in order of urgency, the week, birthdays, figures, and what the
// centre does not have yet. Of due work, what a line says of customer and policy is left to DueDetails: there may be much of it.
func (s *Service) Today(ctx context.Context) (app.TodayView, error) {
	today := s.clock.Today()
	v := app.TodayView{Date: today, WorkingDay: s.cal.IsWorkday(today)}
	var err error
	if v.Due, err = s.dueItems(ctx); err != nil {
		return v, err
	}
	if v.Due, v.Later, err = s.withoutSnoozed(ctx, v.Due); err != nil {
		return v, err
	}
	if err := s.DueDetails(ctx, v.Later); err != nil {
		return v, err
	}
	if v.Week, err = s.VisitDays(ctx, today, weekDays); err != nil {
		return v, err
	}
	for _, i := range v.Due {
		// What is late has a figure of its own above the list; visits are counted as such.
		if i.Kind == app.DueAppointment || i.DaysLate > 0 {
			continue
		}
		if n := -i.DaysLate; n < weekDays {
			v.Week[n].DueWork++
		}
	}
	if v.Birthdays, err = s.birthdays(ctx); err != nil {
		return v, err
	}
	if v.Figures, err = s.figures(ctx, today, today); err != nil {
		return v, err
	}
	if v.Month, err = s.figures(ctx, app.Date(today.Month()+"-01"), today); err != nil {
		return v, err
	}
	if s.me.Is(app.RolePlanner) {
		if v.Progress, err = s.progress(ctx, v.Month); err != nil {
			return v, err
		}
		if v.Drops, err = s.drops(ctx); err != nil {
			return v, err
		}
		if v.Papers, err = s.PapersOut(ctx); err != nil {
			return v, err
		}
	}
	if v.Unsent, v.UnsentSince, err = s.store.UnsentSum(ctx); err != nil {
		return v, err
	}
	text, err := s.store.Setting(ctx, "sync.last")
	if err != nil && !notFound(err) {
		return v, err
	}
	last, _ := strconv.ParseInt(text, 10, 64)
	v.LastSync = app.Instant(last)
	return v, nil
}

// figures returns the counts of the account's person on the days from first to last.
func (s *Service) figures(ctx context.Context, first, last app.Date) (app.DayFigures, error) {
	var f app.DayFigures
	days, err := s.store.WorkDays(ctx, s.me.ID, first, last)
	if err != nil {
		return f, err
	}
	for _, d := range days {
		f = f.Plus(d)
	}
	from, _ := dayBounds(first)
	_, to := dayBounds(last)
	if f.Surveys, err = s.store.SurveysSigned(ctx, s.me.ID, from, to); err != nil {
		return f, err
	}
	f.Prospects, err = s.store.ProspectsOpened(ctx, first, last)
	return f, err
}

// birthdays returns the birthdays of the coming week, the soonest first. Who was born on 29 February has it on the 28th
// in a common year.
func (s *Service) birthdays(ctx context.Context) ([]app.Birthday, error) {
	today := s.clock.Today()
	on := map[string]app.Date{}
	var days []string
	for n := range weekDays {
		d := today.AddDays(n)
		on[string(d[5:])] = d
		days = append(days, string(d[5:]))
		if d[5:] == "02-28" && d.AddDays(1)[5:] == "03-01" {
			on["02-29"] = d
			days = append(days, "02-29")
		}
	}
	born, err := s.store.BornOn(ctx, days)
	if err != nil {
		return nil, err
	}
	var out []app.Birthday
	for _, c := range born {
		d := on[string(c.BirthDate[5:])]
		out = append(out, app.Birthday{CustomerID: c.ID, Name: c.Name, On: d, Age: d.Time().Year() - c.BirthDate.Time().Year()})
	}
	births := map[app.Date]app.Date{}
	for n := range weekDays {
		d := today.AddDays(n)
		for _, birth := range lunarBirthDates(d) {
			if _, sooner := births[birth]; !sooner {
				births[birth] = d
			}
		}
	}
	lunar, err := s.store.LunarBornOn(ctx, slices.Sorted(maps.Keys(births)))
	if err != nil {
		return nil, err
	}
	for _, c := range lunar {
		d := births[c.BirthDate]
		age, _ := lunarBirthday(c.BirthDate, d)
		out = append(out, app.Birthday{CustomerID: c.ID, Name: c.Name, On: d, Age: age})
	}
	slices.SortStableFunc(out, func(a, b app.Birthday) int { return a.On.DaysSince(b.On) })
	return out, nil
}
