package store

import (
	"math/bits"
	"strconv"
)

// cardSet is a set of rowids of cards, a bit each: SQLite hands them out from 1 without gaps worth speaking of, so that
// 100 000 cards take 12 KB.
type cardSet []uint64

func (s cardSet) has(rid int64) bool {
	return rid>>6 < int64(len(s)) && s[rid>>6]&(1<<(rid&63)) != 0
}

func (s *cardSet) add(rid int64) {
	if word := int(rid >> 6); word >= len(*s) {
		*s = append(*s, make(cardSet, word+1-len(*s))...)
	}
	(*s)[rid>>6] |= 1 << (rid & 63)
}

// addList adds the rowids of a text as group_concat writes it.
func (s *cardSet) addList(text []byte) {
	for len(text) > 0 {
		rid, rest := nextRowid(text)
		s.add(rid)
		text = rest
	}
}

// nextRowid reads the first rowid of a list and returns what follows its comma.
func nextRowid(text []byte) (rid int64, rest []byte) {
	for i, b := range text {
		if b == ',' {
			return rid, text[i+1:]
		}
		rid = rid*10 + int64(b-'0')
	}
	return rid, nil
}

// and leaves what is in both.
func (s cardSet) and(t cardSet) cardSet {
	out := make(cardSet, min(len(s), len(t)))
	for i := range out {
		out[i] = s[i] & t[i]
	}
	return out
}

func (s cardSet) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// each hands out the rowids from the smallest on.
func (s cardSet) each(f func(rid int64)) {
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			f(int64(i<<6 + bits.TrailingZeros64(w)))
		}
	}
}

// cardOrder is all cards in one order.
type cardOrder struct {
	ids  []int64
	rank []int32 // place in ids by rowid, -1 for no card
}

func newCardOrder(ids []int64) *cardOrder {
	o := &cardOrder{ids: ids}
	last := int64(0)
	for _, rid := range ids {
		last = max(last, rid)
	}
	o.rank = make([]int32, last+1)
	for i := range o.rank {
		o.rank[i] = -1
	}
	for i, rid := range ids {
		o.rank[rid] = int32(i)
	}
	return o
}

// only returns the cards of a set in order; those that came after the order was made are left out. Nothing is compared:
// each card marks its place, and the places are read off.
func (o *cardOrder) only(s cardSet) []int64 {
	places := make(cardSet, len(o.ids)>>6+1)
	n := 0
	s.each(func(rid int64) {
		if rid < int64(len(o.rank)) && o.rank[rid] >= 0 {
			places.add(int64(o.rank[rid]))
			n++
		}
	})
	out := make([]int64, 0, n)
	places.each(func(place int64) { out = append(out, o.ids[place]) })
	return out
}

// joined writes rowids as a JSON list, for json_each.
func joined(ids []int64) string {
	b := make([]byte, 0, 8*len(ids)+2)
	b = append(b, '[')
	for i, id := range ids {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, id, 10)
	}
	return string(append(b, ']'))
}
