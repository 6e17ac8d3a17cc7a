package intake

import (
	"fmt"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// fact is one thing two rows are compared by.
type fact struct {
	field Field
	of    func(r *app.ImportRow) string // "" unknown
}

var facts = []fact{
	{Product, func(r *app.ImportRow) string { return r.Policy.Product }},
	{InsuredAmount, func(r *app.ImportRow) string { return number(r.Policy.InsuredAmount) }},
	{Premium, func(r *app.ImportRow) string { return number(r.Policy.Premium) }},
	{Mode, func(r *app.ImportRow) string { return r.Policy.Mode }},
	{Frequency, func(r *app.ImportRow) string { return r.Policy.Frequency }},
	{PayYears, func(r *app.ImportRow) string { return number(r.Policy.PayYears) }},
	{YearsLeft, func(r *app.ImportRow) string { return number(r.Policy.YearsLeft) }},
	{Term, func(r *app.ImportRow) string { return r.Policy.Term }},
	{EffectiveOn, func(r *app.ImportRow) string { return string(r.Policy.EffectiveOn) }},
	{NextDue, func(r *app.ImportRow) string { return string(r.Policy.NextDue) }},
	{PaidTo, func(r *app.ImportRow) string { return string(r.Policy.PaidTo) }},
	{GraceDays, func(r *app.ImportRow) string { return number(r.Policy.GraceDays) }},
	{MaturesOn, func(r *app.ImportRow) string { return string(r.Policy.MaturesOn) }},
	{MaturityAmount, func(r *app.ImportRow) string { return number(r.Policy.MaturityAmount) }},
	{PaidOutOn, func(r *app.ImportRow) string { return string(r.Policy.PaidOutOn) }},
	{InsurerStatus, func(r *app.ImportRow) string { return r.Policy.InsurerStatus }},
	{Relation, func(r *app.ImportRow) string { return r.Policy.Relation }},
	{Beneficiaries, func(r *app.ImportRow) string { return r.Policy.Beneficiaries }},
	{PayAccount, func(r *app.ImportRow) string { return r.Policy.PayAccount }},
	{Branch, func(r *app.ImportRow) string { return r.Policy.Branch }},
	{Circulated, func(r *app.ImportRow) string { return number(r.Policy.Circulated) }},
	{Converted, func(r *app.ImportRow) string { return strings.TrimPrefix(fmt.Sprint(r.Policy.Converted), "false") }},
	{AsOf, func(r *app.ImportRow) string { return string(r.Policy.AsOf) }},
	{Remark, func(r *app.ImportRow) string { return r.Policy.Remark }},
	{InsuredName, func(r *app.ImportRow) string { return r.Policy.InsuredName }},
	{InsuredSex, func(r *app.ImportRow) string { return r.Policy.InsuredSex }},
	{InsuredBirth, func(r *app.ImportRow) string { return string(r.Policy.InsuredBirth) }},
	{InsuredIDNo, func(r *app.ImportRow) string { return r.Policy.InsuredIDNo }},
	{InsuredPhone, func(r *app.ImportRow) string { return sorted(strings.Split(r.Policy.InsuredPhone, "、")) }},
	{HolderName, func(r *app.ImportRow) string { return r.Holder.Name }},
	{HolderSex, func(r *app.ImportRow) string { return r.Holder.Sex }},
	{HolderBirth, func(r *app.ImportRow) string { return string(r.Holder.BirthDate) }},
	{HolderIDType, func(r *app.ImportRow) string { return r.Holder.IDType }},
	{HolderIDNo, func(r *app.ImportRow) string { return r.Holder.IDNo }},
	{HolderEmployer, func(r *app.ImportRow) string { return r.Holder.Employer }},
	{HolderOccupation, func(r *app.ImportRow) string { return r.Holder.Occupation }},
	{HolderWeChat, func(r *app.ImportRow) string { return r.Holder.WeChat }},
	{HolderMarriage, func(r *app.ImportRow) string { return r.Holder.Marriage }},
	{HolderPhone, func(r *app.ImportRow) string {
		var out []string
		for _, p := range r.Holder.Phones {
			out = append(out, p.Number)
		}
		return sorted(out)
	}},
	{HolderAddress, func(r *app.ImportRow) string {
		var out []string
		for _, a := range r.Holder.Addresses {
			out = append(out, a.Text)
		}
		return sorted(out)
	}},
	{HolderPostcode, func(r *app.ImportRow) string {
		for _, a := range r.Holder.Addresses {
			if a.Postcode != "" {
				return a.Postcode
			}
		}
		return ""
	}},
}

func number[N ~int64](n N) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprint(int64(n))
}

func sorted(list []string) string {
	slices.Sort(list)
	return strings.Join(list, "\n")
}

// same reports whether two rows say the same, after normalising, about everything this file has columns for. What was
// understood from another column (a birth date from an ID number) counts where there is something to compare.
func (s *Sheet) same(row, before *app.ImportRow) bool {
	for _, f := range facts {
		have, had := f.of(row), f.of(before)
		if (have != "" || s.has[f.field]) && have != had && alike(have) != alike(had) {
			return false
		}
	}
	return s.doubts(row) == s.doubts(before)
}

// alike takes away what the hands that type texts vary in: spaces and full-width signs.
func alike(s string) string { return app.WithoutSpaces(app.HalfWidth(s)) }

// doubts returns the texts of the cells of this file's columns that were not understood.
func (s *Sheet) doubts(r *app.ImportRow) string {
	var out []string
	for _, d := range r.Policy.Doubts {
		if s.headers[d.Column] {
			out = append(out, d.Text)
		}
	}
	return sorted(out)
}
