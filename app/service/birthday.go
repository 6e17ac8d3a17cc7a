package service

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// birthdayGreetings returns the birthdays of the coming weeks, of customers and of their families, the soonest first. The
// family keeps birthdays by the solar calendar: a card does not say otherwise.
func birthdayGreetings(people []app.Customer, today app.Date) []app.Greeting {
	solar, lunar := map[string]app.Date{}, map[app.Date]app.Date{}
	for n := range greetDays {
		d := today.AddDays(n)
		for _, key := range yearDays(d) {
			solar[key] = d
		}
		for _, birth := range lunarBirthDates(d) {
			if _, sooner := lunar[birth]; !sooner {
				lunar[birth] = d
			}
		}
	}
	var out []app.Greeting
	for _, c := range people {
		if c.BirthDate.Valid() {
			g := greetingOf(c)
			if c.LunarBirthday {
				if d, ok := lunar[c.BirthDate]; ok {
					g.On = d
					g.Age, _ = lunarBirthday(c.BirthDate, d)
					g.Lunar, _ = lunarOf(d)
				}
			} else if d, ok := solar[string(c.BirthDate[5:])]; ok {
				g.On, g.Age = d, d.Time().Year()-c.BirthDate.Time().Year()
			}
			if g.On != "" {
				out = append(out, g)
			}
		}
		for _, r := range c.Family {
			if !r.BirthDate.Valid() || r.CustomerID != "" { // who has a card is greeted by it
				continue
			}
			if d, ok := solar[string(r.BirthDate[5:])]; ok {
				g := greetingOf(c)
				g.Who, g.Relation, g.On, g.Age = r.Name, r.Relation, d, d.Time().Year()-r.BirthDate.Time().Year()
				out = append(out, g)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b app.Greeting) int {
		return cmp.Or(strings.Compare(string(a.On), string(b.On)), cmp.Compare(len(a.Relation), len(b.Relation)), byGrade(a, b))
	})
	return out
}

// yearDays returns the days of the year, written 01-02, of those who have their birthday on a day. Who was born on 29
// February has it on the 28th in a common year.
func yearDays(d app.Date) []string {
	out := []string{string(d[5:])}
	if d[5:] == "02-28" && d.AddDays(1)[5:] == "03-01" {
		out = append(out, "02-29")
	}
	return out
}

// byGrade orders key customers first, then by grade and name.
func byGrade(a, b app.Greeting) int {
	rank := func(g app.Greeting) string {
		if g.Key {
			return ""
		}
		return cmp.Or(g.Grade, "D")
	}
	return cmp.Or(strings.Compare(rank(a), rank(b)), strings.Compare(a.Customer, b.Customer))
}
