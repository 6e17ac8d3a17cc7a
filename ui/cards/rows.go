package cards

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// filters are what the list may be narrowed to, in the order of the menu.
var filters = []app.CardFilter{
	app.CardsAll, app.CardsUnsigned, app.CardsDueSoon, app.CardsInGrace, app.CardsLapsed, app.CardsMaturing,
	app.CardsIncomplete, app.CardsKey, app.CardsNoContact, app.CardsProspects,
}

// filterOptions names the filters, with their counts where they are known.
func filterOptions(counts map[app.CardFilter]int) []widgets.Option {
	out := make([]widgets.Option, len(filters))
	for i, f := range filters {
		key := string(f)
		if f == app.CardsAll {
			key = "all"
		}
		label := lang.X("cards.filter."+key, "")
		if n, ok := counts[f]; ok {
			label = fmt.Sprintf("%s %d", label, n)
		}
		out[i] = widgets.Option{ID: string(f), Label: label}
	}
	return out
}

func sortOptions() []widgets.Option {
	var out []widgets.Option
	for _, s := range []app.CardSort{app.SortByName, app.SortByNextDue, app.SortByLastContact, app.SortByCompleteness} {
		out = append(out, widgets.Option{ID: string(s), Label: lang.X("cards.sort."+string(s), "")})
	}
	return out
}

// listRow shows a customer in the list: name, masked phone, number of policies, the most urgent status.
func ListRow(r app.CardRow) widgets.Row {
	row := widgets.Row{ID: rowKey(r.Rowid), Title: r.Name, Beside: marksOf(r)}
	var sub []string
	if r.Phone != "" {
		sub = append(sub, app.MaskPhone(r.Phone))
	} else {
		sub = append(sub, lang.X("cards.no_phone", ""))
	}
	if r.Policies > 0 {
		sub = append(sub, lang.X("cards.policy_count", "", map[string]any{"N": r.Policies}))
	}
	if r.Unsigned > 0 {
		sub = append(sub, lang.X("cards.unsigned", "", map[string]any{"N": r.Unsigned}))
	}
	row.Sub = strings.Join(sub, " · ")
	switch {
	case r.Policies == 0:
		row.Badge, row.Tone = lang.X("cards.prospect", ""), widgets.Info
	case r.Status != "":
		s := app.PolicyState{Status: r.Status, DaysLeft: r.DaysLeft}
		row.Badge, row.Tone, row.Right = status(s), statusTone(r.Status), daysOf(s)
		row.Alert = r.Status == app.StatusInGrace
	}
	return row
}

func marksOf(r app.CardRow) string {
	var parts []string
	if r.Grade != "" {
		parts = append(parts, lang.X("cards.grade", "", map[string]any{"Grade": r.Grade}))
	}
	if r.Key {
		parts = append(parts, lang.X("cards.key", ""))
	}
	return strings.Join(parts, " · ")
}

// status names a status: a single premium is in force, whatever comes.
func status(s app.PolicyState) string { return lang.X("policy_status."+string(s.Status), "") }

// daysOf says in a word how many days a status leaves, "" where it has none.
func daysOf(s app.PolicyState) string {
	switch {
	case s.Status == app.StatusDueSoon && s.DaysLeft == 0:
		return lang.X("cards.days.due_today", "")
	case s.Status == app.StatusDueSoon, s.Status == app.StatusInGrace, s.Status == app.StatusLapsed:
		return lang.X("cards.days."+string(s.Status), "", map[string]any{"N": s.DaysLeft})
	}
	return ""
}

func statusTone(s app.PolicyStatus) widgets.Tone {
	switch s {
	case app.StatusDueSoon:
		return widgets.Info
	case app.StatusInGrace:
		return widgets.Warning
	case app.StatusLapsed:
		return widgets.Danger
	case app.StatusInForce:
		return widgets.Success
	}
	return widgets.Neutral
}

// daysLeft says how many days a status leaves to act, "" where it has none.
func daysLeft(s app.PolicyState) string {
	switch s.Status {
	case app.StatusDueSoon, app.StatusInGrace, app.StatusLapsed:
		return lang.X("cards.policy.days", "", map[string]any{"N": s.DaysLeft})
	}
	return ""
}

// person says sex and age in a line.
func person(c app.Customer, today app.Date) string {
	var parts []string
	if c.Sex != "" {
		parts = append(parts, lang.X("sex."+c.Sex, ""))
	}
	if age := app.AgeOn(c.BirthDate, today); age >= 0 {
		parts = append(parts, lang.X("common.years_old", "", map[string]any{"N": age}))
	}
	if c.CardNo != "" {
		parts = append(parts, lang.X("cards.card_no", "", map[string]any{"No": c.CardNo}))
	}
	return strings.Join(parts, " · ")
}

// phone writes a number masked, or in full where it was revealed.
func phone(number string, revealed bool) string {
	if revealed {
		return number
	}
	return app.MaskPhone(number)
}

func idNo(number string, revealed bool) string {
	if revealed {
		return number
	}
	return app.MaskIDNo(number)
}

// money writes an amount in yuan, "" for none.
func money(m app.Money) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
