// Package team is the Team room of a supervisor: the day's logs of one's people, one log on one screen, and its mark.
package team

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Service is what the room asks and tells.
type Service interface {
	TeamDay(ctx context.Context, day app.Date) ([]app.TeamRow, error)
	TeamLog(ctx context.Context, logID string) (app.LogView, error)
	MarkLog(ctx context.Context, m app.LogMark) error
	TeamTargets(ctx context.Context, month string) ([]app.TeamTarget, error)
	SetTargets(ctx context.Context, targets ...app.Target) (before []app.Target, err error)
	Calendar() app.Calendar
	views.Keeper
}

// Deps is what the room needs.
type Deps struct {
	Window  fyne.Window
	Clock   app.Clock
	Service Service
	Drafts  *drafts.Keeper
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
	// Print opens the preview of a form: work_log with the log's id and its day; nil: there is none.
	Print func(form, logID, day string)
}

// Room is the Team room.
type Room struct {
	async func(work func()) // does work off the UI goroutine
	deps  Deps
	day   app.Date
	rows  []app.TeamRow
	// inSight are those of rows that are listed, in the order of the list.
	inSight []app.TeamRow
	round   int // of loading the day; an older one is dropped
	logID   string
	read    int // of loading a log
	shown   bool

	date    *widgets.Text
	summary *widgets.Text
	filter  *widgets.Select
	order   *widgets.Select
	views   *views.Bar
	list    *widgets.List
	log     *logPane
	split   *widgets.SplitView
	empty   fyne.CanvasObject
}

// New returns the room; it opens on the last working day before today: logs of a day arrive by
// the next morning.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(work func()) { go work() }, day: d.Service.Calendar().AddWorkdays(d.Clock.Today(), -1)}
	r.date = widgets.Strong("")
	r.summary = widgets.Caption("").Clipped()
	r.list = widgets.Tag("team.list", widgets.NewList(widgets.EmptyState(theme.IconTeam, lang.X("team.nobody", ""), lang.X("team.nobody.hint", ""), nil)))
	r.list.OnSelect = func(row widgets.Row) { r.open(row.ID) }
	r.filter = widgets.Tag("team.filter", widgets.NewSelect(optionsOf("team.filter.", filters), func(string) { r.rearrange() }))
	r.filter.Set(filterAll)
	r.order = widgets.Tag("team.order", widgets.NewSelect(optionsOf("team.order.", orders), func(string) { r.rearrange() }))
	r.order.Set(orderStaff)
	r.views = r.newViews()
	r.log = newLogPane(r)
	r.empty = widgets.Page(widgets.Surface(widgets.EmptyState(theme.IconLog, lang.X("team.choose", ""), lang.X("team.choose.hint", ""), nil)))
	before := widgets.Tag("team.before", widgets.IconButton(theme.IconLeft, lang.X("team.before", ""), func() { r.move(-1) }))
	after := widgets.Tag("team.after", widgets.IconButton(theme.IconRight, lang.X("team.after", ""), func() { r.move(1) }))
	head := widgets.Pad(12, 12, 8, 14, widgets.VStack(8,
		widgets.PageHead(lang.X("team.title", ""), nil,
			widgets.Tag("team.targets", widgets.Secondary(lang.X("team.targets", ""), theme.IconChart, r.askTargets).Compact().Key("G"))),
		widgets.HStack(4, before, r.date, after, widgets.Spring(), r.summary),
		widgets.Grid(2, 8, 0, r.filter, r.order), r.views.Content))
	r.split = widgets.NewSplitView(widgets.Fill(head, r.list, nil), theme.ListWidth, r.empty)
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the id of a log to read, or a draft to go on with.
func (r *Room) Show(arg any) {
	r.views.Load()
	if d, ok := arg.(app.Draft); ok && d.Form == formTargets {
		r.Refresh()
		r.targetsOf(d.About)
		return
	}
	if d, ok := arg.(app.Draft); ok {
		arg = d.About
	}
	r.shown = true
	widgets.AddShortcut(r.deps.Window.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}, func() {
		if r.shown {
			r.log.save()
		}
	})
	r.deps.Window.Canvas().Focus(r.list)
	if id, ok := arg.(string); ok && id != "" {
		r.log.mark.stash()
		r.logID = id
		r.round++
		round := r.round
		r.async(func() { r.findDay(id, round) })
		return
	}
	r.Refresh()
}

// Hide is called when another room is entered.
func (r *Room) Hide() {
	r.shown = false
	r.log.mark.draft.Save()
}

// Flush brings what is being marked to the disk, before the account is locked or the window closed.
func (r *Room) Flush() { r.deps.Drafts.Flush() }

// findDay shows the day of a log that was asked for by its id; the day in sight stays if there is no such log any more.
func (r *Room) findDay(id string, round int) {
	v, err := r.deps.Service.TeamLog(context.Background(), id)
	if err != nil {
		r.deps.Fail(err)
	}
	fyne.Do(func() {
		if round != r.round {
			return
		}
		if err == nil {
			r.day = v.Log.Date
		}
		r.Refresh()
	})
}

// move goes to the working day before or after.
func (r *Room) move(by int) {
	cal := r.deps.Service.Calendar()
	day := r.day.AddDays(by)
	for !cal.IsWorkday(day) && day.DaysSince(r.day) > -15 && day.DaysSince(r.day) < 15 {
		day = day.AddDays(by)
	}
	if day > r.deps.Clock.Today() {
		return
	}
	r.log.mark.stash()
	r.read++ // of the day before
	r.day, r.logID = day, ""
	r.list.Unselect()
	r.split.SetDetail(r.empty)
	r.Refresh()
}

// Refresh loads the day anew; what is being marked stays.
func (r *Room) Refresh() {
	r.round++
	round, day := r.round, r.day
	r.async(func() {
		people, err := r.deps.Service.TeamDay(context.Background(), day)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round != r.round {
				return
			}
			r.rows = people
			r.date.Set(words.Day(day))
			r.summary.Set(summary(people))
			r.rearrange()
			r.choose()
		})
	})
}

// choose keeps the log in sight, or opens the first that waits for a mark.
func (r *Room) choose() {
	if r.logID != "" {
		if row, ok := r.list.Selected(); ok && row.ID == r.logID {
			r.open(r.logID)
			return
		}
		if r.list.SelectID(r.logID) {
			return
		}
	}
	if id := waiting(r.inSight, ""); id != "" {
		r.list.SelectID(id)
		return
	}
	if len(r.inSight) > 0 && r.logID == "" {
		r.list.SelectID(r.inSight[0].LogID)
	}
}

// open reads one log.
func (r *Room) open(id string) {
	if id != r.logID {
		r.log.mark.stash()
	}
	r.logID = id
	r.read++
	read := r.read
	row, ok := r.row(id)
	if !ok || row.State == app.TeamMissing {
		r.split.SetDetail(r.missing(row))
		return
	}
	r.async(func() {
		v, err := r.deps.Service.TeamLog(context.Background(), id)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if read == r.read {
				r.log.fill(v, row)
				r.split.SetDetail(r.log.content)
			}
		})
	})
}

func (r *Room) row(id string) (app.TeamRow, bool) {
	for _, row := range r.rows {
		if row.LogID == id {
			return row, true
		}
	}
	return app.TeamRow{}, false
}

// missing stands in place of a log that has not arrived.
func (r *Room) missing(row app.TeamRow) fyne.CanvasObject {
	return widgets.Page(widgets.Surface(widgets.Tag("team.missing", widgets.EmptyState(theme.IconClock,
		lang.X("team.missing", "", map[string]any{"Name": row.Person.Name}), lang.X("team.missing.hint", ""), nil))))
}

// step goes to the next log that has arrived, forwards or back.
func (r *Room) step(by int) {
	at := -1
	for i, row := range r.inSight {
		if row.LogID == r.logID {
			at = i
		}
	}
	for i := at + by; i >= 0 && i < len(r.inSight); i += by {
		if s := r.inSight[i].State; s != app.TeamMissing && s != app.TeamOpen {
			r.list.SelectID(r.inSight[i].LogID)
			return
		}
	}
}

// Key takes the keys nobody focused wanted: J and K go from log to log. What opens a field is done by the character, see
// Rune: it must not arrive in that field.
func (r *Room) Key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyJ:
		r.step(1)
	case fyne.KeyK:
		r.step(-1)
	default:
		return false
	}
	return true
}

// next opens the next log that waits for a mark once one was marked: the one after it in the list, or the first. The
// marked one stays if none waits, and whoever has gone on to another log meanwhile stays there.
func (r *Room) next(marked string) {
	if r.logID == marked {
		if id := waiting(r.inSight, marked); id != "" {
			r.list.SelectID(id)
			r.log.mark.start = true
		}
	}
	r.Refresh()
}
