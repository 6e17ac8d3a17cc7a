package cards

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// policyPanel is the table of a customer's policies, with the remaining facts of the chosen one below it.
type policyPanel struct {
	pane    *cardPane
	asOf    *widgets.Text
	table   *widgets.Table[app.PolicyView]
	wheel   *wheel
	height  *fyne.Container
	more    *fyne.Container
	content fyne.CanvasObject
}

func newPolicyPanel(p *cardPane) *policyPanel {
	t := &policyPanel{pane: p, asOf: widgets.Tag("cards.as_of", widgets.Caption("")), wheel: newWheel(), more: widgets.Stack()}
	t.table = widgets.Tag("cards.policies", widgets.NewTable(policyColumns(), func(v app.PolicyView) string { return v.Policy.ID },
		widgets.Center(widgets.MutedText(lang.X("cards.policies.none", "")))))
	t.table.OnSelect = func(app.PolicyView) { t.detail() }
	t.table.OnKey = func(k *fyne.KeyEvent) bool {
		if _, ok := t.table.Selected(); k.Name == fyne.KeyEscape && ok {
			t.unselect()
			return true
		}
		return false
	}
	t.height = widgets.Stack()
	t.content = widgets.PanelFlush(lang.X("cards.section.policies", ""), []fyne.CanvasObject{t.asOf}, widgets.VStack(0, t.height, t.more))
	return t
}

func (t *policyPanel) fill() {
	v := t.pane.view
	t.asOf.Set(asOf(v.Policies))
	t.table.SetRows(v.Policies)
	t.height.Objects = []fyne.CanvasObject{widgets.Stack(widgets.FixedHeight(t.table.HeightFor(max(1, len(v.Policies)))+2, t.table), t.wheel)}
	t.height.Refresh()
	t.detail()
}

// chosen returns the id of the chosen policy, "" for none.
func (t *policyPanel) chosen() string {
	v, _ := t.table.Selected()
	return v.Policy.ID
}

func (t *policyPanel) unselect() {
	t.table.Unselect()
	t.detail()
}

// asOf says what day the insurer's facts are of.
func asOf(list []app.PolicyView) string {
	day := app.Date("")
	for _, v := range list {
		day = max(day, v.Policy.AsOf)
	}
	if day == "" {
		return ""
	}
	return lang.X("cards.as_of", "", map[string]any{"Date": string(day)})
}

func policyColumns() []widgets.Column[app.PolicyView] {
	text := func(id string, width, weight float32, get func(v app.PolicyView) string) widgets.Column[app.PolicyView] {
		return widgets.Column[app.PolicyView]{
			ID: id, Label: lang.X("cards.policy."+id, ""), Width: width, Weight: weight,
			Compare: func(a, b app.PolicyView) int { return strings.Compare(get(a), get(b)) },
			Render:  func(v app.PolicyView) widgets.Cell { return widgets.Cell{Text: dash(get(v))} },
		}
	}
	amount := func(id string, get func(p app.Policy) app.Money) widgets.Column[app.PolicyView] {
		return widgets.Column[app.PolicyView]{
			ID: id, Label: lang.X("cards.policy."+id, ""), Width: 92, Align: fyne.TextAlignTrailing,
			Compare: func(a, b app.PolicyView) int { return cmp.Compare(get(a.Policy), get(b.Policy)) },
			Render:  func(v app.PolicyView) widgets.Cell { return widgets.Cell{Text: dash(money(get(v.Policy)))} },
		}
	}
	state := text("status", 88, 0, func(v app.PolicyView) string { return fmt.Sprint(v.State.Status.Urgency()) })
	state.Render = func(v app.PolicyView) widgets.Cell {
		return widgets.Cell{Text: status(v.State), Tone: statusTone(v.State.Status), Badge: true}
	}
	left := text("left", 64, 0, func(v app.PolicyView) string { return daysLeft(v.State) })
	left.Align = fyne.TextAlignTrailing
	left.Compare = func(a, b app.PolicyView) int { return cmp.Compare(a.State.DaysLeft, b.State.DaysLeft) }
	left.Render = func(v app.PolicyView) widgets.Cell {
		return widgets.Cell{Text: daysLeft(v.State), Tone: urgent(v.State)}
	}
	return []widgets.Column[app.PolicyView]{
		text("number", 116, 0, func(v app.PolicyView) string { return v.Policy.Number }),
		text("product", 120, 1, func(v app.PolicyView) string { return v.Policy.Product }),
		amount("insured_amount", func(p app.Policy) app.Money { return p.InsuredAmount }),
		amount("premium", func(p app.Policy) app.Money { return p.Premium }),
		text("mode", 62, 0, func(v app.PolicyView) string { return mode(v.Policy) }),
		text("effective_on", 88, 0, func(v app.PolicyView) string { return string(v.Policy.EffectiveOn) }),
		text("next_due", 88, 0, func(v app.PolicyView) string { return nextDue(v.Policy) }),
		state, left,
		text("insured", 66, 0.2, func(v app.PolicyView) string { return v.Policy.InsuredName }),
	}
}

// urgent colours the days left: the last days of a status stand out.
func urgent(s app.PolicyState) widgets.Tone {
	switch {
	case s.Status == app.StatusInGrace:
		return widgets.Warning
	case s.Status == app.StatusLapsed:
		return widgets.Danger
	}
	return widgets.Neutral
}

// mode names the way of paying: 趸交, or how often.
func mode(p app.Policy) string {
	switch {
	case p.Mode == app.ModeRegular && p.Frequency != "":
		return lang.X("frequency."+p.Frequency, "")
	case p.Mode != "":
		return lang.X("pay_mode."+p.Mode, "")
	}
	return ""
}

func nextDue(p app.Policy) string {
	if p.Mode == app.ModeSingle {
		return ""
	}
	return string(p.NextDue)
}

// detail shows the remaining facts of the chosen policy, or nothing.
func (t *policyPanel) detail() {
	t.more.Objects = nil
	if v, ok := t.table.Selected(); ok {
		t.more.Objects = []fyne.CanvasObject{t.facts(v)}
	}
	t.more.Hidden = len(t.more.Objects) == 0
	t.more.Refresh()
	if t.pane.scroll != nil {
		t.pane.scroll.Refresh()
	}
}

func (t *policyPanel) facts(v app.PolicyView) fyne.CanvasObject {
	facts := slices.DeleteFunc(policyFacts(v, t.pane.revealed), func(f widgets.Fact) bool { return f.Value == "" })
	closing := widgets.IconButton(theme.IconUp, lang.X("cards.policy.fold", ""), t.unselect).Compact()
	title := widgets.HStack(8, widgets.Strong(v.Policy.Product).Clipped(), widgets.Caption(v.Policy.Number), widgets.NewBadge(status(v.State), statusTone(v.State.Status)),
		widgets.Caption(stateText(v.State)), widgets.Spring(), widgets.Tag("cards.policy.fold", closing))
	body := []fyne.CanvasObject{title, widgets.NewFacts(4, "", facts)}
	if d := policyDoubts(v.Policy); d != "" {
		body = append(body, widgets.Tag("cards.policy.doubts", widgets.NewBanner(widgets.Warning, d)))
	}
	return widgets.Tag("cards.policy", widgets.Stack(widgets.NewBox(theme.ColorSunken, "", 0), widgets.Pad(8, 14, 8, 14, widgets.VStack(6, body...))))
}

// stateText says until when a status lasts.
func stateText(s app.PolicyState) string {
	if s.Said != "" {
		return lang.X("cards.policy.said", "", map[string]any{"Word": s.Said})
	}
	if s.Until == "" {
		return ""
	}
	return lang.X("cards.until."+string(s.Status), "", map[string]any{"Date": string(s.Until), "N": s.DaysLeft})
}

// policyFacts are the facts of a policy that its line in the table does not show.
func policyFacts(v app.PolicyView, revealed bool) []widgets.Fact {
	p := v.Policy
	fact := func(id, value string) widgets.Fact {
		return widgets.Fact{ID: id, Label: lang.X("cards.policy."+id, ""), Value: value}
	}
	account := app.MaskAccount(p.PayAccount)
	out := []widgets.Fact{
		fact("holder", p.HolderName), fact("insured", joined(p.InsuredName, p.Relation)), fact("insured_birth", string(p.InsuredBirth)), fact("insured_phone", phone(p.InsuredPhone, revealed)),
		fact("pay_years", payYears(p)), fact("term", term(p)), fact("paid_to", string(p.PaidTo)), fact("pay_account", account),
		fact("matures_on", string(p.MaturesOn)), fact("maturity_amount", money(p.MaturityAmount)), fact("paid_out_on", string(p.PaidOutOn)), fact("beneficiaries", p.Beneficiaries),
		fact("insurer", p.Insurer), fact("branch", p.Branch), fact("circulated", circulated(p)), fact("insurer_status", p.InsurerStatus),
		fact("as_of", string(p.AsOf)),
	}
	if v.Case != nil {
		signed := lang.X("cards.policy.unsigned", "")
		if v.Case.SignedAt != 0 {
			signed = words.ShortStamp(v.Case.SignedAt)
		}
		out = append(out, fact("category", joined(lang.X("category."+v.Case.Category, ""), lang.X("reason."+v.Case.Reason, ""))),
			fact("month", v.Case.Month), fact("signed", signed))
	}
	remark := fact("remark", p.Remark)
	remark.Span = 2
	return append(out, remark)
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " · ")
}

func payYears(p app.Policy) string {
	if p.PayYears == 0 {
		return ""
	}
	return lang.X("cards.policy.years", "", map[string]any{"N": p.PayYears, "Left": p.YearsLeft})
}

func term(p app.Policy) string {
	if p.Term == "" && p.TermYears > 0 {
		return lang.X("cards.policy.term_years", "", map[string]any{"N": p.TermYears})
	}
	return p.Term
}

func circulated(p app.Policy) string {
	text := ""
	if p.Circulated > 0 {
		text = lang.X("cards.policy.times", "", map[string]any{"N": p.Circulated})
	}
	if p.Converted {
		return joined(text, lang.X("cards.policy.converted", ""))
	}
	return text
}

// policyDoubts lists the cells of the insurer's file that could not be understood, as written.
func policyDoubts(p app.Policy) string {
	var lines []string
	for _, d := range p.Doubts {
		lines = append(lines, lang.X("cards.policy.doubt", "", map[string]any{"Column": d.Column, "Text": d.Text, "Reason": d.Reason}))
	}
	return strings.Join(lines, "\n")
}
