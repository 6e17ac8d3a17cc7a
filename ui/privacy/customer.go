package privacy

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

// CustomerDeps is what the page for a customer shows.
type CustomerDeps struct {
	Window  fyne.Window
	Card    app.CardView
	Planner app.Person
	Centre  string
	Today   app.Date
	Leave   func()
	// Check checks the passphrase of the account; nil: the page cannot be locked.
	Check func(ctx context.Context, passphrase string) error
}

// customerPage is the page with its state.
type customerPage struct {
	CustomerDeps
	locked bool
	leave  *widgets.Button
	lock   *widgets.Button
}

// CustomerPage is a page that shows a customer the own policies and contact facts, and nothing of anybody else; numbers are
// masked. F9 leaves it; once it was locked, the passphrase is asked for, so that it can be left in somebody's hands.
func CustomerPage(d CustomerDeps) *widgets.Sheet {
	p := &customerPage{CustomerDeps: d}
	p.leave = widgets.Tag("customer_view.leave", widgets.Secondary(lang.X("customer_view.leave", ""), theme.IconLeft, p.quit).Key("F9"))
	p.lock = widgets.Tag("customer_view.lock", widgets.Secondary(lang.X("customer_view.lock", ""), theme.IconLock, p.hold))
	if d.Check == nil {
		p.lock.Hide()
	}
	s := widgets.NewSheet(p.content())
	s.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name == fyne.KeyF9 {
			p.quit()
		}
		return true
	}
	return s
}

func (p *customerPage) content() fyne.CanvasObject {
	c := p.Card.Customer
	title := widgets.Title(lang.X("customer_view.title", "", map[string]any{"Name": app.Salutation(c.Name, c.Sex)}))
	head := widgets.HStack(10, title, widgets.Spring(), p.lock, p.leave)
	var facts []widgets.Fact
	for _, n := range c.Phones {
		facts = append(facts, widgets.Fact{ID: "phone" + n.Number, Label: lang.X("field.phone", ""), Value: app.MaskPhone(n.Number)})
	}
	for _, a := range c.Addresses {
		facts = append(facts, widgets.Fact{ID: "address" + a.Text, Label: lang.X("field.addresses", ""), Value: a.Text, Span: 2})
	}
	facts = append(facts, widgets.Fact{ID: "best_time", Label: lang.X("field.best_time", ""), Value: c.BestTime})
	policies := widgets.Tag("customer_view.policies", widgets.NewTable(policyColumns(), func(v app.PolicyView) string { return v.Policy.ID },
		widgets.EmptyState(theme.Named("policy"), lang.X("customer_view.no_policy", ""), "", nil)))
	policies.SetRows(p.Card.Policies)
	me := strings.Join([]string{p.Centre, p.Planner.Name, lang.X("customer_view.licence", "", map[string]any{"No": p.Planner.Licence})}, "　")
	return widgets.AtMost(1180, widgets.Pad(24, 28, 20, 28, widgets.Fill(head,
		widgets.Pad(14, 0, 10, 0, widgets.Scroll(widgets.VStack(14, widgets.Panel(lang.X("customer_view.contact", ""), nil, widgets.NewFacts(3, string(p.Today), facts)),
			widgets.PanelFlush(lang.X("customer_view.policies", ""), nil, widgets.FixedHeight(policies.HeightFor(max(4, len(p.Card.Policies))), policies))))),
		widgets.MutedText(me).Clipped())))
}

func policyColumns() []widgets.Column[app.PolicyView] {
	money := func(m app.Money) string {
		if m == 0 {
			return "—"
		}
		return m.String()
	}
	return []widgets.Column[app.PolicyView]{
		{ID: "number", Label: lang.X("field.number", ""), Width: 140, Render: func(v app.PolicyView) widgets.Cell { return widgets.Cell{Text: v.Policy.Number} }},
		{ID: "product", Label: lang.X("field.product", ""), Width: 200, Weight: 1, Render: func(v app.PolicyView) widgets.Cell { return widgets.Cell{Text: v.Policy.Product} }},
		{ID: "insured", Label: lang.X("field.insured_name", ""), Width: 100, Render: func(v app.PolicyView) widgets.Cell { return widgets.Cell{Text: v.Policy.InsuredName} }},
		{ID: "amount", Label: lang.X("field.insured_amount", ""), Width: 130, Align: fyne.TextAlignTrailing, Render: func(v app.PolicyView) widgets.Cell {
			return widgets.Cell{Text: money(v.Policy.InsuredAmount)}
		}},
		{ID: "premium", Label: lang.X("field.premium", ""), Width: 120, Align: fyne.TextAlignTrailing, Render: func(v app.PolicyView) widgets.Cell {
			return widgets.Cell{Text: money(v.Policy.Premium)}
		}},
		{ID: "due", Label: lang.X("field.next_due", ""), Width: 110, Render: func(v app.PolicyView) widgets.Cell { return widgets.Cell{Text: string(v.Policy.NextDue)} }},
	}
}

// hold locks the page.
func (p *customerPage) hold() {
	p.locked = true
	p.lock.Hide()
	p.leave.SetText(lang.X("customer_view.unlock", ""))
}

// quit leaves the page, after the passphrase where it is locked.
func (p *customerPage) quit() {
	if !p.locked {
		p.Leave()
		return
	}
	pass := widgets.Tag("customer_view.passphrase", widgets.NewPassword(""))
	widgets.ShowForm(p.Window.Canvas(), widgets.Form{
		ID: "customer_view.form", Title: lang.X("customer_view.unlock", ""), Submit: lang.X("customer_view.leave", ""), First: pass,
		Fields: []widgets.FormField{{Label: lang.X("field.passphrase", ""), Input: pass, Required: true}},
		OnSubmit: func() error {
			if pass.Text == "" {
				return words.Invalid("passphrase", lang.X("customer_view.passphrase", ""))
			}
			return nil
		},
		Work: func() error { return p.Check(context.Background(), pass.Text) }, OnDone: p.Leave,
	})
}
