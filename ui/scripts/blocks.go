package scripts

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// rebuild lays the fields of the script out anew, after one was added, dropped or moved.
func (e *editor) rebuild() {
	e.title.Set(e.script.Title)
	e.last = nil
	message := e.script.Channel == app.ChannelMessage
	var out []fyne.CanvasObject
	for i := range e.script.Steps {
		out = append(out, e.stepBlock(i, message))
	}
	if !message || len(e.script.Steps) == 0 {
		out = append(out, widgets.HStack(0, widgets.Tag("scripts.edit.add_step", widgets.Quiet(lang.X("scripts.add_step", ""), theme.IconAdd, func() {
			e.script.Steps = append(e.script.Steps, app.ScriptStep{})
			e.restructured()
		}).Compact()), widgets.Spring()))
	}
	if !message {
		out = append(out, widgets.Section(lang.X("calls.objections", "")))
		out = append(out, e.objectionBlocks(&e.script.Objections, nil)...)
		out = append(out, widgets.HStack(0, widgets.Tag("scripts.edit.add_objection", widgets.Quiet(lang.X("scripts.add_objection", ""), theme.IconAdd, func() {
			e.script.Objections = append(e.script.Objections, app.Objection{})
			e.restructured()
		}).Compact()), widgets.Spring()))
	}
	e.blocks.Objects = out
	e.blocks.Refresh()
	e.scroll.Refresh()
	e.preview()
}

// restructured keeps and shows a script whose parts have moved.
func (e *editor) restructured() {
	e.draft.Touch()
	e.rebuild()
}

func (e *editor) stepBlock(i int, message bool) fyne.CanvasObject {
	step := &e.script.Steps[i]
	text := widgets.Tag(fmt.Sprintf("scripts.edit.step.%d", i), e.entry(4, step.Text, func(t string) { e.script.Steps[i].Text = t }))
	if message {
		return text
	}
	title := widgets.Tag(fmt.Sprintf("scripts.edit.step_title.%d", i), e.entry(0, step.Title, func(t string) { e.script.Steps[i].Title = t }))
	steps := &e.script.Steps
	head := widgets.HStack(6, widgets.Strong(fmt.Sprint(i+1)).Toned(widgets.Info), widgets.Grow(title))
	head.Objects = append(head.Objects, e.movers(fmt.Sprintf("scripts.edit.step.%d", i), i, len(*steps), func(to int) { move(*steps, i, to) }, func() { *steps = slices.Delete(*steps, i, i+1) })...)
	return widgets.VStack(6, head, text)
}

// objectionBlocks are the fields of objections and of those they lead to.
func (e *editor) objectionBlocks(all *[]app.Objection, path []int) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := range *all {
		here := append(slices.Clone(path), i)
		id := "scripts.edit.objection." + joined(here)
		says := widgets.Tag(id+".says", e.entry(0, (*all)[i].Says, func(t string) { (*all)[i].Says = t }))
		says.PlaceHolder = lang.X("scripts.says.hint", "")
		answer := widgets.Tag(id+".answer", e.entry(3, (*all)[i].Answer, func(t string) { (*all)[i].Answer = t }))
		answer.PlaceHolder = lang.X("scripts.answer.hint", "")
		head := widgets.HStack(6, widgets.Grow(says))
		head.Objects = append(head.Objects, e.movers(id, i, len(*all), func(to int) { move(*all, i, to) }, func() { *all = slices.Delete(*all, i, i+1) })...)
		foot := []fyne.CanvasObject{widgets.MutedText(lang.X("scripts.goes", "")), widgets.FixedWidth(200, e.goes(id, &(*all)[i])), widgets.Spring()}
		if len(here) < app.MostObjections {
			foot = append(foot, widgets.Tag(id+".more", widgets.Quiet(lang.X("scripts.add_more", ""), theme.IconAdd, func() {
				(*all)[i].More = append((*all)[i].More, app.Objection{})
				e.restructured()
			}).Compact()))
		}
		out = append(out, widgets.Pad(0, 0, 0, float32(len(path))*22, widgets.VStack(6, head, answer, widgets.HStack(8, foot...))))
		out = append(out, e.objectionBlocks(&(*all)[i].More, here)...)
	}
	return out
}

// goes chooses the step at which the script goes on.
func (e *editor) goes(id string, o *app.Objection) fyne.CanvasObject {
	options := []widgets.Option{{ID: "0", Label: lang.X("scripts.goes.itself", "")}}
	for n, step := range e.script.Steps {
		options = append(options, widgets.Option{ID: fmt.Sprint(n + 1), Label: fmt.Sprintf("%d　%s", n+1, step.Title)})
	}
	s := widgets.NewSelect(options, func(step string) {
		o.Goes = slices.IndexFunc(options, func(x widgets.Option) bool { return x.ID == step })
		e.changed()
	})
	s.Set(fmt.Sprint(o.Goes))
	return widgets.Tag(id+".goes", s)
}

// movers are the buttons that move a part up or down and drop it; what was dropped can be taken back.
func (e *editor) movers(id string, i, n int, to func(int), drop func()) []fyne.CanvasObject {
	up := widgets.Tag(id+".up", widgets.IconButton(theme.IconUp, lang.X("scripts.up", ""), func() {
		to(i - 1)
		e.restructured()
	}).Compact())
	down := widgets.Tag(id+".down", widgets.IconButton(theme.IconDown, lang.X("scripts.down", ""), func() {
		to(i + 1)
		e.restructured()
	}).Compact())
	if i == 0 {
		up.Disable()
	}
	if i == n-1 {
		down.Disable()
	}
	return []fyne.CanvasObject{up, down, widgets.Tag(id+".drop", widgets.IconButton(theme.IconClose, lang.X("scripts.drop", ""), func() {
		before := cloned(e.script)
		drop()
		e.restructured()
		e.room.deps.Toast(lang.X("scripts.dropped", ""), lang.X("common.undo", ""), func() {
			if e.room.edits == e {
				e.script = before
				e.restructured()
			}
		})
	}).Compact())}
}

// move puts a part in another place.
func move[T any](all []T, from, to int) {
	if to >= 0 && to < len(all) {
		all[from], all[to] = all[to], all[from]
	}
}

func joined(path []int) string {
	parts := make([]string, len(path))
	for i, n := range path {
		parts[i] = fmt.Sprint(n)
	}
	return strings.Join(parts, "_")
}

// placeholderOptions offers every place-holder with what it stands for on a made card.
func placeholderOptions() []widgets.Option {
	f := app.SampleFacts(app.Person{Name: "陈思", Phone: "0551-63001001"}, "瑞禾人寿银保理财中心", "2026-03-18")
	f.Written = true
	var out []widgets.Option
	for _, g := range app.Placeholders {
		for _, name := range g.Names {
			out = append(out, widgets.Option{ID: name, Label: "{" + name + "}　" + f.Fill("{"+name+"}")})
		}
	}
	return out
}

// insert writes a place-holder where one wrote last.
func (e *editor) insert(placeholder string) {
	if e.last == nil {
		e.room.deps.Toast(lang.X("scripts.insert.where", ""), "", nil)
		return
	}
	to := e.last
	widgets.FocusIn(to)
	for _, r := range placeholder {
		to.TypedRune(r)
	}
}
