package cards

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// policyPanel is the table of a customer's policies.
type policyPanel struct {
	pane    *cardPane
	asOf    *widgets.Text
	review  *widgets.Button
	table   *policyLines
	content fyne.CanvasObject
}

func newPolicyPanel(p *cardPane) *policyPanel {
	t := &policyPanel{pane: p, asOf: widgets.Tag("cards.as_of", widgets.Caption(""))}
	t.review = widgets.Tag("cards.review", widgets.Quiet(lang.X("review.open", ""), theme.IconPolicy, p.room.Review).Compact().Key("F"))
	t.table = newPolicyLines(p.room.deps.Window, t.facts, func() { p.scroll.Refresh() })
	t.content = widgets.PanelFlush(lang.X("cards.section.policies", ""), []fyne.CanvasObject{t.asOf, t.review}, t.table.content)
	return t
}

func (t *policyPanel) fill() {
	t.asOf.Set(asOf(t.pane.view.Policies))
	t.table.set(t.pane.view.Policies)
}

// chosen returns the id of the chosen policy, "" for none.
func (t *policyPanel) chosen() string { return t.table.chosen }

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

// urgent colours the days left: the last days of a status stand out.
func urgent(s app.PolicyState) widgets.Tone {
	switch s.Status {
	case app.StatusInGrace:
		return widgets.Warning
	case app.StatusLapsed:
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

// facts shows the remaining facts of a policy.
func (t *policyPanel) facts(v app.PolicyView) fyne.CanvasObject {
	facts := slices.DeleteFunc(policyFacts(v, t.pane.revealed), func(f widgets.Fact) bool { return f.Value == "" })
	closing := widgets.IconButton(theme.IconUp, lang.X("cards.policy.fold", ""), func() { t.table.choose(v.Policy.ID) }).Compact()
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
		fact("holder", p.HolderName), fact("insured", joined(p.InsuredName, words.Fixed(p.Relation))), fact("insured_birth", string(p.InsuredBirth)), fact("insured_phone", phone(p.InsuredPhone, revealed)),
		fact("pay_years", payYears(p)), fact("term", term(p)), fact("paid_to", string(p.PaidTo)), fact("pay_account", account),
		fact("matures_on", string(p.MaturesOn)), fact("maturity_amount", money(p.MaturityAmount)), fact("paid_out_on", string(p.PaidOutOn)), fact("beneficiaries", p.Beneficiaries),
		fact("insurer", p.Insurer), fact("branch", p.Branch), fact("circulated", circulated(p)), fact("insurer_status", p.InsurerStatus),
		fact("as_of", string(p.AsOf)),
	}
	if v.Case != nil {
		signed := lang.X("cards.policy.unsigned", "")
		if v.Case.SignedAt != 0 {
			signed = words.Stamp(v.Case.SignedAt)
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
	if years, ok := strings.CutSuffix(p.Term, "年"); ok {
		if n, err := strconv.Atoi(years); err == nil {
			return lang.X("cards.policy.term_years", "", map[string]any{"N": n})
		}
	}
	return words.Fixed(p.Term)
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
