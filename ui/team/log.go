package team

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// logPane shows one log beside its mark.
type logPane struct {
	room    *Room
	view    app.LogView
	title   *widgets.Text
	badge   *widgets.Badge
	closed  *widgets.Text
	figures *fyne.Container
	day     *widgets.Timeline
	texts   [3]*widgets.Paragraph // development, plan achieved, tomorrow
	mark    *markPanel
	scroll  *widgets.Scroller
	content fyne.CanvasObject
}

const markWidth = 316

// barRoom keeps the bar of the log between its panels and those of the mark.
const barRoom = theme.PanelGap

func newLogPane(r *Room) *logPane {
	p := &logPane{
		room: r, title: widgets.Title(""), badge: widgets.NewBadge("", widgets.Neutral), closed: widgets.Caption(""),
		figures: widgets.Stack(), day: widgets.Tag("team.entries", widgets.NewTimeline(nil)),
	}
	for i := range p.texts {
		p.texts[i] = widgets.NewParagraph("")
	}
	p.mark = newMarkPanel(p)
	paper := widgets.Tag("team.print", widgets.Secondary(lang.X("common.print", ""), theme.IconPrint, p.print).Compact().Key("P"))
	paper.Hidden = r.deps.Print == nil
	head := widgets.PageHead("", []fyne.CanvasObject{p.title, p.badge, p.closed}, paper,
		widgets.Tag("team.previous", widgets.Secondary(lang.X("team.previous", ""), theme.IconUp, func() { r.step(-1) }).Compact().Key("K")),
		widgets.Tag("team.next", widgets.Secondary(lang.X("team.following", ""), theme.IconDown, func() { r.step(1) }).Compact().Key("J")))
	p.scroll = widgets.Scroll(widgets.Pad(0, barRoom, 0, 0, widgets.VStack(theme.PanelGap,
		p.figures,
		widgets.Panel(lang.X("team.day", ""), nil, p.day),
		widgets.Panel(lang.X("team.development", ""), nil, p.texts[0]),
		widgets.Panel(lang.X("team.plan_done", ""), nil, p.texts[1]),
		widgets.Panel(lang.X("team.tomorrow", ""), nil, p.texts[2]),
	)))
	p.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head),
		widgets.Sides(nil, p.scroll, widgets.FixedWidth(markWidth, p.mark.content)), nil))
	return p
}

func (p *logPane) fill(v app.LogView, row app.TeamRow) {
	same := p.view.Log.ID == v.Log.ID
	p.view = v
	p.title.Set(v.Person.Name)
	text, tone := words.TeamState(row)
	p.badge.Set(text, tone)
	p.closed.Set(words.Day(v.Log.Date) + "　" + when(v))
	p.figures.Objects = []fyne.CanvasObject{words.Figures(v.Log.Figures)}
	p.figures.Refresh()
	p.day.Set(words.LogEntries(v))
	for i, t := range []string{v.Log.Development, v.Log.PlanDone, words.Plan(v.Log.Tomorrow)} {
		if t == "" {
			t = lang.X("common.not_filled", "")
		}
		p.texts[i].Set(t)
	}
	if !same {
		p.scroll.Top()
	}
	p.mark.fill(v, same)
}

func (p *logPane) save() { p.mark.save() }

// print opens the log in sight on paper.
func (p *logPane) print() {
	if print := p.room.deps.Print; print != nil && p.view.Log.ID != "" {
		print("work_log", p.view.Log.ID, string(p.view.Log.Date))
	}
}
