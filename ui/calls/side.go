package calls

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// mostRecords is how many of the last contacts are shown while calling.
const mostRecords = 3

// sidePanel shows whom one may call, the facts of policy and customer, and the last contacts.
type sidePanel struct {
	pane    *pane
	phones  *fyne.Container
	policy  *widgets.Facts
	others  *fyne.Container
	person  *widgets.Facts
	records *widgets.Timeline
	none    *widgets.Text
	scroll  *widgets.Scroller
	content fyne.CanvasObject
}

func newSidePanel(p *pane) *sidePanel {
	today := string(p.room.deps.Clock.Today())
	s := &sidePanel{pane: p, phones: widgets.VStack(10), policy: widgets.NewFacts(2, today, nil), person: widgets.NewFacts(2, today, nil), records: widgets.NewTimeline(nil)}
	s.none = widgets.MutedText(lang.X("calls.records.none", ""))
	s.others = widgets.VStack(4)
	s.scroll = widgets.Scroll(widgets.VStack(theme.PanelGap,
		widgets.Panel(lang.X("calls.callees", ""), nil, s.phones),
		widgets.Panel(lang.X("calls.policy", ""), nil, widgets.VStack(4, s.policy, s.others)),
		widgets.Panel(lang.X("calls.person", ""), nil, s.person),
		widgets.Panel(lang.X("calls.records", ""), nil, widgets.VStack(0, s.none, s.records))))
	s.content = s.scroll
	return s
}

func (s *sidePanel) fill(sheet app.CallSheet, fresh bool) {
	s.showPhones()
	s.policy.Set(policyFacts(sheet))
	s.showOthers()
	s.person.Set(personFacts(sheet))
	items := contacts(sheet.Card.Records)
	s.records.Set(items)
	if len(items) == 0 {
		s.none.Show()
	} else {
		s.none.Hide()
	}
	if fresh {
		s.scroll.Top()
	}
}

// showPhones lists whom one may call with their numbers; the one called stands in full.
func (s *sidePanel) showPhones() {
	p := s.pane
	s.phones.Objects = nil
	n := 0
	for _, c := range p.sheet.Callees {
		s.phones.Add(widgets.HStack(6, widgets.Strong(c.Name).Clipped(), widgets.NewBadge(relation(c.Relation), widgets.Neutral), widgets.Spring()))
		if len(c.Phones) == 0 {
			s.phones.Add(widgets.MutedText(lang.X("calls.no_phone", "")))
		}
		for _, number := range c.Phones {
			s.phones.Add(s.phoneLine(n, c, number))
			n++
		}
	}
	if len(p.sheet.Callees) == 0 {
		s.phones.Add(widgets.MutedText(lang.X("calls.callees.none", "")))
	}
	s.phones.Refresh()
	s.scroll.Refresh()
}

// showOthers lists the customer's other policies, to call about one of them.
func (s *sidePanel) showOthers() {
	p := s.pane
	s.others.Objects = nil
	for i, v := range otherPolicies(p.sheet) {
		text, tone := state(v.State)
		t := target{p.sheet.Item.CustomerID, v.Policy.ID, p.sheet.Item.Stage}
		s.others.Add(widgets.HStack(6, widgets.Grow(widgets.MutedText(shortProduct(v.Policy.Product)).Clipped()), widgets.NewBadge(text, tone),
			widgets.Tag(fmt.Sprintf("calls.policy.%d", i), widgets.IconButton(theme.IconRight, lang.X("calls.policy.switch", ""), func() { p.turnTo(t) }).Compact())))
	}
	if len(s.others.Objects) > 0 {
		s.others.Objects = append([]fyne.CanvasObject{widgets.Section(lang.X("calls.policy.others", ""))}, s.others.Objects...)
		s.others.Show()
	} else {
		s.others.Hide()
	}
	s.others.Refresh()
}

// otherPolicies are the policies of a card besides the one the call is about.
func otherPolicies(sheet app.CallSheet) []app.PolicyView {
	var out []app.PolicyView
	for _, v := range sheet.Card.Policies {
		if sheet.Policy == nil || v.Policy.ID != sheet.Policy.Policy.ID {
			out = append(out, v)
		}
	}
	return out
}

func (s *sidePanel) phoneLine(n int, c app.Callee, number app.Phone) fyne.CanvasObject {
	p := s.pane
	text := widgets.Title(phoneText(number, p.revealed[number.Number]))
	note := number.Label
	if v, ok := p.sheet.Card.Verified["phones="+number.Number]; ok && v.OK {
		note = join(note, lang.X("verified.yes", ""))
	}
	under := widgets.Caption(note)
	if p.number == number.Number && p.began != 0 {
		under = widgets.Caption(lang.X("calls.since", "", map[string]any{"At": p.began.Clock()})).Toned(widgets.Success)
	}
	button := widgets.Secondary
	if n == 0 {
		button = widgets.Primary
	}
	dial := widgets.Tag(fmt.Sprintf("calls.phone.%d", n), button(lang.X("calls.dial", ""), theme.IconPhone, func() { p.dial(c, number) }))
	if n == 0 {
		dial.Key("Enter")
	}
	if p.why() != "" {
		dial.Disable()
	}
	lines := widgets.VStack(0, text)
	if under.Value() != "" {
		lines.Add(under)
	}
	return widgets.HStack(8, widgets.Grow(lines), dial)
}

// relation puts whom one calls into the user's language.
func relation(r string) string {
	if r == app.CalleeInsured {
		return lang.X("calls.insured", "")
	}
	return lang.X("calls.holder", "")
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// policyFacts are the facts of the policy the call is about.
func policyFacts(sheet app.CallSheet) []widgets.Fact {
	if sheet.Policy == nil {
		return []widgets.Fact{{ID: "none", Label: lang.X("calls.fact.product", ""), Value: lang.X("calls.fact.no_policy", ""), Span: 2}}
	}
	p, st := sheet.Policy.Policy, sheet.Policy.State
	facts := []widgets.Fact{
		{ID: "product", Label: lang.X("calls.fact.product", ""), Value: p.Product, Span: 2, Edit: widgets.EditLines},
		{ID: "number", Label: lang.X("calls.fact.number", ""), Value: p.Number},
		{ID: "amount", Label: lang.X("calls.fact.amount", ""), Value: money(p.InsuredAmount)},
	}
	if p.Mode == app.ModeSingle {
		facts = append(facts, widgets.Fact{ID: "premium", Label: lang.X("pay_mode.single", ""), Value: money(p.Premium)},
			widgets.Fact{ID: "matures", Label: lang.X("calls.fact.matures", ""), Value: string(p.MaturesOn)})
	} else {
		mode := lang.X("pay_mode.regular", "")
		if p.Frequency != "" {
			mode = lang.X("frequency."+p.Frequency, "")
		}
		due := widgets.Fact{ID: "due", Label: lang.X("calls.fact.due", ""), Value: string(p.NextDue), Tone: dueTone(st)}
		if p.NextDue == "" {
			due.Value, due.Tone = lang.X("calls.fact.due.none", ""), widgets.Muted
		}
		facts = append(facts, widgets.Fact{ID: "premium", Label: mode, Value: money(p.Premium)}, due)
	}
	if line := stateLine(st); line != "" {
		facts = append(facts, widgets.Fact{ID: "state", Label: lang.X("calls.fact.state", ""), Value: line, Tone: stateTones[st.Status], Span: 2})
	}
	if p.PayAccount != "" {
		facts = append(facts, widgets.Fact{ID: "account", Label: lang.X("calls.fact.account", ""), Value: p.PayAccount, Span: 2})
	}
	return facts
}

// dueTone colours a due date that presses.
func dueTone(s app.PolicyState) widgets.Tone {
	if s.Status == app.StatusInForce {
		return widgets.Neutral
	}
	return stateTones[s.Status]
}

// stateLine says in words how a policy stands and for how long.
func stateLine(s app.PolicyState) string {
	if s.Until == "" {
		return ""
	}
	switch s.Status {
	case app.StatusDueSoon, app.StatusInGrace, app.StatusLapsed:
		return lang.X("calls.state."+string(s.Status), "", map[string]any{"N": s.DaysLeft, "Date": string(s.Until)})
	}
	return ""
}

func money(m app.Money) string {
	if m == 0 {
		return ""
	}
	return lang.X("common.yuan", "", map[string]any{"N": m.String()})
}

// personFacts are the facts of the customer one needs while calling.
func personFacts(sheet app.CallSheet) []widgets.Fact {
	c := sheet.Card.Customer
	quiet := ""
	if c.QuietFrom != "" && c.QuietTo != "" {
		quiet = lang.X("calls.fact.quiet", "", map[string]any{"From": c.QuietFrom, "To": c.QuietTo})
	}
	return []widgets.Fact{
		{ID: "best", Label: lang.X("calls.fact.best_time", ""), Value: join(c.BestTime, quiet)},
		{ID: "work", Label: lang.X("calls.fact.work", ""), Value: c.Occupation},
		{ID: "address", Label: lang.X("calls.fact.address", ""), Value: address(c), Span: 2, Edit: widgets.EditLines},
	}
}

// about says in a line who the customer is.
func about(c app.Customer, today app.Date) string {
	line := ""
	if c.Sex != "" {
		line = lang.X("sex."+c.Sex, "")
	}
	if age := app.AgeOn(c.BirthDate, today); age >= 0 {
		line = join(line, lang.X("common.years_old", "", map[string]any{"N": age}))
	}
	if c.Grade != "" {
		line = join(line, lang.X("calls.grade", "", map[string]any{"Grade": c.Grade}))
	}
	return line
}

// address is where one meets the customer.
func address(c app.Customer) string {
	for _, a := range c.Addresses {
		if !a.Wrong {
			return a.Text
		}
	}
	return ""
}

// contacts are the last records of a card.
func contacts(records []app.RecordView) []widgets.TimelineItem {
	var out []widgets.TimelineItem
	for _, v := range records[:min(len(records), mostRecords)] {
		r := v.Record
		item := widgets.TimelineItem{
			ID: r.ID, Date: r.At.Time().Format("01-02"), Title: lang.X("channel."+r.Channel, ""), Tone: words.OutcomeTone(r.Outcome),
			Lines: []widgets.LabeledText{{Text: r.Content}, {Label: lang.X("log.attitude", ""), Text: r.Attitude}},
		}
		if r.Outcome != "" {
			item.Badge = lang.X("outcome."+r.Outcome, "")
		}
		out = append(out, item)
	}
	return out
}
