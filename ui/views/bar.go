package views

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Config is what a Bar needs.
type Config struct {
	List   string // names the list for keeping and in tags: "<list>.views.<place>"
	Window fyne.Window
	Keep   Keeper
	State  func() State  // how the list is seen now
	Apply  func(s State) // shows the list so
	Plain  State         // how the list is seen at first
	Fail   func(error)
	Toast  func(text, undoLabel string, undo func())
	Async  func(func()) // runs what must not hold up the window; nil: go
}

// Bar is the line of saved views of a list: one click shows the list as it was saved. Those that do not fit stand in its
// menu, with saving, renaming and dropping.
type Bar struct {
	Content fyne.CanvasObject

	cfg    Config
	views  []View
	active string // name of the view applied last, "" none
	chips  []*widgets.Button
	more   *widgets.Button
	row    *fyne.Container
	fit    *fitting
}

// New returns the bar; Load fills it.
func New(c Config) *Bar {
	if c.Async == nil {
		c.Async = func(f func()) { go f() }
	}
	b := &Bar{cfg: c, fit: &fitting{}}
	b.more = widgets.Tag(c.List+".views.more", widgets.Quiet("", theme.IconMore, b.menu).Compact())
	b.more.SetText(lang.X("views.title", ""))
	b.row = &fyne.Container{Layout: b.fit}
	b.Content = b.row
	b.build()
	return b
}

// Load reads the saved views, when the room is shown.
func (b *Bar) Load() {
	b.cfg.Async(func() {
		all, err := load(context.Background(), b.cfg.Keep, b.cfg.List)
		fyne.Do(func() {
			if err != nil {
				b.cfg.Fail(err)
				return
			}
			b.views = all
			b.build()
		})
	})
}

// Changed is called after the list is seen in another way: it marks the view that shows the same.
func (b *Bar) Changed() { b.build() }

// Views returns the saved views.
func (b *Bar) Views() []View { return slices.Clone(b.views) }

func (b *Bar) build() {
	now := b.cfg.State()
	b.chips = nil
	b.row.Objects = nil
	add := func(at int, name string, s State) {
		tap := func() { b.apply(name, s) }
		chip := widgets.Quiet(name, nil, tap).Compact()
		if s.Equal(now) {
			chip = widgets.Secondary(name, theme.IconCheck, tap).Compact()
		}
		b.chips = append(b.chips, chip)
		b.row.Add(widgets.Tag(b.cfg.List+".views."+itoa(at), chip))
	}
	if len(b.views) > 0 {
		add(0, lang.X("views.plain", ""), b.cfg.Plain)
	}
	for i, v := range b.views {
		add(i+1, v.Name, v.State)
	}
	b.row.Add(b.more)
	b.row.Refresh()
}

// apply shows the list as a view says.
func (b *Bar) apply(name string, s State) {
	b.active = name
	if s.Equal(b.cfg.Plain) && !slices.ContainsFunc(b.views, func(v View) bool { return v.Name == name }) {
		b.active = ""
	}
	b.cfg.Apply(s)
	b.build()
}

// menu offers the views that do not fit, and what can be done with them.
func (b *Bar) menu() {
	var items []*fyne.MenuItem
	for i, v := range b.views {
		if i+1 < len(b.chips) && b.chips[i+1].Visible() {
			continue
		}
		items = append(items, fyne.NewMenuItem(v.Name, func() { b.apply(v.Name, v.State) }))
	}
	if len(items) > 0 {
		items = append(items, fyne.NewMenuItemSeparator())
	}
	items = append(items, fyne.NewMenuItem(lang.X("views.save", ""), b.Save))
	if b.current() >= 0 {
		name := map[string]any{"Name": b.active}
		items = append(items, fyne.NewMenuItem(lang.X("views.rename", "", name), b.Rename), fyne.NewMenuItem(lang.X("views.drop", "", name), b.Drop))
	}
	at := fyne.NewPos(0, b.more.Size().Height+2)
	widget.ShowPopUpMenuAtRelativePosition(fyne.NewMenu("", items...), b.cfg.Window.Canvas(), at, b.more)
}

// current is the place of the view applied last, or of the one that shows what the list shows now; -1 none.
func (b *Bar) current() int {
	now := b.cfg.State()
	if i := slices.IndexFunc(b.views, func(v View) bool { return v.State.Equal(now) }); i >= 0 {
		b.active = b.views[i].Name
		return i
	}
	return slices.IndexFunc(b.views, func(v View) bool { return v.Name == b.active })
}

// Commands lists the views for the palette.
func (b *Bar) Commands() []widgets.Command {
	out := []widgets.Command{{ID: b.cfg.List + ".views.save", Label: lang.X("views.save", ""), Run: b.Save}}
	for _, v := range b.views {
		out = append(out, widgets.Command{ID: b.cfg.List + ".views/" + v.Name, Label: v.Name, Detail: lang.X("views.one", ""), Run: func() { b.apply(v.Name, v.State) }})
	}
	return out
}
