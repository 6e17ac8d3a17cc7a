package scripts

import (
	"context"
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// DraftForm names the draft of a script being written.
const draftForm = "scripts.edit"

func draftKey(scriptID string) string { return "scripts.edit/" + scriptID }

// Pages beside the editor.
const (
	sidePreview = "preview"
	sideChanges = "changes"
)

// editor is a script being written, with a preview on a card beside it.
type editor struct {
	room   *Room
	base   app.Script // as it is published; of version 0 if it is not
	script app.Script // as it is being written
	draft  *drafts.Form
	facts  *app.ScriptFacts // made facts, once they have come
	last   *widgets.Entry   // the field last written in: place-holders go there
	note   string           // what is proposed as the word on the change

	title    *widgets.Entry
	blocks   *fyne.Container
	problems *widgets.Banner
	restored *widgets.Banner
	pages    *widgets.Segmented
	side     *fyne.Container
	scroll   *widgets.Scroller
	submit   *widgets.Button
	content  fyne.CanvasObject
}

// edit opens the editor on a script.
func (r *Room) edit(s app.Script) {
	if s.ID == "" || !r.deps.Writes {
		return
	}
	r.openEditor(s, s, "")
}

// openEditor writes a script on from what text holds; base is what is published.
func (r *Room) openEditor(base, text app.Script, note string) {
	if r.edits != nil {
		r.edits.leave()
	}
	e := &editor{room: r, base: base, script: cloned(base), note: note}
	e.build()
	r.edits, r.open = e, base.ID
	e.draft = r.deps.Drafts.Open(drafts.Spec{
		Key: draftKey(base.ID), Room: "scripts", About: base.ID, Title: base.Title, Named: func() string { return e.script.Title }, Form: draftForm,
		Args: []string{base.Reason, base.Stage, base.Channel, base.Topic}, Edits: true,
	}, drafts.Field{ID: "script", Label: lang.X("scripts.text", ""), Get: e.body, Set: e.setBody, Shown: func() string { return e.script.Title }})
	if _, ok := e.draft.Restored(); ok {
		e.restored.Set(widgets.Info, e.draft.Says())
	}
	if note != "" {
		e.script = cloned(text)
		e.script.Version = base.Version
		e.draft.Touch()
	}
	e.rebuild()
	r.split.SetDetail(e.content)
	r.async(func() {
		f, err := r.deps.Service.ScriptFacts(context.Background(), "")
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			e.facts = &f
			e.preview()
		})
	})
}

// cloned is a script that can be changed without changing the other.
func cloned(s app.Script) app.Script {
	var out app.Script
	raw, err := json.Marshal(s)
	if err != nil || json.Unmarshal(raw, &out) != nil {
		return s // texts can always be written and read
	}
	return out
}

func (e *editor) body() string {
	raw, _ := json.Marshal(e.script) // texts can always be written
	return string(raw)
}

func (e *editor) setBody(text string) {
	var s app.Script
	if json.Unmarshal([]byte(text), &s) != nil {
		return
	}
	s.ID, s.Version, s.PublishedOn = e.base.ID, e.base.Version, e.base.PublishedOn
	e.script = s
}

func (e *editor) build() {
	e.title = widgets.Tag("scripts.edit.title", e.entry(0, "", func(t string) { e.script.Title = t }))
	e.problems = widgets.Tag("scripts.edit.problems", widgets.NewBanner(widgets.Warning, ""))
	e.restored = widgets.Tag("scripts.edit.restored", widgets.NewBanner(widgets.Info, "",
		widgets.Tag("scripts.edit.restored.discard", widgets.Secondary(lang.X("draft.discard", ""), nil, e.discard).Compact())))
	e.blocks = widgets.VStack(14)
	e.side = widgets.VStack(16)
	e.pages = widgets.Tag("scripts.edit.pages", widgets.NewSegmented([]widgets.Option{
		{ID: sidePreview, Label: lang.X("scripts.edit.preview", "")}, {ID: sideChanges, Label: lang.X("scripts.edit.changes", "")},
	}, sidePreview, func(string) { e.preview() }))
	e.submit = widgets.Tag("scripts.publish", widgets.Primary(lang.X("scripts.publish", ""), nil, e.publish))
	var menu *widgets.Select
	menu = widgets.Tag("scripts.edit.insert", widgets.NewSelect(placeholderOptions(), func(name string) {
		menu.Set("") // a menu, not a choice that stays
		e.insert("{" + name + "}")
	}))
	menu.PlaceHolder = lang.X("scripts.insert", "")
	head := widgets.VStack(8, widgets.PageHead(lang.X("scripts.editing", ""), nil,
		widgets.Tag("scripts.edit.leave", widgets.Secondary(lang.X("scripts.leave", ""), nil, e.leave).Key("Esc")), e.submit), e.restored, e.problems)
	e.scroll = widgets.Scroll(widgets.Pad(0, 14, 12, 0, e.blocks))
	left := widgets.Panel(lang.X("scripts.text", ""), []fyne.CanvasObject{widgets.FixedWidth(170, menu)},
		widgets.Fill(widgets.Pad(0, 0, 10, 0, widgets.Labeled(lang.X("scripts.field.title", ""), e.title)), e.scroll, nil))
	right := widgets.Panel("", nil, widgets.Fill(widgets.Pad(0, 0, 10, 0, widgets.HStack(8, e.pages, widgets.Spring(),
		widgets.Tag("scripts.edit.card", widgets.Quiet(lang.X("scripts.fill", ""), nil, e.room.pickCard)))), widgets.Scroll(widgets.Pad(0, 12, 12, 0, e.side)), nil))
	e.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), widgets.Columns(theme.PanelGap, []float32{55, 45}, left, right), nil))
}

// entry is a field of the script; rows 0 is one line.
func (e *editor) entry(rows int, value string, set func(string)) *widgets.Entry {
	f := widgets.NewEntry("")
	if rows > 0 {
		f = widgets.NewMultiEntry("", rows)
	}
	f.Set(value)
	f.OnChanged = func(text string) {
		set(text)
		e.changed()
	}
	f.OnBlur = func() { e.last = f }
	return f
}

// changed keeps what was typed and shows what it looks like.
func (e *editor) changed() {
	e.draft.Touch()
	e.preview()
}

// discard goes back to what is published.
func (e *editor) discard() {
	e.script = cloned(e.base)
	e.draft.Discard()
	e.restored.Set(widgets.Info, "")
	e.rebuild()
}

// leave goes back to reading; what was written is kept.
func (e *editor) leave() {
	r := e.room
	if r.edits != e {
		return
	}
	e.draft.Leave(r.deps.Window.Canvas())
	r.edits = nil
	r.split.SetDetail(r.pane.content)
	r.Refresh()
	r.deps.Window.Canvas().Focus(r.list)
}

// preview shows the script filled with the chosen card or made facts, or what was changed; and what is wrong with it.
func (e *editor) preview() {
	if e.draft == nil && e.facts == nil {
		return
	}
	problems := app.ScriptProblems(e.script)
	tone, text := widgets.Info, ""
	for _, p := range problems {
		if !p.Warns {
			tone = widgets.Warning
		}
		if text != "" {
			text += lang.X("scripts.problem.and", "")
		}
		text += lang.X("scripts.problem."+p.Code, "", map[string]any{"Where": p.Where, "Names": p.Names})
	}
	e.problems.Set(tone, text)
	changes := app.CompareScripts(e.base, e.script)
	if tone == widgets.Warning && text != "" || len(changes) == 0 && e.body() == e.bodyOf(e.base) {
		e.submit.Disable()
	} else {
		e.submit.Enable()
	}
	e.side.Objects = nil
	if e.pages.Value() == sideChanges {
		for _, c := range changes {
			e.side.Add(changeLine(c))
		}
		if len(changes) == 0 {
			e.side.Add(widgets.MutedText(lang.X("scripts.unchanged", "")))
		}
	} else {
		facts, name := e.facts, lang.X("scripts.sample", "")
		if e.room.facts != nil {
			facts, name = e.room.facts, e.room.card.Name
		}
		if facts != nil {
			e.side.Add(widgets.Caption(lang.X("scripts.filled", "", map[string]any{"Name": name})))
			for _, o := range scriptLines(fillFor(e.script, *facts), known(facts)) {
				e.side.Add(o)
			}
		}
	}
	e.side.Refresh()
}

func (e *editor) bodyOf(s app.Script) string {
	raw, _ := json.Marshal(s) // texts can always be written
	return string(raw)
}

// resume opens the draft of a script again.
func (r *Room) resume(d app.Draft) {
	r.load(func() {
		if v, ok := r.find(d.About); ok {
			r.edit(v.Script)
			return
		}
		a := drafts.Args(d, 4)
		r.openEditor(app.Script{ID: d.About, Reason: a[0], Stage: a[1], Channel: a[2], Topic: a[3]}, app.Script{}, "")
	})
}
