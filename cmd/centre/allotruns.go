package main

import (
	"context"
	"fmt"
	"io"

	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/sync/centre"
)

// fillPool gives an input without cases those that the centre has to deal.
func fillPool(ctx context.Context, out console, c *centre.Centre, in *allot.Input) error {
	if len(in.Cases) > 0 {
		return wrongUsage("-pool takes the cases from the centre, and the file has its own")
	}
	pool, err := c.AllotPool(ctx, in.Month)
	if err != nil {
		return err
	}
	in.Cases = pool.Cases
	if n := len(pool.Doubled); n > 0 {
		_, _ = fmt.Fprintf(out.err, "%d 件保单与其他保险公司的保单号相同，未列入\n", n)
	}
	if n := len(pool.Ownerless); n > 0 {
		_, _ = fmt.Fprintf(out.err, "%d 件保单没有客户卡，未列入\n", n)
	}
	return nil
}

// listRuns prints the runs that the centre keeps, one a line.
func listRuns(ctx context.Context, w io.Writer, c *centre.Centre) error {
	runs, err := c.AllotRuns(ctx, "")
	if err != nil {
		return err
	}
	for _, r := range runs {
		if _, err := fmt.Fprintln(w, column(fmt.Sprint(r.Number), 8)+column(r.Month, 9)+column("依据 "+r.Factors, 14)+column(when(r.MadeAt), 18)+
			column(fmt.Sprintf("%d 件", r.Cases), 12)+column(fmt.Sprintf("%d 人", r.Planners), 10)+plain(r.Note)); err != nil {
			return err
		}
	}
	return nil
}

// comparison is two runs beside each other, as it is printed: each pair is of the other run and of this one.
type comparison struct {
	Pools    map[string][2]int   `json:"pools"`
	Planners []plannerComparison `json:"planners"`
	Moved    []movedCase         `json:"moved"`
	Same     int                 `json:"same"` // cases that go to the same planner in both, or to none
}

type plannerComparison struct {
	StaffNo string            `json:"staff_no"`
	In      [2]bool           `json:"in"`
	Score   [2]int64          `json:"score"`
	Dealt   map[string][2]int `json:"dealt"`
	Total   [2]int            `json:"total"`
}

type movedCase struct {
	PolicyNo string  `json:"policy_no"`
	Category string  `json:"category"`
	From     *string `json:"from"` // null: left, or not in the other run
	To       *string `json:"to"`
}

func printComparison(w io.Writer, other, r *allot.Result) error {
	c := allot.CompareResults(other, r)
	out := comparison{Pools: map[string][2]int{}, Planners: []plannerComparison{}, Moved: []movedCase{}, Same: c.Same}
	for i, sizes := range c.Pools {
		out.Pools[allot.Category(i).String()] = sizes
	}
	for _, p := range c.Planners {
		line := plannerComparison{StaffNo: p.StaffNo, Dealt: map[string][2]int{}}
		for side, s := range p.In {
			if s == nil {
				continue
			}
			line.In[side], line.Score[side] = true, s.Score.Total()
			for i, n := range s.Dealt {
				category := allot.Category(i).String()
				both := line.Dealt[category]
				both[side] = n
				line.Dealt[category] = both
				line.Total[side] += n
			}
		}
		out.Planners = append(out.Planners, line)
	}
	for _, m := range c.Moved {
		out.Moved = append(out.Moved, movedCase{m.PolicyNo, m.Category.String(), orNull(m.From), orNull(m.To)})
	}
	return printJSON(w, out)
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
