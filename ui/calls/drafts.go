package calls

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
)

// callKey and resultKey name the drafts of a call under way and of the form of one outcome.
func callKey(customerID string) string { return "calls.call/" + customerID }

func resultKey(customerID, outcome string) string {
	return "calls.result/" + customerID + "/" + outcome
}

// used are the drafts that recording a call uses up: of the call itself and of every outcome begun for it.
func used(sheet app.CallSheet) []string {
	id := sheet.Item.CustomerID
	keys := []string{callKey(id)}
	for _, c := range choices(sheet) {
		if key := resultKey(id, c.outcome); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// keepCall begins to keep the call under way: the number dialled and when, and the objections looked up. A call of
// another day is no longer under way.
func (p *pane) keepCall() {
	item := p.sheet.Item
	p.call = p.room.deps.Drafts.Open(drafts.Spec{
		Key: callKey(item.CustomerID), Room: "calls", About: item.CustomerID, Title: item.Name, Form: "calls.call",
		Args: []string{item.PolicyID, item.Stage, ""},
	},
		drafts.Field{
			ID: "number", Label: lang.X("calls.field.number", ""),
			Get: func() string { return p.number }, Set: p.setNumber, Shown: func() string { return app.MaskPhone(p.number) },
		},
		drafts.Field{ID: "began", Get: func() string { return strconv.FormatInt(int64(p.began), 10) }, Set: p.setBegan},
		drafts.Field{ID: "raised", Get: p.answered, Set: func(text string) { p.raised = lines(text) }},
	)
	if p.began != 0 && p.began.Date() != p.room.deps.Clock.Today() {
		p.call.Discard()
	}
}

func (p *pane) setNumber(number string) {
	p.number, p.callee = number, app.Callee{}
	for _, c := range p.sheet.Callees {
		if slices.ContainsFunc(c.Phones, func(n app.Phone) bool { return n.Number == number }) {
			p.callee = c
		}
	}
}

func (p *pane) setBegan(text string) {
	n, _ := strconv.ParseInt(text, 10, 64)
	p.began = app.Instant(n)
	if p.side != nil && p.shown {
		p.side.showPhones()
	}
}

// answered are the objections looked up in a call; before a number was dialled one only reads.
func (p *pane) answered() string {
	if p.began == 0 {
		return ""
	}
	return strings.Join(p.raised, "\n")
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// spec says what the form of an outcome is.
func (f *form) spec() drafts.Spec {
	item := f.sheet.Item
	return drafts.Spec{
		Key: resultKey(item.CustomerID, f.outcome), Room: "calls", About: item.CustomerID, Title: item.Name + " · " + f.label(), Form: "calls.result",
		Args: []string{item.PolicyID, item.Stage, f.outcome}, Uses: used(f.sheet),
	}
}

// kept are the inputs of the form that are kept while it is filled in.
func (f *form) kept() []drafts.Field {
	var out []drafts.Field
	add := func(there bool, field func() drafts.Field) {
		if there {
			out = append(out, field())
		}
	}
	add(f.date != nil, func() drafts.Field { return drafts.Along(drafts.Date("date", lang.X(f.dateLabel(), ""), f.date)) })
	add(f.clock != nil, func() drafts.Field { return drafts.Along(drafts.Clock("clock", lang.X("common.time", ""), f.clock)) })
	add(f.place != nil, func() drafts.Field { return drafts.Text("place", lang.X("calls.field.place", ""), f.place) })
	add(f.payWay != nil, func() drafts.Field { return drafts.Choice("pay_way", lang.X("calls.field.pay_way", ""), f.payWay) })
	add(f.items != nil, func() drafts.Field { return drafts.Ticks("items", lang.X("calls.field.items", ""), f.items) })
	add(true, func() drafts.Field { return drafts.Text("content", lang.X("calls.field.content", ""), f.content) })
	add(f.attitude != nil, func() drafts.Field { return drafts.Text("attitude", lang.X("calls.field.attitude", ""), f.attitude) })
	add(f.answer != nil, func() drafts.Field { return drafts.Text("answer", lang.X("calls.field.answer", ""), f.answer) })
	add(f.next != nil, func() drafts.Field { return drafts.Text("next", lang.X("calls.field.next", ""), f.next) })
	add(f.stepText != nil, func() drafts.Field {
		return drafts.Field{
			ID: "step", Label: lang.X("calls.field.proposed", ""), Get: func() string { return strconv.Itoa(f.step) }, Set: f.setStep, Shown: f.stepText.Value, Along: true,
		}
	})
	add(f.number != nil, func() drafts.Field {
		return drafts.Along(drafts.Choice("number", lang.X("calls.field.number", ""), f.number))
	})
	return out
}

func (f *form) dateLabel() string {
	switch f.outcome {
	case app.OutcomeAgreed:
		return "calls.field.when"
	case app.OutcomeCallBack:
		return "calls.field.call_back"
	case app.OutcomeComplaint:
		return "calls.field.reply_by"
	}
	return "calls.field.next"
}

// resume opens the form of a draft again, as far as the customer can still be called about the same thing.
func (r *Room) resume(d app.Draft) {
	args := drafts.Args(d, 3)
	r.search.Set("")
	r.filter.Set(filterAll)
	r.taking = &d
	r.open(target{d.About, args[0], args[1]})
	r.loadQueue()
}

// takeUp opens the form that was asked for, now that its sheet is here.
func (r *Room) takeUp() {
	d := r.taking
	r.taking = nil
	if d == nil || d.About != r.target.customerID {
		return
	}
	outcome := drafts.Args(*d, 3)[2]
	switch {
	case outcome == "":
	case r.pane.why() == "" && slices.ContainsFunc(choices(r.pane.sheet), func(c choice) bool { return c.outcome == outcome }):
		r.pane.ask(outcome)
	default:
		r.deps.Drafts.ShowStale(r.deps.Window.Canvas(), *d)
	}
}

// Flush brings what is being typed to the disk, before the account is locked or the window closed.
func (r *Room) Flush() { r.deps.Drafts.Flush() }
