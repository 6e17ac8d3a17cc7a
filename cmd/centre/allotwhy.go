package main

import (
	"encoding/json"
	"io"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

// explained is an explanation with its reasons in words.
type explained struct {
	allot.Explanation
	Words map[string][]string `json:"words"` // by language
}

func printWhy(w io.Writer, why allot.Explanation) error {
	words, err := inWords(why.Reasons)
	if err != nil {
		return err
	}
	return printJSON(w, explained{why, words})
}

// plannerExplained is what a planner gets and why, with the reasons in words.
type plannerExplained struct {
	allot.PlannerReason
	Cases   []plannerCase       `json:"cases"` // by category and importance
	Reasons []allot.Text        `json:"reasons"`
	Words   map[string][]string `json:"words"` // by language
}

type plannerCase struct {
	PolicyNo string `json:"policy_no"`
	Category string `json:"category"`
	Rank     int32  `json:"rank"`
	Round    int32  `json:"round"` // 0: in none
	Way      string `json:"way"`
}

func printPlanner(w io.Writer, r *allot.Result, staffNo string) error {
	why, reasons, ok := r.ExplainPlanner(staffNo)
	if !ok {
		return app.Errorf(app.ErrNotFound, "没有工号为 %s 的规划师", staffNo)
	}
	words, err := inWords(reasons)
	if err != nil {
		return err
	}
	cases := []plannerCase{}
	for i, d := range r.Cases {
		if d.Planner >= 0 && r.Planners[d.Planner].StaffNo == staffNo {
			c := r.CaseOf(i)
			cases = append(cases, plannerCase{c.PolicyNo, c.Category.String(), d.Rank, d.Round, d.Way.String()})
		}
	}
	return printJSON(w, plannerExplained{why, cases, reasons, words})
}

func printJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(v)
}
