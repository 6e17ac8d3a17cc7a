package review

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// end notes that a policy of another company is no longer there, or that it is after all.
func (p *Page) end(id string, ended bool) {
	p.deps.Async(func() {
		if err := p.deps.Service.EndOutsidePolicy(context.Background(), id, ended); err != nil {
			p.deps.Fail(err)
			return
		}
		p.load()
	})
}

// edit changes a policy of another company, a new one for "".
func (p *Page) edit(id string) {
	if id == "" {
		p.form(app.OutsidePolicy{CustomerID: p.want.CustomerID, Insured: p.view.Customer.Name})
		return
	}
	p.deps.Async(func() {
		o, err := p.deps.Service.OutsidePolicy(context.Background(), id)
		if err != nil {
			p.deps.Fail(err)
			return
		}
		fyne.Do(func() { p.form(o) })
	})
}

func (p *Page) form(o app.OutsidePolicy) {
	today := string(p.deps.Clock.Today())
	entry := func(id, hint, value string) *widgets.Entry {
		e := widgets.Tag("review.outside."+id, widgets.NewEntry(hint))
		e.Set(value)
		return e
	}
	members := make([]widgets.Option, 0, len(p.view.Members)+1)
	known := false
	for _, m := range p.view.Members {
		members = append(members, widgets.Option{ID: m.Name, Label: m.Name})
		known = known || m.Name == o.Insured
	}
	if !known && o.Insured != "" {
		members = append(members, widgets.Option{ID: o.Insured, Label: o.Insured})
	}
	covers := make([]widgets.Option, 0, len(app.Covers))
	for _, c := range app.Covers {
		covers = append(covers, widgets.Option{ID: c, Label: coverName(c)})
	}
	insured := widgets.Tag("review.outside.insured", widgets.NewSelect(members, nil))
	insured.Set(o.Insured)
	company, product := entry("company", lang.X("review.outside.company.hint", ""), o.Company), entry("product", lang.X("review.outside.product.hint", ""), o.Product)
	cover := widgets.Tag("review.outside.cover", widgets.NewSelect(covers, nil))
	cover.Set(o.Cover)
	product.OnChanged = func(text string) {
		if kind := app.CoverOf(text); o.ID == "" && kind != app.CoverOther {
			cover.Set(kind)
		}
	}
	amount, premium := entry("amount", lang.X("review.yuan", ""), amountText(o.InsuredAmount)), entry("premium", lang.X("review.yuan", ""), amountText(o.Premium))
	from, until := widgets.NewDateEntry(today, nil), widgets.NewDateEntry(today, nil)
	widgets.Tag("review.outside.from", from).Set(string(o.EffectiveOn))
	widgets.Tag("review.outside.until", until).Set(string(o.EndsOn))
	note := entry("note", "", o.Note)
	read := func() (app.OutsidePolicy, error) {
		out := o
		out.Insured, out.Company, out.Product, out.Cover, out.Note = insured.Value(), company.Value(), product.Value(), cover.Value(), note.Value()
		var err error
		if out.InsuredAmount, err = amountOf(amount.Value()); err != nil {
			return out, words.Invalid("insured_amount", lang.X("review.amount.invalid", ""))
		}
		if out.Premium, err = amountOf(premium.Value()); err != nil {
			return out, words.Invalid("premium", lang.X("review.amount.invalid", ""))
		}
		if !from.Valid() || !until.Valid() {
			return out, words.Invalid("effective_on", lang.X("date.invalid", ""))
		}
		out.EffectiveOn, out.EndsOn = app.Date(from.Value()), app.Date(until.Value())
		return out, nil
	}
	title, spec := lang.X("review.outside.add", ""), p.spec(formOutside, o.ID, p.view.Customer.Name)
	if o.ID != "" {
		title, spec.Edits = lang.X("review.outside.edit", ""), true
	}
	p.deps.Drafts.Ask(p.deps.Window.Canvas(), spec, []drafts.Field{
		drafts.Choice("insured", lang.X("field.insured", ""), insured), drafts.Text("company", lang.X("field.company", ""), company),
		drafts.Text("product", lang.X("field.product", ""), product), drafts.Choice("cover", lang.X("field.cover", ""), cover),
		drafts.Text("amount", lang.X("field.insured_amount", ""), amount), drafts.Text("premium", lang.X("review.outside.premium", ""), premium),
		drafts.Date("from", lang.X("field.effective_on", ""), from), drafts.Date("until", lang.X("field.ends_on", ""), until), drafts.Text("note", lang.X("common.remark", ""), note),
	}, widgets.Form{
		ID: "review.outside.form", Title: title, Submit: lang.X("common.save", ""), First: product,
		Fields: []widgets.FormField{
			{Label: lang.X("field.insured", ""), Input: insured},
			{Label: lang.X("field.product", ""), Input: product, Required: true},
			{Label: lang.X("field.cover", ""), Input: cover},
			{Label: lang.X("field.company", ""), Input: company},
			{Label: lang.X("field.insured_amount", ""), Input: amount},
			{Label: lang.X("review.outside.premium", ""), Input: premium},
			{Label: lang.X("field.effective_on", ""), Input: from},
			{Label: lang.X("field.ends_on", ""), Input: until, Hint: lang.X("review.outside.until.hint", "")},
			{Label: lang.X("common.remark", ""), Input: note},
		},
	}, func(ctx context.Context) error {
		out, err := read()
		if err != nil {
			return err
		}
		if _, err := p.deps.Service.SaveOutsidePolicy(ctx, out); err != nil {
			return err
		}
		p.load()
		return nil
	})
}

func amountText(m app.Money) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

func amountOf(text string) (app.Money, error) {
	if text == "" {
		return 0, nil
	}
	return app.ParseMoney(text)
}
