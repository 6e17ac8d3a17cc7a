package cards

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// recordForm is the dialog that writes down a contact: the way, the time, the three things the rule book demands, and
// what follows.
type recordForm struct {
	channel                   *widgets.Segmented
	day                       *widgets.DateEntry
	clock                     *widgets.TimeEntry
	policy                    *widgets.Select
	content, attitude, answer *widgets.Entry
	items                     *widgets.CheckGroup
	next                      *widgets.Entry
	nextOn                    *widgets.DateEntry
	promise                   *widgets.Entry
	promiseBy                 *widgets.DateEntry
}

// noPolicy stands for a record about no policy in particular.
const noPolicy = "-"

func newRecordForm(policies []app.PolicyView, today app.Date) *recordForm {
	f := &recordForm{}
	f.channel = widgets.Tag("cards.record.channel", widgets.NewSegmented(
		labelled("channel.", app.ChannelPhone, app.ChannelVisit, app.ChannelOnline, app.ChannelLetter, app.ChannelGift), app.ChannelOnline, nil))
	f.day = widgets.Tag("cards.record.day", widgets.NewDateEntry(string(today), nil))
	f.clock = widgets.Tag("cards.record.time", widgets.NewTimeEntry(nil))
	options := []widgets.Option{{ID: noPolicy, Label: lang.X("cards.record.no_policy", "")}}
	for _, v := range policies {
		options = append(options, widgets.Option{ID: v.Policy.ID, Label: v.Policy.Number})
	}
	f.policy = widgets.Tag("cards.record.policy", widgets.NewSelect(options, nil))
	area := func(id string) *widgets.Entry {
		return widgets.Tag("cards.record."+id, widgets.NewMultiEntry(lang.X("cards.record."+id+".hint", ""), 2))
	}
	f.content, f.attitude, f.answer = area("content"), area("attitude"), area("answer")
	items := labelled("item.", app.ItemTerms, app.ItemFacts, app.ItemRemind, app.ItemPayWay,
		app.ItemTransfer, app.ItemChanges, app.ItemReview, app.ItemAdvice, app.ItemGreeting, app.ItemActivity)
	columns := 4
	if slices.ContainsFunc(items, func(o widgets.Option) bool { return utf8.RuneCountInString(o.Label) > 8 }) {
		columns = 3 // words of another script are longer
	}
	f.items = widgets.Tag("cards.record.items", widgets.NewCheckGroup(items, columns, nil))
	f.next = widgets.Tag("cards.record.next", widgets.NewEntry(lang.X("cards.record.next.hint", "")))
	f.nextOn = widgets.NewDateEntry(string(today), nil)
	f.promise = widgets.Tag("cards.record.promise", widgets.NewEntry(lang.X("cards.record.promise.hint", "")))
	f.promiseBy = widgets.NewDateEntry(string(today), nil)
	return f
}

// set fills the form with a record.
func (f *recordForm) set(r app.ServiceRecord) {
	f.channel.Set(r.Channel)
	f.day.Set(string(r.At.Date()))
	f.clock.Set(r.At.Clock())
	f.policy.Set(r.PolicyID)
	if r.PolicyID == "" {
		f.policy.Set(noPolicy)
	}
	f.content.Set(r.Content)
	f.attitude.Set(r.Attitude)
	f.answer.Set(r.Answer)
	f.items.Set(r.Items)
	f.next.Set(r.NextStep)
	f.nextOn.Set(string(r.NextOn))
	f.promise.Set(r.Promise)
	f.promiseBy.Set(string(r.PromiseBy))
}

// record returns what the form says, on top of what it was filled with.
func (f *recordForm) record(r app.ServiceRecord) app.ServiceRecord {
	if at := moment(app.Date(f.day.Value()), f.clock.Value()); at.Clock() != r.At.Clock() || at.Date() != r.At.Date() {
		r.At = at
	}
	r.Channel = f.channel.Value()
	r.PolicyID = f.policy.Value()
	if r.PolicyID == noPolicy {
		r.PolicyID = ""
	}
	r.Content, r.Attitude, r.Answer = f.content.Value(), f.attitude.Value(), f.answer.Value()
	r.Items = f.items.Value()
	r.NextStep, r.NextOn = f.next.Value(), app.Date(f.nextOn.Value())
	r.Promise, r.PromiseBy = f.promise.Value(), app.Date(f.promiseBy.Value())
	return r
}

// kept are the inputs that are kept while the form is filled in: the moment it was begun along with them.
func (f *recordForm) kept() []drafts.Field {
	return []drafts.Field{
		drafts.Side("channel", lang.X("cards.record.channel", ""), f.channel), drafts.Along(drafts.Date("day", lang.X("common.date", ""), f.day)),
		drafts.Along(drafts.Clock("clock", lang.X("common.time", ""), f.clock)), drafts.Along(drafts.Choice("policy", lang.X("cards.record.about", ""), f.policy)),
		drafts.Text("content", lang.X("cards.record.content", ""), f.content), drafts.Text("attitude", lang.X("cards.record.attitude", ""), f.attitude),
		drafts.Text("answer", lang.X("cards.record.answer", ""), f.answer), drafts.Ticks("items", lang.X("cards.record.items", ""), f.items),
		drafts.Text("next", lang.X("cards.record.next", ""), f.next), drafts.Date("next_on", lang.X("cards.record.next_on", ""), f.nextOn),
		drafts.Text("promise", lang.X("cards.record.promise", ""), f.promise), drafts.Date("promise_by", lang.X("cards.record.promise_by", ""), f.promiseBy),
	}
}

// wrong returns an error if a date or time cannot be read.
func (f *recordForm) wrong() error {
	switch {
	case !f.day.Valid() || f.day.Value() == "":
		return words.Invalid("at", lang.X("date.invalid", ""))
	case !f.clock.Valid() || f.clock.Value() == "":
		return words.Invalid("at", lang.X("time.invalid", ""))
	case !f.nextOn.Valid() || !f.promiseBy.Valid():
		return words.Invalid("next_on", lang.X("date.invalid", ""))
	}
	return nil
}

// moment joins a day and a time of day; 0 if either is missing.
func moment(day app.Date, clock string) app.Instant {
	t, err := time.Parse("15:04", clock)
	if err != nil || !day.Valid() {
		return 0
	}
	return app.InstantOf(day.Time().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute))
}

func (f *recordForm) fields() []widgets.FormField {
	dated := func(text *widgets.Entry, label string, day *widgets.DateEntry) fyne.CanvasObject {
		return widgets.HStack(8, widgets.Grow(text), widgets.MutedText(label), widgets.FixedWidth(140, day))
	}
	return []widgets.FormField{
		{Label: lang.X("cards.record.channel", ""), Input: widgets.HStack(0, f.channel, widgets.Spring())},
		{Label: lang.X("common.time", ""), Input: widgets.Flow(8, 6, widgets.FixedWidth(140, f.day), widgets.FixedWidth(84, f.clock), widgets.HStack(8, widgets.MutedText(lang.X("cards.record.about", "")), f.policy))},
		{Label: lang.X("cards.record.content", ""), Input: f.content, Required: true},
		{Label: lang.X("cards.record.attitude", ""), Input: f.attitude},
		{Label: lang.X("cards.record.answer", ""), Input: f.answer},
		{Label: lang.X("cards.record.items", ""), Input: f.items},
		{Label: lang.X("cards.record.next", ""), Input: dated(f.next, lang.X("cards.record.next_on", ""), f.nextOn)},
		{Label: lang.X("cards.record.promise", ""), Input: dated(f.promise, lang.X("cards.record.promise_by", ""), f.promiseBy)},
	}
}

// newRecord writes down a contact that was no guided call or visit.
func (p *cardPane) newRecord() {
	if p.view.Customer.ID == "" {
		return
	}
	id, d := p.view.Customer.ID, p.room.deps
	f := newRecordForm(p.view.Policies, d.Clock.Today())
	start := app.ServiceRecord{CustomerID: id, Channel: app.ChannelOnline, At: d.Clock.Now(), PolicyID: p.policies.chosen()}
	f.set(start)
	p.askKept(p.spec("cards.record", false), f.kept(), widgets.Form{
		ID: "cards.record.form", Title: lang.X("cards.record.title", "", map[string]any{"Name": p.view.Customer.Name}), Width: widgets.DialogWide, First: f.content,
		Fields: f.fields(), Submit: lang.X("cards.record.save", ""),
	},
		func(ctx context.Context) error {
			if err := f.wrong(); err != nil {
				return err
			}
			record, err := d.Service.AddRecord(ctx, f.record(start))
			if err != nil {
				return err
			}
			d.Toast(lang.X("cards.record.saved", ""), lang.X("common.undo", ""), func() { p.withdraw(record, lang.X("cards.record.undone", "")) })
			p.room.Refresh()
			return nil
		})
}

// correct writes a record anew, or takes it back.
func (p *cardPane) correct(id string) {
	was, ok := p.recordOf(id)
	if !ok {
		return
	}
	d := p.room.deps
	f := newRecordForm(p.view.Policies, d.Clock.Today())
	f.set(was)
	var dialog *widgets.Dialog
	back := widgets.Tag("cards.record.withdraw", widgets.Quiet(lang.X("cards.record.withdraw", ""), theme.IconUndo, func() {
		dialog.Cancel() // what was typed is kept, should the record stand in the end
		p.askWithdraw(was)
	}).Compact())
	spec := p.spec("cards.correct", true, id)
	dialog = p.askKept(spec, f.kept(), widgets.Form{
		ID: "cards.record.form", Title: lang.X("cards.record.correct.title", ""), Intro: lang.X("cards.record.correct.intro", ""), Width: widgets.DialogWide, First: f.content,
		Fields: f.fields(), Body: widgets.HStack(0, back, widgets.Spring()), Submit: lang.X("cards.record.correct.save", ""),
	},
		func(ctx context.Context) error {
			if err := f.wrong(); err != nil {
				return err
			}
			r := f.record(was)
			r.ID, r.Corrects = "", was.ID
			if _, err := d.Service.AddRecord(ctx, r); err != nil {
				return err
			}
			d.Toast(lang.X("cards.record.correct.done", ""), "", nil)
			p.room.Refresh()
			return nil
		})
}

// askWithdraw asks before a record is taken back.
func (p *cardPane) askWithdraw(r app.ServiceRecord) {
	widgets.ShowConfirm(p.room.deps.Window.Canvas(), widgets.Confirm{
		ID: "cards.withdraw", Title: lang.X("cards.withdraw.title", ""), Text: lang.X("cards.withdraw.text", ""), Yes: lang.X("cards.withdraw.yes", ""), Danger: true,
		OnYes: func() {
			ctx := app.UsingDraft(context.Background(), p.key("cards.correct", r.ID)) // what was to be corrected is no more
			p.room.run(func(context.Context) error { return p.room.deps.Service.WithdrawRecord(ctx, r.ID, "") }, func() {
				p.room.Refresh()
				undo, label := p.restore(r)
				p.room.deps.Toast(lang.X("cards.withdraw.done", ""), label, undo)
			})
		},
	})
}

// restore returns what writes a withdrawn record again; nil where its withdrawal undid more than the record.
func (p *cardPane) restore(r app.ServiceRecord) (undo func(), label string) {
	if r.AppointmentID != "" || r.VisitID != "" || r.Outcome == app.OutcomeAgreed || r.Outcome == app.OutcomeWrong {
		return nil, ""
	}
	again := r
	again.ID, again.Corrects = "", ""
	return func() {
		p.room.run(func(ctx context.Context) error {
			_, err := p.room.deps.Service.AddRecord(ctx, again)
			return err
		}, p.room.Refresh)
	}, lang.X("common.undo", "")
}

func (p *cardPane) withdraw(id, why string) {
	p.room.run(func(ctx context.Context) error { return p.room.deps.Service.WithdrawRecord(ctx, id, why) }, p.room.Refresh)
}
