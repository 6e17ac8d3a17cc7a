// Package today is the Today room: everything that is due in one list, late first, each with one key to do it; beside it
// the day's and the month's figures, the week, birthdays, and what has not been sent.
package today

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Service is what the room asks.
type Service interface {
	messages.Service
	Today(ctx context.Context) (app.TodayView, error)
	DueDetails(ctx context.Context, items []app.DueItem) error
	SnoozeDue(ctx context.Context, i app.DueItem, until app.Date) error
	Preference(ctx context.Context, key string) (string, error)
	SetPreference(ctx context.Context, key, value string) error
	VoidPaper(ctx context.Context, p app.Paper) (undo func(ctx context.Context) error, err error)
	TeamDay(ctx context.Context, day app.Date) ([]app.TeamRow, error)
	Calendar() app.Calendar
	Me() app.Person
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Service  Service
	Drafts   *drafts.Keeper
	Navigate func(room string, arg any)
	Fail     func(error)
	Toast    func(text, undoLabel string, undo func())
}

// sideWidth is the width of the column at the right.
const sideWidth = 348

// barRoom keeps the bar of a scrolled column beside its panels, in the margin of the page.
const barRoom = 10

// Room is the Today room.
type Room struct {
	async func(work func()) // does work off the UI goroutine
	deps  Deps
	round int // of loading; an older one is dropped
	view  app.TodayView
	work  work
	most  int // lines shown of the filter
	rows  []widgets.Row
	items map[string]app.DueItem // by row id

	date    *widgets.Text
	day     *widgets.Badge
	greet   *widgets.Text
	filter  *widgets.Segmented
	list    *widgets.List
	drafts  *draftPanel
	unsent  *widgets.Banner
	next    *widgets.Button
	team    *fyne.Container
	drop    *fyne.Container
	goals   *fyne.Container
	buttons map[string]*widgets.Button // of the acts
	later   *widgets.Button
	figures *fyne.Container
	week    *fyne.Container
	births  *fyne.Container
	papers  *fyne.Container
	content fyne.CanvasObject
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(work func()) { go work() }, most: pageLines, items: map[string]app.DueItem{}, buttons: map[string]*widgets.Button{}}
	r.date, r.day, r.greet = widgets.Title(""), widgets.NewBadge("", widgets.Neutral), widgets.MutedText("")
	r.list = widgets.Tag("today.list", widgets.NewList(widgets.EmptyState(theme.IconDone, lang.X("today.nothing", ""), lang.X("today.nothing.hint", ""), nil)))
	r.list.OnSelect = func(row widgets.Row) {
		if row.ID == moreRow {
			r.showMore()
			return
		}
		r.paintActs()
	}
	r.list.OnOpen = func(row widgets.Row) { r.do(row.ID) }
	r.filter = widgets.Tag("today.filter", widgets.NewSegmented(filters(work{}), filterAll, func(string) {
		r.most = pageLines
		r.fillList(0)
	}))
	r.next = widgets.Tag("today.do", widgets.Primary(lang.X("today.do", ""), theme.IconRight, r.doSelected)).Key("Enter")
	r.unsent = widgets.Tag("today.unsent", widgets.NewBanner(widgets.Neutral, "", widgets.Secondary(lang.X("today.unsent.open", ""), nil, func() { d.Navigate("sync", nil) }).Compact()))
	r.drafts = newDraftPanel(r)
	r.drop, r.goals = widgets.Stack(), widgets.Stack()
	r.team, r.figures, r.week, r.births, r.papers = widgets.Stack(), widgets.Stack(), widgets.Stack(), widgets.Stack(), widgets.Stack()
	head := widgets.PageHead("", []fyne.CanvasObject{r.date, r.day, r.greet}, r.next)
	work := widgets.PanelFlush(lang.X("today.due", ""), []fyne.CanvasObject{r.filter}, widgets.Fill(nil, r.list, widgets.VStack(0, widgets.Line(), r.strip())))
	body := widgets.Sides(nil, work, widgets.Pad(0, 0, 0, theme.PanelGap, widgets.FixedWidth(sideWidth+barRoom, r.side())))
	r.content = widgets.Pad(12, 14-barRoom, 12, 14, widgets.Fill(widgets.Pad(0, barRoom, theme.PanelGap, 0, head), body, nil))
	return r
}

// side is the column at the right: a planner's own figures, week and birthdays, and a supervisor's team.
func (r *Room) side() fyne.CanvasObject {
	panels := []fyne.CanvasObject{r.drafts.content, r.unsent}
	if r.leads() {
		open := widgets.Tag("today.team.open", widgets.Quiet(lang.X("today.team.open", ""), nil, func() { r.deps.Navigate("team", nil) }).Compact())
		panels = append(panels, widgets.Panel(lang.X("today.team", ""), []fyne.CanvasObject{open}, r.team))
	}
	if r.plans() {
		panels = append(panels,
			r.drop,
			widgets.Panel(lang.X("today.figures", ""), nil, r.figures),
			widgets.Panel(lang.X("today.target", ""), nil, r.goals),
			widgets.Panel(lang.X("today.week", ""), nil, r.week),
			widgets.Panel(lang.X("today.birthdays", ""), nil, r.births),
			r.papers)
	}
	return widgets.Scroll(widgets.Pad(0, barRoom, 0, 0, widgets.VStack(theme.PanelGap, panels...)))
}

// plans reports whether the user has customers, leads whether the user has people.
func (r *Room) plans() bool {
	me := r.deps.Service.Me()
	return me.Is(app.RolePlanner) || len(me.Roles) == 0
}

func (r *Room) leads() bool { return r.deps.Service.Me().Is(app.RoleSupervisor) }

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Show is called when the room is entered; the list has the keyboard.
func (r *Room) Show(any) {
	r.Refresh()
	r.deps.Window.Canvas().Focus(r.list)
}

// Refresh loads the day anew; the selection stays.
func (r *Room) Refresh() {
	r.round++
	round, filter, most := r.round, r.filter.Value(), r.most
	r.drafts.load()
	r.async(func() {
		ctx := context.Background()
		v, err := r.deps.Service.Today(ctx)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		w := workOf(v)
		at := w.firstPages(filter, most)
		items := w.leads(at)
		if err := r.deps.Service.DueDetails(ctx, items); err != nil {
			r.deps.Fail(err)
			return
		}
		w.take(at, items)
		var people []app.TeamRow
		day := r.deps.Service.Calendar().AddWorkdays(v.Date, -1)
		if r.leads() {
			if people, err = r.deps.Service.TeamDay(ctx, day); err != nil {
				r.deps.Fail(err)
				return
			}
		}
		v.Drops = r.rested(ctx, v.Drops)
		fyne.Do(func() {
			if round == r.round {
				r.fill(v, w)
				set(r.team, team(day, people))
			}
		})
	})
}

func (r *Room) fill(v app.TodayView, w work) {
	r.view, r.work = v, w
	r.date.Set(words.LongDay(v.Date))
	if v.WorkingDay {
		r.day.Set(lang.X("today.workday", ""), widgets.Info)
	} else {
		r.day.Set(lang.X("today.holiday", ""), widgets.Success)
	}
	r.greet.Set(greeting(r.deps.Clock.Now(), r.deps.Service.Me().Name))
	for _, f := range filters(w) {
		r.filter.SetLabel(f.ID, f.Label)
	}
	r.fillList(-1)
	r.unsent.Set(widgets.Warning, unsent(v, r.deps.Clock.Now()))
	set(r.figures, figures(v))
	set(r.drop, r.dropPanel(v.Drops))
	set(r.goals, progress(v))
	set(r.week, r.weekPlan(v))
	set(r.births, r.birthdays(v.Birthdays))
	set(r.papers, r.papersPanel(v.Papers))
}

func set(c *fyne.Container, o fyne.CanvasObject) {
	c.Objects = []fyne.CanvasObject{o}
	c.Refresh()
}

// fillList shows the rows of the filter. If the selected one is gone, as work that was done is, what stands at a place is
// selected; a place below 0 is the place of the one that is gone.
func (r *Room) fillList(place int) {
	if row, ok := r.list.Selected(); ok && place < 0 {
		place = slices.IndexFunc(r.rows, func(o widgets.Row) bool { return o.ID == row.ID })
	}
	r.rows, r.items = rows(r.work, r.filter.Value(), r.most)
	r.list.SetRows(r.rows)
	if _, chosen := r.list.Selected(); !chosen {
		r.list.Select(heir(r.rows, place))
	}
	if len(r.items) == 0 {
		r.next.Disable()
	} else {
		r.next.Enable()
	}
	r.paintActs()
}

// Key takes the keys nobody focused wanted: the arrows walk through the list, Enter does what is selected.
func (r *Room) Key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyDown:
		r.list.MoveSelection(1)
	case fyne.KeyUp:
		r.list.MoveSelection(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		r.doSelected()
	default:
		return false
	}
	return true
}

func (r *Room) doSelected() {
	if row, ok := r.list.Selected(); ok {
		r.do(row.ID)
	}
}

// do goes to where a piece of work is done.
func (r *Room) do(id string) {
	item, ok := r.items[id]
	if !ok {
		return
	}
	room, arg := destination(item)
	r.deps.Navigate(room, arg)
}
