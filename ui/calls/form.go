package calls

import (
	"slices"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
)

// form is the short form of one outcome.
type form struct {
	room    *Room
	sheet   app.CallSheet
	target  target
	outcome string
	began   app.Instant
	call    *drafts.Form // the call the form is about
	draft   *drafts.Form // the form itself
	dialog  *widgets.Dialog
	lines   []line
	raised  []string
	steps   []app.NextStep // what may follow
	step    int            // the one chosen

	stepText *widgets.Text

	number   *widgets.Select
	date     *widgets.DateEntry
	clock    *widgets.TimeEntry
	taken    *widgets.Text
	place    *widgets.Entry
	payWay   *widgets.Select
	items    *widgets.CheckGroup
	content  *widgets.Entry
	attitude *widgets.Entry
	answer   *widgets.Entry
	next     *widgets.Entry
}

// line is one number of one person.
type line struct {
	callee app.Callee
	phone  app.Phone
}

// ask opens the form of an outcome, filled so that one can save at once where nothing more is to be said.
func (p *pane) ask(outcome string) {
	if !p.shown || p.why() != "" {
		return
	}
	f := &form{room: p.room, sheet: p.sheet, target: p.room.target, outcome: outcome, began: p.began, raised: p.raised, call: p.call}
	for _, c := range p.sheet.Callees {
		for _, n := range c.Phones {
			f.lines = append(f.lines, line{c, n})
		}
	}
	f.build(p.number)
	form := widgets.Form{
		ID: "calls.form", Title: lang.X("calls.form.title", "", map[string]any{"Name": p.sheet.Item.Name, "Outcome": f.label()}),
		Fields: f.fields(), Submit: lang.X("calls.form.save", ""), Width: 620,
	}
	switch outcome {
	case app.OutcomeConfirmed:
		form.Intro = meetingLine(*p.sheet.Appointment, p.room.deps.Clock.Today())
		form.First = f.attitude // of one line: Enter saves
	case app.OutcomeComplaint:
		form.First = f.content
	}
	form.OnKey = func(k *fyne.KeyEvent) bool {
		if k.Name != fyne.KeyF6 || len(f.steps) < 2 {
			return false
		}
		f.otherStep()
		return true
	}
	f.dialog, f.draft = p.room.deps.Drafts.Ask(p.room.deps.Window.Canvas(), f.spec(), f.kept(), form, f.save)
	f.propose()
	f.ready()
}

func (f *form) label() string {
	for _, c := range choices(f.sheet) {
		if c.outcome == f.outcome {
			return lang.X(c.text, "")
		}
	}
	return ""
}

func (f *form) is(outcomes ...string) bool {
	for _, o := range outcomes {
		if f.outcome == o {
			return true
		}
	}
	return false
}

// build makes the inputs the outcome needs.
func (f *form) build(dialled string) {
	today := string(f.room.deps.Clock.Today())
	if len(f.lines) > 1 {
		var options []widgets.Option
		for _, l := range f.lines {
			options = append(options, widgets.Option{ID: l.phone.Number, Label: l.callee.Name + "　" + app.MaskPhone(l.phone.Number)})
		}
		f.number = widgets.Tag("calls.number", widgets.NewSelect(options, nil))
		f.number.Set(options[0].ID)
		if dialled != "" {
			f.number.Set(dialled)
		}
	}
	f.proposeNext(dialled)
	f.content = f.text("content", content(f.sheet, f.outcome))
	if f.is(app.OutcomeNoAnswer, app.OutcomeWrong) {
		return
	}
	f.attitude = f.text("attitude", "") // only who heard the customer can say
	if !f.is(app.OutcomeCallBack) {
		f.answer = f.text("answer", answer(f.outcome, f.raised))
	}
	f.date = widgets.Tag("calls.date", widgets.NewDateEntry(today, func(string) { f.showTaken() }))
	switch f.outcome {
	case app.OutcomeAgreed:
		f.clock = widgets.Tag("calls.time", widgets.NewTimeEntry(nil))
		f.taken = widgets.Caption("").Clipped()
		f.place = widgets.Tag("calls.place", widgets.NewEntry(lang.X("calls.place.hint", "")))
		f.place.Set(address(f.sheet.Card.Customer))
		if confirms(f.sheet) {
			a := f.sheet.Appointment
			f.date.Set(string(a.At.Date()))
			f.clock.Set(a.At.Clock())
			f.place.Set(a.Place)
		}
	case app.OutcomeCallBack:
		f.clock = widgets.Tag("calls.time", widgets.NewTimeEntry(nil))
		f.date.Set(string(f.room.deps.Service.Calendar().AddWorkdays(f.room.deps.Clock.Today(), 1)))
		f.applyStep()
	case app.OutcomeComplaint:
		f.date.Set(string(f.room.deps.Service.Calendar().AddWorkdays(f.room.deps.Clock.Today(), 1)))
	default:
		f.next = widgets.Tag("calls.next", widgets.NewEntry(lang.X("calls.next.hint", "")))
		f.applyStep()
	}
	if f.is(app.OutcomeDone) || f.is(app.OutcomeRefused) && asksPayWay(f.sheet) {
		var options []widgets.Option
		for i, w := range app.PayWays {
			options = append(options, widgets.Option{ID: w, Label: lang.X("calls.pay."+string(rune('0'+i)), "")})
		}
		f.payWay = widgets.Tag("calls.pay_way", widgets.NewSelect(options, nil))
		if f.is(app.OutcomeRefused) {
			f.payWay.Set(payWay(f.sheet.Card.Records))
		}
	}
	if f.is(app.OutcomeAgreed, app.OutcomeRefused, app.OutcomeDone) {
		var options []widgets.Option
		for _, i := range []string{app.ItemFacts, app.ItemRemind, app.ItemPayWay, app.ItemTransfer, app.ItemTerms, app.ItemChanges, app.ItemReview, app.ItemAdvice} {
			options = append(options, widgets.Option{ID: i, Label: lang.X("item."+i, "")})
		}
		columns := 4
		if slices.ContainsFunc(options, func(o widgets.Option) bool { return utf8.RuneCountInString(o.Label) > 8 }) {
			columns = 2 // words of another script are longer
		}
		f.items = widgets.Tag("calls.items", widgets.NewCheckGroup(options, columns, nil))
		f.items.Set(services(f.sheet, f.outcome))
	}
}

// text is one of the three things every record must hold (002 §三.一.2). Where the outcome says everything, one line does.
func (f *form) text(id, value string) *widgets.Entry {
	hint := lang.X("calls."+id+".hint", "")
	if f.is(app.OutcomeComplaint) && id == "content" {
		hint = lang.X("calls.complaint.hint", "")
	}
	e := widgets.NewMultiEntry(hint, 2)
	if id == "attitude" || f.is(app.OutcomeNoAnswer, app.OutcomeWrong) {
		e = widgets.NewEntry(hint)
	}
	e.Set(value)
	return widgets.Tag("calls."+id, e)
}

// fields lays the inputs out in the order of speaking.
func (f *form) fields() []widgets.FormField {
	var out []widgets.FormField
	add := func(key string, input fyne.CanvasObject, required bool) {
		out = append(out, widgets.FormField{Label: lang.X(key, ""), Input: input, Required: required})
	}
	when := func() fyne.CanvasObject {
		parts := []fyne.CanvasObject{widgets.FixedWidth(168, f.date)}
		if f.clock != nil {
			parts = append(parts, widgets.FixedWidth(96, f.clock))
		}
		if f.taken != nil {
			parts = append(parts, f.taken)
		}
		return widgets.HStack(8, parts...)
	}
	switch f.outcome {
	case app.OutcomeAgreed:
		add("calls.field.when", when(), true)
		add("calls.field.place", f.place, true)
	case app.OutcomeCallBack:
		add("calls.field.call_back", when(), true)
	case app.OutcomeComplaint:
		add("calls.field.reply_by", when(), true)
	}
	if f.payWay != nil {
		add("calls.field.pay_way", widgets.HStack(0, f.payWay), f.is(app.OutcomeRefused))
	}
	if f.items != nil {
		add("calls.field.items", f.items, false)
	}
	if f.is(app.OutcomeComplaint) {
		add("calls.field.complaint", f.content, true)
	} else {
		add("calls.field.content", f.content, true)
	}
	if f.attitude != nil {
		add("calls.field.attitude", widgets.Sides(nil, f.attitude, widgets.Pad(0, 0, 0, 8, widgets.HStack(6, f.phrases()...))), false)
	}
	if f.answer != nil {
		add("calls.field.answer", f.answer, false)
	}
	if f.next != nil {
		add("calls.field.next", widgets.Sides(nil, f.next, widgets.Pad(0, 0, 0, 8, widgets.FixedWidth(168, f.date))), false)
	}
	if f.stepText != nil {
		out = append(out, f.proposedRow())
	}
	if f.number != nil {
		add("calls.field.number", widgets.HStack(0, f.number), false)
	}
	return out
}
