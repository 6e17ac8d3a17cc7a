package book

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// invitationKeys are the statuses one key each moves an invitation to.
var invitationKeys = []string{app.InvitationSent, app.InvitationAccepted, app.InvitationDeclined, app.InvitationCame, app.InvitationAbsent}

// activityPane is one activity with its invitations.
type activityPane struct {
	page    *activityPage
	clear   map[string]bool
	rows    []app.InvitationRow
	title   *widgets.Text
	status  *widgets.Badge
	facts   *widgets.Paragraph
	note    *widgets.Paragraph
	seats   *widgets.ProgressLine
	taken   *widgets.Text
	known   *widgets.Text   // what the seats are counted from
	own     *fyne.Container // what only those who prepare activities may do
	filter  *widgets.Segmented
	table   *widgets.Table[app.InvitationRow]
	who     *widgets.Text
	steps   map[string]*widgets.Button
	actions []*widgets.Button
	invite0 *widgets.Button
	top     *fyne.Container // laid out anew when texts in it change
	whole   fyne.CanvasObject
}

func newActivityPane(p *activityPage) *activityPane {
	r := p.room
	a := &activityPane{
		page: p, clear: map[string]bool{}, title: widgets.Heading(""), status: widgets.NewBadge("", widgets.Neutral), facts: widgets.NewParagraph(""),
		note: widgets.NewParagraph("").Small(), seats: widgets.NewProgressLine(0, widgets.Info), taken: widgets.MutedText(""), who: widgets.MutedText(""),
		steps: map[string]*widgets.Button{},
	}
	a.own = widgets.HStack(6)
	if r.deps.Service.MayPlanActivities() {
		for _, o := range []fyne.CanvasObject{
			widgets.Tag("book.activity.edit", widgets.Quiet(lang.X("common.edit", ""), theme.IconEdit, func() { p.edit(p.view.Row.Activity) }).Key("E").Compact()),
			widgets.Tag("book.activity.held", widgets.Quiet(lang.X("book.activities.held", ""), theme.IconDone, func() { p.setStatus(app.ActivityHeld) }).Compact()),
			widgets.Tag("book.activity.cancel", widgets.Quiet(lang.X("book.activities.cancel", ""), theme.IconClose, func() { p.setStatus(app.ActivityCancelled) }).Compact()),
		} {
			a.own.Add(o)
		}
	}
	a.filter = widgets.Tag("book.activity.filter", widgets.NewSegmented(invitationOptions(nil), filterAll, func(string) { a.narrow() }))
	a.invite0 = widgets.Tag("book.activity.invite", widgets.Primary(lang.X("book.activity.invite", ""), theme.IconAdd, a.invite).Key("I"))
	empty := widgets.EmptyState(theme.IconTeam, lang.X("book.activity.none", ""), lang.X("book.activity.none.hint", ""), nil)
	a.table = widgets.Tag("book.activity.people", widgets.NewTable(invitationColumns(func(id string) bool { return a.clear[id] }), func(i app.InvitationRow) string { return i.Invitation.ID }, empty))
	a.table.SetMulti(func(int) { a.showChosen() })
	a.table.OnSelect = func(app.InvitationRow) { a.showChosen() }
	a.table.OnOpen = func(app.InvitationRow) { a.openCard() }
	var steps []fyne.CanvasObject
	for i, s := range invitationKeys {
		b := widgets.Secondary(lang.X("invitation."+s, ""), nil, func() { a.move(s) }).Key(strconv.Itoa(i + 1)).Compact()
		a.steps[s] = b
		steps = append(steps, widgets.Tag("book.activity.step."+s, b))
	}
	drop := widgets.Quiet(lang.X("book.activity.drop", ""), theme.IconClose, func() { a.move(app.InvitationDropped) }).Compact()
	a.steps[app.InvitationDropped] = drop
	steps = append(steps, widgets.Tag("book.activity.step.dropped", drop))
	button := func(id string, b *widgets.Button) *widgets.Button {
		a.actions = append(a.actions, b.Compact())
		return widgets.Tag(id, b)
	}
	fewer := button("book.activity.fewer", widgets.Secondary(lang.X("book.activity.fewer", ""), nil, func() { a.bring(-1) }).Key("-"))
	more := button("book.activity.more", widgets.Secondary(lang.X("book.activity.more", ""), nil, func() { a.bring(1) }).Key("+"))
	note := button("book.activity.note", widgets.Secondary(lang.X("book.activity.reason", ""), theme.IconEdit, a.noteReason).Key("R"))
	reveal := button("book.activity.reveal", widgets.Secondary(lang.X("book.reveal", ""), theme.Named("eye"), a.reveal).Key("V"))
	card := button("book.activity.card", widgets.Secondary(lang.X("book.card", ""), theme.IconCards, a.openCard).Key("Enter"))
	call := button("book.activity.call", widgets.Secondary(lang.X("book.call", ""), theme.IconPhone, a.call).Key("C"))
	message := button("book.activity.message", widgets.Secondary(lang.X("book.message", ""), theme.IconMail, a.message).Key("M"))
	head := widgets.FixedHeight(30, widgets.HStack(8, widgets.Grow(a.title.Clipped()), a.status, a.own))
	bar := widgets.FixedWidth(180, a.seats)
	bar.Hidden = r.month == nil
	seats := widgets.HStack(10, bar, a.taken, widgets.Spring())
	a.known = widgets.Tag("book.activity.known", widgets.Caption(lang.X("book.activity.seats.known", "")).Clipped())
	a.top = widgets.Surface(widgets.Pad(8, 14, 10, 14, widgets.VStack(4, head, a.facts, a.note, seats, a.known)))
	if r.month == nil { // nobody to invite
		a.whole = widgets.Fill(a.top, widgets.Stack(), nil)
		return a
	}
	paper := button("book.activity.print", widgets.Secondary(lang.X("book.activity.print", ""), theme.IconPrint, a.print).Key("P"))
	paper.Hidden = r.deps.Print == nil
	controls := widgets.Pad(8, 12, 6, 14, widgets.HStack(8, a.filter, widgets.Spring(), paper, a.invite0))
	foot := widgets.Pad(8, 12, 10, 14, widgets.VStack(6,
		widgets.HStack(6, widgets.Grow(a.who.Clipped()), fewer, more, note, reveal, card, call, message),
		widgets.HStack(6, append(append([]fyne.CanvasObject{widgets.Caption(lang.X("book.activity.steps", ""))}, steps...), widgets.Spring(), widgets.Caption(lang.X("book.pick.hint", "")))...)))
	people := widgets.Surface(widgets.Fill(controls, widgets.Pad(0, 1, 0, 1, a.table), foot))
	a.whole = widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, a.top), people, nil)
	return a
}

func (a *activityPane) fill(v app.ActivityView) {
	x := v.Row.Activity
	a.title.Set(x.Title)
	a.status.Set(lang.X("activity.status."+x.Status, ""), activityTones[x.Status])
	a.facts.Set(activityFacts(v.Row))
	a.note.Set(x.Note)
	a.note.Hidden = x.Note == ""
	share, text := seatsOf(v.Row)
	if a.page.room.month == nil {
		text = placesOf(x)
	}
	a.seats.Set(share)
	a.seats.Hidden = x.Capacity == 0 || a.page.room.month == nil
	a.taken.Set(text)
	a.known.Hidden = x.Capacity == 0
	a.rows = v.Invitations
	for _, o := range invitationOptions(a.rows) {
		a.filter.SetLabel(o.ID, o.Label)
	}
	enable(a.invite0, x.Status == app.ActivityPlanned)
	a.top.Refresh()
	a.narrow()
}

func (a *activityPane) narrow() {
	a.table.SetRows(narrowedInvitations(a.rows, a.filter.Value()))
	if _, chosen := a.table.Selected(); !chosen && a.table.Len() > 0 {
		a.table.Select(0)
	}
	a.showChosen()
}

func (a *activityPane) chosen() []app.InvitationRow {
	return chosenOf(a.table)
}

func (a *activityPane) showChosen() {
	all := a.chosen()
	a.who.Set(chosenInvitations(all))
	for _, b := range a.actions {
		enable(b, len(all) > 0)
	}
	for status, b := range a.steps {
		enable(b, mayMove(all, status))
	}
}

// move brings the chosen invitations to a status.
func (a *activityPane) move(status string) {
	all := a.chosen()
	if !mayMove(all, status) {
		return
	}
	r := a.page.room
	ids := make([]string, len(all))
	for i, n := range all {
		ids[i] = n.Invitation.ID
	}
	var steps []app.InvitationStep
	r.do(func(ctx context.Context) (err error) {
		steps, err = r.deps.Service.MoveInvitations(ctx, status, "", ids...)
		return err
	}, func() {
		a.table.ChooseNone()
		text := lang.X("book.activity.moved", "", map[string]any{"Who": chosenInvitations(all), "Status": lang.X("invitation."+status, "")})
		r.deps.Toast(text, lang.X("common.undo", ""), func() { a.undo(steps) })
	})
}

func (a *activityPane) undo(steps []app.InvitationStep) {
	r := a.page.room
	r.do(func(ctx context.Context) error {
		return r.deps.Service.UndoInvitations(ctx, steps, lang.X("book.undone", ""))
	}, nil)
}

// bring changes how many people the chosen customer brings.
func (a *activityPane) bring(by int64) {
	all := a.chosen()
	if len(all) != 1 {
		return
	}
	r, n := a.page.room, all[0].Invitation
	if guests := n.Guests + by; guests >= 0 {
		r.do(func(ctx context.Context) error { return r.deps.Service.SetGuests(ctx, n.ID, guests) }, nil)
	}
}

// noteReason keeps why the chosen customer comes or does not.
func (a *activityPane) noteReason() {
	all := a.chosen()
	if len(all) != 1 {
		return
	}
	r, i := a.page.room, all[0]
	text := widgets.Tag("book.reason.text", widgets.NewEntry(lang.X("book.activity.reason.hint", "")))
	text.Set(i.Invitation.Note)
	spec := drafts.Spec{Key: "book.reason/" + i.Invitation.ID, Room: "book", About: a.page.at, Title: i.Name, Form: "book.reason", Edits: true}
	r.deps.Drafts.Ask(r.deps.Window.Canvas(), spec, []drafts.Field{drafts.Text("note", lang.X("common.remark", ""), text)}, widgets.Form{
		ID: "book.reason.form", Title: lang.X("book.activity.reason.title", "", map[string]any{"Name": i.Name}), Submit: lang.X("common.save", ""),
		Fields: []widgets.FormField{{Label: lang.X("common.remark", ""), Input: text}},
	}, func(ctx context.Context) error {
		was, err := r.deps.Service.NoteInvitation(ctx, i.Invitation.ID, text.Value())
		if err != nil {
			return err
		}
		r.deps.Toast(lang.X("common.saved", ""), lang.X("common.undo", ""), func() {
			r.do(func(ctx context.Context) error {
				_, err := r.deps.Service.NoteInvitation(ctx, i.Invitation.ID, was)
				return err
			}, nil)
		})
		r.Refresh()
		return nil
	})
}

func (a *activityPane) openCard() {
	if all := a.chosen(); len(all) > 0 {
		a.page.room.toCard(all[0].Invitation.CustomerID)
	}
}

func (a *activityPane) call() {
	if all := a.chosen(); len(all) > 0 {
		a.page.room.toCall(all[0].Invitation.CustomerID, "", "")
	}
}

// message offers the texts for where the chosen invitations stand; who was written to counts as told.
func (a *activityPane) message() {
	var wants []want
	x, today := a.page.view.Row.Activity, a.page.room.deps.Clock.Today()
	for _, i := range a.chosen() {
		wants = append(wants, want{CustomerID: i.Invitation.CustomerID, ActivityID: x.ID, Stage: app.StageInvite, Topic: inviteTopic(i.Invitation.Status, x, today)})
	}
	r := a.page.room
	r.messageThen(func(ctx context.Context) error { return r.deps.Service.SettleInvitations(ctx, x.ID) }, wants...)
}

func (a *activityPane) reveal() {
	var ids []string
	for _, i := range a.chosen() {
		if id := i.Invitation.CustomerID; !a.clear[id] && i.Phone != "" {
			ids = append(ids, id)
		}
	}
	a.page.room.reveal(ids, func() {
		for _, id := range ids {
			a.clear[id] = true
		}
		a.table.Refresh()
	})
}

func (a *activityPane) rune(r rune) bool {
	switch {
	case r >= '1' && int(r-'1') < len(invitationKeys):
		a.move(invitationKeys[r-'1'])
	case r == '+' || r == '=':
		a.bring(1)
	case r == '-':
		a.bring(-1)
	case r == 'i' || r == 'I':
		a.invite()
	case r == 'p' || r == 'P':
		a.print()
	case r == 'r' || r == 'R':
		a.noteReason()
	case r == 'e' || r == 'E':
		a.page.edit(a.page.view.Row.Activity)
	case r == 'c' || r == 'C':
		a.call()
	case r == 'm' || r == 'M':
		a.message()
	case r == 'v' || r == 'V':
		a.reveal()
	default:
		return false
	}
	return true
}

func (a *activityPane) commands() []widgets.Command {
	r := a.page.room
	page := lang.X("book.page.activities", "")
	out := []widgets.Command{{
		ID: "book.invite", Label: lang.X("book.activity.invite", ""), Detail: page, Key: "I", Run: a.invite,
		Off: r.onPage(pageActivities, func() string {
			if a.page.at == "" || a.invite0.Disabled() {
				return lang.X("book.activities.choose", "")
			}
			return ""
		}),
	}}
	for i, s := range invitationKeys {
		out = append(out, widgets.Command{
			ID: "book.invitation_" + s, Label: lang.X("book.activity.move_to", "", map[string]any{"Status": lang.X("invitation."+s, "")}), Detail: page, Key: strconv.Itoa(i + 1), Run: func() { a.move(s) },
			Off: r.onPage(pageActivities, func() string {
				if !mayMove(a.chosen(), s) {
					return lang.X("book.choose", "")
				}
				return ""
			}),
		})
	}
	some := r.onPage(pageActivities, func() string { return nobody(len(a.chosen())) })
	out = append(out, widgets.Command{ID: "book.invitation_print", Label: lang.X("book.activity.print", ""), Detail: page, Key: "P", Run: a.print, Off: some})
	return append(out, widgets.Command{
		ID: "book.invitation_message", Label: lang.X("book.message", ""), Detail: page, Key: "M", Run: a.message,
		Off: some,
	})
}
