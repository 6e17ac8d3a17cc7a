package worklog

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// planEditor is tomorrow's plan: its items in order, what due work proposes, and a line to add one.
type planEditor struct {
	pane    *dayPane
	items   []app.PlanItem
	list    *fyne.Container
	seeds   *fyne.Container
	kind    *widgets.Select
	text    *widgets.Entry
	input   *fyne.Container
	day     *widgets.Text
	drawn   []app.PlanItem // what the screen shows
	offered []app.PlanItem // and what it proposes
	fresh   bool           // another day, or the day has been closed: draw in any case
	content fyne.CanvasObject
}

func newPlanEditor(p *dayPane) *planEditor {
	e := &planEditor{pane: p, list: widgets.VStack(2), seeds: widgets.VStack(2), day: widgets.Caption("")}
	var kinds []widgets.Option
	for _, k := range []string{app.PlanVisit, app.PlanCollection, app.PlanService} {
		kinds = append(kinds, widgets.Option{ID: k, Label: lang.X("log.plan."+k, "")})
	}
	e.kind = widgets.Tag("worklog.plan.kind", widgets.NewSelect(kinds, func(string) { p.line.Touch() }))
	e.kind.Set(app.PlanVisit)
	e.text = widgets.Tag("worklog.plan.text", widgets.NewEntry(lang.X("worklog.plan.hint", "")))
	e.text.OnEnter = e.add
	e.text.OnChanged = func(string) { p.line.Touch() }
	add := widgets.Tag("worklog.plan.add", widgets.Secondary(lang.X("common.add", ""), theme.IconAdd, e.add))
	e.input = widgets.Inline(widgets.FixedWidth(112, e.kind), e.text, add, 224, 8)
	e.content = widgets.Panel(lang.X("worklog.tomorrow", ""), []fyne.CanvasObject{e.day}, widgets.VStack(8, e.list, e.input, e.seeds))
	return e
}

// fill shows a plan for the working day on whose morning the log is due.
func (e *planEditor) fill(items []app.PlanItem, due app.Date) {
	e.items = slices.Clone(items)
	e.day.Set(words.Day(due))
	if e.fresh || !slices.Equal(e.items, e.drawn) || !slices.Equal(e.pane.view.Seeds, e.offered) {
		e.show() // otherwise nothing moves under the pointer
	}
	e.fresh = false
}

// show draws the items, and below them what due work proposes and is not planned yet.
func (e *planEditor) show() {
	closed := e.pane.closed()
	e.drawn, e.offered = e.items, e.pane.view.Seeds
	e.list.Objects = nil
	switch {
	case len(e.items) == 0 && closed:
		e.list.Add(widgets.NewText(lang.X("common.not_filled", "")))
	case len(e.items) == 0:
		e.list.Add(widgets.MutedText(lang.X("worklog.plan.none", "")))
	case closed:
		e.list.Add(widgets.NewParagraph(words.Plan(e.items)))
	default:
		for i, item := range e.items {
			e.list.Add(e.line(i, item))
		}
	}
	e.seeds.Objects = nil
	if !closed {
		e.showSeeds()
		e.input.Show()
	} else {
		e.input.Hide()
	}
	e.list.Refresh()
	e.seeds.Refresh()
}

// line is one item of an open plan.
func (e *planEditor) line(i int, item app.PlanItem) fyne.CanvasObject {
	id := fmt.Sprintf("worklog.plan.%d", i)
	line := []fyne.CanvasObject{widgets.FixedWidth(22, widgets.MutedText(fmt.Sprint(i+1))), widgets.Grow(widgets.NewText(words.PlanLine(item)).Clipped())}
	if i > 0 {
		line = append(line, widgets.Tag(id+".up", widgets.IconButton(theme.IconUp, lang.X("worklog.plan.up", ""), func() { e.move(i, -1) })))
	}
	line = append(line, widgets.Tag(id+".remove", widgets.IconButton(theme.IconClose, lang.X("common.remove", ""), func() { e.remove(i) })))
	return widgets.Tag(id, widgets.HStack(6, line...))
}

// mostSeeds is how many proposals are shown at once; the next follow as these are taken.
const mostSeeds = 5

// open are the proposals that are not in the plan yet; none for a day that is over or closed.
func (e *planEditor) open() []app.PlanItem {
	if e.pane.closed() || e.pane.view.DueAt.Date() < e.pane.room.deps.Clock.Today() {
		return nil
	}
	var open []app.PlanItem
	for _, s := range e.pane.view.Seeds {
		if !slices.Contains(e.items, s) {
			open = append(open, s)
		}
	}
	return open
}

// takeAll takes the proposals in sight into the plan.
func (e *planEditor) takeAll() {
	if open := e.open(); len(open) > 0 {
		e.items = slices.Concat(e.items, open[:min(len(open), mostSeeds)])
		e.changed()
	}
}

func (e *planEditor) showSeeds() {
	open := e.open()
	if len(open) == 0 {
		return
	}
	e.seeds.Add(widgets.HStack(8, widgets.Caption(lang.X("worklog.plan.seeds", "", map[string]any{"N": len(open)})), widgets.Spring(),
		widgets.Tag("worklog.seeds.all", widgets.Quiet(lang.X("worklog.plan.take_all", "", map[string]any{"N": min(len(open), mostSeeds)}), nil, e.takeAll).Compact().Key("S"))))
	for i, s := range open[:min(len(open), mostSeeds)] {
		e.seeds.Add(widgets.HStack(6,
			widgets.Tag(fmt.Sprintf("worklog.seed.%d", i), widgets.IconButton(theme.IconAdd, lang.X("worklog.plan.take", ""), func() {
				e.items = append(slices.Clone(e.items), s)
				e.changed()
			})),
			widgets.Grow(widgets.MutedText(words.PlanLine(s)).Clipped())))
	}
}

// typed is the line being typed; ok is false if there is none.
func (e *planEditor) typed() (item app.PlanItem, ok bool) {
	text := e.text.Value()
	return app.PlanItem{Kind: e.kind.Value(), Text: text}, text != "" && !e.pane.closed()
}

// take makes an item of the line being typed, without storing it.
func (e *planEditor) take() {
	if item, ok := e.typed(); ok {
		e.items = append(slices.Clone(e.items), item)
		e.text.Set("")
		e.show()
	}
}

func (e *planEditor) add() {
	e.take()
	e.pane.save()
}

func (e *planEditor) remove(i int) {
	e.items = slices.Delete(slices.Clone(e.items), i, i+1)
	e.changed()
}

func (e *planEditor) move(i, by int) {
	j := i + by
	if j < 0 || j >= len(e.items) {
		return
	}
	e.items = slices.Clone(e.items)
	e.items[i], e.items[j] = e.items[j], e.items[i]
	e.changed()
}

func (e *planEditor) changed() {
	e.show()
	e.pane.save()
}
