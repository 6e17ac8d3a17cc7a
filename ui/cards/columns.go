package cards

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// policyColumn declares one column of the table of policies.
type policyColumn struct {
	id, label string
	width     float32 // 0: what the others leave
	align     fyne.TextAlign
	compare   func(a, b app.PolicyView) int
	cell      func(v app.PolicyView) fyne.CanvasObject
}

func emptyPolicies() string { return lang.X("cards.policies.none", "") }

func policyColumns() []policyColumn {
	text := func(id string, width float32, get func(v app.PolicyView) string) policyColumn {
		return policyColumn{
			id: id, label: lang.X("cards.policy."+id, ""), width: width,
			compare: func(a, b app.PolicyView) int { return strings.Compare(get(a), get(b)) },
			cell:    func(v app.PolicyView) fyne.CanvasObject { return widgets.NewText(dash(get(v))).Clipped() },
		}
	}
	amount := func(id string, width float32, get func(p app.Policy) app.Money) policyColumn {
		return policyColumn{
			id: id, label: lang.X("cards.policy."+id, ""), width: width, align: fyne.TextAlignTrailing,
			compare: func(a, b app.PolicyView) int { return cmp.Compare(get(a.Policy), get(b.Policy)) },
			cell: func(v app.PolicyView) fyne.CanvasObject {
				return widgets.NewText(dash(money(get(v.Policy)))).Clipped().Aligned(fyne.TextAlignTrailing)
			},
		}
	}
	state := policyColumn{
		id: "status", label: lang.X("cards.policy.status", ""), width: 88,
		compare: func(a, b app.PolicyView) int {
			return cmp.Or(cmp.Compare(a.State.Status.Urgency(), b.State.Status.Urgency()), cmp.Compare(a.State.DaysLeft, b.State.DaysLeft))
		},
		cell: func(v app.PolicyView) fyne.CanvasObject {
			return widgets.HStack(0, widgets.NewBadge(status(v.State), statusTone(v.State.Status)))
		},
	}
	left := policyColumn{
		id: "left", label: lang.X("cards.policy.left", ""), width: 54, align: fyne.TextAlignTrailing,
		compare: func(a, b app.PolicyView) int { return cmp.Compare(a.State.DaysLeft, b.State.DaysLeft) },
		cell: func(v app.PolicyView) fyne.CanvasObject {
			return widgets.NewText(daysLeft(v.State)).Clipped().Aligned(fyne.TextAlignTrailing).Toned(urgent(v.State))
		},
	}
	return []policyColumn{
		text("number", 130, func(v app.PolicyView) string { return v.Policy.Number }),
		text("product", 0, func(v app.PolicyView) string { return v.Policy.Product }),
		amount("insured_amount", 96, func(p app.Policy) app.Money { return p.InsuredAmount }),
		amount("premium", 88, func(p app.Policy) app.Money { return p.Premium }),
		text("mode", 62, func(v app.PolicyView) string { return mode(v.Policy) }),
		text("effective_on", 86, func(v app.PolicyView) string { return string(v.Policy.EffectiveOn) }),
		text("next_due", 86, func(v app.PolicyView) string { return nextDue(v.Policy) }),
		state, left,
		text("insured", 58, func(v app.PolicyView) string { return v.Policy.InsuredName }),
	}
}

// policyColumnLayout puts cells into the columns, centred vertically.
type policyColumnLayout struct{ columns []policyColumn }

// MinSize implements fyne.Layout.
func (policyColumnLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(400, 20) }

// Layout implements fyne.Layout.
func (l policyColumnLayout) Layout(cells []fyne.CanvasObject, s fyne.Size) {
	rest := s.Width - 2*policyCellPad
	for _, c := range l.columns {
		rest -= c.width
	}
	x := float32(policyCellPad)
	for i, c := range l.columns {
		w := c.width
		if w == 0 {
			w = max(60, rest)
		}
		h := cells[i].MinSize().Height
		cells[i].Move(fyne.NewPos(x+policyCellPad, (s.Height-h)/2))
		cells[i].Resize(fyne.NewSize(w-2*policyCellPad, h))
		x += w
	}
}
