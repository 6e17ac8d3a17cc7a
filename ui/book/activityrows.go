package book

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

var activityTones = map[string]widgets.Tone{app.ActivityPlanned: widgets.Info, app.ActivityHeld: widgets.Success, app.ActivityCancelled: widgets.Neutral}

var invitationTones = map[string]widgets.Tone{
	app.InvitationListed: widgets.Neutral, app.InvitationSent: widgets.Info, app.InvitationAccepted: widgets.Success, app.InvitationDeclined: widgets.Warning,
	app.InvitationCame: widgets.Success, app.InvitationAbsent: widgets.Danger, app.InvitationDropped: widgets.Neutral,
}

// activityRows are the activities: those to come first, the soonest first, then those that are over, the newest first.
func activityRows(all []app.ActivityRow, now app.Instant) []widgets.Row {
	var ahead, over []app.ActivityRow
	for _, a := range all {
		if a.Activity.Status == app.ActivityPlanned && a.Activity.StartsAt.Date() >= now.Date() {
			ahead = append(ahead, a)
		} else {
			over = append(over, a)
		}
	}
	slices.Reverse(ahead)
	var out []widgets.Row
	add := func(head string, list []app.ActivityRow) {
		if len(list) == 0 {
			return
		}
		out = append(out, widgets.Row{ID: head, Title: lang.X(head, ""), Header: true})
		for _, a := range list {
			x := a.Activity
			row := widgets.Row{ID: x.ID, Title: x.Title, Sub: joined(" · ", words.ShortStamp(x.StartsAt), x.Place), Badge: lang.X("activity.status."+x.Status, ""), Tone: activityTones[x.Status]}
			if n := invited(a.Counts); n > 0 && x.Status != app.ActivityCancelled {
				row.Badge, row.Tone = lang.X("book.activities.invited", "", map[string]any{"N": n}), widgets.Info
			}
			out = append(out, row)
		}
	}
	add("book.activities.ahead", ahead)
	add("book.activities.over", over)
	return out
}

// invited is how many customers were told.
func invited(c app.ActivityCounts) int { return c.Sent + c.Accepted + c.Declined + c.Came + c.Absent }

// nextActivity is the id of the next activity to come, or of the newest.
func nextActivity(all []app.ActivityRow, now app.Instant) string {
	for _, r := range activityRows(all, now) {
		if !r.Header {
			return r.ID
		}
	}
	return ""
}

// activityFacts says when and where an activity is, and who holds and prepares it.
func activityFacts(r app.ActivityRow) string {
	a := r.Activity
	when := words.LongDay(a.StartsAt.Date()) + "　" + a.StartsAt.Clock()
	if a.EndsAt != 0 {
		when += "–" + a.EndsAt.Clock()
	}
	parts := []string{when, a.Place, lang.X("activity.kind."+a.Kind, "")}
	if a.Host != "" {
		parts = append(parts, lang.X("book.activity.host", "", map[string]any{"Who": a.Host}))
	}
	if r.Owner != "" {
		parts = append(parts, lang.X("book.activity.owner", "", map[string]any{"Who": r.Owner}))
	}
	return strings.Join(parts, " · ")
}

// seatsOf says how many seats this laptop's customers take, and which share of all that is.
func seatsOf(r app.ActivityRow) (share float64, text string) {
	c := r.Counts
	n := map[string]any{"Seats": c.Seats, "Capacity": r.Activity.Capacity, "Sent": invited(c), "Accepted": c.Accepted + c.Came, "Came": c.Came}
	if r.Activity.Capacity == 0 {
		return 0, lang.X("book.activity.seats_open", "", n)
	}
	return min(1, float64(c.Seats)/float64(r.Activity.Capacity)), lang.X("book.activity.seats", "", n)
}

// placesOf says how many seats there are, for who has no customers to invite.
func placesOf(a app.Activity) string {
	if a.Capacity == 0 {
		return lang.X("book.activity.places_open", "")
	}
	return lang.X("book.activity.places", "", map[string]any{"Capacity": a.Capacity})
}

// invitationOptions are the filters by status, with how many each leaves.
func invitationOptions(rows []app.InvitationRow) []widgets.Option {
	out := []widgets.Option{{ID: filterAll, Label: numbered(lang.X("common.all", ""), len(narrowedInvitations(rows, filterAll)))}}
	for _, s := range append([]string{app.InvitationListed}, invitationKeys...) {
		out = append(out, widgets.Option{ID: s, Label: numbered(lang.X("invitation."+s, ""), len(narrowedInvitations(rows, s)))})
	}
	return out
}

// narrowedInvitations are the rows of a status; all leaves out those taken off the list.
func narrowedInvitations(rows []app.InvitationRow, filter string) []app.InvitationRow {
	return slices.DeleteFunc(slices.Clone(rows), func(i app.InvitationRow) bool {
		if filter == filterAll {
			return i.Invitation.Status == app.InvitationDropped
		}
		return i.Invitation.Status != filter
	})
}

// mayMove reports whether one of the invitations can go on to a status.
func mayMove(all []app.InvitationRow, status string) bool {
	return slices.ContainsFunc(all, func(i app.InvitationRow) bool {
		return slices.Contains(app.InvitationSteps(i.Invitation.Status), status)
	})
}

func chosenInvitations(all []app.InvitationRow) string {
	switch len(all) {
	case 0:
		return lang.X("book.choose", "")
	case 1:
		return all[0].Name
	}
	return lang.X("book.chosen", "", map[string]any{"N": len(all)})
}

// inviteTopic is which text fits where an invitation stands.
func inviteTopic(status string, a app.Activity, today app.Date) string {
	switch status {
	case app.InvitationAccepted:
		if days := a.StartsAt.Date().DaysSince(today); days >= 0 && days <= 1 {
			return "remind"
		}
		return "accepted"
	case app.InvitationDeclined:
		return "declined"
	case app.InvitationAbsent:
		return "absent"
	}
	return "invite"
}

func invitationColumns(clear func(id string) bool) []widgets.Column[app.InvitationRow] {
	type row = app.InvitationRow
	by := func(of func(row) string) func(a, b row) int {
		return func(a, b row) int { return strings.Compare(of(a), of(b)) }
	}
	order := append([]string{app.InvitationListed}, invitationKeys...)
	return []widgets.Column[row]{
		{ID: "name", Label: lang.X("common.name", ""), Width: 92, Compare: by(func(i row) string { return i.Name }), Render: func(i row) widgets.Cell { return widgets.Cell{Text: i.Name, Bold: true} }},
		{ID: "status", Label: lang.X("field.status", ""), Width: 108, Compare: func(a, b row) int {
			return slices.Index(order, a.Invitation.Status) - slices.Index(order, b.Invitation.Status)
		}, Render: func(i row) widgets.Cell {
			return widgets.Cell{Text: lang.X("invitation."+i.Invitation.Status, ""), Tone: invitationTones[i.Invitation.Status], Badge: true}
		}},
		{ID: "guests", Label: lang.X("book.activity.guests", ""), Width: 92, Spare: true, Compare: func(a, b row) int { return int(a.Invitation.Guests - b.Invitation.Guests) }, Render: func(i row) widgets.Cell {
			if i.Invitation.Guests == 0 {
				return widgets.Cell{}
			}
			return widgets.Cell{Text: lang.X("common.people", "", map[string]any{"N": strconv.FormatInt(i.Invitation.Guests, 10)})}
		}},
		{ID: "grade", Label: lang.X("field.grade", ""), Width: 82, Spare: true, Compare: by(func(i row) string { return gradeRank(i.Key, i.Grade) }), Render: func(i row) widgets.Cell { return gradeCell(i.Key, i.Grade) }},
		{ID: "district", Label: lang.X("book.district", ""), Width: 96, Spare: true, Compare: by(func(i row) string { return i.District }), Render: func(i row) widgets.Cell { return widgets.Cell{Text: i.District} }},
		{ID: "phone", Label: lang.X("field.phone", ""), Width: 118, Render: func(i row) widgets.Cell { return phoneCell(i.Phone, app.Full, clear(i.Invitation.CustomerID)) }},
		{ID: "invited", Label: lang.X("book.activity.invited_at", ""), Width: 110, Spare: true, Compare: func(a, b row) int { return int(min(1, max(-1, a.Invitation.InvitedAt-b.Invitation.InvitedAt))) }, Render: func(i row) widgets.Cell {
			return widgets.Cell{Text: words.ShortStamp(i.Invitation.InvitedAt)}
		}},
		{ID: "note", Label: lang.X("common.remark", ""), Width: 100, Weight: 1, Render: func(i row) widgets.Cell { return widgets.Cell{Text: i.Invitation.Note, Tone: widgets.Muted} }},
	}
}
