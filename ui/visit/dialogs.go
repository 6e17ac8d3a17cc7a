package visit

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// forms are the fields of the dialogs last opened.
type forms struct {
	agreed *newVisit
	met    *meeting
	why    *widgets.Entry
	called *widgets.Check // of a no-show
	again  *widgets.Check

	arrived *widgets.TimeEntry
}

// meeting are the fields of an appointment in a dialog.
type meeting struct {
	date    *widgets.DateEntry
	time    *widgets.TimeEntry
	place   *widgets.Entry
	purpose *widgets.Entry
	urgency *widgets.Segmented
}

func (r *Room) newMeeting(a app.Appointment, place string) *meeting {
	m := &meeting{
		date:    widgets.Tag("visit.form.date", widgets.NewDateEntry(string(r.deps.Clock.Today()), nil)),
		time:    widgets.Tag("visit.form.time", widgets.NewTimeEntry(nil)),
		place:   widgets.Tag("visit.form.place", widgets.NewEntry(lang.X("visit.form.place.hint", ""))),
		purpose: widgets.Tag("visit.form.purpose", widgets.NewEntry(lang.X("visit.form.purpose.hint", ""))),
	}
	m.urgency = widgets.NewSegmented([]widgets.Option{
		{ID: "1", Label: lang.X("visit.urgency.1", "")}, {ID: "2", Label: lang.X("visit.urgency.2", "")}, {ID: "3", Label: lang.X("visit.urgency.3", "")},
	}, "2", nil)
	day, clock := max(r.day, r.deps.Clock.Today()), r.likelyTime()
	if a.At != 0 {
		day, clock = a.At.Date(), a.At.Clock()
	}
	m.date.Set(string(day))
	m.time.Set(clock)
	m.place.Set(place)
	m.purpose.Set(a.Purpose)
	if a.Urgency > 0 {
		m.urgency.Set(string(rune('0' + a.Urgency)))
	}
	r.forms.met = m
	return m
}

// firstMeeting and lastMeeting are the hours between which a new appointment is proposed.
const (
	firstMeeting = 10
	lastMeeting  = 18
)

// likelyTime proposes a time for a new appointment: the morning, or an hour or two from now if it is for today.
func (r *Room) likelyTime() string {
	hour := firstMeeting
	if now := r.deps.Clock.Now(); r.day <= now.Date() {
		hour = min(max(hour, now.Time().Hour()+2), lastMeeting)
	}
	return fmt.Sprintf("%02d:00", hour)
}

func (m *meeting) fields() []widgets.FormField {
	return []widgets.FormField{
		{Label: lang.X("visit.form.date", ""), Input: m.date, Required: true},
		{Label: lang.X("visit.form.time", ""), Input: m.time, Required: true},
		{Label: lang.X("visit.form.place", ""), Input: m.place, Required: true},
		{Label: lang.X("visit.form.purpose", ""), Input: m.purpose},
		{Label: lang.X("visit.form.urgency", ""), Input: m.urgency},
	}
}

// enable opens or closes the fields of when and where.
func (m *meeting) enable(on bool) {
	for _, e := range []*widgets.Entry{&m.date.Entry, &m.time.Entry, m.place} {
		if on {
			e.Enable()
		} else {
			e.Disable()
		}
	}
}

// read lays the fields over an appointment. The agreed length stays.
func (m *meeting) read(a app.Appointment) (app.Appointment, error) {
	date, clock := app.Date(m.date.Value()), m.time.Value()
	if !date.Valid() {
		return a, words.Invalid("at", lang.X("visit.need.date", ""))
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", string(date)+" "+clock, app.Shanghai)
	if err != nil {
		return a, words.Invalid("at", lang.X("visit.need.time", ""))
	}
	length := a.EndAt - a.At
	a.At = app.InstantOf(at)
	a.EndAt = 0
	if length > 0 {
		a.EndAt = a.At + length
	}
	a.Place, a.Purpose, a.Urgency = m.place.Value(), m.purpose.Value(), int64(m.urgency.Value()[0]-'0')
	return a, nil
}

// askMove agrees another time or place.
func (r *Room) askMove() {
	before := r.pane.sheet.Item.Appointment
	m := r.newMeeting(before, place(r.pane.sheet.Item))
	spec := r.spec("visit.move")
	spec.Edits = true
	r.deps.Drafts.Ask(r.deps.Window.Canvas(), spec, m.kept(), widgets.Form{
		ID: "visit.form", Title: lang.X("visit.move.title", "", map[string]any{"Name": r.pane.sheet.Item.Name}), Fields: m.fields(), Submit: lang.X("common.save", ""),
	},
		func(ctx context.Context) error {
			after, err := m.read(before)
			if err != nil {
				return err
			}
			if after.At != before.At {
				after.ConfirmedAt = 0
			}
			if err := r.deps.Service.ChangeAppointment(ctx, before, after); err != nil {
				return err
			}
			r.want = before.ID
			r.goTo(after.At.Date())
			return nil
		})
}

// askCancel cancels an appointment, with the reason.
func (r *Room) askCancel() {
	why := widgets.Tag("visit.form.why", widgets.NewEntry(lang.X("visit.cancel.hint", "")))
	r.forms.why = why
	id := r.pane.sheet.Item.Appointment.ID
	kept := []drafts.Field{drafts.Text("why", lang.X("visit.cancel.why", ""), why)}
	r.deps.Drafts.Ask(r.deps.Window.Canvas(), r.spec("visit.cancel"), kept, widgets.Form{
		ID: "visit.form", Title: lang.X("visit.cancel.title", "", map[string]any{"Name": r.pane.sheet.Item.Name}), Danger: true,
		Fields: []widgets.FormField{{Label: lang.X("visit.cancel.why", ""), Input: why, Required: true}}, Submit: lang.X("visit.cancel", ""),
	},
		func(ctx context.Context) error {
			if why.Value() == "" {
				return words.Invalid("why", lang.X("visit.cancel.need", ""))
			}
			if err := r.deps.Service.CancelAppointment(ctx, id, why.Value()); err != nil {
				return err
			}
			r.Refresh()
			return nil
		})
}

// workdayAfter is the same time of day on the working day after an appointment, but never today or before.
func workdayAfter(at app.Instant, today app.Date, cal app.Calendar) app.Instant {
	day := cal.AddWorkdays(max(at.Date(), today), 1)
	return at + app.InstantOf(day.Time()) - app.InstantOf(at.Date().Time())
}

// askNoShow notes that the customer was not there: the follow-up call and the next date are asked for at once (002
// §二.二.3).
func (r *Room) askNoShow() {
	r.pane.commit()
	v, item := r.pane.visit, r.pane.sheet.Item
	if r.deps.Clock.Now() < item.Appointment.At {
		widgets.ShowMessage(r.deps.Window.Canvas(), lang.X("visit.no_show.early", ""), lang.X("visit.no_show.early.text", "", map[string]any{"At": span(item.Appointment)}))
		return
	}
	called := widgets.Tag("visit.form.called", widgets.NewCheck(lang.X("visit.no_show.called", ""), false, nil))
	note := widgets.Tag("visit.form.note", widgets.NewMultiEntry(lang.X("visit.no_show.note.hint", ""), 2))
	m := r.newMeeting(app.Appointment{At: workdayAfter(item.Appointment.At, r.deps.Clock.Today(), r.deps.Service.Calendar())}, place(item))
	again := widgets.Tag("visit.form.again", widgets.NewCheck(lang.X("visit.no_show.again", ""), false, m.enable))
	m.enable(false)
	r.forms.called, r.forms.again = called, again
	when := m.fields()[:3]
	for i := range when {
		when[i].Required = false // only once a next date is agreed
	}
	fields := append([]widgets.FormField{
		{Label: lang.X("visit.no_show.call", ""), Input: called},
		{Label: lang.X("visit.no_show.note", ""), Input: note},
		{Label: lang.X("visit.no_show.next", ""), Input: again},
	}, when...)
	kept := append([]drafts.Field{
		drafts.Tick("called", lang.X("visit.no_show.called", ""), called, nil), drafts.Text("note", lang.X("visit.no_show.note", ""), note),
		drafts.Tick("again", lang.X("visit.no_show.again", ""), again, m.enable),
	}, m.kept()[:3]...)
	spec := r.spec("visit.no_show")
	spec.Uses = []string{recordKey(v.ID)}
	r.deps.Drafts.Ask(r.deps.Window.Canvas(), spec, kept, widgets.Form{
		ID: "visit.form", Title: lang.X("visit.no_show.title", "", map[string]any{"Name": item.Name}), Intro: lang.X("visit.no_show.intro", ""), Fields: fields, Submit: lang.X("common.save", ""),
	},
		func(ctx context.Context) error {
			var next *app.Appointment
			if again.Value() {
				a, err := m.read(app.Appointment{PolicyID: item.Appointment.PolicyID})
				if err != nil {
					return err
				}
				a.Purpose = ""
				next = &a
			}
			r.saves.wait()
			if err := r.deps.Service.NoShow(ctx, v, called.Value(), note.Value(), next); err != nil {
				return err
			}
			r.deps.Toast(lang.X("visit.no_show.saved", ""), lang.X("common.undo", ""), func() { r.undoNoShow(v.AppointmentID) })
			r.Refresh()
			return nil
		})
}

// undoNoShow takes back a no-show that was noted by mistake.
func (r *Room) undoNoShow(appointmentID string) {
	r.saves.do(func() {
		ctx := context.Background()
		s, err := r.deps.Service.VisitSheet(ctx, appointmentID)
		if err == nil {
			err = r.deps.Service.WithdrawRecord(ctx, s.Visit.RecordID, lang.X("visit.no_show.undone", ""))
		}
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(r.Refresh)
	})
}
