package intake

import (
	"regexp"
	"strings"

	"github.com/fangce/fangce/app"
)

// rewrites bring the spellings of headers to one.
var rewrites = strings.NewReplacer(
	"缴", "交", "繳", "交", "躉", "趸", "帐", "账", "帳", "账", "單", "单", "號", "号", "碼", "码", "費", "费", "額", "额", "險", "险",
	"種", "种", "電", "电", "話", "话", "聯", "联", "絡", "络", "類", "类", "證", "证", "別", "别", "稱", "称", "產", "产",
	"滿", "满", "狀", "状", "態", "态", "備", "备", "註", "注", "關", "关", "係", "系", "機", "机", "構", "构", "點", "点", "寬", "宽",
	"應", "应", "領", "领", "給", "给", "銀", "银", "戶", "户", "連", "联", "郵", "邮", "編", "编", "職", "职", "業", "业", "時", "时", "間", "间", "轉", "转",
)

var rewriteWords = strings.NewReplacer(
	"主被保险人", "被保人", "第一被保险人", "被保人", "被保险人", "被保人", "被保险", "被保", "主被保人", "被保人", "第一被保人", "被保人",
	"保险单", "保单", "保险费", "保费", "身份证号码", "身份证号", "号码", "号", "编号", "号", "单号码", "单号", "的", "",
)

var (
	bracketPattern = regexp.MustCompile(`[(\[{【〔《<]([^)\]}】〕》>]*)[)\]}】〕》>]`)
	unitPattern    = regexp.MustCompile(`^(?:单位)?[:/]?(?:人民币)?(亿元?|百万元?|十万元?|万元?|千元?|百元?|元|rmb|cny|年|月|天|日|岁|次|期)$`)
	unitTail       = regexp.MustCompile(`[/:_-](?:单位)?[:]?(?:人民币)?(亿元|百万元|十万元|万元|万|千元|百元|元)$`)
	titleUnit      = regexp.MustCompile(`单位[:]?(?:人民币)?(亿元|百万元|十万元|万元|千元|百元|元)`)
	numberTail     = regexp.MustCompile(`[0-9一二三]$`)
)

var moneyUnits = map[string]app.Money{
	"亿": app.Yuan(100_000_000), "百万": app.Yuan(1_000_000), "十万": app.Yuan(100_000), "万": app.Yuan(10_000),
	"千": app.Yuan(1_000), "百": app.Yuan(100), "": app.Yuan(1),
}

// understand says what a header means and which unit it names, as 保额（万元） does. The unit is "" if there is none.
func understand(header string) (m meaning, unit string, ok bool) {
	h := strings.ToLower(rewrites.Replace(app.WithoutSpaces(app.HalfWidth(header))))
	h = strings.Trim(h, "*:;,.、'\"`_-=")
	var inside string
	if b := bracketPattern.FindStringSubmatch(h); b != nil {
		outside := strings.Trim(bracketPattern.ReplaceAllString(h, ""), "*:")
		inside = b[1]
		if u := unitPattern.FindStringSubmatch(inside); u != nil {
			unit, inside = u[1], ""
		}
		if m, ok = look(inside + outside); ok && inside != "" {
			return m, unit, true
		}
		if m, ok = look(outside + inside); ok {
			return m, unit, true
		}
		h = outside
	}
	if m, ok = look(h); ok {
		return m, unit, true
	}
	if u := unitTail.FindStringSubmatch(h); u != nil {
		if m, ok = look(h[:len(h)-len(u[0])]); ok {
			return m, u[1], true
		}
	}
	if strings.ContainsAny(h, "/、或,") {
		for _, part := range strings.FieldsFunc(h, func(r rune) bool { return strings.ContainsRune("/、或,", r) }) {
			if m, ok = look(part); ok {
				return m, unit, true
			}
		}
	}
	return meaning{}, unit, false
}

func look(key string) (meaning, bool) {
	key = rewriteWords.Replace(strings.Trim(key, "*:_-"))
	if m, ok := dictionary[key]; ok {
		return m, true
	}
	if flat := strings.NewReplacer("/", "", "、", "", "_", "", "-", "", ".", "").Replace(key); flat != key {
		if m, ok := dictionary[flat]; ok {
			return m, true
		}
	}
	if numberTail.MatchString(key) {
		if m, ok := dictionary[numberTail.ReplaceAllString(key, "")]; ok && repeats(m.field) {
			m.rank += 50
			return m, true
		}
	}
	if strings.HasSuffix(key, "保单号") && !otherPolicy(strings.TrimSuffix(key, "保单号")) {
		return meaning{field: PolicyNo, rank: 90}, true
	}
	return meaning{}, false
}

// otherPolicy reports whether a word before 保单号 makes it another policy's number.
func otherPolicy(prefix string) bool {
	for _, w := range []string{"原", "旧", "前", "上年", "上期", "关联", "转", "附", "团", "续", "新", "投", "介绍", "推荐"} {
		if strings.Contains(prefix, w) {
			return true
		}
	}
	return false
}

// repeats reports whether several columns of a file may hold the field at once: phone 1, phone 2.
func repeats(f Field) bool {
	switch f {
	case HolderPhone, InsuredPhone, HolderAddress, Beneficiaries, Converted:
		return true
	}
	return false
}

// moneyUnit returns what 1 is worth in a column whose header names the unit.
func moneyUnit(unit string) app.Money {
	if m, ok := moneyUnits[strings.TrimSuffix(unit, "元")]; ok {
		return m
	}
	return app.Yuan(1)
}

// cleanHeader is a header as it is shown: as written, without outer spaces and line breaks.
func cleanHeader(s string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "", "\n", "", "\r", "", "\ufeff", "").Replace(app.Visible(s)))
}
