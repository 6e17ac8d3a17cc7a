package intake

import (
	"regexp"
	"strings"

	"github.com/fangce/fangce/app"
)

var (
	yearsPattern = regexp.MustCompile(`(\d{1,3})年(?:期|交)?`)
	channels     = regexp.MustCompile(`转账|代扣|现金|银行|划扣|刷卡|微信|支付宝|pos|委托|柜面|柜台|自交|上门|网上|扣款`)
)

// payment reads how a premium is paid: 趸交 or 期交, how often, for how many years, how many are left. Insurers put all
// of it into any of the columns (年交, 10年交, 一次交清).
func (r *rowReader) payment(p *app.Policy) {
	for _, f := range []Field{Mode, Frequency} {
		c, ok := r.first(f)
		if !ok {
			continue
		}
		way, ok := payWay(c.text)
		switch {
		case !ok:
			r.doubt(c, "“"+oneLine(c.text)+"”不是能确定的交费方式")
		case way.mode != "" && p.Mode != "" && way.mode != p.Mode, way.frequency != "" && p.Frequency != "" && way.frequency != p.Frequency:
			r.doubt(c, "“"+oneLine(c.text)+"”与交费方式的另一列不一致")
		default:
			p.Mode, p.Frequency, p.PayYears = or(p.Mode, way.mode), or(p.Frequency, way.frequency), max(p.PayYears, way.years)
		}
	}
	p.PayYears = max(p.PayYears, 0)
	if c, ok := r.first(PayYears); ok {
		n, single, ok := years(c)
		switch {
		case single && p.Mode == app.ModeRegular:
			r.doubt(c, "“"+oneLine(c.text)+"”与交费方式不一致")
		case single:
			p.Mode = app.ModeSingle
		case !ok:
			r.doubt(c, "“"+oneLine(c.text)+"”不是交费年数")
		default:
			p.PayYears = n
		}
	}
	if p.Mode == "" && p.PayYears > 1 {
		p.Mode = app.ModeRegular // what is paid for years is paid more than once
	}
	if c, ok := r.first(YearsLeft); ok {
		n, single, ok := years(c)
		switch {
		case single:
		case !ok, strings.Contains(c.column.header, "期数") && p.Frequency != app.FreqYear && p.Frequency != "" && n != 0:
			r.doubt(c, "“"+oneLine(c.text)+"”不是剩余的交费年数")
		default:
			p.YearsLeft = n
		}
	}
}

// way is what one cell says of how a premium is paid.
type way struct {
	mode, frequency string
	years           int64
}

// payWay reads 趸交, 期交, 年交, 10年交 and what else insurers write for them. How the money moves (银行转账), which some
// put into the same column, says nothing of it and is no mistake.
func payWay(text string) (way, bool) {
	t := strings.NewReplacer("缴", "交", "繳", "交", "付", "交", "躉", "趸").Replace(strings.ToLower(app.WithoutSpaces(app.HalfWidth(text))))
	w := way{}
	if m := yearsPattern.FindStringSubmatch(t); m != nil {
		w.years, _ = wholeNumber(m[1])
		t = strings.Replace(t, m[0], "期", 1)
	}
	switch {
	case strings.Contains(t, "不定期") || strings.Contains(t, "非期交"):
		return way{}, false
	case strings.Contains(t, "趸"), strings.Contains(t, "一次"), strings.Contains(t, "单次"), strings.Contains(t, "整交"):
		return way{mode: app.ModeSingle}, w.years == 0
	case strings.Contains(t, "半年"):
		w.mode, w.frequency = app.ModeRegular, app.FreqHalf
	case strings.Contains(t, "季"):
		w.mode, w.frequency = app.ModeRegular, app.FreqQuarter
	case strings.Contains(t, "月"):
		w.mode, w.frequency = app.ModeRegular, app.FreqMonth
	case strings.Contains(t, "年"):
		w.mode, w.frequency = app.ModeRegular, app.FreqYear
	case strings.Contains(t, "期"), strings.Contains(t, "续"):
		w.mode = app.ModeRegular
	case channels.MatchString(t):
	default:
		return way{}, false
	}
	return w, true
}

// years reads a number of years: 10, 10年, 10年交, 120个月. single is true for 趸交 and 一次交清.
func years(c cellOf) (n int64, single, ok bool) {
	t := strings.NewReplacer("缴", "交", "躉", "趸").Replace(app.WithoutSpaces(app.HalfWidth(c.text)))
	if strings.Contains(t, "趸") || strings.Contains(t, "一次") {
		return 0, true, true
	}
	if n, ok := wholeNumber(t, "个月", "月"); ok && (strings.HasSuffix(t, "月") || c.column.unit == "月") {
		return n / 12, false, n%12 == 0 && n/12 <= 100
	}
	n, ok = wholeNumber(t, "年期交", "年期", "年交", "年", "期")
	return n, false, ok && n <= 100
}

// term reads the time a policy runs: its text as the insurer writes it, and its years where it is so many years.
func (r *rowReader) term(p *app.Policy) {
	c, ok := r.first(Term)
	if !ok {
		return
	}
	p.Term = plainText(c.text)
	if n, ok := wholeNumber(c.text, "年期", "年"); ok && n <= 120 {
		p.TermYears = n
		if digitsOnly(p.Term) && (c.column.unit == "年" || c.column.unit == "") {
			p.Term += "年"
		}
	}
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
