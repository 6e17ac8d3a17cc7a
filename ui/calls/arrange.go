package calls

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// What the queue can be narrowed to besides its filters.
const (
	narrowNone    = "none"
	narrowConfirm = "confirm"
	narrowAgain   = "again" // a call agreed for a time
	narrowLate    = "late"
	narrowGrace   = "grace"
	narrowLapsed  = "lapsed"
	narrowKey     = "key"
	narrowTried   = "tried"
	narrowNow     = "now" // may be called now, at the best time or without a known one
)

var narrowings = []string{narrowNone, narrowConfirm, narrowAgain, narrowLate, narrowGrace, narrowLapsed, narrowKey, narrowTried, narrowNow}

// Orders of the queue; the first is the rule's (002 §二.一.1).
const (
	orderRule    = "rule"
	orderPremium = "premium"
	orderWaited  = "waited" // longest not called first
	orderName    = "name"
)

var orders = []string{orderRule, orderPremium, orderWaited, orderName}

func optionsOf(prefix string, ids []string) []widgets.Option {
	out := make([]widgets.Option, len(ids))
	for i, id := range ids {
		out[i] = widgets.Option{ID: id, Label: lang.X(prefix+id, "")}
	}
	return out
}

// arrange returns the queue narrowed and in an order; the queue itself stays as it is.
func arrange(items []app.CallItem, narrowing, order string) []app.CallItem {
	out := slices.DeleteFunc(slices.Clone(items), func(i app.CallItem) bool { return !inNarrowing(i, narrowing) })
	switch order {
	case orderPremium:
		slices.SortStableFunc(out, func(a, b app.CallItem) int { return cmp.Compare(b.Premium, a.Premium) })
	case orderWaited:
		slices.SortStableFunc(out, func(a, b app.CallItem) int { return cmp.Compare(a.LastCall, b.LastCall) })
	case orderName:
		slices.SortStableFunc(out, func(a, b app.CallItem) int { return cmp.Compare(a.Name, b.Name) })
	}
	return out
}

func inNarrowing(i app.CallItem, narrowing string) bool {
	has := func(codes ...string) bool {
		return slices.ContainsFunc(i.Why, func(w app.CallReason) bool { return slices.Contains(codes, w.Code) })
	}
	switch narrowing {
	case narrowConfirm:
		return i.At != 0
	case narrowAgain:
		return i.CallAt != 0
	case narrowLate:
		return has(app.WhyFirstLate, app.WhyReturnLate) || slices.ContainsFunc(i.Why, func(w app.CallReason) bool { return w.Code == app.WhyCallOn && w.Days > 0 })
	case narrowGrace:
		return i.State.Status == app.StatusInGrace
	case narrowLapsed:
		return i.State.Status == app.StatusLapsed
	case narrowKey:
		return i.Key || i.Grade == "A"
	case narrowTried:
		return i.Tries > 0
	case narrowNow:
		return i.Blocked == "" && !i.Later
	}
	return true
}
