// Package today is the Today room: everything that is due in one list, late first, each with one key to do it; beside it
// the day's and the month's figures, the week, birthdays, and what has not been sent.
package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Service is what the room asks.
type Service interface {
	Today(ctx context.Context) (app.TodayView, error)
	Me() app.Person
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Service  Service
	Navigate func(room string, arg any)
	Fail     func(error)
	Toast    func(text, undoLabel string, undo func())
}

// sideWidth is the width of the column at the right.
const sideWidth = 348

// Room is the Today room.
type Room struct {
	deps  Deps
	round int // of loading; an older one is dropped
	view  app.TodayView
	items map[string]app.DueItem // by row id

	date    *widgets.Text
	day     *widgets.Badge
	greet   *widgets.Text
	filter  *widgets.Segmented
	list    *widgets.List
	unsent  *widgets.Banner
	figures *fyne.Container
	week    *fyne.Container
	births  *fyne.Container
	content fyne.CanvasObject
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, items: map[string]app.DueItem{}}
	r.date, r.day, r.greet = widgets.Title(""), widgets.NewBadge("", widgets.Neutral), widgets.MutedText("")
	r.list = widgets.Tag("today.list", widgets.NewList(widgets.EmptyState(theme.IconDone, lang.X("today.nothing", ""), lang.X("today.nothing.hint", ""), nil)))
	r.list.OnOpen = func(row widgets.Row) { r.do(row.ID) }
	r.filter = widgets.Tag("today.filter", widgets.NewSegmented(filters(app.TodayView{}), filterAll, func(string) { r.fillList() }))
	do := widgets.Tag("today.do", widgets.Primary(lang.X("today.do", ""), theme.IconRight, func() {
		if row, ok := r.list.Selected(); ok {
			r.do(row.ID)
		}
	})).Key("Enter")
	r.unsent = widgets.Tag("today.unsent", widgets.NewBanner(widgets.Neutral, "", widgets.Secondary(lang.X("today.unsent.open", ""), nil, func() { d.Navigate("sync", nil) }).Compact()))
	r.figures, r.week, r.births = widgets.Stack(), widgets.Stack(), widgets.Stack()
	side := widgets.Scroll(widgets.VStack(theme.PanelGap, r.unsent,
		widgets.Panel(lang.X("today.figures", ""), nil, r.figures),
		widgets.Panel(lang.X("today.week", ""), nil, r.week),
		widgets.Panel(lang.X("today.birthdays", ""), nil, r.births)))
	head := widgets.PageHead("", []fyne.CanvasObject{r.date, r.day, r.greet}, do)
	work := widgets.PanelFlush(lang.X("today.due", ""), []fyne.CanvasObject{r.filter}, r.list)
	r.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head),
		widgets.Sides(nil, work, widgets.Pad(0, 0, 0, theme.PanelGap, widgets.FixedWidth(sideWidth, side))), nil))
	return r
}

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
	round := r.round
	go func() {
		v, err := r.deps.Service.Today(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round == r.round {
				r.fill(v)
			}
		})
	}()
}

func (r *Room) fill(v app.TodayView) {
	r.view = v
	r.date.Set(words.LongDay(v.Date))
	if v.WorkingDay {
		r.day.Set(lang.X("today.workday", ""), widgets.Info)
	} else {
		r.day.Set(lang.X("today.holiday", ""), widgets.Success)
	}
	r.greet.Set(greeting(r.deps.Clock.Now(), r.deps.Service.Me().Name))
	for _, f := range filters(v) {
		r.filter.SetLabel(f.ID, f.Label)
	}
	r.fillList()
	r.unsent.Set(widgets.Warning, unsent(v, r.deps.Clock.Now()))
	set(r.figures, figures(v))
	set(r.week, week(v))
	set(r.births, r.birthdays(v.Birthdays))
}

func set(c *fyne.Container, o fyne.CanvasObject) {
	c.Objects = []fyne.CanvasObject{o}
	c.Refresh()
}

func (r *Room) fillList() {
	rows, items := rows(r.view, r.filter.Value())
	r.items = items
	r.list.SetRows(rows)
	if _, chosen := r.list.Selected(); !chosen {
		r.list.SelectFirst()
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

// birthdays lists the week's birthdays with what to do about them.
func (r *Room) birthdays(list []app.Birthday) fyne.CanvasObject {
	if len(list) == 0 {
		return widgets.MutedText(lang.X("today.birthdays.none", ""))
	}
	var lines []fyne.CanvasObject
	for i, b := range list[:min(len(list), 6)] {
		text := lang.X("today.birthday.text", "", map[string]any{"Name": b.Name})
		lines = append(lines, widgets.HStack(6,
			widgets.FixedWidth(44, widgets.MutedText(b.On.Time().Format("01-02"))),
			widgets.Grow(widgets.NewText(b.Name+"　"+lang.X("common.years_old", "", map[string]any{"N": b.Age})).Clipped()),
			widgets.IconButton(theme.IconCopy, lang.X("today.birthday.copy", ""), func() {
				fyne.CurrentApp().Clipboard().SetContent(text)
				r.deps.Toast(lang.X("today.birthday.copied", ""), "", nil)
			}),
			widgets.Tag("today.birthday."+itoa(i), widgets.IconButton(theme.IconCards, lang.X("today.birthday.open", ""), func() { r.deps.Navigate("cards", b.CustomerID) }))))
	}
	return widgets.VStack(2, lines...)
}
