package book

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// prospectForm is the form of a new prospect. It names who may be the same person while it is typed in.
type prospectForm struct {
	page     *prospectPage
	name     *widgets.Entry
	sex      *widgets.Segmented
	phone    *widgets.Entry
	source   *widgets.Select
	referrer *picker
	address  *widgets.Entry
	notes    *widgets.Entry
	like     *fyne.Container
	dialog   *widgets.Dialog
	looks    int    // of looking up who is alike; an older one is dropped
	warned   string // name and phone that a card was named for when it was handed in
	alike    []app.CardRow
}

// add opens the form of a new prospect.
func (p *prospectPage) add() {
	f := &prospectForm{page: p, like: widgets.VStack(4)}
	r := p.room
	f.name = widgets.Tag("book.prospect.name", widgets.NewEntry(""))
	f.name.OnChanged = func(string) { f.look() }
	f.sex = widgets.Tag("book.prospect.sex", widgets.NewSegmented([]widgets.Option{
		{ID: app.SexMale, Label: lang.X("sex.male", "")}, {ID: app.SexFemale, Label: lang.X("sex.female", "")},
	}, "", nil))
	f.phone = widgets.Tag("book.prospect.phone", widgets.NewEntry(lang.X("cards.phone.hint", "")))
	f.phone.OnChanged = func(string) { f.look() }
	f.source = widgets.Tag("book.prospect.source", widgets.NewSelect(sourceOptions(""), nil))
	f.referrer = newPicker(r, "book.prospect.referrer", lang.X("book.prospect.referrer.hint", ""))
	f.referrer.changed = func() { f.dialog.Fit() }
	f.address = widgets.Tag("book.prospect.address", widgets.NewEntry(lang.X("cards.address.hint", "")))
	f.notes = widgets.Tag("book.prospect.notes", widgets.NewMultiEntry(lang.X("book.prospect.notes.hint", ""), 2))
	kept := []drafts.Field{
		drafts.Text("name", lang.X("common.name", ""), f.name), drafts.Side("sex", lang.X("field.sex", ""), f.sex),
		drafts.Text("phone", lang.X("cards.phone", ""), f.phone), drafts.Choice("source", lang.X("field.source", ""), f.source),
		f.referrer.field(lang.X("book.prospects.referrer", "")),
		drafts.Text("address", lang.X("cards.address", ""), f.address), drafts.Text("notes", lang.X("common.remark", ""), f.notes),
	}
	spec := drafts.Spec{Key: "book.prospect", Room: "book", Form: "book.prospect", Named: f.name.Value}
	f.dialog, _ = r.deps.Drafts.Ask(r.deps.Window.Canvas(), spec, kept, widgets.Form{
		ID: "book.prospect.form", Title: lang.X("book.prospects.new", ""), Submit: lang.X("book.prospect.save", ""), Width: 540,
		Fields: []widgets.FormField{
			{Label: lang.X("common.name", ""), Input: f.name, Required: true},
			{Label: lang.X("field.sex", ""), Input: widgets.HStack(0, f.sex, widgets.Spring())},
			{Label: lang.X("cards.phone", ""), Input: f.phone},
			{Label: "", Input: f.like},
			{Label: lang.X("field.source", ""), Input: f.source, Required: true},
			{Label: lang.X("book.prospects.referrer", ""), Input: f.referrer.whole},
			{Label: lang.X("cards.address", ""), Input: f.address},
			{Label: lang.X("common.remark", ""), Input: f.notes},
		},
	}, f.submit)
}

// look names who may be the same person.
func (f *prospectForm) look() {
	f.looks++
	looks, name, phone, r := f.looks, f.name.Value(), f.phone.Value(), f.page.room
	r.async(func() {
		alike, err := r.deps.Service.Lookalikes(context.Background(), name, phone)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if looks == f.looks {
				f.showAlike(alike)
			}
		})
	})
}

func (f *prospectForm) showAlike(alike []app.CardRow) {
	f.alike = alike
	f.like.Objects = nil
	for i, c := range alike {
		open := widgets.Tag("book.prospect.like."+strconv.Itoa(i), widgets.Secondary(lang.X("book.card", ""), theme.IconCards, func() {
			f.dialog.Cancel()
			f.page.room.toCard(c.ID)
		}).Compact())
		text := lang.X("book.prospect.like", "", map[string]any{"Name": c.Name, "About": joined(" · ", c.CardNo, app.MaskPhone(c.Phone))})
		f.like.Add(widgets.NewBanner(widgets.Warning, text, open))
	}
	f.like.Refresh()
	if f.dialog != nil {
		f.dialog.Fit()
	}
}

func (f *prospectForm) submit(ctx context.Context) error {
	r := f.page.room
	if f.name.Value() == "" {
		return words.Invalid("name", lang.X("book.prospect.need_name", ""))
	}
	if f.source.Value() == "" {
		return words.Invalid("source", lang.X("book.prospect.need_source", ""))
	}
	if typed := f.name.Value() + "/" + f.phone.Value(); len(f.alike) > 0 && f.warned != typed {
		f.warned = typed
		return &widgets.Caution{
			Text:   lang.X("book.prospect.double", "", map[string]any{"Name": f.alike[0].Name}),
			Submit: lang.X("book.prospect.save_anyway", ""),
		}
	}
	c := app.Customer{
		Name: f.name.Value(), Sex: f.sex.Value(), Source: f.source.Value(), ReferrerID: f.referrer.id, Notes: f.notes.Value(), ProspectStage: app.ProspectNew,
	}
	if f.phone.Value() != "" {
		c.Phones = []app.Phone{{Number: f.phone.Value()}}
	}
	if a := f.address.Value(); a != "" {
		c.Addresses = []app.Address{{Text: a, District: app.DistrictOf(a)}}
	}
	id, err := r.deps.Service.NewCustomer(ctx, c)
	if err != nil {
		return err
	}
	f.page.want = id
	f.page.filter.Set(filterOpen)
	r.deps.Toast(lang.X("book.prospect.saved", "", map[string]any{"Name": c.Name}), "", nil)
	r.Refresh()
	return nil
}
