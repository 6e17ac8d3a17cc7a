package intake

import (
	"strings"

	"github.com/fangce/fangce/app"
)

func (r *rowReader) holder() {
	h := &r.out.Holder
	h.Name = r.name(HolderName)
	h.Sex = r.sex(HolderSex)
	h.BirthDate = r.date(HolderBirth)
	h.IDNo, h.IDType, h.BirthDate, h.Sex = r.papers(HolderIDNo, HolderIDType, h.BirthDate, h.Sex)
	h.Phones = r.phones(HolderPhone)
	h.Addresses = r.addresses()
	h.Employer = r.text(HolderEmployer)
	h.Occupation = r.text(HolderOccupation)
	h.WeChat = r.text(HolderWeChat)
	h.Marriage = r.text(HolderMarriage)
}

func (r *rowReader) insured() {
	p := &r.out.Policy
	p.InsuredName = r.name(InsuredName)
	if h := r.out.Holder.Name; h != "" && (p.InsuredName == "本人" || p.InsuredName == "同投保人" || p.InsuredName == "投保人本人") {
		p.InsuredName, p.Relation = h, or(p.Relation, "本人")
	}
	p.InsuredSex = r.sex(InsuredSex)
	p.InsuredBirth = r.date(InsuredBirth)
	p.InsuredIDNo, _, p.InsuredBirth, p.InsuredSex = r.papers(InsuredIDNo, InsuredIDType, p.InsuredBirth, p.InsuredSex)
	var numbers []string
	for _, n := range r.phones(InsuredPhone) {
		numbers = append(numbers, n.Number)
	}
	p.InsuredPhone = strings.Join(numbers, "、")
}

func (r *rowReader) name(f Field) string {
	c, ok := r.first(f)
	if !ok {
		return ""
	}
	if why := brokenCell(c.text); why != "" && strings.HasPrefix(c.text, "#") {
		r.doubt(c, why)
		return ""
	}
	n := app.NormalName(c.text)
	if why := app.NameDoubt(n); why != "" {
		r.problem(c, why)
	}
	return n
}

func (r *rowReader) sex(f Field) string {
	c, ok := r.first(f)
	if !ok {
		return ""
	}
	s, ok := sexOf(c.text)
	if !ok {
		r.doubt(c, "“"+oneLine(c.text)+"”不是性别")
	}
	return s
}

// papers reads a number of identity papers. One of an identity card is checked (GB 11643) against birth date and sex and
// fills them where the file has none; a wrong one is kept as written and reported (product §3).
func (r *rowReader) papers(number, kind Field, birth app.Date, sex string) (no, paper string, d app.Date, s string) {
	paper = r.text(kind)
	isCard := strings.Contains(paper, "身份证")
	c, ok := r.first(number)
	if !ok {
		if isCard {
			paper = app.IDCard
		}
		return "", paper, birth, sex
	}
	compact := strings.ToUpper(app.WithoutSpaces(app.HalfWidth(c.text)))
	if ruinedPattern.MatchString(compact) {
		r.doubt(c, "证件号“"+c.text+"”已被 Excel 变成科学计数法，后面的数字已经丢失")
		return c.text, paper, birth, sex
	}
	if paper != "" && !isCard && !householdPaper(paper) {
		return compact, paper, birth, sex
	}
	card, err := app.ParseIDNo(compact)
	if err != nil {
		if isCard || len(compact) == 18 || len(compact) == 15 || digitsOnly(compact) {
			r.problem(c, messageOf(err))
			return c.text, or(paper, app.IDCard), birth, sex
		}
		if paper == "" {
			r.problem(c, "“"+oneLine(c.text)+"”不是身份证号，文件里没有写证件类型")
		}
		return compact, paper, birth, sex
	}
	if why := card.Disagreement(birth, sex); why != "" {
		r.problem(c, why)
	}
	if paper == "" || isCard {
		paper = card.Type
	}
	if birth == "" {
		birth = card.Birth
	}
	return card.Number, paper, birth, or(sex, card.Sex)
}

// householdPaper reports whether a paper carries the holder's identity card number too.
func householdPaper(paper string) bool {
	return strings.Contains(paper, "户口") || strings.Contains(paper, "临时身份")
}

func (r *rowReader) phones(f Field) []app.Phone {
	var out []app.Phone
	for _, c := range r.all(f) {
		if ruinedPattern.MatchString(app.WithoutSpaces(app.HalfWidth(c.text))) {
			r.problem(c, "电话“"+c.text+"”已被 Excel 变成科学计数法，后面的数字已经丢失")
			out = append(out, app.Phone{Number: c.text, Kind: app.PhoneInvalid})
			continue
		}
		text := c.text
		if whole, zeros, ok := strings.Cut(text, "."); ok && digitsOnly(whole) && strings.Trim(zeros, "0") == "" {
			text = whole
		}
		for _, p := range app.ParsePhones(text) {
			if p.Kind == app.PhoneInvalid {
				r.problem(c, "“"+p.Number+"”不是手机号，也不是带区号的固定电话")
			}
			if p.Label == "" {
				p.Label = c.column.label
			}
			if !knownPhone(out, p.Number) {
				out = append(out, p)
			}
		}
	}
	return out
}

func knownPhone(list []app.Phone, number string) bool {
	for _, p := range list {
		if p.Number == number {
			return true
		}
	}
	return false
}

func (r *rowReader) addresses() []app.Address {
	var out []app.Address
	for _, c := range r.all(HolderAddress) {
		text := plainText(c.text)
		known := false
		for _, a := range out {
			known = known || a.Text == text
		}
		if !known {
			out = append(out, app.Address{Text: text, District: app.DistrictOf(text), Label: c.column.label})
		}
	}
	c, ok := r.first(HolderPostcode)
	if !ok {
		return out
	}
	code := app.WithoutSpaces(app.HalfWidth(c.text))
	if whole, zeros, ok := strings.Cut(code, "."); ok && strings.Trim(zeros, "0") == "" {
		code = whole
	}
	switch {
	case !digitsOnly(code) || len(code) != 6:
		r.doubt(c, "“"+oneLine(c.text)+"”不是六位邮政编码")
	case len(out) == 0:
		r.doubt(c, "有邮政编码，没有地址")
	default:
		out[0].Postcode = code
	}
	return out
}
