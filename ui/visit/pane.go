package visit

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Pages of a visit.
const (
	pageBefore = "before"
	pageThere  = "there"
	pageRecord = "record"
)

// pages in the order of a visit; the keys 1 to 3 turn to them.
var pages = []string{pageBefore, pageThere, pageRecord}

// typingPause is how long nobody types before what stands in the fields goes to disk.
const typingPause = 1500 * time.Millisecond

// pane shows one visit.
type pane struct {
	room  *Room
	sheet app.VisitSheet
	visit app.Visit // as on the screen and on its way to the disk
	edits int       // how many changes were made here; a sheet read before the newest is stale
	timer *time.Timer

	name    *widgets.Text
	badge   *widgets.Badge
	when    *widgets.Text
	tabs    *widgets.Segmented
	body    *fyne.Container
	before  *beforePage
	there   *therePage
	record  *recordPage
	actions *fyne.Container
	content fyne.CanvasObject
}

func newPane(r *Room) *pane {
	p := &pane{
		room: r, name: widgets.Title(""), badge: widgets.Tag("visit.badge", widgets.NewBadge("", widgets.Neutral)), when: widgets.MutedText("").Clipped(),
		body: widgets.Stack(), actions: widgets.HStack(6),
	}
	p.before, p.there, p.record = newBeforePage(p), newTherePage(p), newRecordPage(p)
	p.tabs = widgets.Tag("visit.pages", widgets.NewSegmented([]widgets.Option{
		{ID: pageBefore, Label: lang.X("visit.page.before", "")},
		{ID: pageThere, Label: lang.X("visit.page.there", "")},
		{ID: pageRecord, Label: lang.X("visit.page.record", "")},
	}, pageBefore, func(string) { p.turn() }))
	head := widgets.VStack(8,
		widgets.PageHead("", []fyne.CanvasObject{p.name, p.badge}, p.actions),
		widgets.HStack(14, p.tabs, widgets.Grow(p.when)))
	p.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), p.body, nil))
	return p
}

// finished reports whether the visit has become a record or will never be one.
func (p *pane) finished() bool { return p.sheet.Item.Appointment.Status != app.AppointmentPlanned }

// fill shows a visit. Of the one in sight, what was ticked or typed here stays unless the sheet is fresh: read after all
// of it was on disk.
func (p *pane) fill(s app.VisitSheet, fresh bool) {
	was, wasFinished := p.visit, p.finished()
	same := was.ID != "" && was.ID == s.Visit.ID
	if !same {
		p.commit()
	}
	p.sheet = s
	turned := wasFinished != p.finished()
	if !same || fresh || turned {
		p.visit = s.Visit
	}
	switch {
	case !same:
		p.tabs.Set(p.firstPage())
	case turned: // finished, or taken back to be mended
		p.tabs.Set(pageRecord)
	}
	p.name.Set(called(s.Item.Name, s.Item.Sex))
	p.showStanding()
	p.when.Set(span(s.Item.Appointment) + "　" + s.Item.Appointment.Purpose)
	p.fillActions()
	p.before.fill()
	p.there.fill()
	if !same || turned {
		p.record.set()
	} else {
		p.record.merge(was)
	}
	if v := p.visit; same && fresh && !turned {
		p.record.draft.Rebase(v.Content, v.Attitude, v.Answer, v.NextStep, string(v.NextOn))
	}
	p.record.fill()
	p.turn()
	if p.room.site.stands() {
		p.room.site.fill()
	}
	if !same {
		for _, page := range []fyne.CanvasObject{p.before.content, p.there.content, p.record.content} {
			page.(*widgets.Scroller).Top()
		}
	}
}

// showStanding says how the visit stands.
func (p *pane) showStanding() {
	item := p.sheet.Item
	item.Visit = &p.visit
	p.badge.Set(standing(item, p.room.deps.Clock.Today()))
}

// firstPage is where a visit stands.
func (p *pane) firstPage() string {
	switch {
	case p.finished():
		return pageRecord
	case p.visit.ArrivedAt != 0:
		return pageThere
	}
	return pageBefore
}

func (p *pane) turn() {
	if p.room.site != nil && p.room.site.stands() {
		return // it shows the page of the record itself
	}
	page := p.before.content
	switch p.tabs.Value() {
	case pageThere:
		page = p.there.content
	case pageRecord:
		page = p.record.content
	}
	p.body.Objects = []fyne.CanvasObject{page}
	p.body.Refresh()
}

// show turns to a page.
func (p *pane) show(page string) {
	p.tabs.Set(page)
	p.turn()
}

func (p *pane) fillActions() {
	p.actions.Objects = nil
	card := widgets.Tag("visit.card", widgets.Secondary(lang.X("visit.card", ""), theme.IconCards, func() { p.room.deps.Navigate("cards", p.visit.CustomerID) }).Compact())
	p.actions.Add(card)
	if !p.finished() {
		p.actions.Add(widgets.Tag("visit.move", widgets.Secondary(lang.X("visit.move", ""), theme.IconCalendar, p.room.askMove).Compact()))
		p.actions.Add(widgets.Tag("visit.cancel", widgets.Secondary(lang.X("visit.cancel", ""), theme.IconClose, p.room.askCancel).Compact()))
		p.actions.Add(widgets.Tag("visit.no_show", widgets.Secondary(lang.X("visit.no_show", ""), theme.IconPhoneMiss, p.room.askNoShow).Compact()))
	}
	p.actions.Refresh()
}

// change applies one change to the visit and writes it to disk in the order of the changes.
func (p *pane) change(apply func(v *app.Visit)) { p.changeBy(nil, apply) }

// changeBy is change for what hands in a form.
func (p *pane) changeBy(draft *drafts.Form, apply func(v *app.Visit)) {
	if p.finished() || p.visit.ID == "" {
		return
	}
	before := p.visit
	after := before
	after.Packed, after.Steps, after.Items = slices.Clone(before.Packed), slices.Clone(before.Steps), slices.Clone(before.Items)
	apply(&after)
	p.visit = after
	p.edits++
	r, ctx := p.room, draft.Begin()
	r.saves.do(func() {
		err := r.deps.Service.SaveVisit(ctx, before, after)
		if err != nil {
			r.deps.Fail(err)
		}
		fyne.Do(func() { draft.End(err) })
	})
}

// typed has what stands in the fields saved soon, in case nobody leaves the field.
func (p *pane) typed(string) {
	p.record.showOffer()
	if p.record.setting {
		return
	}
	p.record.draft.Touch()
	if p.timer != nil {
		p.timer.Stop()
	}
	p.timer = time.AfterFunc(p.room.pause, func() { fyne.Do(p.commit) })
}

// commit takes over what is being typed.
func (p *pane) commit() { p.record.commit() }

// with adds a code to a list or removes it.
func with(list []string, code string, on bool) []string {
	i := slices.Index(list, code)
	switch {
	case on && i < 0:
		return append(list, code)
	case !on && i >= 0:
		return slices.Delete(list, i, i+1)
	}
	return list
}
