package book

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// Filters of those who could be invited, beside grades and districts.
const (
	filterKey      = "key"
	filterProspect = "prospect"
	filterNever    = "never"   // invited to nothing so far
	filterInvited  = "invited" // before
	filterNowhere  = "nowhere" // no district known
)

func gradeOptions() []widgets.Option {
	out := []widgets.Option{{ID: filterAll, Label: lang.X("book.invite.any_grade", "")}, {ID: filterKey, Label: lang.X("cards.key", "")}}
	for _, g := range []string{"A", "B", "C"} {
		out = append(out, widgets.Option{ID: g, Label: lang.X("book.invite.grade", "", map[string]any{"Grade": g})})
	}
	return append(out, widgets.Option{ID: filterProspect, Label: lang.X("cards.prospect", "")})
}

// districtOptions are the districts of customers.
func districtOptions(all []app.Invitee) []widgets.Option {
	seen := map[string]bool{}
	var names []string
	for _, i := range all {
		if i.District != "" && !seen[i.District] {
			seen[i.District] = true
			names = append(names, i.District)
		}
	}
	slices.Sort(names)
	out := []widgets.Option{{ID: filterAll, Label: lang.X("book.invite.any_district", "")}}
	for _, n := range names {
		out = append(out, widgets.Option{ID: n, Label: n})
	}
	return append(out, widgets.Option{ID: filterNowhere, Label: lang.X("book.invite.no_district", "")})
}

func beforeOptions() []widgets.Option {
	return []widgets.Option{
		{ID: filterAll, Label: lang.X("book.invite.any", "")}, {ID: filterNever, Label: lang.X("book.invite.never", "")}, {ID: filterInvited, Label: lang.X("book.invite.before", "")},
	}
}

func narrowedInvitees(all []app.Invitee, grade, district, before string, found map[string]bool) []app.Invitee {
	return slices.DeleteFunc(slices.Clone(all), func(i app.Invitee) bool {
		switch {
		case found != nil && !found[i.ID]:
		case grade == filterKey && !i.Key, grade == filterProspect && !i.Prospect:
		case (grade == "A" || grade == "B" || grade == "C") && i.Grade != grade:
		case district == filterNowhere && i.District != "", district != filterAll && district != filterNowhere && i.District != district:
		case before == filterNever && i.Invited > 0, before == filterInvited && i.Invited == 0:
		default:
			return false
		}
		return true
	})
}

func inviteeColumns(picked func(id string) bool) []widgets.Column[app.Invitee] {
	type row = app.Invitee
	by := func(of func(row) string) func(a, b row) int {
		return func(a, b row) int { return strings.Compare(of(a), of(b)) }
	}
	return []widgets.Column[row]{
		{ID: "picked", Label: "", Width: 84, Render: func(i row) widgets.Cell {
			if picked(i.ID) {
				return widgets.Cell{Text: lang.X("book.invite.picked", ""), Tone: widgets.Success, Badge: true}
			}
			return widgets.Cell{}
		}},
		{ID: "name", Label: lang.X("common.name", ""), Width: 90, Compare: by(func(i row) string { return i.Name }), Render: func(i row) widgets.Cell { return widgets.Cell{Text: i.Name, Bold: true} }},
		{ID: "grade", Label: lang.X("field.grade", ""), Width: 84, Compare: by(func(i row) string { return gradeRank(i.Key, i.Grade) }), Render: func(i row) widgets.Cell {
			if i.Prospect {
				return widgets.Cell{Text: lang.X("cards.prospect", ""), Tone: widgets.Info}
			}
			return gradeCell(i.Key, i.Grade)
		}},
		{ID: "age", Label: lang.X("book.greet.age", ""), Width: 84, Compare: func(a, b row) int { return a.Age - b.Age }, Render: func(i row) widgets.Cell {
			if i.Age < 0 {
				return widgets.Cell{}
			}
			return widgets.Cell{Text: lang.X("common.years_old", "", map[string]any{"N": i.Age})}
		}},
		{ID: "district", Label: lang.X("book.district", ""), Width: 100, Weight: 1, Compare: by(func(i row) string { return i.District }), Render: func(i row) widgets.Cell { return widgets.Cell{Text: i.District} }},
		{ID: "invited", Label: lang.X("book.invite.before", ""), Width: 124, Compare: func(a, b row) int { return a.Invited - b.Invited }, Render: func(i row) widgets.Cell {
			if i.Invited == 0 {
				return widgets.Cell{Text: lang.X("book.invite.never", ""), Tone: widgets.Muted}
			}
			return widgets.Cell{Text: lang.X("book.invite.times", "", map[string]any{"N": i.Invited})}
		}},
	}
}
