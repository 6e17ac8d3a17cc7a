package cards

import (
	"context"
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// ask opens a dialog over the window.
func (p *cardPane) ask(f widgets.Form) *widgets.Dialog {
	return widgets.ShowForm(p.room.deps.Window.Canvas(), f)
}

// askKept opens a dialog over the window, whose content is kept until submit has handed it in.
func (p *cardPane) askKept(s drafts.Spec, fields []drafts.Field, f widgets.Form, submit func(ctx context.Context) error) *widgets.Dialog {
	d, _ := p.room.deps.Drafts.Ask(p.room.deps.Window.Canvas(), s, fields, f, submit)
	return d
}

// editPhone changes a number of the card; below 0 it adds one. An emptied number is taken off the card.
func (p *cardPane) editPhone(i int) {
	var n app.Phone
	title := "cards.phone.add"
	if i >= 0 {
		n, title = p.view.Customer.Phones[i], "cards.phone.edit"
	}
	number := widgets.Tag("cards.phone.number", widgets.NewEntry(lang.X("cards.phone.hint", "")))
	number.Set(n.Number)
	label := widgets.Tag("cards.phone.label", widgets.NewEntry(lang.X("cards.phone.label.hint", "")))
	label.Set(n.Label)
	wrong := widgets.Tag("cards.phone.is_wrong", widgets.NewCheck(lang.X("cards.phone.is_wrong", ""), n.Wrong, nil))
	hint := ""
	if i >= 0 {
		hint = lang.X("cards.empty_removes", "")
	}
	if i >= 0 && !p.revealed {
		p.note()
	}
	warned := "" // text that is no number, told once
	kept := []drafts.Field{
		drafts.Text("number", lang.X("cards.phone", ""), number), drafts.Text("label", lang.X("cards.label", ""), label),
		drafts.Tick("wrong", lang.X("cards.phone.is_wrong", ""), wrong, nil),
	}
	p.askKept(p.spec("cards.phone", i >= 0, n.Number), kept, widgets.Form{ID: "cards.phone.form", Title: lang.X(title, ""), Submit: lang.X("common.save", ""), Fields: []widgets.FormField{
		{Label: lang.X("cards.phone", ""), Input: number, Hint: hint, Required: i < 0},
		{Label: lang.X("cards.label", ""), Input: label},
		{Input: wrong},
	}}, func(ctx context.Context) error {
		typed := app.Phone{Number: number.Value(), Label: label.Value(), Wrong: wrong.Value()}
		if typed.Number == "" && i < 0 {
			return words.Invalid("phones", lang.X("cards.phone.need", ""))
		}
		if typed.Number == "" {
			typed = app.Phone{}
		}
		bad := notNumber(typed.Number)
		if bad != "" && i >= 0 && n.Kind != app.PhoneInvalid && typed.Number != n.Number && warned != typed.Number {
			warned = typed.Number
			return p.spoiling(n, bad)
		}
		return p.put(ctx, typed.Number == "", func(c *app.Customer) { c.Phones = changed(c.Phones, n, typed) }, keptWrong(bad))
	})
}

// notNumber returns what of a text is no number, "" if all of it is.
func notNumber(text string) string {
	for _, p := range app.ParsePhones(text) {
		if p.Kind == app.PhoneInvalid {
			return p.Number
		}
	}
	return ""
}

// keptWrong warns of text that is kept though it is no number; "" warns of nothing.
func keptWrong(bad string) string {
	if bad == "" {
		return ""
	}
	return lang.X("cards.phone.kept_wrong", "", map[string]any{"Number": bad})
}

// spoiling asks before a number that can be called becomes one that cannot.
func (p *cardPane) spoiling(n app.Phone, bad string) error {
	key := "cards.phone.spoils"
	if v, ok := p.view.Verified["phones="+n.Number]; ok && v.OK {
		key = "cards.phone.spoils_verified"
	}
	text := lang.X(key, "", map[string]any{"Number": bad, "Before": phone(n.Number, p.revealed)})
	return &widgets.Caution{Text: text, Submit: lang.X("cards.save_anyway", "")}
}

// editAddress changes an address of the card; below 0 it adds one. An emptied address is taken off the card.
func (p *cardPane) editAddress(i int) {
	var a app.Address
	title := "cards.address.add"
	if i >= 0 {
		a, title = p.view.Customer.Addresses[i], "cards.address.edit"
	}
	text := widgets.Tag("cards.address.text", widgets.NewEntry(lang.X("cards.address.hint", "")))
	text.Set(a.Text)
	label := widgets.Tag("cards.address.label", widgets.NewEntry(lang.X("cards.address.label.hint", "")))
	label.Set(a.Label)
	postcode := widgets.NewEntry("")
	postcode.Set(a.Postcode)
	wrong := widgets.NewCheck(lang.X("cards.address.is_wrong", ""), a.Wrong, nil)
	hint := ""
	if i >= 0 {
		hint = lang.X("cards.empty_removes", "")
	}
	fields := []widgets.FormField{
		{Label: lang.X("cards.address", ""), Input: text, Hint: hint, Required: i < 0},
		{Label: lang.X("cards.postcode", ""), Input: postcode},
		{Label: lang.X("cards.label", ""), Input: label},
	}
	if i >= 0 { // nobody writes down an address that is known to be wrong
		fields = append(fields, widgets.FormField{Input: widgets.Tag("cards.address.is_wrong", wrong)})
	}
	kept := []drafts.Field{
		drafts.Text("text", lang.X("cards.address", ""), text), drafts.Text("postcode", lang.X("cards.postcode", ""), postcode),
		drafts.Text("label", lang.X("cards.label", ""), label), drafts.Tick("wrong", lang.X("cards.address.is_wrong", ""), wrong, nil),
	}
	form := widgets.Form{ID: "cards.address.form", Title: lang.X(title, ""), Submit: lang.X("common.save", ""), Width: 560, Fields: fields}
	p.askKept(p.spec("cards.address", i >= 0, a.Text), kept, form, func(ctx context.Context) error {
		typed := app.Address{Text: text.Value(), Label: label.Value(), Postcode: postcode.Value(), Wrong: wrong.Value(), District: a.District}
		if typed.Text != a.Text {
			typed.District = app.DistrictOf(typed.Text)
		}
		if typed.Text == "" && i < 0 {
			return words.Invalid("addresses", lang.X("cards.address.need", ""))
		}
		if typed.Text == "" {
			typed = app.Address{}
		}
		return p.put(ctx, typed.Text == "", func(c *app.Customer) { c.Addresses = changed(c.Addresses, a, typed) }, "")
	})
}

// put saves a changed list of the card; what was removed, or saved against a warning, can be had back.
func (p *cardPane) put(ctx context.Context, removed bool, change func(c *app.Customer), warning string) error {
	id, was := p.id, p.view.Customer
	if err := p.save(ctx, change); err != nil {
		return err
	}
	back := func() {
		if p.id == id {
			p.room.failed(p.save(context.Background(), func(c *app.Customer) { c.Phones, c.Addresses, c.Family = was.Phones, was.Addresses, was.Family }))
		}
	}
	switch {
	case removed:
		p.room.deps.Toast(lang.X("cards.removed", ""), lang.X("common.undo", ""), back)
	case warning != "":
		widgets.ShowToast(p.room.deps.Window.Canvas(), widgets.Toast{Text: warning, Tone: widgets.Warning, Action: lang.X("common.undo", ""), Do: back})
	}
	return nil
}

// changed returns a list in which a thing became another: a zero old is added, a zero new is taken out. The list may have
// changed under the dialog, so the old one is looked for.
func changed[T comparable](list []T, old, new T) []T {
	var zero T
	out := slices.Clone(list)
	i := slices.Index(out, old)
	switch {
	case new == zero && i < 0:
	case new == zero:
		out = slices.Delete(out, i, i+1)
	case old == zero || i < 0:
		out = append(out, new)
	default:
		out[i] = new
	}
	return out
}

// failed tells of an error, if it is one.
func (r *Room) failed(err error) {
	if err != nil {
		r.deps.Fail(err)
	}
}

// note writes down that a masked fact of the card was looked at in full.
func (p *cardPane) note() {
	id := p.id
	p.room.run(func(ctx context.Context) error { return p.room.deps.Service.Reveal(ctx, "customer/"+id) }, nil)
}

// verify records that a contact fact was checked with the customer (核实). A number or address found wrong is marked so.
func (p *cardPane) verify(fact, value string) {
	ok := widgets.Tag("cards.verify.result", widgets.NewSegmented(labelled("cards.verify.", "right", "wrong"), "right", nil))
	how := widgets.Tag("cards.verify.how", widgets.NewSelect(channels(), nil))
	how.Set(app.ChannelPhone)
	shown := value
	switch fact {
	case "phones":
		shown = phone(value, p.revealed)
	case "id_no":
		shown = idNo(value, p.revealed)
	}
	id := p.id
	spec := p.spec("cards.verify", false, fact, value)
	spec.Title += " · " + lang.X("field."+fact, "")
	kept := []drafts.Field{drafts.Side("result", lang.X("cards.verify.result", ""), ok), drafts.Choice("how", lang.X("cards.verify.how", ""), how)}
	p.askKept(spec, kept, widgets.Form{
		ID: "cards.verify.form", Title: lang.X("cards.verify.title", "", map[string]any{"Fact": lang.X("field."+fact, "")}), Intro: shown + p.lastCheck(fact, value),
		First: how, Submit: lang.X("cards.verify", ""), Fields: []widgets.FormField{
			{Label: lang.X("cards.verify.result", ""), Input: widgets.HStack(0, ok, widgets.Spring())},
			{Label: lang.X("cards.verify.how", ""), Input: how},
		},
	},
		func(ctx context.Context) error {
			right := ok.Value() == "right"
			err := p.room.deps.Service.Verify(ctx, app.Verification{CustomerID: id, Fact: fact, Value: value, OK: right, How: how.Value()})
			if err != nil {
				return err
			}
			if err := p.markWrong(ctx, fact, value, !right); err != nil {
				return err
			}
			p.room.deps.Toast(lang.X("cards.verify.done", ""), "", nil)
			p.room.Refresh()
			return nil
		})
}

// lastCheck says how a value was verified the last time.
func (p *cardPane) lastCheck(fact, value string) string {
	v, ok := p.view.Verified[fact+"="+value]
	if !ok {
		return ""
	}
	text, _ := p.verified(fact, value)
	return "\n" + lang.X("cards.verify.last", "", map[string]any{"Date": string(v.At.Date()), "How": lang.X("channel."+v.How, v.How), "Result": text})
}

func (p *cardPane) markWrong(ctx context.Context, fact, value string, wrong bool) error {
	c := p.view.Customer
	phone := slices.IndexFunc(c.Phones, func(n app.Phone) bool { return fact == "phones" && n.Number == value && n.Wrong != wrong })
	address := slices.IndexFunc(c.Addresses, func(a app.Address) bool { return fact == "addresses" && a.Text == value && a.Wrong != wrong })
	if phone < 0 && address < 0 {
		return nil
	}
	return p.save(ctx, func(c *app.Customer) {
		if phone >= 0 {
			c.Phones[phone].Wrong = wrong
		} else {
			c.Addresses[address].Wrong = wrong
		}
	})
}
