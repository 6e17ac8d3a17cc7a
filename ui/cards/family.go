package cards

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// familyPanel shows the customer's relatives.
type familyPanel struct {
	pane    *cardPane
	lines   *fyne.Container
	content fyne.CanvasObject
}

func newFamilyPanel(p *cardPane) *familyPanel {
	f := &familyPanel{pane: p, lines: widgets.VStack(2)}
	add := widgets.Tag("cards.family.add", widgets.Quiet(lang.X("cards.family.add", ""), theme.IconAdd, func() { p.editRelative(-1) }).Compact())
	f.content = widgets.Panel(lang.X("cards.section.family", ""), []fyne.CanvasObject{add}, f.lines)
	return f
}

func (f *familyPanel) fill() {
	family := f.pane.view.Customer.Family
	f.lines.Objects = nil
	for i, r := range family {
		f.lines.Add(f.line(i, r))
	}
	if len(family) == 0 {
		f.lines.Add(widgets.MutedText(lang.X("cards.family.none", "")))
	}
	f.lines.Refresh()
}

func (f *familyPanel) line(i int, r app.Relative) fyne.CanvasObject {
	p := f.pane
	about := string(r.BirthDate)
	if age := app.AgeOn(r.BirthDate, p.room.deps.Clock.Today()); age >= 0 {
		about = joined(about, lang.X("common.years_old", "", map[string]any{"N": age}))
	}
	row := []fyne.CanvasObject{
		widgets.FixedWidth(72, widgets.MutedText(words.Fixed(r.Relation)).Clipped()),
		widgets.FixedWidth(110, widgets.NewText(r.Name).Clipped()),
		widgets.FixedWidth(170, widgets.MutedText(about).Clipped()),
		widgets.Grow(widgets.MutedText(r.Note).Clipped()),
	}
	if r.CustomerID != "" {
		row = append(row, widgets.Tag(fmt.Sprintf("cards.family.%d.open", i), widgets.Quiet(lang.X("cards.family.open", ""), theme.IconCards, func() { p.room.Show(r.CustomerID) }).Compact()))
	}
	row = append(row, widgets.Tag(fmt.Sprintf("cards.family.%d.edit", i), widgets.IconButton(theme.IconEdit, lang.X("common.edit", ""), func() { p.editRelative(i) }).Compact()))
	return widgets.FixedHeight(30, widgets.HStack(8, row...))
}

var relations = []string{"配偶", "子女", "父母", "兄弟姐妹", "其他"}

// editRelative changes a relative; below 0 it adds one. An emptied name takes the relative off the card.
func (p *cardPane) editRelative(i int) {
	var r app.Relative
	title, hint := "cards.family.add", ""
	if i >= 0 {
		r, title, hint = p.view.Customer.Family[i], "cards.family.edit", lang.X("cards.empty_removes", "")
	}
	name := widgets.Tag("cards.family.name", widgets.NewEntry(""))
	name.Set(r.Name)
	relation := widgets.Tag("cards.family.relation", widgets.NewSelect(same(r.Relation, relations), nil))
	relation.Set(r.Relation)
	birth := widgets.NewDateEntry(string(p.room.deps.Clock.Today()), nil)
	birth.Set(string(r.BirthDate))
	note := widgets.NewEntry(lang.X("cards.family.note.hint", ""))
	note.Set(r.Note)
	kept := []drafts.Field{
		drafts.Text("name", lang.X("common.name", ""), name), drafts.Choice("relation", lang.X("cards.relation", ""), relation),
		drafts.Date("birth", lang.X("field.birth_date", ""), birth), drafts.Text("note", lang.X("common.remark", ""), note),
	}
	p.askKept(p.spec("cards.family", i >= 0, r.Name), kept, widgets.Form{ID: "cards.family.form", Title: lang.X(title, ""), Submit: lang.X("common.save", ""), Fields: []widgets.FormField{
		{Label: lang.X("common.name", ""), Input: name, Hint: hint, Required: i < 0},
		{Label: lang.X("cards.relation", ""), Input: relation, Required: true},
		{Label: lang.X("field.birth_date", ""), Input: birth},
		{Label: lang.X("common.remark", ""), Input: note},
	}}, func(ctx context.Context) error {
		typed := app.Relative{Name: name.Value(), Relation: relation.Value(), BirthDate: app.Date(birth.Value()), Note: note.Value(), CustomerID: r.CustomerID}
		switch {
		case !birth.Valid():
			return words.Invalid("birth_date", lang.X("date.invalid", ""))
		case typed.Name == "" && i < 0:
			return words.Invalid("name", lang.X("cards.family.need", ""))
		case typed.Name == "":
			typed = app.Relative{}
		case typed.Relation == "":
			return words.Invalid("relation", lang.X("cards.family.need_relation", ""))
		}
		if err := p.put(ctx, typed == app.Relative{}, func(c *app.Customer) { c.Family = changed(c.Family, r, typed) }, ""); err != nil {
			return err
		}
		if i < 0 {
			p.scroll.ScrollToBottom() // the family stands last, and the new relative last of it
			p.room.deps.Toast(lang.X("cards.family.added", "", map[string]any{"Name": typed.Name}), "", nil)
		}
		return nil
	})
}
