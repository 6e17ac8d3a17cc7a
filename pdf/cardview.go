package pdf

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// Words of the forms, which are Chinese whatever the window's language.
var (
	channelWords = map[string]string{
		app.ChannelVisit: "上门", app.ChannelPhone: "电话", app.ChannelLetter: "信函", app.ChannelOnline: "网络", app.ChannelGift: "附加值",
	}
	frequencyWords = map[string]string{
		app.FreqYear: "年交", app.FreqHalf: "半年交", app.FreqQuarter: "季交", app.FreqMonth: "月交",
	}
	statusWords = map[app.PolicyStatus]string{
		app.StatusInForce: "有效", app.StatusDueSoon: "即将应缴", app.StatusInGrace: "宽限期", app.StatusLapsed: "效力中止",
		app.StatusExpired: "复效期已过", app.StatusMatured: "已满期", app.StatusTerminated: "已终止",
	}
	band = regexp.MustCompile(`^(\d+)-(\d+)$`)
)

// QuestionnaireOf returns the questionnaire for a card with its facts filled in. The policy is the one with
// the id, or the card's first; phones are masked if mask is set.
func QuestionnaireOf(s Sheet, card app.CardView, policyID string, planner app.Person, on app.Date, mask bool) Questionnaire {
	c := card.Customer
	q := Questionnaire{
		Sheet: s, Customer: c.Name, Sex: c.Sex, CardNo: c.CardNo,
		Planner: planner.Name, LicenceNo: planner.Licence, Date: on,
	}
	for _, phone := range c.Phones {
		if !phone.Wrong && phone.Kind != app.PhoneInvalid {
			q.Phone = phone.Number
			break
		}
	}
	if mask {
		q.Phone = app.MaskPhone(q.Phone)
	}
	for i, p := range card.Policies {
		if p.Policy.ID == policyID || i == 0 {
			q.PolicyNo, q.Product = p.Policy.Number, p.Policy.Product
		}
	}
	return q
}

// SignedQuestionnaireOf returns the questionnaire a customer filled in on the screen, with the signature under it.
func SignedQuestionnaireOf(s Sheet, card app.CardView, survey app.Survey, strokes []app.Stroke, planner app.Person, mask bool) Questionnaire {
	q := QuestionnaireOf(s, card, survey.PolicyID, planner, survey.SignedAt.Date(), mask)
	q.Items, q.Opinion = DefaultItems(), survey.Comment
	for i, item := range q.Items {
		q.Items[i].Importance, q.Items[i].Satisfaction = survey.Importance[item.ID], survey.Rating[item.ID]
	}
	q.Signed = Signed{Strokes: strokes, On: survey.SignedAt.Date()}
	return q
}

// ServiceCardOf returns the service card of a card with everything the store knows, records oldest first.
func ServiceCardOf(s Sheet, card app.CardView, planner app.Person) ServiceCard {
	c := card.Customer
	out := ServiceCard{
		Sheet: s, CardNo: c.CardNo, Name: c.Name, Sex: c.Sex, BirthDate: c.BirthDate,
		LunarBirthday: c.LunarBirthday, IDType: c.IDType, IDNo: c.IDNo, WeChat: c.WeChat, Employer: c.Employer,
		Occupation: c.Occupation, Income: incomeBand(c.IncomeBand), Marriage: c.Marriage, BestTime: c.BestTime,
		BestChannel: word(channelWords, c.BestChannel), ConsentOn: c.ConsentOn, OpenedOn: c.OpenedOn,
		Completeness: card.Completeness, Planner: planner.Name, LicenceNo: planner.Licence, Notes: c.Notes,
	}
	if c.Grade != "" {
		out.Grade = c.Grade + " 类"
	}
	if c.Key {
		out.Grade = strings.TrimSpace(out.Grade + "（重点客户）")
	}
	for _, p := range c.Phones {
		out.Phones = append(out.Phones, CardContact{
			Label: contactLabel(p.Label, phoneWord(p.Kind), "电话"), Text: p.Number,
			Verified: card.Verified["phones="+p.Number].OK, Wrong: p.Wrong || p.Kind == app.PhoneInvalid,
		})
	}
	for _, a := range c.Addresses {
		text := a.Text
		if a.Postcode != "" {
			text += "（邮编 " + a.Postcode + "）"
		}
		out.Addresses = append(out.Addresses, CardContact{
			Label: contactLabel(a.Label, "联系地址", "地址"), Text: text,
			Verified: card.Verified["addresses="+a.Text].OK, Wrong: a.Wrong,
		})
	}
	for _, r := range c.Family {
		out.Family = append(out.Family, CardRelative{Relation: r.Relation, Name: r.Name, BirthDate: r.BirthDate, Note: r.Note})
	}
	for _, p := range card.Policies {
		out.Policies = append(out.Policies, policyLine(p))
	}
	for _, r := range slices.Backward(card.Records) {
		out.Records = append(out.Records, CardRecord{
			On: r.Record.At.Date(), Channel: word(channelWords, r.Record.Channel), Content: r.Record.Content,
			Attitude: r.Record.Attitude, Answer: answer(r.Record), By: r.Author,
		})
	}
	return out
}

func policyLine(v app.PolicyView) CardPolicy {
	p := v.Policy
	line := CardPolicy{
		Number: p.Number, Product: p.Product, Holder: p.HolderName, Insured: p.InsuredName, Amount: p.InsuredAmount,
		Premium: p.Premium, Term: p.Term, EffectiveOn: p.EffectiveOn, NextDue: p.NextDue, Status: statusLine(v.State),
	}
	switch {
	case p.Mode == app.ModeSingle:
		line.Pay = "趸交"
	case p.PayYears > 0:
		line.Pay = fmt.Sprintf("%s %d 年", word(frequencyWords, p.Frequency), p.PayYears)
	default:
		line.Pay = word(frequencyWords, p.Frequency)
	}
	if line.Term == "" && p.TermYears > 0 {
		line.Term = fmt.Sprintf("%d 年", p.TermYears)
	}
	return line
}

// statusLine says the status with its days; the insurer's own word wins (product §3).
func statusLine(s app.PolicyState) string {
	if s.Said != "" {
		return s.Said
	}
	switch s.Status {
	case app.StatusInGrace:
		return fmt.Sprintf("宽限期（余 %d 天）", s.DaysLeft)
	case app.StatusLapsed:
		return fmt.Sprintf("效力中止（余 %d 天可复效）", s.DaysLeft)
	}
	return word(statusWords, s.Status)
}

// answer returns the answers and results with the promise still to be kept.
func answer(r app.ServiceRecord) string {
	if r.Promise == "" {
		return r.Answer
	}
	promise := "待答复：" + r.Promise
	if r.PromiseBy.Valid() {
		promise += "（" + r.PromiseBy.Chinese() + "前）"
	}
	return strings.TrimSpace(r.Answer + "\n" + promise)
}

// contactLabel returns what the paper calls a phone or an address of that label.
func contactLabel(label, usual, kind string) string {
	switch {
	case label == "":
		return usual
	case label == "家":
		return "家庭" + kind
	case strings.HasSuffix(label, kind) || len([]rune(label)) > 3:
		return label
	}
	return label + kind
}

func phoneWord(kind string) string {
	switch kind {
	case app.PhoneMobile:
		return "移动电话"
	case app.PhoneLandline:
		return "固定电话"
	}
	return "联系电话"
}

// incomeBand returns a band of the published list, such as 5-10, in words.
func incomeBand(code string) string {
	if m := band.FindStringSubmatch(code); m != nil {
		return m[1] + "–" + m[2] + " 万元"
	}
	return code
}

// word returns the word of a code, or the code where there is none: a newer centre may know more.
func word[K ~string](words map[K]string, code K) string {
	if w, ok := words[code]; ok {
		return w
	}
	return string(code)
}
