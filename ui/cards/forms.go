package cards

import (
	"context"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// newVisit agrees a meeting with the customer.
func (p *cardPane) newVisit() {
	if p.view.Customer.ID == "" {
		return
	}
	c, d := p.view.Customer, p.room.deps
	today := d.Clock.Today()
	day := widgets.Tag("cards.visit.day", widgets.NewDateEntry(string(today), nil))
	clock := widgets.Tag("cards.visit.time", widgets.NewTimeEntry(nil))
	place := widgets.Tag("cards.visit.place", widgets.NewEntry(lang.X("cards.visit.place.hint", "")))
	place.Set(app.UsableAddress(c.Addresses))
	purpose := widgets.Tag("cards.visit.purpose", widgets.NewEntry(lang.X("cards.visit.purpose.hint", "")))
	urgency := widgets.NewSegmented(labelled("cards.visit.urgency.", "1", "2", "3"), "2", nil)
	policy := p.policies.chosen()
	kept := []drafts.Field{
		drafts.Along(drafts.Field{ID: "policy", Get: func() string { return policy }, Set: func(id string) { policy = id }}),
		drafts.Date("day", lang.X("common.date", ""), day), drafts.Clock("clock", lang.X("common.time", ""), clock), drafts.Text("place", lang.X("cards.visit.place", ""), place),
		drafts.Text("purpose", lang.X("cards.visit.purpose", ""), purpose), drafts.Side("urgency", lang.X("cards.visit.urgency", ""), urgency),
	}
	p.askKept(p.spec("cards.visit", false), kept, widgets.Form{
		ID: "cards.visit.form", Title: lang.X("cards.visit.title", "", map[string]any{"Name": c.Name}), Submit: lang.X("cards.visit.save", ""), Width: 520,
		Fields: []widgets.FormField{
			{Label: lang.X("common.time", ""), Input: widgets.HStack(8, widgets.FixedWidth(150, day), widgets.FixedWidth(90, clock)), Required: true},
			{Label: lang.X("cards.visit.place", ""), Input: place, Required: true},
			{Label: lang.X("cards.visit.purpose", ""), Input: purpose},
			{Label: lang.X("cards.visit.urgency", ""), Input: widgets.HStack(0, urgency, widgets.Spring())},
		},
	},
		func(ctx context.Context) error {
			a := app.Appointment{
				CustomerID: c.ID, PolicyID: policy, At: moment(app.Date(day.Value()), clock.Value()), Place: place.Value(), Purpose: purpose.Value(),
				Urgency: int64(urgency.Value()[0] - '0'),
			}
			id, err := d.Service.Plan(ctx, a)
			if err != nil {
				return err
			}
			d.Toast(lang.X("cards.visit.saved", "", map[string]any{"At": words.ShortStamp(a.At)}), lang.X("common.undo", ""), func() {
				p.room.run(func(ctx context.Context) error { return d.Service.CancelAppointment(ctx, id, "") }, p.room.Refresh)
			})
			p.room.Refresh()
			return nil
		})
}

// newProspect opens the card of somebody who has no policy with us yet (准客户).
func (r *Room) newProspect() {
	d := r.deps
	name := widgets.Tag("cards.prospect.name", widgets.NewEntry(""))
	sex := widgets.Tag("cards.prospect.sex", widgets.NewSegmented(sexes(), "", nil))
	number := widgets.Tag("cards.prospect.phone", widgets.NewEntry(lang.X("cards.phone.hint", "")))
	birth := widgets.NewDateEntry(string(d.Clock.Today()), nil)
	address := widgets.NewEntry(lang.X("cards.address.hint", ""))
	source := widgets.Tag("cards.prospect.source", widgets.NewEntry(lang.X("cards.prospect.source.hint", "")))
	notes := widgets.NewMultiEntry("", 2)
	warned := "" // number that somebody else has, told once
	kept := []drafts.Field{
		drafts.Text("name", lang.X("common.name", ""), name), drafts.Side("sex", lang.X("field.sex", ""), sex), drafts.Text("phone", lang.X("cards.phone", ""), number),
		drafts.Date("birth", lang.X("field.birth_date", ""), birth), drafts.Text("address", lang.X("cards.address", ""), address),
		drafts.Text("source", lang.X("field.source", ""), source), drafts.Text("notes", lang.X("common.remark", ""), notes),
	}
	spec := drafts.Spec{Key: "cards.prospect", Room: "cards", Form: "cards.prospect", Named: name.Value}
	d.Drafts.Ask(d.Window.Canvas(), spec, kept, widgets.Form{
		ID: "cards.prospect.form", Title: lang.X("cards.prospect.title", ""), Submit: lang.X("cards.prospect.save", ""), Width: 520,
		Fields: []widgets.FormField{
			{Label: lang.X("common.name", ""), Input: name, Required: true},
			{Label: lang.X("field.sex", ""), Input: widgets.HStack(0, sex, widgets.Spring())},
			{Label: lang.X("cards.phone", ""), Input: number},
			{Label: lang.X("field.birth_date", ""), Input: birth},
			{Label: lang.X("cards.address", ""), Input: address},
			{Label: lang.X("field.source", ""), Input: source},
			{Label: lang.X("common.remark", ""), Input: notes},
		},
	},
		func(ctx context.Context) error {
			if !birth.Valid() {
				return words.Invalid("birth_date", lang.X("date.invalid", ""))
			}
			c := app.Customer{Name: name.Value(), Sex: sex.Value(), BirthDate: app.Date(birth.Value()), Source: source.Value(), Notes: notes.Value()}
			if number.Value() != "" {
				c.Phones = []app.Phone{{Number: number.Value()}}
			}
			if address.Value() != "" {
				c.Addresses = []app.Address{{Text: address.Value(), District: app.DistrictOf(address.Value())}}
			}
			if other := r.owner(number.Value()); other != "" && warned != number.Value() {
				warned = number.Value()
				return words.Invalid("phones", lang.X("cards.prospect.known", "", map[string]any{"Name": other}))
			}
			id, err := d.Service.NewCustomer(ctx, c)
			if err != nil {
				return err
			}
			d.Toast(lang.X("cards.prospect.saved", "", map[string]any{"Name": c.Name}), "", nil)
			r.Show(id)
			return nil
		})
}

// owner returns the name of a customer who has a number already, "" if nobody has.
func (r *Room) owner(text string) string {
	for _, n := range app.ParsePhones(text) {
		if n.Kind == app.PhoneInvalid {
			continue
		}
		ids, err := r.deps.Service.CardIndex(context.Background(), app.CardQuery{Text: n.Number})
		if err != nil || len(ids) == 0 {
			continue
		}
		rows, err := r.deps.Service.CardRows(context.Background(), ids[:1])
		if err == nil && len(rows) > 0 {
			return rows[0].Name
		}
	}
	return ""
}
