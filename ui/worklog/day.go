package worklog

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// dayPane shows one day's log and takes what the writer adds.
type dayPane struct {
	room *Room
	view app.LogView

	title       *widgets.Text
	badge       *widgets.Badge
	due         *widgets.Text
	close, add  *widgets.Button
	mark        *fyne.Container // the supervisor's mark, with its tag
	figures     *fyne.Container
	entries     *widgets.Timeline
	nothing     fyne.CanvasObject
	development *widgets.Entry
	planDone    *widgets.Entry
	plan        *planEditor
	content     fyne.CanvasObject
}

func newDayPane(r *Room) *dayPane {
	p := &dayPane{room: r, title: widgets.Title(""), badge: widgets.Tag("worklog.badge", widgets.NewBadge("", widgets.Neutral)), due: widgets.Caption(""),
		mark: widgets.Stack(), figures: widgets.Stack(), entries: widgets.Tag("worklog.entries", widgets.NewTimeline(nil))}
	p.close = widgets.Tag("worklog.close", widgets.Primary(lang.X("worklog.close", ""), theme.IconCheck, p.askClose))
	p.add = widgets.Tag("worklog.add", widgets.Secondary(lang.X("worklog.add", ""), theme.IconAdd, p.askAddition))
	p.development = widgets.Tag("worklog.development", widgets.NewMultiEntry(lang.X("worklog.development.hint", ""), 3))
	p.planDone = widgets.Tag("worklog.plan_done", widgets.NewMultiEntry(lang.X("worklog.plan_done.hint", ""), 3))
	p.development.OnCommit = func(string) { p.save() }
	p.planDone.OnCommit = func(string) { p.save() }
	p.plan = newPlanEditor(p)
	p.nothing = widgets.MutedText(lang.X("worklog.nothing", ""))
	head := widgets.PageHead("", []fyne.CanvasObject{p.title, p.badge, p.due}, p.add, p.close)
	body := widgets.Scroll(widgets.VStack(theme.PanelGap,
		p.mark, p.figures,
		widgets.Panel(lang.X("worklog.day", ""), nil, widgets.VStack(0, p.nothing, p.entries)),
		widgets.Columns(theme.PanelGap, []float32{1, 1},
			widgets.Panel(lang.X("worklog.development", ""), nil, p.development),
			widgets.Panel(lang.X("worklog.plan_done", ""), nil, p.planDone)),
		p.plan.content))
	p.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), body, nil))
	return p
}

func (p *dayPane) closed() bool { return p.view.Log.Status == app.LogClosed }

// fill shows a log; of the same day, what is being typed stays.
func (p *dayPane) fill(v app.LogView) {
	same := p.view.Log.Date == v.Log.Date && !p.closed()
	before := p.view.Log
	p.view = v
	p.title.Set(words.Day(v.Log.Date))
	p.figures.Objects = []fyne.CanvasObject{words.Figures(v.Log.Figures)}
	p.figures.Refresh()
	items := words.LogEntries(v)
	p.entries.Set(items)
	if len(items) == 0 {
		p.nothing.Show()
	} else {
		p.nothing.Hide()
	}
	if !same || p.development.Value() == before.Development {
		p.development.Set(v.Log.Development)
	}
	if !same || p.planDone.Value() == before.PlanDone {
		p.planDone.Set(v.Log.PlanDone)
	}
	p.plan.fill(v)
	p.showState()
	p.showMark()
}

// showState says whether the day is open or closed, and what can still be done.
func (p *dayPane) showState() {
	if p.closed() {
		p.badge.Set(lang.X("worklog.state.closed", ""), widgets.Success)
		p.due.Set(lang.X("worklog.closed_at", "", map[string]any{"At": words.Stamp(p.view.Log.ClosedAt)}))
		p.close.Hide()
		p.add.Show()
		p.development.Disable()
		p.planDone.Disable()
		return
	}
	p.badge.Set(lang.X("worklog.state.open", ""), widgets.Neutral)
	p.due.Set(lang.X("worklog.due", "", map[string]any{"At": words.Stamp(p.view.DueAt)}))
	p.close.Show()
	p.add.Hide()
	p.development.Enable()
	p.planDone.Enable()
}

// showMark shows the supervisor's mark once it has come.
func (p *dayPane) showMark() {
	p.mark.Objects = nil
	if head, detail, tone, ok := marked(p.view); ok {
		badge := lang.X("worklog.passed", "")
		if tone == widgets.Danger {
			badge = lang.X("worklog.failed", "")
		}
		panel := widgets.Panel(head, []fyne.CanvasObject{widgets.NewBadge(badge, tone)}, widgets.NewParagraph(detail))
		p.mark.Objects = []fyne.CanvasObject{widgets.Tag(fmt.Sprintf("worklog.mark.%d", p.view.Marks[0].Score), widgets.Tag("worklog.mark", panel))}
	}
	p.mark.Refresh()
}

// edited is the log as it stands on the screen.
func (p *dayPane) edited() app.WorkLog {
	l := p.view.Log
	l.Development, l.PlanDone, l.Tomorrow = p.development.Value(), p.planDone.Value(), p.plan.items
	return l
}

// save stores what was typed. It is called whenever a field is left, and before the day goes out of sight.
func (p *dayPane) save() {
	if p.view.Log.Date == "" || p.closed() {
		return
	}
	before, after := p.view.Log, p.edited()
	if before.Development == after.Development && before.PlanDone == after.PlanDone && samePlan(before.Tomorrow, after.Tomorrow) {
		return
	}
	p.view.Log = after
	go func() {
		if err := p.room.deps.Service.SaveLog(context.Background(), before, after); err != nil {
			p.room.deps.Fail(err)
		}
	}()
}

// askClose closes the day after saying what is still missing.
func (p *dayPane) askClose() {
	before, after := p.view.Log, p.edited()
	text := lang.X("worklog.close.text", "")
	var missing []string
	for _, m := range lacking(after) {
		missing = append(missing, lang.X("worklog.missing."+m, ""))
	}
	if len(missing) > 0 {
		text = lang.X("worklog.close.missing", "", map[string]any{"What": strings.Join(missing, lang.X("start.and", ""))}) + "\n" + text
	}
	day := after.Date
	widgets.ShowConfirm(p.room.deps.Window.Canvas(), widgets.Confirm{
		ID: "worklog.confirm", Title: lang.X("worklog.close.title", "", map[string]any{"Day": words.Day(day)}), Text: text,
		Yes: lang.X("worklog.close", ""), No: lang.X("worklog.close.not_yet", ""),
		OnYes: func() {
			p.view.Log = after
			go func() {
				ctx := context.Background()
				if err := p.room.deps.Service.SaveLog(ctx, before, after); err != nil {
					p.room.deps.Fail(err)
					return
				}
				if err := p.room.deps.Service.CloseLog(ctx, day); err != nil {
					p.room.deps.Fail(err)
					return
				}
				p.room.deps.Toast(lang.X("worklog.close.done", ""), "", nil)
				fyne.Do(p.room.Refresh)
			}()
		},
	})
}

// lacking names what a reader would miss in a log.
func lacking(l app.WorkLog) []string {
	var out []string
	if l.Development == "" {
		out = append(out, "development")
	}
	if l.PlanDone == "" {
		out = append(out, "plan_done")
	}
	if len(l.Tomorrow) == 0 {
		out = append(out, "tomorrow")
	}
	return out
}

// askAddition adds a fact to a closed day.
func (p *dayPane) askAddition() {
	text := widgets.Tag("worklog.addition", widgets.NewMultiEntry(lang.X("worklog.addition.hint", ""), 5))
	id := p.view.Log.ID
	widgets.ShowForm(p.room.deps.Window.Canvas(), widgets.Form{
		ID: "worklog.form", Title: lang.X("worklog.add", ""), Intro: lang.X("worklog.add.intro", ""), Body: text, First: text,
		Submit: lang.X("common.save", ""),
		OnSubmit: func() error {
			if text.Value() == "" {
				return app.FieldErrorf(app.ErrInvalid, "text", "%s", lang.X("worklog.addition.need", ""))
			}
			if err := p.room.deps.Service.AddToLog(context.Background(), id, text.Value()); err != nil {
				return err
			}
			p.room.Refresh()
			return nil
		},
	})
}
