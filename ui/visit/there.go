package visit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// items served on site, in the order of 002 §二.三.
var served = []string{
	app.ItemTerms, app.ItemFacts, app.ItemRemind, app.ItemPayWay, app.ItemTransfer,
	app.ItemChanges, app.ItemReview, app.ItemAdvice, app.ItemGreeting, app.ItemActivity,
}

// therePage is the visit itself: arrival, the steps on site, what the customer has, what was served.
type therePage struct {
	pane     *pane
	arrive   *widgets.Button
	arrived  *widgets.Badge
	all      *widgets.Button // ticks all steps
	steps    *widgets.Steps
	items    *widgets.Steps
	policies *fyne.Container
	script   *fyne.Container
	proof    *proof
	next     *widgets.Button
	content  fyne.CanvasObject
}

func newTherePage(p *pane) *therePage {
	t := &therePage{pane: p, arrived: widgets.NewBadge("", widgets.Neutral), policies: widgets.VStack(6), script: widgets.VStack(10)}
	t.arrive = widgets.Tag("visit.arrive", widgets.Primary(lang.X("visit.arrive", ""), theme.IconPlace, t.toggleArrival))
	t.steps = widgets.Tag("visit.step", widgets.NewSteps(nil, 2, func(id string, on bool) {
		p.change(func(v *app.Visit) { v.Steps = with(v.Steps, id, on) })
	}))
	t.items = widgets.Tag("visit.item", widgets.NewSteps(nil, 2, func(id string, on bool) {
		p.change(func(v *app.Visit) { v.Items = with(v.Items, id, on) })
		p.record.showOffer()
	}))
	t.all = widgets.Tag("visit.steps.all", widgets.Secondary(lang.X("visit.steps.all", ""), theme.IconCheck, t.allSteps).Compact()).Key("K")
	t.proof = newProof(p, false)
	review := widgets.Tag("visit.review", widgets.Secondary(lang.X("review.open", ""), theme.IconPolicy, p.room.reviewPolicies).Compact()).Key("R")
	full := widgets.Tag("visit.onsite", widgets.Secondary(lang.X("visit.onsite", ""), theme.IconVisit, p.room.showSite)).Key("F11")
	t.next = widgets.Tag("visit.to_record", widgets.Primary(lang.X("visit.to_record", ""), theme.IconRight, func() { p.show(pageRecord) })).Key("3")
	t.content = widgets.Scroll(widgets.VStack(theme.PanelGap,
		widgets.Panel("", nil, widgets.HStack(10, t.arrive, t.arrived, widgets.Spring(), full)),
		widgets.Columns(theme.PanelGap, []float32{1, 1},
			widgets.VStack(theme.PanelGap,
				widgets.Panel(lang.X("visit.steps", ""), []fyne.CanvasObject{t.all}, t.steps),
				widgets.Panel(lang.X("visit.items", ""), []fyne.CanvasObject{review}, t.items)),
			widgets.VStack(theme.PanelGap,
				widgets.Panel(lang.X("visit.proof", ""), nil, t.proof.content),
				widgets.Panel(lang.X("visit.policies", ""), nil, t.policies),
				widgets.Panel(lang.X("visit.script", ""), nil, t.script))),
		widgets.HStack(8, widgets.Spring(), t.next)))
	return t
}

func (t *therePage) fill() {
	v, open := t.pane.visit, !t.pane.finished()
	t.steps.Set(ticks(app.VisitSteps, "visit.step.", v.Steps))
	t.items.Set(ticks(served, "item.", v.Items))
	for _, s := range []*widgets.Steps{t.steps, t.items} {
		s.Enable(open)
	}
	t.proof.fill()
	t.next.Hidden, t.all.Hidden = !open, !open
	t.all.Refresh()
	t.next.Refresh()
	t.showArrival()
	fillPolicies(t.policies, t.pane.sheet.Card.Policies, false)
	t.script.Objects = nil
	for _, s := range t.pane.sheet.Script.Steps {
		t.script.Add(widgets.VStack(2, widgets.Strong(s.Title), widgets.NewParagraph(s.Text)))
	}
	if len(t.pane.sheet.Script.Steps) == 0 {
		t.script.Add(widgets.MutedText(lang.X("visit.script.none", "")))
	}
	t.script.Refresh()
}

// allSteps ticks what is done at every visit.
func (t *therePage) allSteps() {
	t.pane.change(func(v *app.Visit) { v.Steps = slices.Clone(app.VisitSteps) })
	t.steps.Set(ticks(app.VisitSteps, "visit.step.", t.pane.visit.Steps))
}

func (t *therePage) showArrival() {
	v, a := t.pane.visit, t.pane.sheet.Item.Appointment
	if v.ArrivedAt == 0 {
		t.arrive.SetText(lang.X("visit.arrive", ""))
		t.arrived.Set("", widgets.Neutral)
	} else {
		text := "visit.arrived.undo"
		if t.pane.finished() {
			text = "visit.arrived"
		}
		t.arrive.SetText(lang.X(text, "", map[string]any{"At": v.ArrivedAt.Clock()}))
		t.arrived.Set(punctual(v.ArrivedAt, a.At))
	}
	if t.pane.finished() {
		t.arrive.Disable()
	} else {
		t.arrive.Enable()
	}
}

// secondTap is within how long a second tap on the same button is one with the first: fingers tremble.
const secondTap = app.Instant(1500)

// toggleArrival notes the moment of arrival; pressed again later it takes it back, as a thumb slips.
func (t *therePage) toggleArrival() {
	now := t.pane.room.deps.Clock.Now()
	if at := t.pane.visit.ArrivedAt; at != 0 && now-at < secondTap {
		return
	}
	t.pane.change(func(v *app.Visit) {
		if v.ArrivedAt == 0 {
			v.ArrivedAt = now
			return
		}
		v.ArrivedAt = 0
	})
	t.showArrival()
	t.pane.showStanding()
}

// fillPolicies shows policies as one needs them on site, in larger type on the whole screen.
func fillPolicies(box *fyne.Container, policies []app.PolicyView, large bool) {
	box.Objects = nil
	for _, p := range policies {
		text, badge, tone := policyLine(p)
		name, facts := widgets.NewText(p.Policy.Product), widgets.MutedText(text)
		if large {
			name, facts = widgets.Heading(p.Policy.Product), widgets.NewText(text)
		}
		box.Add(widgets.VStack(2, widgets.HStack(8, widgets.Grow(name.Clipped()), widgets.NewBadge(badge, tone)), facts.Clipped()))
	}
	if len(policies) == 0 {
		box.Add(widgets.MutedText(lang.X("visit.policies.none", "")))
	}
	box.Refresh()
}

// ticks turns codes into steps, ticked where they are in done.
func ticks(codes []string, prefix string, done []string) []widgets.Step {
	out := make([]widgets.Step, len(codes))
	for i, code := range codes {
		out[i] = widgets.Step{ID: code, Text: lang.X(prefix+code, ""), Done: slices.Contains(done, code)}
	}
	return out
}
