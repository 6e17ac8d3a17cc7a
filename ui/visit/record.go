package visit

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// recordPage takes the three things every record must hold (002 §三.一.2) and ends the visit.
type recordPage struct {
	pane     *pane
	draft    *drafts.Form // what is not handed in yet; nil of a visit that has ended
	setting  bool         // the program fills the fields
	restored *drafts.Slot // says that it was filled with a draft
	banner   *widgets.Banner
	three    [3]*widgets.Entry // content, attitude, answer
	next     *widgets.Entry
	nextOn   *widgets.DateEntry
	offer    *widgets.Button // fills the content from what is ticked
	finish   *widgets.Button
	fields   fyne.CanvasObject // everything to be filled in
	written  *written
	content  fyne.CanvasObject
}

func newRecordPage(p *pane) *recordPage {
	r := &recordPage{pane: p, banner: widgets.Tag("visit.problem", widgets.NewBanner(widgets.Neutral, ""))}
	r.offer = widgets.Tag("visit.fill", widgets.Secondary(lang.X("visit.fill", ""), theme.IconCheck, r.fillFromItems).Compact()).Key("F")
	r.written, r.restored = newWritten(), drafts.NewSlot(func() { r.content.Refresh() })
	var parts []fyne.CanvasObject
	for i, code := range []string{"content", "attitude", "answer"} {
		e := widgets.Tag("visit."+code, widgets.NewMultiEntry(lang.X("visit."+code+".hint", ""), 3))
		e.OnCommit = func(string) { r.commit() }
		e.OnChanged = p.typed
		e.OnEnter = r.end
		r.three[i] = e
		beside := []fyne.CanvasObject{widgets.Caption(lang.X("visit.required", ""))}
		if code == "content" {
			beside = append([]fyne.CanvasObject{r.offer}, beside...)
		}
		parts = append(parts, widgets.Panel(lang.X("visit."+code, ""), beside, e))
	}
	r.next = widgets.Tag("visit.next", widgets.NewEntry(lang.X("visit.next.hint", "")))
	r.next.OnCommit = func(string) { r.commit() }
	r.next.OnChanged = p.typed
	r.nextOn = widgets.Tag("visit.next_on", widgets.NewDateEntry(string(p.room.deps.Clock.Today()), func(string) { r.commit() }))
	r.finish = widgets.Tag("visit.finish", widgets.Primary(lang.X("visit.finish", ""), theme.IconCheck, r.end)).Key("Ctrl+Enter")
	parts = append(parts,
		widgets.Panel(lang.X("visit.next", ""), nil, widgets.Sides(nil, r.next, widgets.Pad(0, 0, 0, 8, widgets.FixedWidth(170, r.nextOn)))),
		widgets.HStack(8, widgets.Spring(), r.finish))
	r.fields = widgets.VStack(theme.PanelGap, parts...)
	r.content = widgets.Scroll(widgets.VStack(theme.PanelGap, r.banner, r.restored.Content(), r.fields, r.written.content))
	return r
}

// set shows another visit.
func (r *recordPage) set() {
	v := r.pane.visit
	r.setting = true
	for i, text := range []string{v.Content, v.Attitude, v.Answer} {
		r.three[i].Set(text)
	}
	r.next.Set(v.NextStep)
	r.nextOn.Set(string(v.NextOn))
	r.setting = false
	r.banner.Set(widgets.Neutral, "")
	r.keep()
}

// merge shows what came from elsewhere into the same visit; a field that holds something not yet saved stays.
func (r *recordPage) merge(was app.Visit) {
	v := r.pane.visit
	r.setting = true
	defer func() { r.setting = false }()
	keep := func(e *widgets.Entry, before, now string) {
		if now != before && e.Value() == before {
			e.Set(now)
		}
	}
	keep(r.three[0], was.Content, v.Content)
	keep(r.three[1], was.Attitude, v.Attitude)
	keep(r.three[2], was.Answer, v.Answer)
	keep(r.next, was.NextStep, v.NextStep)
	if v.NextOn != was.NextOn && r.nextOn.Value() == string(was.NextOn) && r.nextOn.Valid() {
		r.nextOn.Set(string(v.NextOn))
	}
}

// fill shows how the visit ended and what was written down, if it has ended.
func (r *recordPage) fill() {
	v, a := r.pane.visit, r.pane.sheet.Item.Appointment
	for _, e := range append(r.three[:], r.next, &r.nextOn.Entry) {
		if r.pane.finished() {
			e.Disable()
		} else {
			e.Enable()
		}
	}
	r.finish.Hidden = r.pane.finished()
	r.finish.Refresh()
	r.showOffer()
	if r.pane.finished() {
		r.written.fill(r.pane.sheet)
		r.fields.Hide()
		r.written.content.Show()
	} else {
		r.written.content.Hide()
		r.fields.Show()
	}
	switch a.Status {
	case app.AppointmentPlanned:
	case app.AppointmentDone:
		r.banner.Set(widgets.Success, lang.X("visit.done", "", map[string]any{"From": v.ArrivedAt.Clock(), "To": v.LeftAt.Clock()}))
	case app.AppointmentNoShow:
		r.banner.Set(widgets.Warning, lang.X("visit.done.no_show", ""))
	default:
		r.banner.Set(widgets.Info, strings.TrimSpace(lang.X("visit.done.cancelled", "")+"\n"+a.Note))
	}
}

// commit stores what is being typed, once somebody types: what was only restored waits to be looked at.
func (r *recordPage) commit() {
	if !r.draft.Waits() {
		r.take()
	}
}

// take stores what stands in the fields. A date that cannot be read yet is left to be finished.
func (r *recordPage) take() {
	v := r.pane.visit
	c, a, q, n, on := r.three[0].Value(), r.three[1].Value(), r.three[2].Value(), r.next.Value(), v.NextOn
	if r.nextOn.Valid() {
		on = app.Date(r.nextOn.Value())
	}
	if v.Content == c && v.Attitude == a && v.Answer == q && v.NextStep == n && v.NextOn == on {
		return
	}
	r.pane.changeBy(r.draft, func(v *app.Visit) { v.Content, v.Attitude, v.Answer, v.NextStep, v.NextOn = c, a, q, n, on })
}

// end makes one record of the visit.
func (r *recordPage) end() {
	if r.pane.finished() || r.finish.Disabled() {
		return
	}
	r.take()
	room, v, name := r.pane.room, r.pane.visit, r.pane.sheet.Item.Name
	r.finish.Disable()
	draft := r.draft
	ctx := draft.Begin()
	room.saves.do(func() {
		id, err := room.deps.Service.FinishVisit(ctx, v)
		fyne.Do(func() {
			draft.End(err)
			r.finish.Enable()
			if err != nil {
				if app.FieldOf(err) == "arrived_at" {
					r.askArrival()
				} else {
					r.problem(err)
				}
				return
			}
			r.banner.Set(widgets.Neutral, "")
			room.deps.Toast(lang.X("visit.finished", "", map[string]any{"Name": name}), lang.X("common.undo", ""), func() { room.takeBack(id) })
			room.Refresh()
		})
	})
}

// takeBack undoes a visit that was finished by mistake.
func (r *Room) takeBack(recordID string) {
	r.saves.do(func() {
		if err := r.deps.Service.WithdrawRecord(context.Background(), recordID, lang.X("visit.undone", "")); err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(r.Refresh)
	})
}

// problem says what is missing and puts the cursor there.
func (r *recordPage) problem(err error) {
	r.pane.show(pageRecord)
	r.banner.Set(widgets.Danger, widgets.ErrorText(err))
	r.content.(*widgets.Scroller).Top()
	for i, field := range []string{"content", "attitude", "answer"} {
		if app.FieldOf(err) == field {
			r.pane.room.deps.Window.Canvas().Focus(r.three[i])
		}
	}
}

// showOffer offers to fill the content from what is ticked while there is nothing in it.
func (r *recordPage) showOffer() {
	hide := r.pane.finished() || len(r.pane.visit.Items) == 0 || r.three[0].Value() != ""
	if hide != r.offer.Hidden {
		r.offer.Hidden = hide
		r.fields.Refresh()
	}
}

// write turns to the record and puts the caret where something is still to be written.
func (r *recordPage) write() {
	r.pane.show(pageRecord)
	for _, e := range r.three {
		if e.Value() == "" {
			widgets.FocusIn(e)
			return
		}
	}
	widgets.FocusIn(r.next)
}

// fillByKey turns to the record and fills the content from what is ticked.
func (r *recordPage) fillByKey() {
	r.pane.show(pageRecord)
	r.fillFromItems()
}

// fillFromItems writes the services ticked into the content, to be gone on with.
func (r *recordPage) fillFromItems() {
	if r.three[0].Value() != "" {
		return
	}
	r.three[0].SetText(lang.X("visit.fill.text", "", map[string]any{"Items": itemNames(r.pane.visit.Items)}))
	r.commit()
	r.pane.room.deps.Window.Canvas().Focus(r.three[0])
	r.three[0].CursorColumn = len([]rune(r.three[0].Text))
	r.three[0].Refresh()
}
