// Package review is the policy review (保单整理, 002 §二.三.3): a family's policies on one page that a customer may look at, who
// has what until when, what is missing, and what was advised. What is on it concerns one family only.
package review

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/inking"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the page asks and tells.
type Service interface {
	FamilyReview(ctx context.Context, customerID string) (app.FamilyReview, error)
	OutsidePolicy(ctx context.Context, id string) (app.OutsidePolicy, error)
	SaveOutsidePolicy(ctx context.Context, o app.OutsidePolicy) (string, error)
	EndOutsidePolicy(ctx context.Context, id string, ended bool) error
	SaveReview(ctx context.Context, r app.PolicyReview, channel string) (id, recordID string, err error)
}

// Deps is what the page needs of the window.
type Deps struct {
	Window  fyne.Window
	Clock   app.Clock
	Service Service
	Drafts  *drafts.Keeper
	Async   func(func()) // runs work off the UI goroutine; nil: a goroutine
	Fail    func(error)
	Print   func(form, customerID, policyID string)
	Cover   func(page fyne.CanvasObject, private bool)
	Uncover func()
}

// PrintForm names the form of a review on paper.
const PrintForm = "family_review"

// Forms of the page that are kept as drafts; the room of cards takes them up by Resume.
const (
	formReview  = "review"
	formOutside = "review.outside"
)

// Want says whose policies are reviewed.
type Want struct {
	CustomerID string
	VisitID    string // during a visit, "" otherwise
	Done       func() // on the UI goroutine once the page was left; nil: nothing
}

// Page is the policy review on the whole screen.
type Page struct {
	deps    Deps
	want    Want
	view    app.FamilyReview
	shown   bool
	bars    *widgets.YearBars
	covers  *fyne.Container
	members *fyne.Container
	dues    *fyne.Container
	outside *fyne.Container
	gaps    *fyne.Container
	title   *widgets.Text
	as      *widgets.Text
	advice  *widgets.Entry
	wish    *widgets.Entry
	channel *widgets.Segmented
	save    *widgets.Button
	said    *widgets.Banner
	draft   *drafts.Form
	taking  *app.Draft // form to open again once the family is here
	left    bool
	sheet   *widgets.Sheet
}

// Ask reads a family's policies and shows them on the whole screen.
func Ask(deps Deps, want Want) { ask(deps, want, nil) }

// Resumes reports whether a draft is one of the page's.
func Resumes(d app.Draft) bool { return d.Form == formReview || d.Form == formOutside }

// Resume opens the page of a draft again, with the form it is of.
func Resume(deps Deps, d app.Draft, done func()) {
	ask(deps, Want{CustomerID: d.About, VisitID: drafts.Args(d, 1)[0], Done: done}, &d)
}

func ask(deps Deps, want Want, taking *app.Draft) {
	if deps.Async == nil {
		deps.Async = func(work func()) { go work() }
	}
	p := &Page{deps: deps, want: want, taking: taking}
	p.load()
}

func (p *Page) load() {
	p.deps.Async(func() {
		v, err := p.deps.Service.FamilyReview(context.Background(), p.want.CustomerID)
		if err != nil {
			p.deps.Fail(err)
			return
		}
		fyne.Do(func() { p.show(v) })
	})
}

// show shows what was read; the first time it puts the page on the screen.
func (p *Page) show(v app.FamilyReview) {
	p.view = v
	if p.shown {
		p.fill()
		return
	}
	p.shown = true
	p.build()
	p.fill()
	p.deps.Cover(p.sheet, true)
	if p.taking != nil && p.taking.Form == formOutside {
		p.edit(drafts.Args(*p.taking, 2)[1])
	}
}

func (p *Page) build() {
	p.title, p.as = widgets.Tag("review.title", widgets.Title("").Clipped()), widgets.Caption("").Clipped()
	p.bars = widgets.NewYearBars(nil, 0, 1, 0)
	p.covers, p.members, p.dues = widgets.VStack(0), widgets.VStack(0), widgets.VStack(0)
	p.outside, p.gaps = widgets.VStack(0), widgets.VStack(6)
	p.said = widgets.Tag("review.said", widgets.NewBanner(widgets.Neutral, ""))
	add := widgets.Tag("review.outside.add", widgets.Secondary(lang.X("review.outside.add", ""), theme.IconAdd, func() { p.edit("") }).Compact())
	printed := widgets.Tag("review.print", widgets.Secondary(lang.X("common.print", ""), theme.IconPrint, p.print)).Large()
	head := widgets.Pad(0, 0, 8, 0, widgets.HStack(10, widgets.Grow(widgets.VStack(2, p.title, p.as)), printed, inking.Hold(p.leave)))
	body := widgets.VStack(theme.PanelGap,
		p.said,
		widgets.PanelFlush(lang.X("review.covers", ""), nil, widgets.VStack(0, p.covers, p.members)),
		widgets.Panel(lang.X("review.timeline", ""), []fyne.CanvasObject{widgets.Caption(lang.X("review.timeline.hint", ""))}, p.bars),
		widgets.Columns(theme.PanelGap, []float32{1, 1},
			widgets.Panel(lang.X("review.gaps", ""), []fyne.CanvasObject{widgets.Caption(lang.X("review.gaps.hint", ""))}, p.gaps),
			widgets.Panel(lang.X("review.dues", ""), nil, p.dues)),
		widgets.Panel(lang.X("review.outside", ""), []fyne.CanvasObject{add}, p.outside),
		p.ending())
	p.sheet = widgets.NewSheet(inking.Frame(widgets.Fill(head, widgets.Scroll(body), nil)))
	p.sheet.OnKey, p.sheet.OnGone = p.key, p.gone
}

// ending is where the planner writes down what was advised.
func (p *Page) ending() fyne.CanvasObject {
	p.advice = widgets.Tag("review.advice", widgets.NewMultiEntry(lang.X("review.advice.hint", ""), 3))
	p.wish = widgets.Tag("review.wish", widgets.NewMultiEntry(lang.X("review.wish.hint", ""), 3))
	p.advice.OnChanged, p.wish.OnChanged = func(string) { p.draft.Touch() }, func(string) { p.draft.Touch() }
	p.channel = widgets.Tag("review.channel", widgets.NewSegmented([]widgets.Option{
		{ID: app.ChannelVisit, Label: lang.X("channel."+app.ChannelVisit, "")},
		{ID: app.ChannelPhone, Label: lang.X("channel."+app.ChannelPhone, "")},
		{ID: app.ChannelOnline, Label: lang.X("channel."+app.ChannelOnline, "")},
	}, app.ChannelVisit, func(string) { p.draft.Touch() }))
	p.save = widgets.Tag("review.save", widgets.Primary(lang.X("review.save", ""), theme.IconCheck, p.keep)).Large()
	p.draft = p.deps.Drafts.Open(p.spec(formReview, "", p.view.Customer.Name),
		drafts.Text("advice", lang.X("review.advice", ""), p.advice), drafts.Text("wish", lang.X("review.wish", ""), p.wish))
	row := widgets.HStack(10, widgets.Spring(), p.save)
	if p.want.VisitID == "" {
		row = widgets.HStack(10, widgets.MutedText(lang.X("review.channel", "")), p.channel, widgets.Spring(), p.save)
	}
	return widgets.Panel(lang.X("review.talk", ""), nil, widgets.VStack(10, widgets.Columns(theme.PanelGap, []float32{1, 1},
		widgets.VStack(4, widgets.MutedText(lang.X("review.advice", "")), p.advice),
		widgets.VStack(4, widgets.MutedText(lang.X("review.wish", "")), p.wish)), row))
}

func (p *Page) spec(form, of, title string) drafts.Spec {
	return drafts.Spec{Key: form + "/" + p.want.CustomerID + "/" + of, Room: "cards", About: p.want.CustomerID, Title: title, Form: form, Args: []string{p.want.VisitID, of}}
}

func (p *Page) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case inking.LeaveKey:
		p.leave()
	case fyne.KeyF8:
		p.print()
	default:
		return false
	}
	return true
}

func (p *Page) print() { p.deps.Print(PrintForm, p.want.CustomerID, "") }

// keep writes the review down.
func (p *Page) keep() {
	p.save.Disable()
	r := app.PolicyReview{CustomerID: p.want.CustomerID, VisitID: p.want.VisitID, Advice: p.advice.Value(), Wish: p.wish.Value(), Gaps: gapLines(p.view)}
	channel, ctx := p.channel.Value(), p.draft.Begin()
	p.deps.Async(func() {
		_, _, err := p.deps.Service.SaveReview(ctx, r, channel)
		fyne.Do(func() {
			p.draft.End(err)
			p.save.Enable()
			if err != nil {
				p.said.Set(widgets.Danger, widgets.ErrorText(err))
				return
			}
			p.said.Set(widgets.Success, lang.X("review.saved", ""))
			p.advice.Set("")
			p.wish.Set("")
			p.load()
		})
	})
}

func (p *Page) leave() {
	p.left = true
	p.deps.Uncover()
}

// gone ends the keeping; what was typed and not handed in waits as a draft.
func (p *Page) gone() {
	p.draft.Save()
	p.draft.Close()
	if p.left && p.want.Done != nil {
		p.want.Done()
	}
}
