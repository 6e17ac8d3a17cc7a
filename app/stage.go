package app

// Days and months of the service of a card (product §5, after 002 §二). Day 0 is the day of publication.
const (
	SignWorkdays      = 3  // 签收: working days (product §4, after 002 §四.1)
	OpenCardDays      = 1  // 建卡: calendar days
	CheckDataDays     = 5  // 资料确认
	FirstCallDays     = 5  // 首次电话
	FirstCallLeadDays = 15 // … or this long before the due or maturity date, if that is earlier (002 §一.1)
	FirstVisitDays    = 15 // 首次面访
	ReturnMonthsA     = 1  // 回访, by grade of the customer
	ReturnMonthsB     = 3
	ReturnMonthsC     = 6
)

// StageDue holds the last days of the stages of one case.
type StageDue struct {
	Sign, OpenCard, CheckData, FirstCall, FirstVisit Date
}

// DueOf returns the last days of the stages of a case (product §5). The first call comes forward where a premium or the
// maturity of the policy is near, but is never due before the case was published.
func DueOf(c Case, p Policy, cal Calendar) StageDue {
	pub := c.PublishedOn
	d := StageDue{
		Sign:       c.SignBy,
		OpenCard:   pub.AddDays(OpenCardDays),
		CheckData:  pub.AddDays(CheckDataDays),
		FirstCall:  pub.AddDays(FirstCallDays),
		FirstVisit: pub.AddDays(FirstVisitDays),
	}
	if d.Sign == "" {
		d.Sign = cal.AddWorkdays(pub, SignWorkdays)
	}
	for _, day := range []Date{p.NextDue, p.MaturesOn} {
		if !day.Valid() || day < pub || (day == p.NextDue && p.Mode == ModeSingle) {
			continue
		}
		if lead := max(day.AddDays(-FirstCallLeadDays), pub); lead < d.FirstCall {
			d.FirstCall = lead
		}
	}
	return d
}

// ReturnMonths returns how many months lie between return visits of a customer of that grade; C where there is no grade.
func ReturnMonths(grade string) int {
	switch grade {
	case "A":
		return ReturnMonthsA
	case "B":
		return ReturnMonthsB
	}
	return ReturnMonthsC
}

// ReturnDue returns the day by which a customer of that grade is to be visited or called again; "" if there was no contact
// yet.
func ReturnDue(last Date, grade string) Date { return last.AddMonths(ReturnMonths(grade)) }
