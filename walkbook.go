package main

import (
	"strconv"

	"github.com/fangce/fangce/app"
)

// book is the contact book, prospects, greetings and activities.
func (g *guide) book() {
	g.press("nav.book")
	g.see("book.month.lines.0")
	g.picture("book")
	g.mark("book.month.lines", 0)
	g.mark("book.month.lines", 1)
	g.picture("book-chosen")
	g.press("book.families")
	g.look("book.kin")
	g.press("book.pages.prospects")
	g.see("book.prospects.list.0")
	g.press("book.prospects.list.0")
	g.picture("book-prospects")
	g.press("book.prospects.new")
	g.write("book.prospect.name", "王")
	g.look("book.prospect.form")
	g.press("book.pages.greet")
	g.see("book.greet.people.0")
	g.press("book.greet.people.0")
	g.picture("book-greet")
	g.press("book.occasions.1")
	g.picture("book-greet-other")
	g.press("book.pages.activities")
	g.see("book.activity.people.0")
	g.press("book.activity.people.0")
	g.picture("book-activities")
	g.press("book.activity.invite")
	g.see("book.invite.people.0")
	g.look("book.invite.form")
}

// rate answers the questionnaire.
func (g *guide) rate() {
	for i, item := range app.SurveyItems() {
		g.press("survey.importance." + item.ID + "." + strconv.Itoa(5-i%2))
		g.press("survey.rating." + item.ID + "." + strconv.Itoa(5-i%3))
	}
	g.picture("survey-rated")
}
