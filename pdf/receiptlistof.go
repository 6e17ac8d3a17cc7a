package pdf

import "github.com/fangce/fangce/app"

// Words of a case.
var (
	categoryWords = map[string]string{
		app.CategoryMaturing: "满期", app.CategoryRenewal: "续期", app.CategoryOld: "老客户", app.CategoryUnmatured: "未到期", app.CategoryOther: "其他",
	}
	reasonWords = map[string]string{app.ReasonOrphan: "孤儿保单", app.ReasonStripped: "剥离保单", app.ReasonNew: "新分配"}
)

// ReceiptListOf returns the cases of a month (2026-11) with when each was signed for, in the order given.
func ReceiptListOf(s Sheet, month string, cases []app.CaseWork, planner app.Person) ReceiptList {
	out := ReceiptList{Sheet: s, Month: month, Planner: planner.Name, StaffNo: planner.StaffNo, Unit: planner.Unit}
	signed := app.Instant(0)
	open := false
	for _, w := range cases {
		c, p := w.Case, w.Policy
		out.PublishedOn, out.SignBy = max(out.PublishedOn, c.PublishedOn), max(out.SignBy, c.SignBy)
		line := ReceiptCase{
			PolicyNo: p.Number, Product: p.Product, Customer: w.Card.Name, Category: word(categoryWords, c.Category), Reason: word(reasonWords, c.Reason), Rank: int(c.Rank),
			On: p.MaturesOn, Amount: p.MaturityAmount, SignedAt: shortDay(c.SignedAt.Date()),
		}
		if c.Category == app.CategoryRenewal || !p.MaturesOn.Valid() {
			line.On, line.Amount = p.NextDue, p.Premium
		}
		signed, open = max(signed, c.SignedAt), open || c.SignedAt == 0
		out.Cases = append(out.Cases, line)
	}
	if !open {
		out.SignedOn = signed.Date()
	}
	return out
}
