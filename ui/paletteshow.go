package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// show lists what answers the text: what was meant exactly, the customers, what can be done in the room in sight, the
// rooms, what can be done elsewhere. Without a text it lists what was chosen lately in place of customers.
func (p *palette) show() {
	text, only := queryOf(p.picker.Text())
	p.shown = map[string]paletteLine{}
	var rows []widgets.Row
	group := func(title string, members []widgets.Row) {
		if len(members) > 0 {
			rows = append(append(rows, widgets.Row{ID: title, Header: true, Title: title}), members...)
		}
	}
	listed := map[string]bool{}
	lines := func(accept func(l paletteLine) bool) (out []widgets.Row) {
		var off []widgets.Row
		for _, l := range p.lines {
			switch {
			case listed[l.id] || !accept(l):
				continue
			case l.off != "":
				off = append(off, l.row)
			default:
				out = append(out, l.row)
			}
			listed[l.id] = true
			p.shown[l.id] = l
		}
		return append(out, off...)
	}
	if text == "" && !only {
		group(lang.X("palette.recent", ""), p.recentRows(listed))
	} else if !only {
		group(lang.X("palette.best", ""), lines(func(l paletteLine) bool { return l.off == "" && l.label.match(text) == matchWhole }))
		group(lang.X("palette.customers", ""), p.customerRows(text))
	}
	for at, title := range []string{lang.X("palette.here", ""), lang.X("palette.rooms", ""), lang.X("palette.elsewhere", "")} {
		group(title, p.better(func(least int) []widgets.Row {
			return lines(func(l paletteLine) bool {
				if l.group != at || (l.off != "" && at == groupElse && text == "") {
					return false
				}
				return max(l.label.match(text), min(l.detail.match(text), matchIn)) >= least
			})
		}))
	}
	if len(rows) == 0 && p.asked == "" {
		rows = append(rows, widgets.Row{ID: "none", Header: true, Title: lang.X("palette.none", "")})
	}
	p.picker.SetRows(rows)
}

// better lists what begins with the text before what has it somewhere.
func (p *palette) better(of func(least int) []widgets.Row) []widgets.Row {
	return append(of(matchBegin), of(matchIn)...)
}

// customerRows are the customers found. While others are being searched for, those found last stay, so that the list
// does not flicker.
func (p *palette) customerRows(text string) []widgets.Row {
	var out []widgets.Row
	for _, c := range p.found {
		p.held[c.ID] = c
		out = append(out, customerRow(c))
	}
	if more := p.total - len(p.found); more > 0 && p.answers == text {
		l := paletteLine{id: allLine, run: func() { p.bench.searchCardsFor(text) }}
		l.row = widgets.Row{ID: allLine, Title: lang.X("palette.all", "", map[string]any{"N": p.total}), Icon: theme.IconSearch}
		p.shown[allLine] = l
		out = append(out, l.row)
	}
	return out
}

// searchCardsFor shows in the Cards room everybody whom a search finds.
func (b *bench) searchCardsFor(text string) {
	for _, r := range b.rooms {
		if s, ok := r.room.(interface{ Search(text string) }); ok && r.id == "cards" {
			b.open("cards", nil)
			s.Search(text)
		}
	}
}
