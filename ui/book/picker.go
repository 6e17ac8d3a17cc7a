package book

import (
	"context"
	"encoding/json"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// mostPicks is how many customers a picker offers.
const mostPicks = 5

// picker finds one customer by typing.
type picker struct {
	room    *Room
	tag     string
	id      string // of who is chosen, "" nobody
	name    string
	finds   int
	changed func() // the height has changed
	search  *widgets.Entry
	found   *fyne.Container
	who     *widgets.Text
	chosen  *fyne.Container
	whole   *fyne.Container
}

func newPicker(r *Room, tag, hint string) *picker {
	p := &picker{room: r, tag: tag, found: widgets.VStack(2), who: widgets.NewText("")}
	p.search = widgets.Tag(tag, widgets.NewSearch(hint, func(text string) { p.look(text) }))
	drop := widgets.Tag(tag+".drop", widgets.IconButton(theme.IconClose, lang.X("common.remove", ""), func() { p.choose("", "") }))
	p.chosen = widgets.HStack(6, widgets.Grow(p.who), drop)
	p.whole = widgets.VStack(4, p.search, p.found, p.chosen)
	p.choose("", "")
	return p
}

// look lists whom a text finds.
func (p *picker) look(text string) {
	p.finds++
	finds := p.finds
	if text == "" {
		p.list(nil)
		return
	}
	p.room.async(func() {
		ids, err := p.room.deps.Service.CardIndex(context.Background(), app.CardQuery{Text: text, Sort: app.SortByName})
		var rows []app.CardRow
		if err == nil {
			rows, err = p.room.deps.Service.CardRows(context.Background(), ids[:min(len(ids), mostPicks)])
		}
		if err != nil {
			p.room.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if finds == p.finds {
				p.list(rows)
			}
		})
	})
}

func (p *picker) list(rows []app.CardRow) {
	p.found.Objects = nil
	for i, c := range rows {
		p.found.Add(widgets.HStack(0, widgets.Tag(p.tag+"."+strconv.Itoa(i), widgets.Quiet(joined(" · ", c.Name, c.CardNo, app.MaskPhone(c.Phone)), theme.IconUser, func() { p.choose(c.ID, c.Name) }).Compact()), widgets.Spring()))
	}
	p.fit()
}

func (p *picker) choose(id, name string) {
	p.finds++
	p.id, p.name = id, name
	p.who.Set(name)
	p.found.Objects = nil
	p.search.Hidden, p.found.Hidden, p.chosen.Hidden = id != "", id != "", id == ""
	if id == "" {
		p.search.Set("")
	}
	p.fit()
}

func (p *picker) fit() {
	p.whole.Refresh()
	if p.changed != nil {
		p.changed()
	}
}

// field keeps who is chosen in a draft.
func (p *picker) field(label string) drafts.Field {
	return drafts.Field{
		ID: "customer", Label: label, Shown: func() string { return p.name },
		Get: func() string {
			if p.id == "" {
				return ""
			}
			b, _ := json.Marshal([2]string{p.id, p.name})
			return string(b)
		},
		Set: func(text string) {
			var who [2]string
			_ = json.Unmarshal([]byte(text), &who)
			p.choose(who[0], who[1])
		},
	}
}
