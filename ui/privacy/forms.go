package privacy

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// asked are the inputs every request has.
type asked struct {
	channel          *widgets.Segmented
	day              *widgets.DateEntry
	identity, answer *widgets.Entry
}

func (p *page) inputs(answer string) *asked {
	a := &asked{}
	a.channel = widgets.NewSegmented(labelled("channel.", app.ChannelPhone, app.ChannelVisit, app.ChannelLetter, app.ChannelOnline), app.ChannelPhone, nil)
	today := string(p.Clock.Today())
	a.day = widgets.Tag("privacy.form.day", widgets.NewDateEntry(today, nil))
	a.day.Set(today)
	a.identity = widgets.Tag("privacy.form.identity", widgets.NewEntry(lang.X("privacy.identity.hint", "")))
	a.answer = widgets.Tag("privacy.form.answer", widgets.NewMultiEntry(lang.X(answer, ""), 2))
	return a
}

// set fills the inputs with a request that was taken down before.
func (a *asked) set(r app.DataRequest) {
	if r.Channel != "" {
		a.channel.Set(r.Channel)
	}
	if r.ReceivedOn != "" {
		a.day.Set(string(r.ReceivedOn))
	}
	a.identity.Set(r.Identity)
}

func (a *asked) request(r app.DataRequest) app.DataRequest {
	r.Channel, r.ReceivedOn = a.channel.Value(), app.Date(a.day.Value())
	r.Identity, r.Answer = a.identity.Value(), a.answer.Value()
	return r
}

func (a *asked) kept() []drafts.Field {
	return []drafts.Field{
		drafts.Along(drafts.Side("channel", lang.X("field.channel", ""), a.channel)), drafts.Along(drafts.Date("day", lang.X("field.received_on", ""), a.day)),
		drafts.Text("identity", lang.X("field.identity", ""), a.identity), drafts.Text("answer", lang.X("privacy.answer", ""), a.answer),
	}
}

func (a *asked) fields(answer string) []widgets.FormField {
	return []widgets.FormField{
		{Label: lang.X("privacy.channel", ""), Input: widgets.HStack(0, a.channel, widgets.Spring())},
		{Label: lang.X("field.received_on", ""), Input: widgets.HStack(0, widgets.FixedWidth(150, a.day), widgets.Spring()), Required: true},
		{Label: lang.X("field.identity", ""), Input: a.identity, Required: true},
		{Label: lang.X(answer, ""), Input: a.answer},
	}
}

func (p *page) spec(form string, args ...string) drafts.Spec {
	key := form + "/" + p.id
	for _, a := range args {
		key += "/" + a
	}
	return drafts.Spec{Key: key, Room: "cards", Form: form, About: p.id, Args: args, Title: p.data.Customer.Name}
}

// take takes down a request, or the answer to one that was taken down before.
func (p *page) take(r app.DataRequest) {
	a := p.inputs("privacy.answer.hint")
	a.set(r)
	kind := widgets.Tag("privacy.form.kind", widgets.NewSelect(labelled("privacy.kind.", app.RequestAccess, app.RequestCorrect, app.RequestRestrict, app.RequestExplain), nil))
	kind.Set(r.Kind)
	state := widgets.Tag("privacy.form.state", widgets.NewSegmented(labelled("privacy.form.", "open", "done", "refused"), "open", nil))
	known := r.ReceivedOn != ""
	form, title := "privacy.take", "privacy.take.title"
	if known {
		form, title = "privacy.answer", "privacy.answer.title"
		state.Set("done")
	}
	fields := append([]widgets.FormField{{Label: lang.X("privacy.kind", ""), Input: kind, Required: true}}, a.fields("privacy.answer")...)
	fields = append(fields[:4], widgets.FormField{Label: lang.X("field.status", ""), Input: widgets.HStack(0, state, widgets.Spring())}, fields[4])
	if known {
		fields = fields[3:]
	}
	kept := append([]drafts.Field{drafts.Along(drafts.Choice("kind", lang.X("privacy.kind", ""), kind)), drafts.Side("state", lang.X("field.status", ""), state)}, a.kept()...)
	p.Drafts.Ask(p.Window.Canvas(), p.spec(form, r.Kind, string(r.ReceivedOn)), kept, widgets.Form{
		ID: "privacy.form", Title: lang.X(title, "", map[string]any{"Kind": lang.X("privacy.kind."+r.Kind, "")}), Width: 600, Submit: lang.X("common.save", ""),
		Intro: lang.X("privacy.take.intro", "", map[string]any{"N": app.RequestDays}), Fields: fields,
	}, func(ctx context.Context) error {
		n := a.request(app.DataRequest{CustomerID: p.id, Kind: kind.Value()})
		if known {
			n.Kind, n.ReceivedOn, n.Channel = r.Kind, r.ReceivedOn, r.Channel
		}
		n.Refused = state.Value() == "refused"
		if state.Value() != "open" {
			n.DoneAt = 1
		}
		if err := p.Service.TakeRequest(ctx, n); err != nil {
			return err
		}
		p.Toast(lang.X("privacy.taken", ""), "", nil)
		p.reload()
		return nil
	})
}

// answerTo opens the answer to an open request.
func (p *page) answerTo(v app.DataRequestView) {
	if v.DoneAt == 0 {
		p.take(v.DataRequest)
	}
}

// correctable are the facts that are corrected by one field of text.
var correctable = []string{"name", "id_no", "birth_date", "employer", "occupation", "wechat", "notes"}

// correct changes a fact because the customer asked for it, and keeps why.
func (p *page) correct() {
	before := p.data.Customer
	a := p.inputs("privacy.correct.hint")
	options := make([]widgets.Option, len(correctable))
	for i, f := range correctable {
		options[i] = widgets.Option{ID: f, Label: words.FieldName(f)}
	}
	now := widgets.NewParagraph("").Small()
	value := widgets.Tag("privacy.form.value", widgets.NewEntry(""))
	fact := widgets.Tag("privacy.form.fact", widgets.NewSelect(options, func(id string) { now.Set(p.stands(id)) }))
	fact.Set(correctable[0])
	now.Set(p.stands(correctable[0]))
	kept := append([]drafts.Field{drafts.Along(drafts.Choice("fact", lang.X("privacy.fact", ""), fact)), drafts.Text("value", lang.X("privacy.value", ""), value)}, a.kept()...)
	p.Drafts.Ask(p.Window.Canvas(), p.spec("privacy.correct"), kept, widgets.Form{
		ID: "privacy.form", Title: lang.X("privacy.correct.title", ""), Width: 600, Submit: lang.X("privacy.correct.do", ""), Intro: lang.X("privacy.correct.intro", ""),
		Fields: append([]widgets.FormField{
			{Label: lang.X("privacy.fact", ""), Input: fact, Required: true},
			{Label: "", Input: now},
			{Label: lang.X("privacy.value", ""), Input: value, Required: true},
		}, a.fields("field.reason")...),
	}, func(ctx context.Context) error {
		after := with(before, fact.Value(), value.Value())
		if err := p.Service.CorrectData(ctx, before, after, a.request(app.DataRequest{})); err != nil {
			return err
		}
		p.Toast(lang.X("privacy.corrected", "", map[string]any{"Fact": words.FieldName(fact.Value())}), "", nil)
		p.reload()
		return nil
	})
}

// stands says what a fact holds now, masked unless revealed.
func (p *page) stands(fact string) string {
	text := ""
	for _, g := range p.data.Groups {
		for _, r := range g.Rows {
			for _, f := range r.Facts {
				if g.Kind == app.KindCustomer.Name && f.Field == fact {
					text = strings.Join(words.Value(g.Kind, fact, f.Value, p.revealed), lang.X("common.semicolon", ""))
				}
			}
		}
	}
	if text == "" {
		text = lang.X("common.not_filled", "")
	}
	return lang.X("privacy.now", "", map[string]any{"Value": text})
}

// with returns a customer with one fact of text changed.
func with(c app.Customer, fact, value string) app.Customer {
	switch fact {
	case "name":
		c.Name = value
	case "id_no":
		c.IDNo = value
	case "birth_date":
		c.BirthDate = app.Date(value)
	case "employer":
		c.Employer = value
	case "occupation":
		c.Occupation = value
	case "wechat":
		c.WeChat = value
	case "notes":
		c.Notes = value
	}
	return c
}

// restrict carries out that the customer takes back the consent.
func (p *page) restrict() {
	a := p.inputs("privacy.restrict.hint")
	p.Drafts.Ask(p.Window.Canvas(), p.spec("privacy.restrict"), a.kept(), widgets.Form{
		ID: "privacy.form", Title: lang.X("privacy.restrict.title", ""), Width: 600, Submit: lang.X("privacy.restrict.do", ""), Intro: lang.X("privacy.restrict.intro", ""),
		Fields: a.fields("privacy.answer"),
	}, func(ctx context.Context) error {
		undo, err := p.Service.RestrictData(ctx, p.id, a.request(app.DataRequest{}))
		if err != nil {
			return err
		}
		p.Toast(lang.X("privacy.restricted", "", map[string]any{"Name": p.data.Customer.Name}), lang.X("common.undo", ""), func() { p.run(undo, p.reload) })
		p.reload()
		return nil
	})
}
