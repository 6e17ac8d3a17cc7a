package pdf

import (
	"fmt"
	"strings"

	"github.com/fangce/fangce/app"
)

// coverWords name the kinds of cover in the order of app.Covers.
var coverWords = map[string]string{
	app.CoverLife: "寿险", app.CoverCritical: "重大疾病", app.CoverMedical: "医疗", app.CoverAccident: "意外",
	app.CoverCare: "护理", app.CoverPension: "养老", app.CoverSavings: "储蓄", app.CoverOther: "其他",
}

// FamilyReviewOf returns the review of a family's policies, with the advice and the customer's wish of done where there is one.
func FamilyReviewOf(s Sheet, v app.FamilyReview, done *app.PolicyReview, planner app.Person) FamilyReview {
	out := FamilyReview{
		Sheet: s, Customer: v.Customer.Name, CardNo: v.Customer.CardNo, On: v.On, AsOf: v.AsOf, Planner: planner.Name, LicenceNo: planner.Licence,
		Year: v.YearPremium,
	}
	if done != nil {
		out.Advice, out.Wish = done.Advice, done.Wish
	}
	for _, c := range app.Covers {
		out.Covers = append(out.Covers, coverWords[c])
	}
	for _, m := range v.Members {
		line := ReviewMember{Name: m.Name, About: aboutMember(m), Gaps: gapWords(m.Gaps)}
		for _, c := range app.Covers {
			line.Cells = append(line.Cells, coverCell(m.Cover(c)))
		}
		out.Members = append(out.Members, line)
		for _, p := range m.Policies {
			out.Policies = append(out.Policies, reviewPolicy(m.Name, p))
		}
	}
	for _, p := range v.Calendar {
		out.Premiums = append(out.Premiums, ReviewPremium{Day: p.Day, Insured: p.Member, Product: p.Product, Number: p.Number, Amount: p.Amount})
	}
	return out
}

func aboutMember(m app.FamilyMember) string {
	if m.Age < 0 {
		return m.Relation
	}
	return strings.TrimPrefix(fmt.Sprintf("%s，%d 岁", m.Relation, m.Age), "，")
}

func coverCell(c app.CoverState) string {
	switch {
	case c.Gap != nil && c.Gap.Kind == app.GapStopped:
		return "中止"
	case c.Gap != nil && c.Gap.Kind == app.GapEnding:
		return "将满"
	case c.Amount > 0:
		return app.Wan(c.Amount)
	case c.Held:
		return "有"
	}
	return ""
}

// gapWords says what a person lacks: first what there is none of, then what has stopped or will end.
func gapWords(gaps []app.CoverGap) string {
	var missing, others []string
	for _, g := range gaps {
		name := coverWords[g.Cover]
		switch g.Kind {
		case app.GapEnding:
			others = append(others, name+"："+g.Until.Chinese()+"到期")
		case app.GapStopped:
			others = append(others, name+"：效力中止")
		default:
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		others = append([]string{strings.Join(missing, "、") + "：未见保障"}, others...)
	}
	return strings.Join(others, "；")
}

func reviewPolicy(insured string, p app.FamilyPolicy) ReviewPolicy {
	out := ReviewPolicy{
		Insured: insured, Product: p.Product, Number: p.Number, Holder: p.Holder, Amount: p.Amount, Premium: p.YearPremium,
		Status: statusLine(p.State), From: p.From, Until: p.Until, Life: p.Until == "" && p.PolicyID != "", PaidUntil: p.PaidUntil,
		Off: p.State.Status == app.StatusLapsed || p.State.Status == app.StatusExpired,
	}
	switch {
	case p.OutsideID != "":
		out.Number, out.Status = p.Company, "客户告知"
		if out.Product == "" {
			out.Product = coverWords[p.Cover]
		}
	case p.Mode == app.ModeSingle:
		out.Pay = "趸交"
	case p.PayYears > 0:
		out.Pay = fmt.Sprintf("%s %d 年", word(frequencyWords, p.Frequency), p.PayYears)
	default:
		out.Pay = word(frequencyWords, p.Frequency)
	}
	return out
}
