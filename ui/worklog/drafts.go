package worklog

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// dayKey and planKey name the drafts of a day's own texts and of the line being added to tomorrow's plan.
func dayKey(day app.Date) string { return "worklog.day/" + string(day) }

func planKey(day app.Date) string { return "worklog.plan/" + string(day) }

func (p *dayPane) spec(key, form string) drafts.Spec {
	log := p.view.Log
	return drafts.Spec{Key: key, Room: "worklog", About: log.ID, Title: words.Day(log.Date), Form: form, Args: []string{string(log.Date)}}
}

// keep begins to keep what is typed into the day in sight, with what was left of it before. What was left of a day that
// has been closed meanwhile can be added to it.
func (p *dayPane) keep() {
	p.texts.Close()
	p.line.Close()
	p.texts, p.line = nil, nil
	p.restored.Set(nil)
	k, day := p.room.deps.Drafts, p.view.Log.Date
	if p.closed() {
		p.keepLeft(day)
	} else {
		spec := p.spec(dayKey(day), "worklog.day")
		spec.Edits = true
		p.texts = k.Open(spec,
			drafts.Text("development", lang.X("worklog.development", ""), p.development.entry), drafts.Text("plan_done", lang.X("worklog.plan_done", ""), p.planDone.entry))
		p.line = k.Open(p.spec(planKey(day), "worklog.plan"),
			drafts.Along(drafts.Choice("kind", "", p.plan.kind)), drafts.Text("text", lang.X("worklog.tomorrow", ""), p.plan.text))
		said := p.texts
		if _, ok := said.Restored(); !ok {
			said = p.line
		}
		p.restored.SetForm(said, "worklog.restored")
	}
}

// keepLeft takes what was typed into a day before it was closed elsewhere for what may be added to it.
func (p *dayPane) keepLeft(day app.Date) {
	d, ok := p.room.deps.Drafts.Find(dayKey(day))
	if !ok {
		return
	}
	left := p.view.Log
	for id, text := range drafts.Values(d) {
		switch id {
		case "development":
			left.Development = text
		case "plan_done":
			left.PlanDone = text
		}
	}
	p.kept[day] = left
	drop := widgets.Tag("worklog.left_over.discard", widgets.Quiet(lang.X("draft.discard", ""), nil, func() {
		p.room.deps.Drafts.Drop(d.Key)
		delete(p.kept, day)
		p.restored.Set(nil)
	}).Compact())
	text := lang.X("draft.log.closed", "", map[string]any{"At": drafts.When(d.At, p.room.deps.Clock.Today())})
	p.restored.Set(widgets.Tag("worklog.left_over", widgets.NewBanner(widgets.Warning, text, drop)))
}

// used are the drafts that storing the day uses up: its texts unless they wait to be looked at, and the line of the plan
// once it stands in the plan.
func (p *dayPane) used() []*drafts.Form {
	var out []*drafts.Form
	if !p.texts.Waits() {
		out = append(out, p.texts)
	}
	if p.plan.text.Value() == "" {
		out = append(out, p.line)
	}
	return out
}

// resume goes on with a draft.
func (r *Room) resume(d app.Draft) app.Date {
	if d.Form == "worklog.addition" {
		r.adding = d.Key
	}
	return app.Date(drafts.Args(d, 1)[0])
}

// takeUp opens the addition that was asked for, now that its day is here.
func (r *Room) takeUp() {
	key := r.adding
	r.adding = ""
	if key == "" {
		return
	}
	if r.pane.closed() && key == r.pane.additionKey() {
		r.pane.askAddition()
	}
}

// Flush brings what is being typed to the disk, before the account is locked or the window closed.
func (r *Room) Flush() { r.deps.Drafts.Flush() }
