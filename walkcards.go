package main

import (
	"strings"

	"fyne.io/fyne/v2"
)

// fileName makes a name for a picture of an id.
func fileName(id string) string {
	return strings.NewReplacer(".", "-", "_", "-").Replace(strings.TrimSuffix(id, ".form"))
}

// cards is the list of customers with its views and choices, a card, and what is written on it.
func (g *guide) cards() {
	g.press("nav.cards")
	g.see("cards.list.3")
	g.mark("cards.list", 2)
	g.mark("cards.list", 4)
	g.picture("cards-chosen")
	g.press("cards.chosen.none")
	g.press("cards.views.more")
	g.picture("cards-views")
	g.menu(0)
	g.write("views.name", "本月到期")
	g.see("views.form.submit")
	g.picture("cards-views-save")
	g.press("views.form.submit")
	g.press("cards.list.3")
	g.see("cards.policies.0")
	g.picture("cards")
	g.press("cards.policies.0")
	g.see("cards.policy.fold")
	g.picture("cards-policy")
	g.press("cards.section.family")
	g.picture("cards-family")
	g.press("cards.section.records")
	g.picture("cards-records")
	g.cardForms()
	g.press("cards.changes")
	g.see("cards.history.items")
	g.lookAt("cards-history", "cards.history")
	g.write("cards.search", "wang")
	g.picture("cards-search")
	g.press("cards.list.1")
	g.press("cards.print.survey")
	g.see("preview.page")
	g.picture("questionnaire")
	g.paper("questionnaire")
	g.press("preview.close")
	g.press("cards.print.card")
	g.see("preview.page")
	g.picture("service-card")
	g.paper("service-card")
	g.press("preview.close")
	g.attachments()
	g.write("cards.search", "")
	g.personal()
	g.review()
}

// cardForms are the forms of a card, begun and given up.
func (g *guide) cardForms() {
	for _, f := range []struct{ button, dialog string }{
		{"cards.record", "cards.record.form"},
		{"cards.visit", "cards.visit.form"},
		{"cards.phone.add", "cards.phone.form"},
		{"cards.phone.0.verify", "cards.verify.form"},
		{"cards.address.add", "cards.address.form"},
		{"cards.family.add", "cards.family.form"},
		{"cards.new", "cards.prospect.form"},
	} {
		g.press(f.button)
		g.look(f.dialog)
	}
}

// attachments are photos attached to a card, and one of them in the window.
func (g *guide) attachments() {
	for _, photo := range g.photos {
		g.press("cards.attach.add")
		g.write("cards.attach.path", photo)
		g.press("cards.attach.form.submit")
	}
	g.see("cards.attach.1")
	g.press("cards.section.attach")
	g.picture("attachments")
	g.press("cards.attach.0")
	g.see("photos.picture")
	g.picture("attachment")
	g.press("photos.close")
}

// personal is what is held on a customer, who looked, what was asked, and the page for the customer's own eyes.
func (g *guide) personal() {
	g.see("cards.list.3")
	g.press("cards.list.3")
	g.press("cards.privacy")
	g.see("privacy.items")
	g.picture("privacy")
	g.press("privacy.pages.looked")
	g.picture("privacy-looked")
	g.press("privacy.pages.asked")
	g.picture("privacy-asked")
	g.press("privacy.correct")
	g.lookAt("privacy-correct", "privacy.form")
	g.press("privacy.take")
	g.lookAt("privacy-take", "privacy.form")
	g.press("privacy.cancel")
	g.key(fyne.KeyF9)
	g.see("customer_view.leave")
	g.picture("customer-view")
	g.press("customer_view.leave")
}

// review is the policy review of a family, and its paper.
func (g *guide) review() {
	g.press("cards.review")
	g.see("review.outside.add")
	g.picture("review")
	g.press("review.outside.add")
	g.look("review.outside.form")
	g.see("review.save")
	g.picture("review-advice")
	g.press("review.print")
	g.see("preview.page")
	g.picture("review-paper")
	g.paper("review")
	g.press("preview.close")
	g.key(fyne.KeyF11)
}
