package allot

import (
	"strconv"

	"github.com/fangce/fangce/app"
)

// RankReason says where a case stands among its category's, and between which.
type RankReason struct {
	Rank    int32         `json:"rank"` // from 1
	Of      int           `json:"of"`   // cases of the category that were ranked together
	Factors []FactorValue `json:"factors"`
	After   *Neighbour    `json:"after"`  // the case just before it, nil if it is the first
	Before  *Neighbour    `json:"before"` // the case just after it, nil if it is the last
}

// FactorValue is what a case has of a factor, in the order in which the factors count.
type FactorValue struct {
	Factor Factor `json:"factor"`
	Value  string `json:"value"`          // as inputs write it
	Band   *int   `json:"band,omitempty"` // of an amount, 0 for the highest
}

// Neighbour is a case beside another in the order of importance, with the first factor in which they differ.
type Neighbour struct {
	PolicyNo string      `json:"policy_no"`
	Factor   Factor      `json:"factor"`
	Own      FactorValue `json:"own"`
	Other    FactorValue `json:"other"`

	own, other Text
}

func (r *Result) rankReason(i int) RankReason {
	c := r.CaseOf(i)
	out := RankReason{Rank: r.Cases[i].Rank, Of: r.ranked(c.Category)}
	for _, f := range Factors(c.Category) {
		out.Factors = append(out.Factors, r.in.valueOf(c, f))
	}
	if i > 0 {
		out.After = r.in.neighbour(c, r.CaseOf(i-1))
	}
	if i+1 < len(r.Cases) {
		out.Before = r.in.neighbour(c, r.CaseOf(i+1))
	}
	return out
}

// ranked returns how many cases the ranks of a category count; those of the rest are of the whole month.
func (r *Result) ranked(c Category) int {
	if r.first != nil {
		return r.first.ranked(c)
	}
	return r.Pools[c].Available
}

// neighbour returns what sets a case apart from another, nil if that lies in another category.
func (in *Input) neighbour(own, other *Case) *Neighbour {
	if own.Category != other.Category {
		return nil
	}
	for _, f := range Factors(own.Category) {
		if compareBy(f, own, other, in.Bands) != 0 {
			return &Neighbour{
				PolicyNo: other.PolicyNo, Factor: f, Own: in.valueOf(own, f), Other: in.valueOf(other, f),
				own: in.valueText(own, f), other: in.valueText(other, f),
			}
		}
	}
	return nil
}

func (in *Input) valueOf(c *Case, f Factor) FactorValue {
	v := FactorValue{Factor: f}
	switch f {
	case ByAmount:
		band := Band(c.Amount, in.Bands)
		v.Value, v.Band = Decimal(c.Amount), &band
	case ByAddress:
		v.Value = string(c.Address)
	case ByPhone:
		v.Value = string(c.Phone)
	case ByDate:
		v.Value = string(c.Date)
	case ByEffective:
		v.Value = string(c.Effective)
	case ByYearsLeft:
		v.Value = strconv.FormatInt(c.YearsLeft, 10)
	case ByBranch:
		v.Value = c.Branch
	case ByCirculated:
		v.Value = strconv.FormatInt(c.Circulated, 10)
	case ByConverted:
		v.Value = strconv.FormatBool(c.Converted)
	case ByPolicyNo:
		v.Value = c.PolicyNo
	}
	return v
}

// Decimal returns an amount in yuan as inputs write it: 6800.50.
func Decimal(m app.Money) string {
	fen := strconv.FormatInt(int64(m%100)+100, 10)
	return strconv.FormatInt(int64(m/100), 10) + "." + fen[1:]
}

// valueText returns in words what a case has of a factor.
func (in *Input) valueText(c *Case, f Factor) Text {
	v := in.valueOf(c, f)
	switch f {
	case ByAmount:
		if *v.Band < len(in.Bands) {
			return text("allot.value.band", values{"From": in.Bands[*v.Band]})
		}
		if len(in.Bands) == 0 {
			return text("allot.value", values{"Value": v.Value})
		}
		return text("allot.value.below", values{"To": in.Bands[len(in.Bands)-1]})
	case ByAddress, ByPhone:
		return text("allot.value."+v.Value, nil)
	case ByYearsLeft:
		return text("allot.value.years", values{"N": c.YearsLeft})
	case ByCirculated:
		return text("allot.value.times", values{"N": c.Circulated})
	case ByConverted:
		return text("allot.value."+v.Value, nil)
	}
	if v.Value == "" {
		return text("allot.value.unknown", nil)
	}
	return text("allot.value", values{"Value": v.Value})
}

func (k RankReason) texts(c Category) []Text {
	out := []Text{text("allot.why.rank", values{"Category": categoryText(c), "Rank": k.Rank, "Of": k.Of})}
	for _, n := range []struct {
		key string
		*Neighbour
	}{{"allot.why.after", k.After}, {"allot.why.before", k.Before}} {
		if n.Neighbour != nil {
			out = append(out, text(n.key, values{"No": n.PolicyNo, "Factor": factorText(c, n.Factor), "Own": n.own, "Other": n.other}))
		}
	}
	return out
}

// factorText names a factor; what a renewal's amount and date are is not what the others' are.
func factorText(c Category, f Factor) Text {
	if c == Renewal && (f == ByAmount || f == ByDate) {
		return text("allot.factor."+string(f)+".renewal", nil)
	}
	return text("allot.factor."+string(f), nil)
}
