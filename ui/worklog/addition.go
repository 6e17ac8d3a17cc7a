package worklog

import (
	"context"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// askAddition adds a fact to a closed day.
func (p *dayPane) askAddition() {
	text := widgets.Tag("worklog.addition", widgets.NewMultiEntry(lang.X("worklog.addition.hint", ""), 5))
	text.Set(p.unstored())
	id, day := p.view.Log.ID, p.view.Log.Date
	spec := p.spec(p.additionKey(), "worklog.addition")
	spec.Uses = []string{dayKey(day)}
	kept := []drafts.Field{drafts.Text("text", lang.X("worklog.add", ""), text)}
	p.room.deps.Drafts.Ask(p.room.deps.Window.Canvas(), spec, kept, widgets.Form{
		ID: "worklog.form", Title: lang.X("worklog.add", ""), Intro: lang.X("worklog.add.intro", ""), Body: text, First: text,
		Submit: lang.X("common.save", ""),
	},
		func(ctx context.Context) error {
			if text.Value() == "" {
				return words.Invalid("text", lang.X("worklog.addition.need", ""))
			}
			if err := p.room.deps.Service.AddToLog(ctx, id, text.Value()); err != nil {
				return err
			}
			delete(p.kept, day)
			p.restored.Set(nil)
			p.room.Refresh()
			return nil
		})
}

func (p *dayPane) additionKey() string { return "worklog.addition/" + p.view.Log.ID }

// unstored is what was typed into a log that was closed in the meantime, as on another laptop; it can be added.
func (p *dayPane) unstored() string {
	kept, log := p.kept[p.view.Log.Date], p.view.Log
	var parts []string
	for _, t := range [][2]string{{kept.Development, log.Development}, {kept.PlanDone, log.PlanDone}} {
		if t[0] != "" && t[0] != t[1] {
			parts = append(parts, t[0])
		}
	}
	return strings.Join(parts, "\n")
}
