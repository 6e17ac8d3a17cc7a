package book

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// inviteDialog chooses customers to invite to an activity. Who was picked stays picked while filters change.
type inviteDialog struct {
	room     *Room
	activity app.Activity
	all      []app.Invitee
	found    map[string]bool // nil: everybody
	picked   map[string]bool
	finds    int
	search   *widgets.Entry
	grade    *widgets.Select
	district *widgets.Select
	before   *widgets.Select
	table    *widgets.Table[app.Invitee]
	count    *widgets.Text
}

// invite opens the choice of customers for the activity in sight.
func (a *activityPane) invite() {
	if a.page.at == "" || a.invite0.Disabled() {
		return
	}
	r, x := a.page.room, a.page.view.Row.Activity
	r.async(func() {
		all, err := r.deps.Service.Invitees(context.Background(), x.ID)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() { r.chooseInvitees(x, all) })
	})
}

func (r *Room) chooseInvitees(x app.Activity, all []app.Invitee) {
	d := &inviteDialog{room: r, activity: x, all: all, picked: map[string]bool{}, count: widgets.MutedText("")}
	d.search = widgets.Tag("book.invite.search", widgets.NewSearch(lang.X("book.prospects.search", ""), func(string) { d.look() }))
	d.grade = widgets.Tag("book.invite.grade", widgets.NewSelect(gradeOptions(), func(string) { d.narrow() }))
	d.grade.Set(filterAll)
	d.district = widgets.Tag("book.invite.district", widgets.NewSelect(districtOptions(all), func(string) { d.narrow() }))
	d.district.Set(filterAll)
	d.before = widgets.Tag("book.invite.before", widgets.NewSelect(beforeOptions(), func(string) { d.narrow() }))
	d.before.Set(filterAll)
	empty := widgets.EmptyState(theme.IconUser, lang.X("common.no_result", ""), "", nil)
	d.table = widgets.Tag("book.invite.people", widgets.NewTable(inviteeColumns(func(id string) bool { return d.picked[id] }), func(i app.Invitee) string { return i.ID }, empty))
	d.table.OnOpen = func(i app.Invitee) { d.toggle(i) }
	d.table.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeySpace {
			return false
		}
		if i, ok := d.table.Selected(); ok {
			d.toggle(i)
		}
		return true
	}
	every := widgets.Tag("book.invite.all", widgets.Secondary(lang.X("book.invite.all", ""), theme.IconCheck, d.pickAll).Compact())
	none := widgets.Tag("book.invite.none", widgets.Quiet(lang.X("book.invite.none", ""), nil, d.pickNone).Compact())
	controls := widgets.HStack(8, widgets.FixedWidth(170, d.search), widgets.FixedWidth(110, d.grade), widgets.FixedWidth(130, d.district), widgets.FixedWidth(130, d.before))
	body := widgets.VStack(8, controls,
		widgets.FixedHeight(330, widgets.Surface(widgets.Pad(1, 1, 4, 1, d.table))),
		widgets.HStack(8, d.count, widgets.Spring(), none, every))
	d.narrow()
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "book.invite.form", Title: lang.X("book.invite.title", "", map[string]any{"Title": x.Title}), Intro: lang.X("book.invite.intro", ""),
		Submit: lang.X("book.invite.submit", ""), Width: widgets.DialogWide, Body: body, First: d.table, OnSubmit: d.submit,
	})
	if d.table.Len() > 0 {
		d.table.Select(0)
	}
}

func (d *inviteDialog) toggle(i app.Invitee) {
	if d.picked[i.ID] {
		delete(d.picked, i.ID)
	} else {
		d.picked[i.ID] = true
	}
	d.showCount()
}

func (d *inviteDialog) pickAll() {
	for n := range d.table.Len() {
		d.picked[d.table.Row(n).ID] = true
	}
	d.showCount()
}

func (d *inviteDialog) pickNone() {
	d.picked = map[string]bool{}
	d.showCount()
}

func (d *inviteDialog) showCount() {
	d.table.Refresh()
	d.count.Set(lang.X("book.invite.count", "", map[string]any{"N": len(d.picked), "Shown": d.table.Len()}))
}

// look finds whom the text in the search field is about.
func (d *inviteDialog) look() {
	d.finds++
	finds, text, r := d.finds, d.search.Value(), d.room
	if text == "" {
		d.found = nil
		d.narrow()
		return
	}
	ids := make([]string, len(d.all))
	for i, who := range d.all {
		ids[i] = who.ID
	}
	r.async(func() {
		found, err := r.deps.Service.CardsFound(context.Background(), text, ids)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if finds == d.finds {
				d.found = found
				d.narrow()
			}
		})
	})
}

func (d *inviteDialog) narrow() {
	d.table.SetRows(narrowedInvitees(d.all, d.grade.Value(), d.district.Value(), d.before.Value(), d.found))
	d.showCount()
}

// submit puts those picked on the list; where nobody is picked, the one selected.
func (d *inviteDialog) submit() error {
	var ids []string
	for _, i := range d.all {
		if d.picked[i.ID] {
			ids = append(ids, i.ID)
		}
	}
	if i, ok := d.table.Selected(); ok && len(ids) == 0 {
		ids = []string{i.ID}
	}
	if len(ids) == 0 {
		return &app.Error{Code: app.ErrInvalid, Message: lang.X("book.choose", "")}
	}
	r := d.room
	var steps []app.InvitationStep
	r.do(func(ctx context.Context) (err error) {
		steps, err = r.deps.Service.Invite(ctx, d.activity.ID, ids...)
		return err
	}, func() {
		r.deps.Toast(lang.X("book.invite.done", "", map[string]any{"N": len(steps)}), lang.X("common.undo", ""), func() { r.activities.pane.undo(steps) })
	})
	return nil
}
