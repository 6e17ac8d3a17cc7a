package demo

import (
	"time"

	"github.com/fangce/fangce/app"
)

// usualTarget is what the demo's supervisor asks of a planner in a month.
var usualTarget = app.Target{Calls: 220, Appointments: 40, Visits: 48, Collections: 70, Prospects: 6, Surveys: 20}

// targets are those of this month and the last, set on the first of each.
func (w *world) targets(o Options) {
	today := app.DateOf(o.Now)
	first := app.Date(today.Month() + "-01")
	set := part{author: app.PersonID(supervisor)}
	for _, p := range w.planners {
		d := newDice(o.Seed, "target", p.me.StaffNo)
		for _, month := range []app.Date{first.AddMonths(-1), first} {
			t := usualTarget
			t.PersonID, t.Month, t.SetBy = p.me.ID, month.Month(), set.author
			t.ID = app.TargetID(t.PersonID, t.Month)
			for _, name := range app.ProgressFigures {
				t.SetFigure(name, t.FigureOf(name)*(10+d.in(-2, 2))/10)
			}
			t.SetAt = app.InstantOf(month.Time().Add(9 * time.Hour))
			set.rows = append(set.rows, row{t, set.author, t.SetAt})
		}
	}
	w.parts = append(w.parts, set)
}
