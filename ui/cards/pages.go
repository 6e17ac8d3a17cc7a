package cards

import (
	"slices"
	"strconv"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// pageSize is how many rows of the list are read at once.
const pageSize = 64

// pages holds the order of the list and the rows read so far. It is used on the UI goroutine only; while the list is
// drawn it reads memory, and rows that are not there yet are asked for.
type pages struct {
	ids   []int64
	rows  map[int64]widgets.Row
	cards map[int64]app.CardRow
	have  map[int]bool // pages read or asked for
	seen  []int        // pages drawn lately, the newest last
	quiet bool
	round int // of the order; what was asked for an older one is dropped

	load   func(page int, ids []int64, done func([]app.CardRow))
	loaded func()
}

func rowKey(rowid int64) string { return strconv.FormatInt(rowid, 10) }

// pageOf returns the rowids of a page.
func pageOf(ids []int64, page int) []int64 {
	from := min(page*pageSize, len(ids))
	return ids[from:min(from+pageSize, len(ids))]
}

// reset takes a new order with the pages already read.
func (p *pages) reset(ids []int64, rows []app.CardRow, have []int) {
	p.round++
	p.ids = ids
	p.rows, p.cards, p.have = map[int64]widgets.Row{}, map[int64]app.CardRow{}, map[int]bool{}
	for _, page := range have {
		p.have[page] = true
	}
	p.keep(rows)
}

func (p *pages) keep(rows []app.CardRow) {
	for _, r := range rows {
		p.rows[r.Rowid], p.cards[r.Rowid] = listRow(r), r
	}
}

// quietly runs do without asking for rows that are not there: the list looks for its selection in all of them.
func (p *pages) quietly(do func()) {
	p.quiet = true
	do()
	p.quiet = false
}

// row returns a row of the list from memory.
func (p *pages) row(i int) widgets.Row {
	id := p.ids[i]
	if !p.quiet {
		p.see(i / pageSize)
	}
	if r, ok := p.rows[id]; ok {
		return r
	}
	return widgets.Row{ID: rowKey(id), Title: "…"}
}

// see notes that a page is in sight and asks for it if it is not there.
func (p *pages) see(page int) {
	if n := len(p.seen); n == 0 || p.seen[n-1] != page {
		p.seen = append(slices.DeleteFunc(p.seen, func(x int) bool { return x == page }), page)
		p.seen = p.seen[max(0, len(p.seen)-3):]
	}
	if p.have[page] || p.load == nil {
		return
	}
	p.have[page] = true
	round := p.round
	p.load(page, pageOf(p.ids, page), func(rows []app.CardRow) {
		if round == p.round {
			p.keep(rows)
			p.loaded()
		}
	})
}

// recent returns the pages drawn lately and the given one.
func (p *pages) recent(and int) []int {
	out := slices.Clone(p.seen)
	if !slices.Contains(out, and) {
		out = append(out, and)
	}
	return out
}

// card returns what is known of a row.
func (p *pages) card(rowid int64) (app.CardRow, bool) {
	c, ok := p.cards[rowid]
	return c, ok
}
