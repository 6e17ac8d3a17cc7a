package allot

import "github.com/fangce/fangce/app"

// FromPolicy returns the case of a policy in a month, with the factors that its facts and those of its holder's card
// give. own tells whether a phone number is a planner's; nil: none is.
func FromPolicy(p app.Policy, c app.Customer, month string, own func(number string) bool) Case {
	category, _ := ParseCategory(app.CategoryOf(p, month))
	out := Case{
		PolicyNo:   p.Number,
		Customer:   c.ID,
		Category:   category,
		Amount:     max(p.MaturityAmount, 0),
		Address:    app.AddressCompleteness(c.Addresses),
		Phone:      app.PhoneCompleteness(c.Phones, own),
		Date:       known(p.MaturesOn),
		Effective:  known(p.EffectiveOn),
		Branch:     p.Branch,
		YearsLeft:  max(p.YearsLeft, 0),
		Circulated: max(p.Circulated, 0),
		Converted:  p.Converted,
	}
	if category == Renewal {
		out.Amount, out.Date = max(p.Premium, 0), known(p.NextDue)
	}
	return out
}

// known returns the date, "" if there is no such day.
func known(d app.Date) app.Date {
	if !d.Valid() {
		return ""
	}
	return d
}

// WhyCategory returns what of a policy's facts puts it in its category of a month (product §4).
func WhyCategory(p app.Policy, month string) Text {
	category := app.CategoryOf(p, month)
	v := values{"Month": month}
	switch category {
	case app.CategoryMaturing, app.CategoryUnmatured:
		v["Date"] = string(p.MaturesOn)
	case app.CategoryRenewal:
		v["Date"] = string(p.NextDue)
	case app.CategoryOld:
		v["Date"], v["Paid"] = string(p.MaturesOn), string(p.PaidOutOn)
	}
	return text("allot.category."+category, v)
}
