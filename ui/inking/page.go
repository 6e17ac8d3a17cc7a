package inking

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Deps is what a page for a customer needs of the window.
type Deps struct {
	Drafts  *drafts.Keeper
	Async   func(func()) // runs work off the UI goroutine; nil: a goroutine
	Cover   func(page fyne.CanvasObject, private bool)
	Uncover func()
}

// Do runs work off the UI goroutine.
func (d Deps) Do(work func()) {
	if d.Async != nil {
		d.Async(work)
		return
	}
	go work()
}

// Fact is one line of what is signed, in plain words.
type Fact struct{ Label, Text string }

// Want is what shall be signed.
type Want struct {
	Spec      drafts.Spec // under which it is kept until it is signed
	Title     string
	Facts     []Fact
	Statement string // what the signature says
	Signer    string // name proposed
	// Save stores the signature; it is called off the UI goroutine.
	Save func(ctx context.Context, d Drawn) error
	// Done is called on the UI goroutine once the page was left by its own button or key; nil: nothing.
	Done func()
}

// Page is the page on which a customer signs.
type Page struct {
	deps    Deps
	want    Want
	pad     *Pad
	draft   *drafts.Form
	problem *widgets.Banner
	confirm *widgets.Button
	left    bool // by its own button or key
	sheet   *widgets.Sheet
	body    *fyne.Container
}

// Ask shows what is to be signed on the whole screen and nothing else.
func Ask(deps Deps, want Want) *Page {
	p := &Page{deps: deps, want: want, problem: widgets.Tag("inking.problem", widgets.NewBanner(widgets.Neutral, ""))}
	p.pad = NewPad(want.Signer, p.changed)
	p.draft = deps.Drafts.Open(want.Spec, p.pad.Kept()...)
	p.confirm = widgets.Tag("inking.confirm", widgets.Primary(lang.X("inking.confirm", ""), theme.IconCheck, p.sign)).Large()
	facts := widgets.VStack(8)
	for _, f := range want.Facts {
		facts.Add(widgets.HStack(12, widgets.FixedWidth(96, widgets.MutedText(f.Label)), widgets.Grow(widgets.NewParagraph(f.Text).Large())))
	}
	head := widgets.Pad(0, 0, 10, 0, widgets.VStack(10,
		widgets.HStack(12, widgets.Grow(widgets.Title(want.Title).Clipped()), p.hold()),
		widgets.Surface(widgets.Pad(12, 18, 12, 18, facts)),
		widgets.NewParagraph(want.Statement).Large(), p.problem))
	foot := widgets.Pad(10, 0, 0, 0, widgets.HStack(8, widgets.Spring(), p.confirm))
	p.body = widgets.Stack(Frame(widgets.Fill(head, p.pad.Content(), foot)))
	p.sheet = widgets.NewSheet(p.body)
	p.sheet.OnKey, p.sheet.OnGone = p.key, p.gone
	deps.Cover(p.sheet, true)
	return p
}

// frameWidth bounds a page for a customer, so that its lines stay readable on a large screen.
const frameWidth = 1180

// leastFrame is what such a page needs; a smaller screen scrolls it.
var leastFrame = fyne.NewSize(780, 420)

// Frame puts the content of a page for a customer in the middle of the screen.
func Frame(o fyne.CanvasObject) fyne.CanvasObject {
	return widgets.Stack(widgets.NewBox(theme.ColorGreySoft, "", 0), widgets.Pad(18, 26, 18, 26, widgets.Least(leastFrame, widgets.AtMost(frameWidth, o))))
}

func (p *Page) hold() fyne.CanvasObject { return Hold(p.leave) }

// Hold is the button with which the planner takes the laptop back.
func Hold(leave func()) fyne.CanvasObject {
	return widgets.Tag("inking.hold", widgets.NewHold(lang.X("inking.hold", ""), leave))
}

// LeaveKey is the key that leaves a page for a customer as the button does; no customer presses it by chance.
const LeaveKey = fyne.KeyF11

func (p *Page) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case LeaveKey:
		p.leave()
	case fyne.KeyBackspace:
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

// sign stores the signature and thanks.
func (p *Page) sign() {
	d := p.pad.Drawn()
	switch {
	case d.Signer == "":
		p.problem.Set(widgets.Warning, lang.X("inking.need.signer", ""))
		return
	case !p.pad.Enough():
		p.problem.Set(widgets.Warning, lang.X("inking.need.strokes", ""))
		return
	}
	p.confirm.Disable()
	ctx := p.draft.Begin()
	p.deps.Do(func() {
		err := p.want.Save(ctx, d)
		fyne.Do(func() {
			p.draft.End(err)
			p.confirm.Enable()
			if err != nil {
				p.problem.Set(widgets.Danger, widgets.ErrorText(err))
				return
			}
			p.body.Objects = []fyne.CanvasObject{Thanks(lang.X("inking.saved", ""), p.leave)}
			p.body.Refresh()
		})
	})
}

// Thanks is the last page a customer sees: the laptop goes back to the planner.
func Thanks(title string, leave func()) fyne.CanvasObject {
	return Frame(widgets.Center(widgets.FixedWidth(560, widgets.VStack(18,
		widgets.Center(widgets.Picture(theme.IconDone, 64, theme.ColorSuccess)),
		widgets.Tag("inking.thanks", widgets.Title(title).Aligned(fyne.TextAlignCenter)),
		widgets.MutedText(lang.X("inking.hand_back", "")).Aligned(fyne.TextAlignCenter),
		widgets.Center(widgets.FixedWidth(280, Hold(leave)))))))
}

func (p *Page) leave() {
	p.left = true
	p.deps.Uncover()
}

// gone ends the keeping; what was drawn and not handed in waits as a draft.
func (p *Page) gone() {
	p.draft.Save()
	p.draft.Close()
	if p.left && p.want.Done != nil {
		p.want.Done()
	}
}
