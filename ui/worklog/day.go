package worklog

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// dayPane shows one day's log and takes what the writer adds.
type dayPane struct {
	room        *Room
	view        app.LogView
	writes      writes
	closing     bool                     // the newest write closes the day
	kept        map[app.Date]app.WorkLog // what could not be stored, to be shown and tried again
	texts, line *drafts.Form             // what is typed into an open day: its texts, and the next line of the plan
	restored    *drafts.Slot             // says that something was left of it

	title       *widgets.Text
	badge       *widgets.Badge
	due         *widgets.Text
	close, add  *widgets.Button
	printed     *widgets.Button
	mark        *fyne.Container // the supervisor's mark, with its tag
	figures     *fyne.Container
	entries     *widgets.Timeline
	scroll      *widgets.Scroller
	nothing     fyne.CanvasObject
	development *ownText
	planDone    *ownText
	plan        *planEditor
	content     fyne.CanvasObject
}

// barRoom keeps the bar of a scrolled column beside its panels, in the margin of the page.
const barRoom = 10

func newDayPane(r *Room) *dayPane {
	p := &dayPane{
		room: r, title: widgets.Title(""), badge: widgets.Tag("worklog.badge", widgets.NewBadge("", widgets.Neutral)), due: widgets.Caption(""),
		mark: widgets.Stack(), figures: widgets.Stack(), entries: widgets.Tag("worklog.entries", widgets.NewTimeline(nil)), kept: map[app.Date]app.WorkLog{}, writes: writes{async: func(work func()) { go work() }},
	}
	p.close = widgets.Tag("worklog.close", widgets.Primary(lang.X("worklog.close", ""), theme.IconCheck, p.askClose)).Key("Ctrl+Enter")
	p.add = widgets.Tag("worklog.add", widgets.Secondary(lang.X("worklog.add", ""), theme.IconAdd, p.askAddition))
	p.printed = widgets.Tag("worklog.print", widgets.Secondary(lang.X("common.print", ""), theme.IconPrint, p.print)).Key("P")
	p.printed.Hidden = r.deps.Print == nil
	p.development = newOwnText(p, "worklog.development", lang.X("worklog.development.hint", ""))
	p.planDone = newOwnText(p, "worklog.plan_done", lang.X("worklog.plan_done.hint", ""))
	p.plan = newPlanEditor(p)
	p.restored = drafts.NewSlot(func() { p.content.Refresh() })
	p.nothing = widgets.NewSpans(widgets.Span{Text: lang.X("worklog.nothing", ""), Tone: widgets.Muted})
	head := widgets.PageHead("", []fyne.CanvasObject{p.title, p.badge, p.due}, p.printed, p.add, p.close)
	p.scroll = widgets.Scroll(widgets.VStack(0, p.nothing, p.entries))
	own := widgets.Scroll(widgets.Pad(0, barRoom, 0, 0, widgets.VStack(theme.PanelGap,
		widgets.Panel(lang.X("worklog.development", ""), nil, p.development.content),
		widgets.Panel(lang.X("worklog.plan_done", ""), nil, p.planDone.content),
		p.plan.content)))
	top := widgets.Pad(0, barRoom, theme.PanelGap, 0, widgets.VStack(theme.PanelGap, head, p.restored.Content(), p.mark, p.figures))
	p.content = widgets.Pad(12, 14-barRoom, 12, 14, widgets.Fill(top,
		widgets.Columns(theme.PanelGap, []float32{1, 1}, widgets.Panel(lang.X("worklog.day", ""), nil, p.scroll), own), nil))
	return p
}

func (p *dayPane) closed() bool { return p.view.Log.Status == app.LogClosed }

// write puts the caret where the writer goes on.
func (p *dayPane) write() {
	if !p.closed() {
		widgets.FocusIn(p.development.entry)
	}
}

// fill shows a log; of the same day, what is being typed stays.
func (p *dayPane) fill(v app.LogView) {
	before := p.view.Log
	if before.Date != v.Log.Date {
		p.leave()
	}
	if now := p.edited(); before.Date == v.Log.Date && before.Status != app.LogClosed && v.Log.Status == app.LogClosed && differ(before, now) {
		p.kept[before.Date] = now
	}
	same := before.Date == v.Log.Date && before.Status != app.LogClosed && v.Log.Status != app.LogClosed
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
	log := v.Log
	if again, ok := p.kept[log.Date]; ok && !p.closed() {
		log.Development, log.PlanDone, log.Tomorrow = again.Development, again.PlanDone, again.Tomorrow
		delete(p.kept, log.Date)
	}
	p.development.fill(log.Development, before.Development, same, p.closed())
	p.planDone.fill(log.PlanDone, before.PlanDone, same, p.closed())
	p.plan.fresh = !same
	if plan := p.plan.items; same && !slices.Equal(plan, before.Tomorrow) {
		log.Tomorrow = plan
	}
	p.plan.fill(log.Tomorrow, v.DueAt.Date())
	if same {
		p.texts.Rebase(v.Log.Development, v.Log.PlanDone)
	} else {
		p.keep()
	}
	p.showState()
	p.showMark()
	if !same {
		p.scroll.Top()
	}
}

// showState says whether the day is open or closed, and what can still be done.
func (p *dayPane) showState() {
	if p.closed() {
		p.badge.Set(lang.X("worklog.state.closed", ""), widgets.Success)
		p.due.Set(lang.X("worklog.closed_at", "", map[string]any{"At": words.Stamp(p.view.Log.ClosedAt)}))
		p.close.Hide()
		p.add.Show()
		return
	}
	p.badge.Set(lang.X("worklog.state.open", ""), widgets.Neutral)
	p.due.Set(lang.X("worklog.due", "", map[string]any{"At": words.Stamp(p.view.DueAt)}))
	p.close.Show()
	p.add.Hide()
}

// showMark shows the supervisor's mark once it has come.
func (p *dayPane) showMark() {
	p.mark.Objects = nil
	if m, ok := marked(p.view); ok {
		badge := lang.X("worklog.passed", "")
		if m.tone == widgets.Danger {
			badge = lang.X("worklog.failed", "")
		}
		panel := widgets.Panel(m.head, []fyne.CanvasObject{widgets.NewBadge(badge, m.tone)}, widgets.NewParagraph(m.detail))
		p.mark.Objects = []fyne.CanvasObject{widgets.Tag(fmt.Sprintf("worklog.mark.%d", m.score), widgets.Tag("worklog.mark", panel))}
	}
	p.mark.Refresh()
}

// edited is the log as it stands on the screen, without texts that were only restored and wait to be looked at.
func (p *dayPane) edited() app.WorkLog {
	l := p.view.Log
	l.Tomorrow = p.plan.items
	if !p.texts.Waits() {
		l.Development, l.PlanDone = p.development.entry.Value(), p.planDone.entry.Value()
	}
	return l
}

// leave stores everything of the day in sight before another one takes its place.
func (p *dayPane) leave() {
	p.plan.take()
	p.save()
}

// save stores what was typed. It is called whenever a field is left, and before the day goes out of sight.
func (p *dayPane) save() {
	before, after := p.view.Log, p.edited()
	if before.Date != "" && !p.closed() && differ(before, after) {
		p.store(before, after, nil)
	}
}

// differ reports whether the writer's own parts of two logs do.
func differ(a, b app.WorkLog) bool {
	return a.Development != b.Development || a.PlanDone != b.PlanDone || !slices.Equal(a.Tomorrow, b.Tomorrow)
}

// store saves a log and then does more, off the UI goroutine and after what is being stored already. What could not be
// stored is kept.
func (p *dayPane) store(before, after app.WorkLog, then func(context.Context) error) {
	p.view.Log, p.closing = after, then != nil
	p.room.read++
	var saved bool
	var err error
	forms := p.used()
	ctx := drafts.Using(forms...)
	p.writes.do(func() {
		if differ(before, after) {
			err = p.room.deps.Service.SaveLog(ctx, before, after)
		}
		saved = err == nil
		if saved && then != nil {
			err = then(ctx)
		}
		if err != nil {
			p.room.deps.Fail(err)
		}
	}, func() {
		fyne.Do(func() {
			p.writes.ended()
			for _, f := range forms {
				f.End(err)
			}
			if !saved {
				p.kept[after.Date] = after
			}
			if p.room.shown && !p.writes.busy() {
				p.room.Refresh()
			}
		})
	})
}

// askClose closes the day after saying what is still missing.
func (p *dayPane) askClose() {
	if p.closed() || p.view.Log.Date == "" || p.writes.busy() && p.closing {
		return
	}
	p.texts.Accept()
	p.plan.take()
	text := lang.X("worklog.close.text", "")
	var missing []string
	for _, m := range lacking(p.edited()) {
		missing = append(missing, lang.X("worklog.missing."+m, ""))
	}
	if len(missing) > 0 {
		text = lang.X("worklog.close.missing", "", map[string]any{"What": strings.Join(missing, lang.X("start.and", ""))}) + "\n" + text
	}
	if open := openVisits(p.view.OpenVisits); open != "" {
		text = open + "\n" + text
	}
	day := p.view.Log.Date
	widgets.ShowConfirm(p.room.deps.Window.Canvas(), widgets.Confirm{
		ID: "worklog.confirm", Title: lang.X("worklog.close.title", "", map[string]any{"Day": words.Day(day)}), Text: text,
		Yes: lang.X("worklog.close", ""), No: lang.X("worklog.close.not_yet", ""),
		OnNo: p.save,
		OnYes: func() {
			if p.view.Log.Date == day {
				p.closeDay()
			}
		},
	})
}

func (p *dayPane) closeDay() {
	day := p.view.Log.Date
	p.store(p.view.Log, p.edited(), func(ctx context.Context) error {
		err := p.room.deps.Service.CloseLog(ctx, day)
		if err == nil {
			p.room.deps.Toast(lang.X("worklog.close.done", ""), "", nil)
		}
		return err
	})
}

// mostNamed is how many open visits the question before closing names.
const mostNamed = 3

// openVisits warns of visits of the day that are not written down yet, "" if there are none.
func openVisits(open []app.VisitItem) string {
	if len(open) == 0 {
		return ""
	}
	var who []string
	for _, v := range open[:min(len(open), mostNamed)] {
		who = append(who, v.Appointment.At.Clock()+" "+v.Name)
	}
	key := "worklog.close.visits"
	if len(open) > mostNamed {
		key = "worklog.close.visits_more"
	}
	return lang.X(key, "", map[string]any{"N": len(open), "Who": strings.Join(who, lang.X("start.and", ""))})
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
