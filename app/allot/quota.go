package allot

import "slices"

// Portion is what one of several gets of a whole that is split in proportion to weights: the exact share is
// Num ÷ Den, the whole number at hand its floor, and one more for those with the largest remainders.
type Portion struct {
	Num   int64 `json:"num"` // exact share, not shortened
	Den   int64 `json:"den"` // sum of the weights; 0: there was nothing to split by
	Extra bool  `json:"extra"`
}

// Floor returns the whole part of the exact share.
func (p Portion) Floor() int64 {
	if p.Den == 0 {
		return 0
	}
	return p.Num / p.Den
}

// Remainder returns what the exact share has beyond its whole part, in parts of Den.
func (p Portion) Remainder() int64 {
	if p.Den == 0 {
		return 0
	}
	return p.Num % p.Den
}

// Size returns the share as a whole number.
func (p Portion) Size() int {
	if p.Extra {
		return int(p.Floor()) + 1
	}
	return int(p.Floor())
}

// Apportion splits total in proportion to weights by the largest remainder; between equal remainders the earlier one is
// served first. The sizes add up to total, and each lies within one of its exact share. Nothing is given where all
// weights are 0. Raising one weight alone never lowers its own size: the remainders of the others shrink or, by falling
// below a whole number, free one more place than they take.
func Apportion(total int64, weights []int64) []Portion {
	var sum int64
	for _, w := range weights {
		sum += w
	}
	out := make([]Portion, len(weights))
	if sum == 0 {
		return out
	}
	left := total
	order := make([]int, len(weights))
	for i, w := range weights {
		out[i] = Portion{Num: total * w, Den: sum}
		left -= out[i].Floor()
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return int(min(max(out[b].Remainder()-out[a].Remainder(), -1), 1))
	})
	for _, i := range order[:left] {
		out[i].Extra = true
	}
	return out
}
