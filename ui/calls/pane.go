package calls

import (
	"context"
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// sideWidth is the width of the column of numbers and facts.
const sideWidth float32 = 316

// pane is everything before the eyes while calling.
type pane struct {
	room  *Room
	sheet app.CallSheet
	shown bool

	// Of the call under way:
	began    app.Instant // when a number was dialled, 0 before
	callee   app.Callee
	number   string
	revealed map[string]bool // numbers shown in full
	raised   []string        // objections looked up
	call     *drafts.Form    // all of it, kept

	name    *widgets.Text
	about   *widgets.Text
	badges  *fyne.Container
	reasons *widgets.Text
	blocked *widgets.Banner
	meeting *widgets.Banner
	script  *scriptPanel
	side    *sidePanel
	bar     *fyne.Container
	page    *fyne.Container
	empty   fyne.CanvasObject
	content *fyne.Container
}

func newPane(r *Room) *pane {
	p := &pane{room: r, revealed: map[string]bool{}, name: widgets.Title("").Clipped(), about: widgets.MutedText(""), badges: widgets.HStack(6)}
	toCard := func() { r.deps.Navigate("cards", p.sheet.Item.CustomerID) }
	p.blocked = widgets.Tag("calls.blocked", widgets.NewBanner(widgets.Warning, "", widgets.Secondary(lang.X("calls.open_card", ""), nil, toCard).Compact()))
	p.meeting = widgets.NewBanner(widgets.Info, "")
	p.script, p.side, p.bar = newScriptPanel(p), newSidePanel(p), widgets.Stack()
	card := widgets.Tag("calls.card", widgets.Secondary(lang.X("calls.open_card", ""), theme.IconCards, toCard))
	message := widgets.Tag("calls.message", widgets.Secondary(lang.X("calls.command.message", ""), nil, func() { r.write(p.sheet, "") }).Key("M"))
	p.reasons = widgets.Tag("calls.why", widgets.Caption("").Clipped())
	head := widgets.VStack(8, widgets.VStack(2, widgets.PageHead("", []fyne.CanvasObject{p.name, p.about, p.badges}, message, card), widgets.Pad(0, 0, 0, 9, p.reasons)), p.blocked, p.meeting)
	body := widgets.Beside(p.script.content, widgets.Pad(0, 0, 0, theme.PanelGap, p.side.content), sideWidth+theme.PanelGap, 250, 0.36)
	p.page = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), body, widgets.Pad(theme.PanelGap, 0, 0, 0, p.bar)))
	p.empty = widgets.EmptyState(theme.IconPhone, lang.X("calls.choose", ""), lang.X("calls.choose.hint", ""), nil)
	p.content = widgets.Stack(p.empty)
	return p
}

// begin turns away from the call before; what was revealed is hidden again.
func (p *pane) begin() {
	p.call.Close()
	p.call = nil
	p.began, p.callee, p.number, p.raised = 0, app.Callee{}, "", nil
	p.revealed = map[string]bool{}
	p.shown = false
}

func (p *pane) clear() {
	p.shown = false
	p.content.Objects = []fyne.CanvasObject{p.empty}
	p.content.Refresh()
}

// fill shows a sheet. One that has not changed is left alone, so that the script stays where it was read to.
func (p *pane) fill(sheet app.CallSheet) {
	if p.shown && reflect.DeepEqual(p.sheet, sheet) {
		return
	}
	fresh := !p.shown
	p.sheet, p.shown = sheet, true
	if fresh {
		p.keepCall()
	}
	p.name.Set(sheet.Item.Name)
	p.about.Set(about(sheet.Card.Customer, p.room.deps.Clock.Today()))
	p.badges.Objects = badges(sheet)
	p.badges.Refresh()
	p.reasons.Set("")
	if why := whyLine(sheet.Item.Why, p.room.deps.Clock.Today()); why != "" {
		p.reasons.Set(lang.X("calls.why", "", map[string]any{"Why": why}))
	}
	p.blocked.Set(widgets.Warning, p.why())
	p.meeting.Set(widgets.Info, "")
	if sheet.Appointment != nil {
		p.meeting.Set(widgets.Info, meetingLine(*sheet.Appointment, p.room.deps.Clock.Today()))
	}
	p.script.fill(sheet, fresh)
	p.side.fill(sheet, fresh)
	p.fillBar()
	p.content.Objects = []fyne.CanvasObject{p.page}
	p.page.Refresh()
	p.content.Refresh()
}

// why says why the customer may not be called, "" if nothing forbids it. A call under way is carried to its end.
func (p *pane) why() string {
	b := p.sheet.Item.Blocked
	if b == "" || p.began != 0 {
		return ""
	}
	c := p.sheet.Card.Customer
	return lang.X("calls.blocked."+b, "", map[string]any{"From": c.QuietFrom, "To": c.QuietTo})
}

// turnTo calls about another policy of the same customer; the call under way goes on.
func (p *pane) turnTo(t target) {
	p.room.target = t
	p.room.loadSheet()
}

// mostSigned is from how many outcomes on signs would push one into a second line.
const mostSigned = 7

// fillBar shows the outcomes with their keys; signs stand where there is room for them.
func (p *pane) fillBar() {
	list := choices(p.sheet)
	signs := roomForSigns(list) && len(list) < mostSigned
	var buttons []fyne.CanvasObject
	for i, c := range list {
		button := widgets.Secondary
		if i == 0 {
			button = widgets.Primary
		}
		var icon fyne.Resource
		if signs {
			icon = c.icon
		}
		b := widgets.Tag("calls.outcome."+c.outcome, button(lang.X(c.text, ""), icon, func() { p.ask(c.outcome) })).Key(string(c.key))
		if p.why() != "" {
			b.Disable()
		}
		buttons = append(buttons, b)
	}
	p.bar.Objects = []fyne.CanvasObject{widgets.Surface(widgets.Pad(10, 12, 10, 12, widgets.FittedGrid(len(buttons), 8, 6, buttons...)))}
	p.bar.Refresh()
}

func badges(sheet app.CallSheet) []fyne.CanvasObject {
	out := []fyne.CanvasObject{widgets.NewBadge(lang.X("stage."+stageKey(sheet.Item.Stage), ""), widgets.Info)}
	if sheet.Item.Reason != "" {
		out = append(out, widgets.NewBadge(lang.X("reason."+sheet.Item.Reason, ""), widgets.Neutral))
	}
	if text, tone := state(sheet.Item.State); text != "" {
		out = append(out, widgets.NewBadge(text, tone))
	}
	if sheet.Card.Customer.Key {
		out = append(out, widgets.NewBadge(lang.X("calls.key", ""), widgets.Warning))
	}
	if sheet.Item.Tries > 0 {
		out = append(out, widgets.Caption(lang.X("calls.tries", "", map[string]any{"N": sheet.Item.Tries})))
	}
	return out
}

// dialFirst shows the first number that may be called in full: the call begins.
func (p *pane) dialFirst() {
	if !p.shown {
		return
	}
	for _, c := range p.sheet.Callees {
		for _, n := range c.Phones {
			p.dial(c, n)
			return
		}
	}
}

// dial shows a number in full and notes whom the call goes to and since when.
func (p *pane) dial(c app.Callee, n app.Phone) {
	if !p.shown || p.why() != "" {
		return
	}
	if !p.revealed[n.Number] {
		p.revealed[n.Number] = true
		what := fmt.Sprintf("phones/%s", p.sheet.Item.CustomerID)
		p.room.async(func() {
			if err := p.room.deps.Service.Reveal(context.Background(), what); err != nil {
				p.room.deps.Fail(err)
			}
		})
	}
	p.callee, p.number, p.began = c, n.Number, p.room.deps.Clock.Now()
	p.call.Touch()
	p.side.showPhones()
}

func (p *pane) rune(key rune) bool {
	if !p.shown {
		return false
	}
	if p.script.rune(key) {
		return true
	}
	for _, c := range choices(p.sheet) {
		if c.key == key {
			p.ask(c.outcome)
			return true
		}
	}
	return false
}

func (p *pane) key(k *fyne.KeyEvent) bool {
	if !p.shown {
		return false
	}
	if k.Name == fyne.KeyEscape {
		return p.script.close()
	}
	for i, name := range objectionKeys {
		if k.Name == name {
			return p.script.toggle(i)
		}
	}
	return false
}
