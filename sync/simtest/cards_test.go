package simtest

import (
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

// state is what a row was from one change at the centre to the next.
type state struct {
	change int // counts what was done at the centre
	ver    int64
	stream string
}

// past is what the centre's rows have been, for those that hang on cards.
type past struct {
	on     bool
	change int
	heads  map[string]int64
	rows   map[rowKey][]state
	cards  map[string]map[rowKey]bool // rows by the customer they are about
}

func newPast(on bool) past {
	return past{on: on, heads: map[string]int64{}, rows: map[rowKey][]state{}, cards: map[string]map[rowKey]bool{}}
}

// note looks at the centre after something may have changed there.
func (o *office) note() {
	p := &o.past
	if !p.on {
		return
	}
	var name string
	var head int64
	moved := map[string]int64{}
	o.each("SELECT name, head FROM stream", nil, []any{&name, &head}, func() {
		if head > p.heads[name] {
			moved[name] = p.heads[name]
			p.heads[name] = head
		}
	})
	if len(moved) == 0 {
		return
	}
	p.change++
	for stream, since := range moved {
		var key rowKey
		var ver int64
		var card string
		o.each(`SELECT kind, id, ver, coalesce(json_extract(body, '$.customer_id'), '') FROM row WHERE stream = ? AND seq > ?`,
			[]any{stream, since}, []any{&key.kind, &key.id, &ver, &card}, func() {
				if key.kind == app.KindCustomer.Name {
					card = key.id
				}
				if card == "" {
					return
				}
				p.rows[key] = append(p.rows[key], state{p.change, ver, stream})
				if p.cards[card] == nil {
					p.cards[card] = map[rowKey]bool{}
				}
				p.cards[card][key] = true
			})
	}
}

// at returns what a row was after a change; false if it was not there yet.
func (p *past) at(key rowKey, change int) (state, bool) {
	states := p.rows[key]
	for i := len(states) - 1; i >= 0; i-- {
		if states[i].change <= change {
			return states[i], true
		}
	}
	return state{}, false
}

// wholeCards checks that each card on a laptop is as it was at the centre at one moment. Rows the laptop itself has
// written to do not count.
func (w *world) wholeCards(l *laptop, d *dump) {
	p := &w.office.past
	if !p.on || w.office.restores > 0 {
		return
	}
	own := map[rowKey]bool{}
	for _, k := range w.works {
		if k.on[l] {
			own[rowKey{k.op.Kind, k.op.ID}] = true
		}
	}
	seat := app.SeatStream(l.owner.id)
	for card, keys := range p.cards {
		shown := 0
		for key := range keys {
			if h, there := d.rows[key]; there && h.stream == seat && !own[key] {
				shown++
			}
		}
		if shown == 0 {
			continue
		}
		whole := false
		for change := p.change; change >= 0 && !whole; change-- {
			whole = p.agrees(d, keys, own, seat, change)
		}
		if whole {
			continue
		}
		var list []string
		for _, key := range sorted(keys) {
			h, there := d.rows[key]
			list = append(list, key.kind+" "+key.id, describe(h, there, own[key], p.rows[key]))
		}
		w.fail("%s shows half of card %s: %v", l.name, card, list)
	}
}

func (p *past) agrees(d *dump, keys, own map[rowKey]bool, seat string, change int) bool {
	for key := range keys {
		if own[key] {
			continue
		}
		was, there := p.at(key, change)
		there = there && was.stream == seat
		h, has := d.rows[key]
		has = has && h.stream == seat
		if has != there || has && h.ver != was.ver {
			return false
		}
	}
	return true
}

func describe(h held, there, own bool, states []state) string {
	return fmt.Sprintf("shown %v in version %d, own %v, was %v;", there, h.ver, own, states)
}

// cardKinds are the kinds of what hangs on cards.
var cardKinds = sync.OnceValue(func() []*record.Kind {
	return slices.DeleteFunc(slices.Clone(record.Kinds()), func(k *record.Kind) bool {
		_, names := k.Field("customer_id")
		return !names && k != app.KindCustomer
	})
})

// look reads what a running laptop has of some kinds, past its program.
func (l *laptop) look(kinds []*record.Kind) *dump {
	dir, err := os.MkdirTemp(l.w.dir, "look-") // the round of another laptop may be looked at meanwhile
	l.w.must(err, "look at %s", l.name)
	l.w.must(copyFolder(l.dir, dir), "look at %s", l.name)
	d := l.w.readLaptop(dir, kinds)
	_ = os.RemoveAll(dir)
	return d
}
