package book

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

type activityService interface {
	MayPlanActivities() bool
	Activities(ctx context.Context) ([]app.ActivityRow, error)
	Activity(ctx context.Context, id string) (app.ActivityView, error)
	SaveActivity(ctx context.Context, a app.Activity) (string, error)
	SetActivityStatus(ctx context.Context, id, status string) (was string, err error)
	Invitees(ctx context.Context, activityID string) ([]app.Invitee, error)
	Invite(ctx context.Context, activityID string, customerIDs ...string) ([]app.InvitationStep, error)
	MoveInvitations(ctx context.Context, status, note string, ids ...string) ([]app.InvitationStep, error)
	SettleInvitations(ctx context.Context, activityID string) error
	NoteInvitation(ctx context.Context, invitationID, note string) (was string, err error)
	SetGuests(ctx context.Context, invitationID string, guests int64) error
	UndoInvitations(ctx context.Context, steps []app.InvitationStep, why string) error
}

// activityPage is the activities for customers (002 §二.四.2) and the invitations to them.
type activityPage struct {
	room  *Room
	round int    // of loading the list
	reads int    // of loading an activity
	want  string // activity to open once the list has come
	at    string // id of the activity in sight
	view  app.ActivityView
	list  *widgets.List
	pane  *activityPane
	empty fyne.CanvasObject
	right *fyne.Container
	whole fyne.CanvasObject
}

func newActivityPage(r *Room) *activityPage {
	p := &activityPage{room: r}
	p.list = widgets.Tag("book.activities", widgets.NewList(widgets.EmptyState(theme.IconGift, lang.X("book.activities.none", ""), "", nil)))
	p.list.OnSelect = func(row widgets.Row) { p.open(row.ID) }
	var actions []fyne.CanvasObject
	hint := lang.X("book.activities.none.hint", "")
	if r.deps.Service.MayPlanActivities() {
		actions = append(actions, widgets.Tag("book.activities.new", widgets.Quiet(lang.X("book.activities.new", ""), theme.IconAdd, func() { p.edit(app.Activity{}) }).Key("N").Compact()))
		hint = lang.X("book.activities.none.plan", "")
	}
	p.pane = newActivityPane(p)
	p.empty = widgets.Surface(widgets.EmptyState(theme.IconGift, lang.X("book.activities.none", ""), hint, nil))
	p.right = widgets.Stack(p.empty)
	left := widgets.PanelFlush(lang.X("book.activities", ""), actions, p.list)
	p.whole = widgets.Sides(widgets.Pad(0, theme.PanelGap, 0, 0, widgets.FixedWidth(activityWidth, left)), p.right, nil)
	return p
}

// activityWidth is the width of the list of activities.
const activityWidth = 300

func (p *activityPage) content() fyne.CanvasObject { return p.whole }

func (p *activityPage) show() {
	if p.at == "" {
		p.room.focus(p.list)
		return
	}
	p.room.focus(p.pane.table)
}

func (p *activityPage) find() { p.room.focus(p.pane.table) }
func (p *activityPage) leave() {
	p.pane.clear = map[string]bool{}
	p.pane.table.ChooseNone()
}

func (p *activityPage) refresh() {
	p.round++
	round, r := p.round, p.room
	r.async(func() {
		all, err := r.deps.Service.Activities(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if round == p.round {
				p.fill(all)
			}
		})
	})
}

func (p *activityPage) fill(all []app.ActivityRow) {
	p.list.SetRows(activityRows(all, p.room.deps.Clock.Now()))
	want := p.want
	p.want = ""
	switch {
	case want != "" && p.list.SelectID(want):
	case len(all) == 0:
		p.at = ""
		p.swap(p.empty)
	default:
		if row, ok := p.list.Selected(); ok {
			p.open(row.ID)
			return
		}
		p.list.SelectID(nextActivity(all, p.room.deps.Clock.Now()))
	}
}

func (p *activityPage) swap(o fyne.CanvasObject) {
	if p.right.Objects[0] != o {
		p.right.Objects = []fyne.CanvasObject{o}
		p.right.Refresh()
	}
}

// open shows an activity.
func (p *activityPage) open(id string) {
	if id != p.at {
		p.pane.table.Unselect()
		p.pane.table.ChooseNone()
	}
	p.at = id
	p.reads++
	reads, r := p.reads, p.room
	r.async(func() {
		v, err := r.deps.Service.Activity(context.Background(), id)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if reads == p.reads {
				p.view = v
				p.pane.fill(v)
				p.swap(p.pane.whole)
			}
		})
	})
}

// setStatus says what became of the activity in sight.
func (p *activityPage) setStatus(status string) {
	r, id := p.room, p.at
	if id == "" || !r.deps.Service.MayPlanActivities() || p.view.Row.Activity.Status == status {
		return
	}
	was := ""
	r.do(func(ctx context.Context) (err error) {
		was, err = r.deps.Service.SetActivityStatus(ctx, id, status)
		return err
	}, func() {
		r.deps.Toast(lang.X("book.activities.set", "", map[string]any{"Title": p.view.Row.Activity.Title, "Status": lang.X("activity.status."+status, "")}), lang.X("common.undo", ""), func() {
			r.do(func(ctx context.Context) error {
				_, err := r.deps.Service.SetActivityStatus(ctx, id, was)
				return err
			}, nil)
		})
	})
}

func (p *activityPage) rune(r rune) bool {
	if r == 'n' || r == 'N' {
		if !p.room.deps.Service.MayPlanActivities() {
			return false
		}
		p.edit(app.Activity{})
		return true
	}
	return p.at != "" && p.pane.rune(r)
}

func (p *activityPage) key(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyDelete && p.at != "" {
		p.pane.move(app.InvitationDropped)
		return true
	}
	return p.room.walk(p.pane.table, k, p.pane.openCard)
}

func (p *activityPage) commands() []widgets.Command {
	r := p.room
	page := lang.X("book.page.activities", "")
	var out []widgets.Command
	if r.deps.Service.MayPlanActivities() {
		one := r.onPage(pageActivities, func() string {
			if p.at == "" {
				return lang.X("book.activities.choose", "")
			}
			return ""
		})
		out = append(out,
			widgets.Command{ID: "book.activity_new", Label: lang.X("book.activities.new", ""), Key: "N", Run: func() {
				r.deps.Navigate("book", pageActivities)
				p.edit(app.Activity{})
			}},
			widgets.Command{ID: "book.activity_edit", Label: lang.X("book.activities.edit", ""), Key: "E", Detail: page, Run: func() { p.edit(p.view.Row.Activity) }, Off: one},
			widgets.Command{ID: "book.activity_held", Label: lang.X("book.activities.held", ""), Detail: page, Run: func() { p.setStatus(app.ActivityHeld) }, Off: one},
			widgets.Command{ID: "book.activity_cancel", Label: lang.X("book.activities.cancel", ""), Detail: page, Run: func() { p.setStatus(app.ActivityCancelled) }, Off: one})
	}
	return append(out, p.pane.commands()...)
}
