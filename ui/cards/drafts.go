package cards

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/review"
	"github.com/fangce/fangce/ui/widgets"
)

// key names the draft of a form about the customer in sight; of tells apart several forms of the same kind.
func (p *cardPane) key(form string, of ...string) string {
	return strings.Join(append([]string{form, p.view.Customer.ID}, of...), "/")
}

// spec says what a form about the customer in sight is; edits is for one that changes what exists.
func (p *cardPane) spec(form string, edits bool, of ...string) drafts.Spec {
	args := make([]string, 2)
	copy(args, of)
	return drafts.Spec{
		Key: p.key(form, of...), Room: "cards", About: p.view.Customer.ID, Title: p.view.Customer.Name, Form: form, Args: args, Edits: edits,
	}
}

// keepFacts keeps what is being typed in the fields of a grid of facts.
func (p *cardPane) keepFacts(grid *widgets.Facts) {
	grid.OnOpen = func(id string) {
		spec := p.spec("cards.fact", true, id)
		spec.Title += " · " + lang.X("field."+id, "")
		f := p.room.deps.Drafts.Open(spec, drafts.Field{
			ID: id, Label: lang.X("field."+id, ""), Get: func() string { return grid.Typed(id) }, Set: func(text string) { grid.Type(id, text) },
		})
		p.facts[id] = f
		grid.Say(id, f.Briefly())
	}
	grid.OnTyping = func(id string) {
		grid.Say(id, "")
		p.facts[id].Touch()
	}
	grid.OnCancel = func(id string) { p.facts[id].Leave(p.room.deps.Window.Canvas()) }
	grid.OnClose = func(id string) {
		p.facts[id].Forget()
		delete(p.facts, id)
	}
}

// keeping has the saving of each fact use up what was kept of its field.
func (p *cardPane) keeping(facts []widgets.Fact) []widgets.Fact {
	for i := range facts {
		id, save := facts[i].ID, facts[i].Save
		if save == nil {
			continue
		}
		facts[i].Save = func(value string) error {
			p.handing = p.facts[id]
			defer func() { p.handing = nil }()
			return save(value)
		}
	}
	return facts
}

// resume goes on with a draft.
func (r *Room) resume(d app.Draft) {
	if d.Form == "cards.prospect" {
		r.newProspect()
		return
	}
	if review.Resumes(d) {
		r.open(d.About)
		r.list.find(d.About)
		review.Resume(r.reviewing(), d, r.Refresh)
		return
	}
	r.card.taking = &d
	r.open(d.About)
	r.list.find(d.About)
}

// lost tells that there is no card. What was typed about somebody who has gone can still be read.
func (p *cardPane) lost(err error) {
	if d := p.taking; d != nil && app.Code(err) == app.ErrNotFound {
		p.taking = nil
		p.stale(*d)
		return
	}
	p.room.deps.Fail(err)
}

func (p *cardPane) stale(d app.Draft) { p.room.deps.Drafts.ShowStale(p.room.deps.Window.Canvas(), d) }

// takeUp opens the form that was asked for, now that its card is here.
func (p *cardPane) takeUp() {
	d := p.taking
	p.taking = nil
	if d == nil || d.About != p.view.Customer.ID {
		return
	}
	c, args := p.view.Customer, drafts.Args(*d, 2)
	at := 0
	switch d.Form {
	case "cards.visit":
		p.newVisit()
	case "cards.record":
		p.newRecord()
	case "cards.fact":
		p.takeUpFact(args[0], *d)
	case "cards.verify":
		p.verify(args[0], args[1])
	case "cards.correct":
		if _, ok := p.recordOf(args[0]); ok {
			p.correct(args[0])
			return
		}
		p.stale(*d)
	case "privacy.take", "privacy.answer", "privacy.correct", "privacy.restrict":
		if p.room.deps.Privacy != nil {
			p.room.deps.Privacy(c.ID, d)
		}
	case "cards.phone":
		at = slices.IndexFunc(c.Phones, func(n app.Phone) bool { return n.Number == args[0] })
		p.takeUpEntry(at, args[0], *d, p.editPhone)
	case "cards.address":
		at = slices.IndexFunc(c.Addresses, func(a app.Address) bool { return a.Text == args[0] })
		p.takeUpEntry(at, args[0], *d, p.editAddress)
	case "cards.family":
		at = slices.IndexFunc(c.Family, func(r app.Relative) bool { return r.Name == args[0] })
		p.takeUpEntry(at, args[0], *d, p.editRelative)
	}
}

// takeUpEntry opens the form of an entry of a list, or of a new one where none was named.
func (p *cardPane) takeUpEntry(at int, name string, d app.Draft, edit func(i int)) {
	switch {
	case name == "":
		edit(-1)
	case at >= 0:
		edit(at)
	default:
		p.stale(d)
	}
}

// takeUpFact opens the field of a fact; one that has to be revealed first can only be read.
func (p *cardPane) takeUpFact(id string, d app.Draft) {
	p.edit(id)
	if p.facts[id] == nil {
		p.contact.facts.Edit(id)
	}
	if p.facts[id] == nil {
		p.stale(d)
	}
}

// Flush brings what is being typed to the disk, before the account is locked or the window closed.
func (r *Room) Flush() { r.deps.Drafts.Flush() }
