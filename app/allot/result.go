package allot

import (
	"slices"
	"strings"
)

// Reasons why a case is left (product §4).
const (
	LeftWithCustomer = "with_customer" // another case of the customer was dealt: goes there first when the rest is dealt
	LeftBeyondPool   = "beyond_pool"   // ranked below the category's pool
	LeftNoPlanner    = "no_planner"    // nobody may receive
)

// Way is how a case came to its planner.
type Way uint8

// Ways of dealing.
const (
	Left       Way = iota // to nobody
	InRound               // the planner's turn came and this was the most important case there was
	WithDealt             // along with another case of the customer in the same dealing
	WithHolder            // when the rest was dealt: the customer's planner of the first dealing
)

// Result is what Allocate or Rest has come to.
type Result struct {
	Month    string
	Total    int // T, the cases that could be dealt
	Pools    [Categories]Pool
	Planners []Standing // by staff number
	Cases    []Dealing  // by category, then importance

	in    *Input
	shape *shape
	first *Result // of a Rest, the dealing that left it
}

// Pool is what of a category is dealt.
type Pool struct {
	Available int     // cases of the category
	Share     Portion // of Total by the shares; when the rest is dealt, all that is available
	Size      int     // N_c, the smaller of both
}

// Standing is a planner in a result.
type Standing struct {
	Planner  int // place in Input.Planners
	StaffNo  string
	Score    Score
	Receives bool // neither suspended nor without points
	Turn     int  // place in the order of taking turns, from 1; 0 if the planner does not receive
	Quota    [Categories]int
	Exact    [Categories]Portion // of the pools; Quota is its size
	Dealt    [Categories]int
}

// Dealing is what became of one case.
type Dealing struct {
	Case    uint32 // place in Input.Cases
	Rank    int32  // importance in the category, from 1
	Planner int32  // place in Result.Planners; -1: left
	Round   int32  // in which the planner took it, or the case it came along with, from 1; 0: in none
	With    int32  // place in Result.Cases of the case it came along with; -1 in the other ways
	Way     Way
}

// Input returns what the result follows from.
func (r *Result) Input() *Input { return r.in }

// CaseOf returns the case of Cases[i].
func (r *Result) CaseOf(i int) *Case { return &r.in.Cases[r.Cases[i].Case] }

// LeftReason returns why Cases[i] is left, "" if it was dealt.
func (r *Result) LeftReason(i int) string {
	d := &r.Cases[i]
	switch {
	case d.Planner >= 0:
		return ""
	case r.receivers() == 0:
		return LeftNoPlanner
	case r.companion(i) >= 0:
		return LeftWithCustomer
	}
	return LeftBeyondPool
}

func (r *Result) receivers() int { return len(r.shape.seats) }

// companion returns a place in Cases of a dealt case of the same customer as Cases[i], the first there is; -1 if there is
// none.
func (r *Result) companion(i int) int {
	return int(r.shape.dealt[r.shape.customer[i]]) - 1
}

// Figure is a number of cases that need not be whole.
type Figure struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"` // 0: there is no planner
}

// PerHead returns the rule book's figure 人均可分配件数 of a category: total × share ÷ all planners (总人力), those who may
// not receive included (002 §一, 附).
func (r *Result) PerHead(c Category) Figure {
	share := r.Pools[c].Share
	return Figure{share.Num, share.Den * int64(len(r.Planners))}
}

// byPolicy returns the places in Cases in the order of policy numbers.
func (r *Result) byPolicy() []int {
	out := make([]int, len(r.Cases))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(i, j int) int { return strings.Compare(r.CaseOf(i).PolicyNo, r.CaseOf(j).PolicyNo) })
	return out
}
