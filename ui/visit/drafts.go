package visit

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// recordKey names the draft of what is being written down of a visit.
func recordKey(visitID string) string { return "visit.record/" + visitID }

// spec says what a form about the visit in sight is.
func (r *Room) spec(form string) drafts.Spec {
	item := r.pane.sheet.Item
	return drafts.Spec{
		Key: form + "/" + item.Appointment.ID, Room: "visit", About: item.Appointment.CustomerID, Title: item.Name, Form: form, Args: []string{item.Appointment.ID},
	}
}

// kept are the fields of a meeting that are kept while it is agreed; the day and the time proposed go along.
func (m *meeting) kept() []drafts.Field {
	return []drafts.Field{
		drafts.Along(drafts.Date("date", lang.X("visit.form.date", ""), m.date)), drafts.Along(drafts.Clock("time", lang.X("visit.form.time", ""), m.time)),
		drafts.Text("place", lang.X("visit.form.place", ""), m.place), drafts.Text("purpose", lang.X("visit.form.purpose", ""), m.purpose),
		drafts.Side("urgency", lang.X("visit.form.urgency", ""), m.urgency),
	}
}

// keep begins to keep what is written down of the visit in sight, with what was left of it before. Of a visit that has
// ended, what was left is shown beside the record.
func (r *recordPage) keep() {
	r.draft.Close()
	r.draft = nil
	k, v := r.pane.room.deps.Drafts, r.pane.visit
	r.restored.Set(nil)
	switch {
	case v.ID == "":
	case r.pane.finished():
		if d, ok := k.Find(recordKey(v.ID)); ok {
			r.restored.Set(r.leftOver(d))
		}
	default:
		s := r.pane.room.spec("visit.record")
		s.Key, s.Edits = recordKey(v.ID), true
		r.setting = true
		r.draft = k.Open(s,
			drafts.Text("content", lang.X("visit.content", ""), r.three[0]), drafts.Text("attitude", lang.X("visit.attitude", ""), r.three[1]),
			drafts.Text("answer", lang.X("visit.answer", ""), r.three[2]), drafts.Text("next", lang.X("visit.next", ""), r.next),
			drafts.Date("next_on", lang.X("common.date", ""), r.nextOn))
		r.setting = false
		r.restored.SetForm(r.draft, "visit.restored")
	}
}

// leftOver shows what was typed of a visit that ended without it.
func (r *recordPage) leftOver(d app.Draft) *widgets.Banner {
	typed := drafts.Typed(d)
	copyIt := widgets.Tag("visit.left_over.copy", widgets.Secondary(lang.X("draft.stale.copy", ""), theme.IconCopy, func() {
		widgets.Copy(typed)
		r.pane.room.deps.Toast(lang.X("common.copied", ""), "", nil)
	}).Compact())
	drop := widgets.Tag("visit.left_over.discard", widgets.Quiet(lang.X("draft.discard", ""), nil, func() {
		r.pane.room.deps.Drafts.Drop(d.Key)
		r.restored.Set(nil)
	}).Compact())
	text := lang.X("draft.visit.ended", "", map[string]any{"At": drafts.When(d.At, r.pane.room.deps.Clock.Today())}) + "\n" + typed
	return widgets.Tag("visit.left_over", widgets.NewBanner(widgets.Warning, text, copyIt, drop).Below())
}

// resume goes on with a draft.
func (r *Room) resume(d app.Draft) {
	if d.Form == "visit.new" {
		r.Refresh()
		r.askNew()
		return
	}
	r.taking = &d
	r.want = drafts.Args(d, 1)[0]
	r.async(func() { r.findDay(r.want) })
}

// lost tells that there is no visit. What was typed about one that has gone can still be read.
func (r *Room) lost(err error) {
	if d := r.taking; d != nil && app.Code(err) == app.ErrNotFound {
		r.taking = nil
		r.want = ""
		r.deps.Drafts.ShowStale(r.deps.Window.Canvas(), *d)
		return
	}
	r.deps.Fail(err)
}

// takeUp opens the form that was asked for, now that its visit is here.
func (r *Room) takeUp() {
	d := r.taking
	if d == nil || drafts.Args(*d, 1)[0] != r.pane.sheet.Item.Appointment.ID {
		return
	}
	r.taking = nil
	ask := map[string]func(){"visit.move": r.askMove, "visit.cancel": r.askCancel, "visit.no_show": r.askNoShow, "visit.sign": r.askSign, "visit.survey": r.askSurvey}[d.Form]
	switch {
	case ask == nil:
		r.pane.show(pageRecord)
	case r.pane.finished():
		r.deps.Drafts.ShowStale(r.deps.Window.Canvas(), *d)
	default:
		ask()
	}
}

// Flush brings what is being typed to the disk, before the account is locked or the window closed.
func (r *Room) Flush() { r.deps.Drafts.Flush() }
