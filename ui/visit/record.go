package visit

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// recordPage takes the three things every record must hold (002 §三.一.2) and ends the visit.
type recordPage struct {
	pane     *pane
	banner   *widgets.Banner
	content3 [3]*widgets.Entry // content, attitude, answer
	next     *widgets.Entry
	nextOn   *widgets.DateEntry
	finish   *widgets.Button
	content  fyne.CanvasObject
}

func newRecordPage(p *pane) *recordPage {
	r := &recordPage{pane: p, banner: widgets.Tag("visit.problem", widgets.NewBanner(widgets.Neutral, ""))}
	parts := []fyne.CanvasObject{r.banner}
	for i, code := range []string{"content", "attitude", "answer"} {
		e := widgets.Tag("visit."+code, widgets.NewMultiEntry(lang.X("visit."+code+".hint", ""), 3))
		e.OnCommit = func(string) { r.commit() }
		r.content3[i] = e
		parts = append(parts, widgets.Panel(lang.X("visit."+code, ""), nil, e))
	}
	r.next = widgets.Tag("visit.next", widgets.NewEntry(lang.X("visit.next.hint", "")))
	r.next.OnCommit = func(string) { r.commit() }
	r.nextOn = widgets.Tag("visit.next_on", widgets.NewDateEntry(string(p.room.deps.Clock.Today()), func(string) { r.commit() }))
	r.finish = widgets.Tag("visit.finish", widgets.Primary(lang.X("visit.finish", ""), theme.IconCheck, r.end))
	parts = append(parts,
		widgets.Panel(lang.X("visit.next", ""), nil, widgets.Sides(nil, r.next, widgets.Pad(0, 0, 0, 8, widgets.FixedWidth(170, r.nextOn)))),
		widgets.HStack(8, widgets.Spring(), r.finish))
	r.content = widgets.Scroll(widgets.VStack(theme.PanelGap, parts...))
	return r
}

func (r *recordPage) fill(same bool) {
	v := r.pane.visit
	if !same {
		for i, text := range []string{v.Content, v.Attitude, v.Answer} {
			r.content3[i].Set(text)
		}
		r.next.Set(v.NextStep)
		r.nextOn.Set(string(v.NextOn))
		r.banner.Set(widgets.Neutral, "")
	}
	for _, e := range append(r.content3[:], r.next) {
		if r.pane.finished() {
			e.Disable()
		} else {
			e.Enable()
		}
	}
	switch r.pane.sheet.Item.Appointment.Status {
	case app.AppointmentPlanned:
		r.finish.Show()
	case app.AppointmentDone:
		r.finish.Hide()
		r.banner.Set(widgets.Success, lang.X("visit.done", "", map[string]any{"From": v.ArrivedAt.Clock(), "To": v.LeftAt.Clock()}))
	case app.AppointmentNoShow:
		r.finish.Hide()
		r.banner.Set(widgets.Warning, lang.X("visit.done.no_show", ""))
	default:
		r.finish.Hide()
		r.banner.Set(widgets.Neutral, "")
	}
}

// commit stores what is being typed.
func (r *recordPage) commit() {
	v := r.pane.visit
	c, a, q, n, on := r.content3[0].Value(), r.content3[1].Value(), r.content3[2].Value(), r.next.Value(), app.Date(r.nextOn.Value())
	if v.Content == c && v.Attitude == a && v.Answer == q && v.NextStep == n && v.NextOn == on {
		return
	}
	r.pane.change(func(v *app.Visit) { v.Content, v.Attitude, v.Answer, v.NextStep, v.NextOn = c, a, q, n, on })
}

// end makes one record of the visit.
func (r *recordPage) end() {
	r.commit()
	room, v, name := r.pane.room, r.pane.visit, r.pane.sheet.Item.Name
	r.finish.Disable()
	room.saves <- func() {
		id, err := room.deps.Service.FinishVisit(context.Background(), v)
		fyne.Do(func() {
			r.finish.Enable()
			if err != nil {
				r.problem(err)
				return
			}
			room.deps.Toast(lang.X("visit.finished", "", map[string]any{"Name": name}), lang.X("common.undo", ""), func() {
				go func() {
					if err := room.deps.Service.WithdrawRecord(context.Background(), id, lang.X("visit.undone", "")); err != nil {
						room.deps.Fail(err)
					}
				}()
			})
			room.Refresh()
		})
	}
}

// problem says what is missing and puts the cursor there.
func (r *recordPage) problem(err error) {
	r.banner.Set(widgets.Danger, widgets.ErrorText(err))
	for i, field := range []string{"content", "attitude", "answer"} {
		if app.FieldOf(err) == field {
			r.pane.room.deps.Window.Canvas().Focus(r.content3[i])
		}
	}
}
