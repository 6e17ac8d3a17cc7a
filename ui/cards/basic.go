package cards

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// basicPanel shows who the customer is.
type basicPanel struct {
	pane    *cardPane
	facts   *widgets.Facts
	check   *widgets.Button
	missing *fyne.Container
	doubts  *widgets.Banner
	content fyne.CanvasObject
}

func newBasicPanel(p *cardPane) *basicPanel {
	b := &basicPanel{pane: p, missing: widgets.Stack(), doubts: widgets.Tag("cards.doubts", widgets.NewBanner(widgets.Warning, ""))}
	b.facts = widgets.Tag("cards.facts", widgets.NewFacts(3, string(p.room.deps.Clock.Today()), nil))
	b.pane.keepFacts(b.facts)
	b.facts.OnCopy = p.noteCopy
	b.check = widgets.Tag("cards.id.verify", widgets.Quiet(lang.X("cards.id.verify", ""), theme.IconShield, func() { p.verify("id_no", p.view.Customer.IDNo) }).Compact())
	b.content = widgets.Panel(lang.X("cards.section.facts", ""), []fyne.CanvasObject{b.check}, widgets.VStack(4, b.missing, b.facts, b.doubts))
	return b
}

func (b *basicPanel) fill() {
	v := b.pane.view
	b.check.Hidden = v.Customer.IDNo == ""
	b.facts.Set(b.pane.keeping(b.pane.basicFacts()))
	b.doubts.Set(widgets.Warning, strings.Join(doubts(v.Customer), "\n"))
	b.missing.Objects = nil
	if len(v.Missing) > 0 {
		row := []fyne.CanvasObject{widgets.Caption(lang.X("cards.missing", ""))}
		for i, name := range v.Missing {
			if i == mostMissing {
				row = append(row, widgets.Caption(lang.X("cards.missing.more", "", map[string]any{"N": len(v.Missing) - i})))
				break
			}
			row = append(row, widgets.Tag("cards.missing."+name, widgets.Quiet(lang.X("field."+name, name), nil, func() { b.pane.edit(name) }).Compact()))
		}
		b.missing.Objects = []fyne.CanvasObject{widgets.HStack(0, row...)}
	}
	b.missing.Hidden = len(b.missing.Objects) == 0
	b.missing.Refresh()
}

// mostMissing is how many missing facts fit into a line.
const mostMissing = 5

// edit opens the field of a fact, wherever it stands on the card.
func (p *cardPane) edit(name string) {
	switch name {
	case "phones":
		p.editPhone(-1)
	case "addresses":
		p.editAddress(-1)
	case "family":
		p.editRelative(-1)
	case "best_time", "wechat", "best_channel":
		p.contact.facts.Edit(name)
	default:
		p.basic.facts.Edit(name)
	}
}

// doubts says what is wrong with the identity number of a card, which is kept as written: it does not check out, or it
// disagrees with birth date or sex.
func doubts(c app.Customer) []string {
	var out []string
	if c.IDNo != "" && checkedPaper(c.IDType) {
		if id, err := app.ParseIDNo(c.IDNo); err != nil {
			out = append(out, message(err, "cards.doubt.id_no"))
		} else if d := id.Disagreement(c.BirthDate, c.Sex); d != "" {
			out = append(out, said(d, "cards.doubt.id_differs"))
		}
	}
	return out
}

// checkedPaper reports whether numbers of a kind of identity paper can be checked.
func checkedPaper(kind string) bool {
	return kind == "" || kind == app.IDCard || kind == app.IDCard15
}

// facts edited as words and choices.
func (p *cardPane) basicFacts() []widgets.Fact {
	v := p.view
	c := v.Customer
	birth := string(c.BirthDate)
	if age := app.AgeOn(c.BirthDate, p.room.deps.Clock.Today()); age >= 0 {
		birth += "　" + lang.X("common.years_old", "", map[string]any{"N": age})
	}
	calendar := "solar"
	if c.LunarBirthday {
		calendar = "lunar"
	}
	return []widgets.Fact{
		p.text("name", c.Name, func(c *app.Customer, s string) { c.Name = s }),
		p.choice("sex", c.Sex, sexes(), func(c *app.Customer, s string) { c.Sex = s }),
		p.choice("marriage", c.Marriage, same(c.Marriage, marriages), func(c *app.Customer, s string) { c.Marriage = s }),
		p.idFact(),
		{
			ID: "birth_date", Label: lang.X("field.birth_date", ""), Value: birth, Raw: string(c.BirthDate), Edit: widgets.EditDate,
			Save: p.saving(func(c *app.Customer, s string) { c.BirthDate = app.Date(s) }),
		},
		p.span(2, p.text("employer", c.Employer, func(c *app.Customer, s string) { c.Employer = s })),
		p.text("occupation", c.Occupation, func(c *app.Customer, s string) { c.Occupation = s }),
		p.choice("income_band", c.IncomeBand, incomes(c.IncomeBand), func(c *app.Customer, s string) { c.IncomeBand = s }),
		p.choice("lunar_birthday", calendar, labelled("cards.calendar.", "solar", "lunar"), func(c *app.Customer, s string) { c.LunarBirthday = s == "lunar" }),
		p.choice("grade", c.Grade, same(c.Grade, []string{"A", "B", "C"}), func(c *app.Customer, s string) { c.Grade = s }),
		p.choice("key_customer", yesNo(c.Key), yesNoOptions(), func(c *app.Customer, s string) { c.Key = s == "yes" }),
		{ID: "source", Label: lang.X("field.source", ""), Value: source(c), Edit: widgets.ReadOnly},
		{ID: "opened_on", Label: lang.X("field.opened_on", ""), Value: string(c.OpenedOn), Edit: widgets.ReadOnly},
		{
			ID: "notes", Label: lang.X("field.notes", ""), Value: c.Notes, Edit: widgets.EditLines, Span: 3, Hint: lang.X("cards.notes.hint", ""),
			Save: p.saving(func(c *app.Customer, s string) { c.Notes = s }),
		},
	}
}

// idFact is the identity number; in full, and to be edited, only once it was revealed.
func (p *cardPane) idFact() widgets.Fact {
	c := p.view.Customer
	f := widgets.Fact{
		ID: "id_no", Label: lang.X("field.id_no", ""), Value: idNo(c.IDNo, p.revealed), Span: 2, Edit: widgets.EditText, Raw: c.IDNo,
		Save: p.saving(func(c *app.Customer, s string) { c.IDNo = s }),
	}
	if c.IDType != "" && c.IDType != app.IDCard {
		f.Label += lang.X("cards.in_brackets", "", map[string]any{"Text": words.Fixed(c.IDType)})
	}
	if c.IDNo != "" {
		f.Badge, f.BadgeTone = p.verified("id_no", c.IDNo)
		if !p.revealed {
			f.Edit, f.Save = widgets.ReadOnly, nil
		}
		if _, err := app.ParseIDNo(c.IDNo); err != nil && checkedPaper(c.IDType) {
			f.Tone, f.Badge, f.BadgeTone = widgets.Danger, lang.X("cards.wrong", ""), widgets.Danger
		}
	}
	return f
}

func (p *cardPane) text(name, value string, set func(c *app.Customer, s string)) widgets.Fact {
	return widgets.Fact{ID: name, Label: lang.X("field."+name, ""), Value: value, Edit: widgets.EditText, Save: p.saving(set)}
}

func (p *cardPane) choice(name, id string, options []widgets.Option, set func(c *app.Customer, s string)) widgets.Fact {
	value := ""
	for _, o := range options {
		if o.ID == id {
			value = o.Label
		}
	}
	return widgets.Fact{ID: name, Label: lang.X("field."+name, ""), Value: value, Raw: id, Edit: widgets.EditChoice, Options: options, Save: p.saving(set)}
}

func (p *cardPane) span(n int, f widgets.Fact) widgets.Fact {
	f.Span = n
	return f
}

// saving returns what stores one edited fact of the card in sight, and of that card for good.
func (p *cardPane) saving(set func(c *app.Customer, s string)) func(string) error {
	id := p.view.Customer.ID
	return func(s string) error {
		return p.handing.HandIn(func(ctx context.Context) error { return p.saveTo(ctx, id, func(c *app.Customer) { set(c, s) }) })
	}
}
