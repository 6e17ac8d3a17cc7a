package visit

import (
	"time"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// askArrival asks when the planner arrived, as nobody noted it on site, and then ends the visit.
func (r *recordPage) askArrival() {
	room, id := r.pane.room, r.pane.visit.ID
	likely := min(r.pane.sheet.Item.Appointment.At, room.deps.Clock.Now())
	at := widgets.Tag("visit.form.arrived", widgets.NewTimeEntry(nil))
	at.Set(likely.Clock())
	room.forms.arrived = at
	widgets.ShowForm(room.deps.Window.Canvas(), widgets.Form{
		ID: "visit.form", Title: lang.X("visit.arrival.title", ""), Width: 400,
		Intro:  lang.X("visit.arrival.intro", "", map[string]any{"Day": words.Day(likely.Date())}),
		Fields: []widgets.FormField{{Label: lang.X("visit.arrival.at", ""), Input: at, Required: true}},
		Submit: lang.X("visit.finish", ""),
		OnSubmit: func() error {
			arrived, err := time.ParseInLocation("2006-01-02 15:04", string(likely.Date())+" "+at.Value(), app.Shanghai)
			if err != nil {
				return words.Invalid("at", lang.X("visit.need.time", ""))
			}
			if app.InstantOf(arrived) > room.deps.Clock.Now() {
				return words.Invalid("at", lang.X("visit.arrival.late", ""))
			}
			if r.pane.visit.ID != id {
				return nil
			}
			r.pane.change(func(v *app.Visit) { v.ArrivedAt = app.InstantOf(arrived) })
			r.pane.there.showArrival()
			r.pane.showStanding()
			r.end()
			return nil
		},
	})
}
