package scripts

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// publish asks what was changed and publishes the script to everybody.
func (e *editor) publish() {
	if e.submit.Disabled() {
		return
	}
	r := e.room
	note := widgets.Tag("scripts.note", widgets.NewEntry(lang.X("scripts.note.hint", "")))
	note.Set(e.note)
	if e.base.Version == 0 {
		note.Set(lang.X("scripts.note.first", ""))
	}
	changes := widgets.VStack(8)
	for _, c := range app.CompareScripts(e.base, e.script) {
		changes.Add(widgets.MutedText(lang.X("scripts.change."+c.Kind, "") + " " + lang.X("scripts.change.what."+c.What, "", map[string]any{"Name": c.Name})).Clipped())
	}
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "scripts.publish.form", Title: lang.X("scripts.publish.title", "", map[string]any{"N": e.base.Version + 1}), Width: 560,
		Intro:  lang.X("scripts.publish.intro", ""),
		Fields: []widgets.FormField{{Label: lang.X("scripts.note", ""), Input: note, Required: true}},
		Body:   changes, Submit: lang.X("scripts.publish", ""),
		OnSubmit: func() error {
			if note.Value() == "" {
				return words.Invalid("change", lang.X("scripts.note.missing", ""))
			}
			var now app.Script
			err := e.draft.HandIn(func(ctx context.Context) (err error) {
				now, err = r.deps.Service.PublishScript(ctx, e.script, note.Value())
				return err
			})
			if err == nil {
				r.published(e.base, now)
			}
			return err
		},
	})
}

// published shows the script as it is now, and offers to take it back.
func (r *Room) published(before, now app.Script) {
	if e := r.edits; e != nil {
		e.draft.Close()
		r.edits = nil
		r.split.SetDetail(r.pane.content)
	}
	r.open = now.ID
	r.Refresh()
	text := lang.X("scripts.published.now", "", map[string]any{"Title": now.Title, "N": now.Version})
	r.deps.Toast(text, lang.X("common.undo", ""), func() { r.takeBack(before, now) })
}

// takeBack publishes what stood before as the next version; a script that was new is retired.
func (r *Room) takeBack(before, now app.Script) {
	s := before
	if before.Version == 0 {
		s = now
		s.Retired = true
	}
	s.ID, s.Version = now.ID, now.Version
	r.async(func() {
		_, err := r.deps.Service.PublishScript(context.Background(), s, lang.X("scripts.undone", "", map[string]any{"N": now.Version}))
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(r.Refresh)
	})
}

// goBack opens the editor on an earlier version, to be published again.
func (r *Room) goBack(v app.ScriptVersion) {
	s := r.pane.view.Script
	r.openEditor(s, scriptOf(s, v), lang.X("scripts.back.note", "", map[string]any{"N": v.Version}))
	if r.edits != nil {
		r.edits.pages.Set(sideChanges)
		r.edits.preview()
	}
}

// retire takes the script in sight out of use, or into use again.
func (r *Room) retire() {
	s := r.pane.view.Script
	if s.ID == "" || r.edits != nil {
		return
	}
	note := widgets.Tag("scripts.note", widgets.NewEntry(lang.X("scripts.note.hint", "")))
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "scripts.retire.form", Title: r.pane.retireLabel() + "　" + s.Title, Intro: lang.X("scripts.retire.intro", ""), Width: 520,
		Fields: []widgets.FormField{{Label: lang.X("scripts.note", ""), Input: note, Required: true}}, Submit: r.pane.retireLabel(),
		OnSubmit: func() error {
			if note.Value() == "" {
				return words.Invalid("change", lang.X("scripts.note.missing", ""))
			}
			next := s
			next.Retired = !s.Retired
			now, err := r.deps.Service.PublishScript(context.Background(), next, note.Value())
			if err == nil {
				r.published(s, now)
			}
			return err
		},
	})
}

// create asks for which occasion a new script is and opens the editor on it.
func (r *Room) create() {
	if !r.deps.Writes {
		return
	}
	options := func(prefix string, ids []string) []widgets.Option {
		out := make([]widgets.Option, len(ids))
		for i, id := range ids {
			out[i] = widgets.Option{ID: id, Label: lang.X(prefix+id, "")}
		}
		return out
	}
	channel := widgets.Tag("scripts.new.channel", widgets.NewSegmented(options("scripts.channel.", channels[1:]), app.ChannelPhone, nil))
	stage := widgets.Tag("scripts.new.stage", widgets.NewSelect(options("scripts.stage.", stages), nil))
	stage.Set(stages[0])
	reason := widgets.Tag("scripts.new.reason", widgets.NewSelect(reasonOptions(), nil))
	reason.Set(reasonAny)
	topic := widgets.Tag("scripts.new.topic", widgets.NewEntry(lang.X("scripts.new.topic.hint", "")))
	title := widgets.Tag("scripts.new.title", widgets.NewEntry(""))
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "scripts.new.form", Title: lang.X("scripts.new", ""), Width: 560, First: title,
		Fields: []widgets.FormField{
			{Label: lang.X("scripts.field.title", ""), Input: title, Required: true},
			{Label: lang.X("scripts.field.channel", ""), Input: widgets.HStack(0, channel, widgets.Spring())},
			{Label: lang.X("scripts.field.stage", ""), Input: stage},
			{Label: lang.X("scripts.field.reason", ""), Input: reason},
			{Label: lang.X("scripts.field.topic", ""), Input: topic, Hint: lang.X("scripts.new.topic.why", "")},
		},
		Submit: lang.X("scripts.new.write", ""),
		OnSubmit: func() error {
			s := app.Script{Stage: stage.Value(), Channel: channel.Value(), Topic: topic.Value(), Reason: reason.Value(), Title: title.Value()}
			if s.Reason == reasonAny {
				s.Reason = ""
			}
			switch {
			case s.Title == "":
				return words.Invalid("title", lang.X("scripts.problem.title", ""))
			case s.Channel == app.ChannelMessage && s.Topic == "":
				s.Topic = s.Title // several texts stand for one occasion, and their titles tell them apart
			}
			s.ID = s.OccasionID()
			if v, ok := r.find(s.ID); ok {
				r.edit(v.Script)
				return nil
			}
			s.Steps = []app.ScriptStep{{}}
			base := s
			base.Title, base.Steps = "", nil
			r.openEditor(base, s, lang.X("scripts.note.first", ""))
			return nil
		},
	})
}
