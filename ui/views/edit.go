package views

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Save asks for a name and keeps how the list is seen now under it.
func (b *Bar) Save() {
	now, was := b.cfg.State(), ""
	if i := b.current(); i >= 0 {
		was = b.views[i].Name
	}
	b.ask(lang.X("views.save", ""), was, func(name string) ([]View, error) { return put(b.views, View{Name: name, State: now}) })
}

// Rename asks for another name for the present view.
func (b *Bar) Rename() {
	i := b.current()
	if i < 0 {
		return
	}
	old := b.views[i]
	b.ask(lang.X("views.rename", "", map[string]any{"Name": old.Name}), old.Name, func(name string) ([]View, error) {
		rest := slices.DeleteFunc(slices.Clone(b.views), func(v View) bool { return v.Name == old.Name })
		all, err := put(rest, View{Name: name, State: old.State})
		if err == nil && len(all) == len(b.views) { // it keeps its place
			all = slices.Insert(all[:len(all)-1], i, View{Name: name, State: old.State})
		}
		return all, err
	})
}

func (b *Bar) ask(title, name string, change func(name string) ([]View, error)) {
	entry := widgets.Tag("views.name", widgets.NewEntry(lang.X("views.name.hint", "")))
	entry.Set(name)
	asked := ""
	var next []View
	widgets.ShowForm(b.cfg.Window.Canvas(), widgets.Form{
		ID: "views.form", Title: title, Submit: lang.X("common.save", ""), Width: 420,
		Fields: []widgets.FormField{{Label: lang.X("views.name", ""), Input: entry, Required: true}},
		OnSubmit: func() error {
			to := entry.Value()
			taken := slices.ContainsFunc(b.views, func(v View) bool { return v.Name == to })
			if taken && to != name && asked != to {
				asked = to
				return &widgets.Caution{Text: lang.X("views.taken", "", map[string]any{"Name": to}), Submit: lang.X("views.replace", "")}
			}
			var err error
			next, err = change(to)
			return err
		},
		Work: func() error { return save(context.Background(), b.cfg.Keep, b.cfg.List, next) },
		OnDone: func() {
			b.views, b.active = next, entry.Value()
			b.build()
		},
	})
}

// Drop forgets the present view; how the list is seen stays.
func (b *Bar) Drop() {
	i := b.current()
	if i < 0 {
		return
	}
	name, was := b.views[i].Name, b.views
	b.keep(slices.Delete(slices.Clone(b.views), i, i+1), func() {
		b.cfg.Toast(lang.X("views.dropped", "", map[string]any{"Name": name}), lang.X("common.undo", ""), func() { b.keep(was, nil) })
	})
}

func (b *Bar) keep(all []View, done func()) {
	b.cfg.Async(func() {
		err := save(context.Background(), b.cfg.Keep, b.cfg.List, all)
		fyne.Do(func() {
			if err != nil {
				b.cfg.Fail(err)
				return
			}
			b.views = all
			b.build()
			if done != nil {
				done()
			}
		})
	})
}

// fitting lays chips beside each other as far as there is room, and the menu after the last one.
type fitting struct{}

const chipGap = 4

// MinSize implements fyne.Layout.
func (*fitting) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	return o[len(o)-1].MinSize()
}

// Layout implements fyne.Layout.
func (*fitting) Layout(o []fyne.CanvasObject, s fyne.Size) {
	if len(o) == 0 {
		return
	}
	menu := o[len(o)-1]
	m := menu.MinSize()
	x, full := float32(0), false
	for _, chip := range o[:len(o)-1] {
		w := chip.MinSize().Width
		full = full || x+w+chipGap+m.Width > s.Width
		if full {
			chip.Hide()
			continue
		}
		chip.Show()
		chip.Move(fyne.NewPos(x, 0))
		chip.Resize(fyne.NewSize(w, m.Height))
		x += w + chipGap
	}
	menu.Move(fyne.NewPos(x, 0))
	menu.Resize(m)
}
