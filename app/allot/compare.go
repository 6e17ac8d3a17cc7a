package allot

// Comparison is two results beside each other, such as one by score and one by equal parts, with other shares, or with and
// without a planner.
type Comparison struct {
	Pools    [Categories][2]int // sizes
	Planners []Pair             // of either result, by staff number
	Moved    []Move             // cases whose planner is not the same, by policy number
	Same     int                // cases whose planner is the same, those left in both among them
}

// Pair is a planner in two results; nil where the planner is not in one.
type Pair struct {
	StaffNo string
	In      [2]*Standing
}

// Move is a case that goes to other hands in the second result.
type Move struct {
	PolicyNo string
	Category Category
	From, To string // staff numbers; "": left
	In       [2]bool
}

// CompareResults puts two results of the same month beside each other. Cases are the same by their policy numbers.
func CompareResults(a, b *Result) Comparison {
	var out Comparison
	for c := range out.Pools {
		out.Pools[c] = [2]int{a.Pools[c].Size, b.Pools[c].Size}
	}
	out.Planners = pairs(a, b)
	x, y := a.byPolicy(), b.byPolicy()
	for i, j := 0, 0; i < len(x) || j < len(y); {
		var m Move
		switch {
		case j == len(y) || i < len(x) && a.CaseOf(x[i]).PolicyNo < b.CaseOf(y[j]).PolicyNo:
			m = a.moveOf(x[i])
			m.From, m.To, m.In[0] = m.To, "", true
			i++
		case i == len(x) || b.CaseOf(y[j]).PolicyNo < a.CaseOf(x[i]).PolicyNo:
			m = b.moveOf(y[j])
			m.In[1] = true
			j++
		default:
			m = b.moveOf(y[j])
			m.From, m.In = a.moveOf(x[i]).To, [2]bool{true, true}
			i++
			j++
			if m.From == m.To {
				out.Same++
				continue
			}
		}
		out.Moved = append(out.Moved, m)
	}
	return out
}

func (r *Result) moveOf(i int) Move {
	c := r.CaseOf(i)
	m := Move{PolicyNo: c.PolicyNo, Category: c.Category}
	if at := r.Cases[i].Planner; at >= 0 {
		m.To = r.Planners[at].StaffNo
	}
	return m
}

// pairs merges the planners of two results, who lie there by their staff numbers.
func pairs(a, b *Result) []Pair {
	var out []Pair
	i, j := 0, 0
	for i < len(a.Planners) || j < len(b.Planners) {
		switch {
		case j == len(b.Planners) || i < len(a.Planners) && a.Planners[i].StaffNo < b.Planners[j].StaffNo:
			out = append(out, Pair{a.Planners[i].StaffNo, [2]*Standing{&a.Planners[i], nil}})
			i++
		case i == len(a.Planners) || b.Planners[j].StaffNo < a.Planners[i].StaffNo:
			out = append(out, Pair{b.Planners[j].StaffNo, [2]*Standing{nil, &b.Planners[j]}})
			j++
		default:
			out = append(out, Pair{a.Planners[i].StaffNo, [2]*Standing{&a.Planners[i], &b.Planners[j]}})
			i++
			j++
		}
	}
	return out
}
