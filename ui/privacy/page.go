package privacy

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Pages of the dialog of one customer.
const (
	pageHeld   = "held"
	pageLooked = "looked"
	pageAsked  = "asked"
)

// page is the dialog of one customer's personal data.
type page struct {
	Deps
	id       string
	data     app.PersonalData
	requests []app.DataRequestView
	revealed bool
	chosen   string // section

	dialog   *widgets.Dialog
	pages    *widgets.Segmented
	body     *fyne.Container
	sections *widgets.Select
	eye      *widgets.Button
	items    *widgets.Timeline
	more     *widgets.Text
	scroll   *widgets.Scroller
	held     fyne.CanvasObject
	looked   *widgets.Table[app.AccessView]
	asked    *widgets.Table[app.DataRequestView]
	asking   fyne.CanvasObject
	answer   *widgets.Button
}

// Show opens the personal data of a customer over the room; draft is a form to go on with, nil for none. It may be called
// from the UI goroutine only.
func Show(d Deps, customerID string, draft *app.Draft) {
	p := &page{Deps: d, id: customerID}
	p.load(func() {
		p.open()
		if draft != nil {
			p.takeUp(*draft)
		}
	})
}

// takeUp opens the form of a draft.
func (p *page) takeUp(d app.Draft) {
	p.pages.Set(pageAsked)
	p.turn(pageAsked)
	args := drafts.Args(d, 2)
	switch d.Form {
	case "privacy.take":
		p.take(app.DataRequest{Kind: args[0]})
	case "privacy.correct":
		p.correct()
	case "privacy.restrict":
		p.restrict()
	case "privacy.answer":
		for _, v := range p.requests {
			if v.DoneAt == 0 && v.Kind == args[0] && string(v.ReceivedOn) == args[1] {
				p.take(v.DataRequest)
				return
			}
		}
		p.Drafts.ShowStale(p.Window.Canvas(), d)
	}
}

// load reads everything anew.
func (p *page) load(done func()) {
	var data app.PersonalData
	var requests []app.DataRequestView
	p.run(func(ctx context.Context) (err error) {
		if data, err = p.Service.PersonalData(ctx, p.id); err == nil {
			requests, err = p.Service.DataRequests(ctx, p.id)
		}
		return err
	}, func() {
		p.data, p.requests = data, requests
		done()
	})
}

// reload shows what has changed, if the dialog is still open.
func (p *page) reload() {
	p.load(func() {
		if p.dialog.Open() {
			p.fill()
		}
	})
}

func (p *page) open() {
	c := p.Window.Canvas()
	height := least(c, 276)
	p.pages = widgets.Tag("privacy.pages", widgets.NewSegmented(labelled("privacy.page.", pageHeld, pageLooked, pageAsked), pageHeld, p.turn))
	p.buildHeld(height)
	p.looked = widgets.Tag("privacy.looked", widgets.NewTable(accessColumns(false), func(a app.AccessView) string { return a.ID },
		widgets.EmptyState(theme.Named("eye"), lang.X("privacy.looked.none", ""), lang.X("privacy.looked.none.hint", ""), nil)))
	p.buildAsked()
	p.body = widgets.Stack(p.held)
	p.dialog = widgets.ShowForm(c, widgets.Form{
		ID: "privacy", Title: lang.X("privacy.title", "", map[string]any{"Name": p.data.Customer.Name}), Width: 940,
		Submit: "-", Cancel: lang.X("common.close", ""), First: p.pages,
		Body: widgets.VStack(10, widgets.HStack(10, p.pages, widgets.Spring()), widgets.FixedHeight(height, p.body)),
	})
	p.fill()
}

// buildHeld makes the page of what is held.
func (p *page) buildHeld(height float32) {
	p.sections = widgets.Tag("privacy.section", widgets.NewSelect(nil, func(id string) {
		p.chosen = id
		p.show()
		p.scroll.Top()
	}))
	p.eye = widgets.Tag("privacy.reveal", widgets.Quiet("", theme.Named("eye"), p.reveal).Compact())
	print := widgets.Tag("privacy.print", widgets.Primary(lang.X("privacy.print", ""), theme.IconPrint, func() { p.Print(p.id) }).Compact())
	export := func(format string) fyne.CanvasObject {
		return widgets.Tag("privacy.export."+format, widgets.Secondary(lang.X("privacy.export."+format, ""), theme.Named("download"), func() { p.Export(p.id, format) }).Compact())
	}
	p.items = widgets.Tag("privacy.items", widgets.NewTimeline(nil))
	p.more = widgets.Caption("")
	p.scroll = widgets.Scroll(widgets.Pad(0, 10, 0, 0, widgets.VStack(6, p.items, p.more)))
	head := widgets.Flow(10, 6, widgets.FixedWidth(180, p.sections), p.eye, export(FormatJSON), export(FormatBook), print)
	p.held = widgets.Fill(widgets.Pad(0, 0, 8, 0, head), p.scroll, widgets.Pad(6, 0, 0, 0, widgets.Caption(lang.X("privacy.kept", "")).Clipped()))
}

// buildAsked makes the page of requests.
func (p *page) buildAsked() {
	p.asked = widgets.Tag("privacy.asked", widgets.NewTable(requestColumns(), func(v app.DataRequestView) string { return v.ID },
		widgets.EmptyState(theme.IconShield, lang.X("privacy.asked.none", ""), lang.X("privacy.asked.none.hint", "", map[string]any{"N": app.RequestDays}), nil)))
	p.asked.OnSelect = func(app.DataRequestView) { p.standing() }
	p.asked.OnOpen = func(v app.DataRequestView) { p.answerTo(v) }
	p.answer = widgets.Tag("privacy.answer", widgets.Primary(lang.X("privacy.answer.do", ""), theme.IconCheck, func() {
		if v, ok := p.asked.Selected(); ok {
			p.answerTo(v)
		}
	}).Compact())
	take := widgets.Tag("privacy.take", widgets.Secondary(lang.X("privacy.take", ""), theme.IconAdd, func() { p.take(app.DataRequest{Kind: app.RequestAccess}) }).Compact())
	correct := widgets.Tag("privacy.correct", widgets.Secondary(lang.X("privacy.correct", ""), theme.Named("edit"), p.correct).Compact())
	restrict := widgets.Tag("privacy.restrict", widgets.Secondary(lang.X("privacy.restrict", ""), theme.IconLock, p.restrict).Compact())
	head := widgets.HStack(8, take, correct, restrict, widgets.Spring(), p.answer)
	p.asking = widgets.Fill(widgets.Pad(0, 0, 8, 0, head), p.asked, nil)
}

// turn shows a page.
func (p *page) turn(to string) {
	p.body.Objects = []fyne.CanvasObject{map[string]fyne.CanvasObject{pageHeld: p.held, pageLooked: p.looked, pageAsked: p.asking}[to]}
	p.body.Refresh()
}

// fill shows everything.
func (p *page) fill() {
	p.show()
	p.looked.SetRows(p.data.Accesses)
	p.asked.SetRows(p.requests)
	p.standing()
	p.pages.SetLabel(pageAsked, counted("privacy.page.asked", open(p.requests)))
}

func counted(key string, n int) string {
	if n == 0 {
		return lang.X(key, "")
	}
	return lang.X("privacy.counted", "", map[string]any{"Text": lang.X(key, ""), "N": n})
}

func open(list []app.DataRequestView) (n int) {
	for _, v := range list {
		if v.DoneAt == 0 {
			n++
		}
	}
	return n
}

// standing lets an open request be answered.
func (p *page) standing() {
	if v, ok := p.asked.Selected(); ok && v.DoneAt == 0 {
		p.answer.Enable()
	} else {
		p.answer.Disable()
	}
}

// show shows the section chosen.
func (p *page) show() {
	list := words.PersonalData(p.data, p.revealed)
	s := section(list, p.chosen)
	p.chosen = s.ID
	p.sections.SetChoices(choices(list))
	p.sections.Set(s.ID)
	p.items.Set(entries(s))
	p.more.Set("")
	if n := len(s.Rows) - mostRows; n > 0 {
		p.more.Set(lang.X("privacy.more", "", map[string]any{"N": n}))
	}
	if p.revealed {
		p.eye.SetText(lang.X("cards.mask", ""))
		p.eye.SetIcon(theme.Named("eye-off"))
	} else {
		p.eye.SetText(lang.X("cards.reveal", ""))
		p.eye.SetIcon(theme.Named("eye"))
	}
	p.scroll.Refresh()
}

// reveal shows phones, numbers and accounts in full, once that is noted; or masks them.
func (p *page) reveal() {
	if p.revealed {
		p.revealed = false
		p.show()
		return
	}
	p.run(func(ctx context.Context) error {
		return p.Service.NoteAccess(ctx, app.Access{CustomerID: p.id, What: app.AccessAll, How: app.AccessReveal})
	}, func() {
		p.revealed = true
		p.reload()
	})
}
