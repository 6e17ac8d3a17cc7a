// Package survey is the satisfaction questionnaire on the screen (002 §三.七): handed to the customer, filled in and signed.
// What is on it concerns one customer only.
package survey

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

// Want says whose questionnaire it is.
type Want struct {
	Spec       drafts.Spec // under which it is kept until it is handed in
	CustomerID string
	PolicyID   string // "" the card's first
	VisitID    string // "" none
	Name       string // of the customer, who signs
	Called     string // name with the form of address
	Product    string // of the policy it is about, "" none
	// Save stores answers and signature; it is called off the UI goroutine. A signature without strokes was not given.
	Save func(ctx context.Context, a app.SurveyAnswers, g app.Signature) error
	// Done is called on the UI goroutine once the page was left by its own button or key; nil: nothing.
	Done func()
}

// Pages of the questionnaire.
const (
	pageRatings = iota
	pageSign
)

// Page is the questionnaire in front of a customer.
type Page struct {
	deps    inking.Deps
	want    Want
	ratings *ratings
	comment *widgets.Entry
	pad     *inking.Pad
	draft   *drafts.Form
	problem *widgets.Banner
	submit  *widgets.Button
	decline *widgets.Button
	left    bool // by its own button or key
	at      int
	first   fyne.CanvasObject
	second  fyne.CanvasObject
	body    *fyne.Container
	sheet   *widgets.Sheet
}

// Ask shows the questionnaire on the whole screen and nothing else.
func Ask(deps inking.Deps, want Want) *Page {
	p := &Page{deps: deps, want: want, problem: widgets.Tag("survey.problem", widgets.NewBanner(widgets.Neutral, "")), body: widgets.Stack()}
	p.ratings = newRatings(p.changed)
	p.comment = widgets.Tag("survey.comment", widgets.NewMultiEntry(lang.X("survey.comment.hint", ""), 2))
	p.comment.OnChanged = func(string) { p.changed() }
	p.pad = inking.NewPad(want.Name, p.changed)
	kept := append(p.ratings.kept(), drafts.Text("comment", lang.X("survey.comment", ""), p.comment))
	p.draft = deps.Drafts.Open(want.Spec, append(kept, p.pad.Kept()...)...)
	p.first, p.second = p.rating(), p.signing()
	p.sheet = widgets.NewSheet(p.body)
	p.sheet.OnKey, p.sheet.OnGone = p.key, p.gone
	p.show(pageRatings)
	deps.Cover(p.sheet, true)
	return p
}

func (p *Page) head(hint string) fyne.CanvasObject {
	about := p.want.Called
	if p.want.Product != "" {
		about += "　" + p.want.Product
	}
	return widgets.HStack(12,
		widgets.Grow(widgets.VStack(4, widgets.Title(lang.X("survey.title", "")), widgets.MutedText(about+"　"+hint).Clipped())),
		inking.Hold(p.leave))
}

// rating is the page with all items; it fits a screen of 1366 × 768.
func (p *Page) rating() fyne.CanvasObject {
	next := widgets.Tag("survey.next", widgets.Primary(lang.X("survey.next", ""), theme.IconRight, p.next)).Large()
	foot := widgets.Pad(8, 0, 0, 0, widgets.HStack(10, p.ratings.count, widgets.Spring(), next))
	return inking.Frame(widgets.Fill(widgets.Pad(0, 0, 8, 0, p.head(lang.X("survey.intro", ""))), widgets.Scroll(p.ratings.content), foot))
}

// signing is the page with the comment and the signature.
func (p *Page) signing() fyne.CanvasObject {
	back := widgets.Tag("survey.back", widgets.Secondary(lang.X("common.previous", ""), theme.IconLeft, func() { p.show(pageRatings) })).Large()
	p.decline = widgets.Tag("survey.decline", widgets.Quiet(lang.X("survey.decline", ""), nil, func() { p.hand(false) })).Large()
	p.submit = widgets.Tag("survey.submit", widgets.Primary(lang.X("survey.submit", ""), theme.IconCheck, func() { p.hand(true) })).Large()
	foot := widgets.Pad(8, 0, 0, 0, widgets.HStack(10, back, widgets.Spring(), p.decline, p.submit))
	head := widgets.VStack(10, p.head(lang.X("survey.private", "")), p.problem,
		widgets.Strong(lang.X("survey.comment", "")), p.comment, widgets.Pad(4, 0, 8, 0, widgets.Strong(lang.X("survey.sign", ""))))
	return inking.Frame(widgets.Fill(head, p.pad.Content(), foot))
}

func (p *Page) show(page int) {
	p.at = page
	p.body.Objects = []fyne.CanvasObject{[]fyne.CanvasObject{p.first, p.second}[page]}
	p.body.Refresh()
}

func (p *Page) key(k *fyne.KeyEvent) bool {
	switch {
	case k.Name == inking.LeaveKey:
		p.leave()
	case k.Name == fyne.KeyBackspace && p.at == pageSign:
		p.pad.Ink.Undo()
	default:
		return false
	}
	return true
}

func (p *Page) changed() {
	p.problem.Set(widgets.Neutral, "")
	p.draft.Touch()
}

// next turns to the signature once everything is rated.
func (p *Page) next() {
	if p.ratings.complete() {
		p.show(pageSign)
	}
}

// hand hands the questionnaire in, with or without a signature.
func (p *Page) hand(signed bool) {
	d := p.pad.Drawn()
	if signed && d.Signer == "" {
		p.problem.Set(widgets.Warning, lang.X("inking.need.signer", ""))
		return
	}
	if signed && !p.pad.Enough() {
		p.problem.Set(widgets.Warning, lang.X("inking.need.strokes", ""))
		return
	}
	g := d.Signature()
	if !signed {
		g = app.Signature{}
	}
	a := app.SurveyAnswers{
		CustomerID: p.want.CustomerID, PolicyID: p.want.PolicyID, VisitID: p.want.VisitID,
		Importance: p.ratings.values(importance), Rating: p.ratings.values(satisfaction), Comment: p.comment.Value(),
	}
	p.submit.Disable()
	p.decline.Disable()
	ctx := p.draft.Begin()
	p.deps.Do(func() {
		err := p.want.Save(ctx, a, g)
		fyne.Do(func() {
			p.draft.End(err)
			p.submit.Enable()
			p.decline.Enable()
			if err != nil {
				p.problem.Set(widgets.Danger, widgets.ErrorText(err))
				return
			}
			p.body.Objects = []fyne.CanvasObject{inking.Thanks(lang.X("survey.thanks", ""), p.leave)}
			p.body.Refresh()
		})
	})
}

func (p *Page) leave() {
	p.left = true
	p.deps.Uncover()
}

// gone ends the keeping; what was filled in and not handed in waits as a draft.
func (p *Page) gone() {
	p.draft.Save()
	p.draft.Close()
	if p.left && p.want.Done != nil {
		p.want.Done()
	}
}
