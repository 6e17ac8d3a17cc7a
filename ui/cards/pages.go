package cards

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// pageSize is how many rows of the list are read at once: some more than the tallest window shows.
const pageSize = 32

// keptPages is how many pages stay in memory: enough to scroll back a little at once, however long the list is.
const keptPages = 16

// pages holds the order of the list and the rows read lately. It is used on the UI goroutine only; while the list is
// drawn it reads memory, and rows that are not there yet are asked for.
type pages struct {
	ids   []int64 // shared with the store, never changed
	have  map[int]*page
	seen  []int // pages drawn lately, the newest last
	round int   // of the order; what was asked for an older one is dropped

	load   func(ids []int64, done func([]app.CardRow)) (cancel context.CancelFunc)
	loaded func()
}

// page is some rows of the list that follow each other.
type page struct {
	cards  []app.CardRow // none while it is being read
	rows   []widgets.Row
	cancel context.CancelFunc
}

func newPage(cards []app.CardRow) *page {
	p := &page{cards: cards, rows: make([]widgets.Row, len(cards))}
	for i, c := range cards {
		p.rows[i] = ListRow(c)
	}
	return p
}

// find returns the place of a rowid in the page, -1 if it is not there; at is where it should be.
func (p *page) find(rowid int64, at int) int {
	if at < len(p.cards) && p.cards[at].Rowid == rowid {
		return at
	}
	return slices.IndexFunc(p.cards, func(c app.CardRow) bool { return c.Rowid == rowid })
}

func rowKey(rowid int64) string { return strconv.FormatInt(rowid, 10) }

func rowid(r widgets.Row) int64 {
	id, _ := strconv.ParseInt(r.ID, 10, 64) // written by rowKey
	return id
}

// pageOf returns the rowids of a page.
func pageOf(ids []int64, page int) []int64 {
	from := min(page*pageSize, len(ids))
	return ids[from:min(from+pageSize, len(ids))]
}

// reset takes a new order with the pages already read.
func (p *pages) reset(ids []int64, rows []app.CardRow, have []int) {
	p.round++
	p.forget(slices.Collect(maps.Keys(p.have))...)
	p.ids, p.have = ids, map[int]*page{}
	read := make(map[int64]app.CardRow, len(rows))
	for _, r := range rows {
		read[r.Rowid] = r
	}
	for _, n := range have {
		var cards []app.CardRow
		for _, rid := range pageOf(ids, n) {
			if c, ok := read[rid]; ok {
				cards = append(cards, c)
			}
		}
		p.have[n] = newPage(cards)
	}
}

// row returns a row of the list from memory.
func (p *pages) row(i int) widgets.Row {
	id, n := p.ids[i], i/pageSize
	p.see(n)
	if have := p.have[n]; have != nil {
		if at := have.find(id, i%pageSize); at >= 0 {
			return have.rows[at]
		}
	}
	return widgets.Row{ID: rowKey(id), Title: "…"}
}

// see notes that a page is in sight, asks for it if it is not there, and lets go of those out of sight the longest.
func (p *pages) see(n int) {
	if k := len(p.seen); k == 0 || p.seen[k-1] != n {
		p.seen = append(slices.DeleteFunc(p.seen, func(x int) bool { return x == n }), n)
		if over := len(p.seen) - keptPages; over > 0 {
			p.forget(p.seen[:over]...)
			p.seen = slices.Delete(p.seen, 0, over)
		}
	}
	if p.have[n] != nil || p.load == nil {
		return
	}
	asked := &page{}
	p.have[n] = asked
	round := p.round
	asked.cancel = p.load(pageOf(p.ids, n), func(rows []app.CardRow) {
		if round == p.round && p.have[n] == asked {
			p.have[n] = newPage(rows)
			p.loaded()
		}
	})
}

// forget lets go of pages; those being read are read no further.
func (p *pages) forget(some ...int) {
	for _, n := range some {
		if have := p.have[n]; have != nil && have.cancel != nil {
			have.cancel()
		}
		delete(p.have, n)
	}
}

// recent returns the pages drawn last and the given one.
func (p *pages) recent(and int) []int {
	out := slices.Clone(p.seen[max(0, len(p.seen)-3):])
	if !slices.Contains(out, and) {
		out = append(out, and)
	}
	return out
}

// card returns what is known of a row.
func (p *pages) card(rowid int64) (app.CardRow, bool) {
	for _, have := range p.have {
		if at := have.find(rowid, len(have.cards)); at >= 0 {
			return have.cards[at], true
		}
	}
	return app.CardRow{}, false
}
