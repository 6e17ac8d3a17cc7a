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

// Filters of the people to greet.
const (
	filterLeft = "left" // not greeted yet
	filterDone = "done"
)

func occasionKey(o app.Occasion) string { return o.Code + "/" + string(o.On) }

func occasionName(o app.Occasion) string { return lang.X("occasion."+o.Code, "") }

// occasionAbout says when an occasion is.
func occasionAbout(o app.Occasion, today app.Date) string {
	if o.Code == app.OccasionBirthday {
		return lang.X("book.greet.weeks", "")
	}
	return joined(" · ", words.Day(o.On), lunarWord(o.Lunar), away(o.On, today), map[bool]string{true: lang.X("book.greet.quiet", "")}[o.Audience == ""])
}

// lunarWord writes a day of the lunar calendar, "" if there is none.
func lunarWord(l app.Lunar) string {
	if l.Month == 0 {
		return ""
	}
	month := lang.X("book.lunar.month."+strconv.Itoa(l.Month), "")
	if l.Leap {
		month = lang.X("book.lunar.leap", "", map[string]any{"M": month})
	}
	return lang.X("book.lunar", "", map[string]any{"M": month, "D": lang.X("book.lunar.day."+strconv.Itoa(l.Day), "")})
}

// away says how far a day lies ahead.
func away(d, today app.Date) string {
	switch n := d.DaysSince(today); n {
	case 0:
		return lang.X("common.today", "")
	case 1:
		return lang.X("common.tomorrow", "")
	default:
		return lang.X("book.in_days", "", map[string]any{"N": n})
	}
}

func occasionRows(all []app.Occasion, today app.Date) []widgets.Row {
	out := make([]widgets.Row, 0, len(all))
	for _, o := range all {
		row := widgets.Row{ID: occasionKey(o), Title: occasionName(o), Sub: lang.X("book.greet.weeks", "")}
		if o.Code != app.OccasionBirthday {
			row.Sub = joined(" · ", lang.X("date.short", "", map[string]any{"M": int(o.On.Time().Month()), "D": o.On.Time().Day()}), away(o.On, today))
		}
		switch {
		case o.Audience == "" && o.Code != app.OccasionBirthday:
			row.Badge = lang.X("book.greet.quiet.badge", "")
		case o.People == 0:
		case o.Greeted == o.People:
			row.Badge, row.Tone = lang.X("book.greet.all_done", ""), widgets.Success
		default:
			row.Badge, row.Tone = strconv.Itoa(o.Greeted)+"/"+strconv.Itoa(o.People), widgets.Info
		}
		out = append(out, row)
	}
	return out
}

func greetOptions(people []app.Greeting) []widgets.Option {
	n := len(narrowedPeople(people, filterLeft))
	return []widgets.Option{
		{ID: filterLeft, Label: numbered(lang.X("book.greet.left", ""), n)},
		{ID: filterDone, Label: numbered(lang.X("book.greet.greeted", ""), len(people)-n)},
		{ID: filterAll, Label: numbered(lang.X("common.all", ""), len(people))},
	}
}

func audienceOptions() []widgets.Option {
	var out []widgets.Option
	for _, a := range app.Audiences {
		out = append(out, widgets.Option{ID: a, Label: lang.X("audience."+a, "")})
	}
	return out
}

// greetKey names a line: one customer may have several birthdays in the family.
func greetKey(g app.Greeting) string { return g.CustomerID + "/" + g.Relation + "/" + g.Who }

func searchedPeople(people []app.Greeting, text string, found map[string]bool) []app.Greeting {
	if text == "" {
		return people
	}
	return slices.DeleteFunc(slices.Clone(people), func(g app.Greeting) bool { return !found[g.CustomerID] && !strings.Contains(g.Who, text) })
}

func narrowedPeople(people []app.Greeting, filter string) []app.Greeting {
	return slices.DeleteFunc(slices.Clone(people), func(g app.Greeting) bool {
		return filter == filterLeft && g.Greeted != 0 || filter == filterDone && g.Greeted == 0
	})
}

// chosenPeople names those chosen, or how many they are.
func chosenPeople(all []app.Greeting) string {
	switch len(all) {
	case 0:
		return lang.X("book.choose", "")
	case 1:
		if g := all[0]; g.Relation != "" {
			return lang.X("book.greet.kin", "", map[string]any{"Who": g.Who, "Name": g.Customer, "Relation": relationName(g.Relation)})
		}
		return all[0].Who
	}
	return lang.X("book.chosen", "", map[string]any{"N": len(all)})
}

// relationName writes a relation as stored in the user's language; a person's own words stay.
func relationName(relation string) string {
	if i := slices.Index(app.Relations, relation); i >= 0 {
		return lang.X("book.relation."+strconv.Itoa(i), "")
	}
	return relation
}

// wantOf is the occasion to write to somebody.
func wantOf(o app.Occasion, g app.Greeting) want {
	switch {
	case o.Code != app.OccasionBirthday:
		return want{CustomerID: g.CustomerID, Stage: app.StageFestival, Topic: o.Code}
	case g.Relation != "":
		return want{CustomerID: g.CustomerID, Stage: app.StageBirthday, Topic: "family"}
	}
	return want{CustomerID: g.CustomerID, Stage: app.StageBirthday}
}

func greetColumns(clear func(id string) bool, today func() app.Date) []widgets.Column[app.Greeting] {
	type row = app.Greeting
	by := func(of func(row) string) func(a, b row) int {
		return func(a, b row) int { return strings.Compare(of(a), of(b)) }
	}
	return []widgets.Column[row]{
		{ID: "on", Label: lang.X("common.date", ""), Width: 128, Compare: by(func(g row) string { return string(g.On) }), Render: func(g row) widgets.Cell {
			c := widgets.Cell{Text: joined(" ", string(g.On[5:]), away(g.On, today()))}
			if g.On == today() {
				c.Tone = widgets.Success
			}
			return c
		}},
		{ID: "who", Label: lang.X("common.name", ""), Width: 88, Compare: by(func(g row) string { return g.Who }), Render: func(g row) widgets.Cell { return widgets.Cell{Text: g.Who, Bold: true} }},
		{ID: "relation", Label: lang.X("book.greet.relation", ""), Width: 130, Weight: 1, Compare: by(func(g row) string { return g.Relation + g.Customer }), Render: func(g row) widgets.Cell {
			if g.Relation == "" {
				return widgets.Cell{Text: lang.X("book.greet.self", "")}
			}
			return widgets.Cell{Text: lang.X("book.greet.of", "", map[string]any{"Name": g.Customer, "Relation": relationName(g.Relation)}), Tone: widgets.Muted}
		}},
		{ID: "age", Label: lang.X("book.greet.age", ""), Width: 122, Spare: true, Compare: func(a, b row) int { return a.Age - b.Age }, Render: func(g row) widgets.Cell {
			if g.Age < 0 {
				return widgets.Cell{}
			}
			return widgets.Cell{Text: joined(" · ", lang.X("common.years_old", "", map[string]any{"N": g.Age}), map[bool]string{true: lang.X("cards.calendar.lunar", "")}[g.Lunar.Month != 0])}
		}},
		{ID: "grade", Label: lang.X("field.grade", ""), Width: 82, Spare: true, Compare: by(func(g row) string { return gradeRank(g.Key, g.Grade) }), Render: func(g row) widgets.Cell { return gradeCell(g.Key, g.Grade) }},
		{ID: "phone", Label: lang.X("field.phone", ""), Width: 118, Render: func(g row) widgets.Cell { return phoneCell(g.Phone, app.Full, clear(g.CustomerID)) }},
		{ID: "greeted", Label: lang.X("book.greet.state", ""), Width: 124, Compare: func(a, b row) int { return int(min(1, max(-1, a.Greeted-b.Greeted))) }, Render: func(g row) widgets.Cell {
			if g.Greeted == 0 {
				return widgets.Cell{Text: lang.X("book.greet.left", ""), Tone: widgets.Warning, Badge: true}
			}
			return widgets.Cell{Text: lang.X("book.greet.on", "", map[string]any{"Date": string(g.Greeted.Date()[5:])}), Tone: widgets.Success, Badge: true}
		}},
	}
}

func gradeRank(key bool, grade string) string {
	switch {
	case key:
		return ""
	case grade == "":
		return "Z"
	}
	return grade
}

func gradeCell(key bool, grade string) widgets.Cell {
	if key {
		return widgets.Cell{Text: joined(" ", grade, lang.X("cards.key", "")), Tone: widgets.Warning, Bold: true}
	}
	return widgets.Cell{Text: grade}
}
