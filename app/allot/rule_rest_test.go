package allot_test

import (
	"sort"

	"github.com/fangce/fangce/app/allot"
)

// restByTheRule deals what is left and returns to whom each case goes: cases of customers that had another dealt to that
// planner first; then the same rule, with what is left as the pools.
func restByTheRule(in *allot.Input, first ruled) map[string]string {
	var receivers []*rulePlanner
	for _, p := range first.planners {
		if p.receives {
			receivers = append(receivers, p)
		}
	}
	sort.Slice(receivers, func(i, j int) bool {
		if receivers[i].score != receivers[j].score {
			return receivers[i].score > receivers[j].score
		}
		return receivers[i].StaffNo < receivers[j].StaffNo
	})
	out := map[string]string{}
	left := map[string][]*ruleCase{}
	got := map[string]int{} // by category and staff number
	for _, c := range first.cases {
		if c.planner != "" {
			continue
		}
		name := c.Category.String()
		left[name] = append(left[name], c)
		out[c.PolicyNo] = ""
		for _, o := range first.cases {
			if o.Customer == c.Customer && o.planner != "" {
				out[c.PolicyNo] = o.planner
			}
		}
		if p := out[c.PolicyNo]; p != "" {
			got[name+p]++
		}
	}
	for _, category := range ruleOrder {
		list := left[category]
		sort.Slice(list, func(i, j int) bool { return list[i].rank < list[j].rank })
		weights := make([]int, len(receivers))
		for i, p := range receivers {
			weights[i] = 1
			if in.Mode == "score" {
				weights[i] = p.score
			}
		}
		quotas := ruleRemainders(len(list), weights)
		for again := true; again; {
			again = false
			for i, p := range receivers {
				if quotas[i]-got[category+p.StaffNo] <= 0 {
					continue
				}
				for _, c := range list {
					if out[c.PolicyNo] != "" {
						continue
					}
					again = true
					for no := range out {
						if o := first.cases[no]; out[no] == "" && o.Customer == c.Customer {
							out[no] = p.StaffNo
							got[o.Category.String()+p.StaffNo]++
						}
					}
					break
				}
			}
		}
	}
	return out
}
