package app

import (
	"regexp"
	"slices"
	"strings"
)

// Blank is what a script shows for a fact that is not known, for the planner to see before speaking.
const Blank = "____"

// ScriptFacts are the facts that fill the place-holders of a script. Empty ones become a Blank.
type ScriptFacts struct {
	Customer  Customer
	Policy    Policy
	Planner   Person
	Centre    string // the centre's name, such as 瑞禾人寿银保理财中心
	Reason    string // handover reason
	At        Instant
	Place     string
	Published Date // day of the handover
	Activity  Activity
	Topic     string // what a text was asked for
	Today     Date
	Written   bool // to be read, not spoken: days without this year, times as one writes them
}

// CompanyOf returns the name of the insurer a planner speaks for: the policy's insurer where it is a name and not a code,
// otherwise the centre's name without 银保理财中心 and what follows.
func CompanyOf(centre string, p Policy) string {
	if strings.IndexFunc(p.Insurer, isHan) >= 0 {
		return p.Insurer
	}
	for _, cut := range []string{"银保理财中心", "银行保险理财中心", "理财中心"} {
		if name, _, ok := strings.Cut(centre, cut); ok && name != "" {
			return name
		}
	}
	return centre
}

// ReasonText returns the handover reason as one says it to a customer (002 §二.一.2).
func ReasonText(reason string) string {
	switch reason {
	case ReasonOrphan:
		return "原来的服务人员已经离职"
	case ReasonStripped:
		return "公司调整了服务人员"
	case ReasonNew:
		return "公司安排由我为您服务"
	}
	return ""
}

func (f ScriptFacts) value(name string) string {
	p := f.Policy
	money := func(m Money) string {
		if m == 0 {
			return ""
		}
		return m.String() + "元"
	}
	switch name {
	case "客户", "投保人":
		return f.Customer.Name
	case "称呼":
		if f.Written && f.Customer.Sex == "" {
			return f.Customer.Name // who writes cannot leave 先生/女士 to choose
		}
		return Salutation(f.Customer.Name, f.Customer.Sex)
	case "被保人", "被保险人":
		return p.InsuredName
	case "险种", "产品":
		return p.Product
	case "保单号":
		return p.Number
	case "投保日期":
		return f.day(p.EffectiveOn)
	case "应缴日", "应交日":
		return f.day(p.NextDue)
	case "宽限期":
		return f.day(p.Boundaries().GraceEnd)
	case "复效期":
		return f.day(p.Boundaries().ReinstateEnd)
	case "满期日", "满期日期":
		return f.day(p.MaturesOn)
	case "保费":
		return money(p.Premium)
	case "保额":
		return money(p.InsuredAmount)
	case "满期金", "满期金额":
		return money(p.MaturityAmount)
	case "机构", "原投保机构":
		return p.Branch
	case "账号":
		return p.PayAccount
	case "规划师":
		return f.Planner.Name
	case "执业证号":
		return f.Planner.Licence
	case "电话", "规划师电话":
		return f.Planner.Phone
	case "公司":
		return CompanyOf(f.Centre, p)
	case "中心":
		return f.Centre
	case "原因":
		return ReasonText(f.Reason)
	case "日期", "约定日期":
		return f.dayOf(f.At)
	case "时间", "约定时间":
		return f.clock(f.At)
	case "地点":
		return f.Place
	}
	return f.messageValue(name)
}

// aboutDue finds what a sentence says of a premium to come.
var aboutDue = regexp.MustCompile(`[{｛](应缴日|应交日|宽限期)[}｝]`)

// sentence is up to and with its closing sign.
var sentence = regexp.MustCompile(`[^。！？；]*[。！？；]?[”’」』）]*`)

// withoutDue leaves out the sentences about a premium to come where the policy has none, as after a single payment; they
// would be a blank in the middle of what is read aloud. A text of such sentences only stays as it is.
func (f ScriptFacts) withoutDue(text string) string {
	if f.Policy.Boundaries().Due != "" || !aboutDue.MatchString(text) {
		return text
	}
	var kept strings.Builder
	for _, s := range sentence.FindAllString(text, -1) {
		if !aboutDue.MatchString(s) {
			kept.WriteString(s)
		}
	}
	if strings.TrimSpace(kept.String()) == "" {
		return text
	}
	return kept.String()
}

var placeholder = regexp.MustCompile(`[{｛]([^{}｛｝]*)[}｝](元)?`)

// Fill returns the text with its place-holders filled. What is not known, and a place-holder nobody knows, shows as a
// Blank; no brace is left. The unit of an amount is not said twice.
func (f ScriptFacts) Fill(text string) string {
	text = f.withoutDue(text)
	text = strings.NewReplacer("{客户}{称呼}", "{客户}"+Title(f.Customer.Sex)).Replace(text)
	text = placeholder.ReplaceAllStringFunc(text, func(m string) string {
		part := placeholder.FindStringSubmatch(m)
		v := f.value(strings.TrimSpace(part[1]))
		if v == "" {
			v = Blank
		}
		if part[2] != "" && !strings.HasSuffix(v, part[2]) {
			v += part[2]
		}
		return v
	})
	return strings.NewReplacer("{", "", "}", "", "｛", "", "｝", "").Replace(text)
}

// FillScript returns a copy of the script with the place-holders of its steps and objections filled.
func FillScript(s Script, f ScriptFacts) Script {
	s.Steps = slices.Clone(s.Steps)
	for i := range s.Steps {
		s.Steps[i].Title, s.Steps[i].Text = f.Fill(s.Steps[i].Title), f.Fill(s.Steps[i].Text)
	}
	s.Objections = f.fillObjections(s.Objections)
	return s
}

func (f ScriptFacts) fillObjections(all []Objection) []Objection {
	out := slices.Clone(all)
	for i := range out {
		out[i].Says, out[i].Answer, out[i].More = f.Fill(out[i].Says), f.Fill(out[i].Answer), f.fillObjections(out[i].More)
	}
	return out
}

// PickScript returns the script for an occasion: of the stage and channel, for the handover reason or for any reason,
// else for a new customer, else whatever there is for the stage; the newest version of those. ok is false if the stage
// has no script. Retired ones, texts to send and those of a topic are left out.
func PickScript(all []Script, reason, stage, channel string) (best Script, ok bool) {
	rank := -1
	for _, s := range all {
		if s.Stage != stage || s.Retired || s.Topic != "" || (s.Channel == ChannelMessage) != (channel == ChannelMessage) {
			continue
		}
		r := 0
		if s.Channel == channel || s.Channel == "" {
			r += 8
		}
		switch s.Reason {
		case reason:
			r += 4
		case "":
			r += 3
		case ReasonNew:
			r += 2
		}
		if r > rank || r == rank && s.Version > best.Version {
			best, rank, ok = s, r, true
		}
	}
	return best, ok
}

func isHan(r rune) bool { return r >= 0x3400 && r <= 0x9fff || r >= 0x20000 && r <= 0x323af }
