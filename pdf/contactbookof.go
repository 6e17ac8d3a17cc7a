package pdf

import "github.com/fangce/fangce/app"

// standingWords name how far the payment of a premium has been spoken of.
var standingWords = map[string]string{app.BookOpen: "未沟通", app.BookTold: "已告知", app.BookWay: "已确认方式", app.BookPaid: "已交费"}

// ContactBookOf returns the contact book of a month (2026-11) with everything 002 §三.二 asks for, phones and addresses among
// it: whoever hands it out notes that.
func ContactBookOf(s Sheet, month string, lines []app.BookLine, planner app.Person) ContactBook {
	out := ContactBook{Sheet: s, Month: month, Planner: planner.Name, StaffNo: planner.StaffNo, LicenceNo: planner.Licence, Unit: planner.Unit}
	for _, l := range lines {
		p := l.Policy
		out.AsOf = max(out.AsOf, p.AsOf)
		holder := p.HolderName
		if holder == "" {
			holder = l.Name
		}
		out.Lines = append(out.Lines, ContactLine{
			PolicyNo: p.Number, Product: p.Product, EffectiveOn: p.EffectiveOn, DueOn: l.Due, Amount: p.InsuredAmount, Premium: p.Premium, Holder: holder, Insured: p.InsuredName,
			Phone: l.Phone, Address: l.Address, Standing: word(standingWords, l.Standing), PayWay: l.PayWay,
		})
	}
	return out
}
