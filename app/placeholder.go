package app

import (
	"slices"
	"strings"
)

// PlaceholderGroup is a heading of the menu of place-holders with its names.
type PlaceholderGroup struct {
	ID    string // customer, planner, policy, meeting, activity
	Names []string
}

// Placeholders are the place-holders that scripts and texts may hold, without their braces, as a menu offers them.
var Placeholders = []PlaceholderGroup{
	{"customer", []string{"称呼", "客户", "被保人"}},
	{"planner", []string{"规划师", "公司", "执业证号", "规划师电话", "中心", "原因"}},
	{"policy", []string{
		"险种", "保单号", "保单尾号", "投保日期", "保费", "保额", "应缴日", "宽限期", "宽限天数", "复效期", "满期日", "满期金", "账号", "账户尾号", "机构",
	}},
	{"meeting", []string{"何时", "日期", "时间", "地点"}},
	{"activity", []string{"活动", "活动日期", "活动时间", "活动地点", "主办", "活动内容"}},
}

// otherPlaceholders are other names of the same, which older scripts use.
var otherPlaceholders = []string{"投保人", "被保险人", "产品", "应交日", "满期日期", "满期金额", "原投保机构", "电话", "约定日期", "约定时间"}

// KnownPlaceholder reports whether a name, without braces, is filled.
func KnownPlaceholder(name string) bool {
	return slices.Contains(otherPlaceholders, name) ||
		slices.ContainsFunc(Placeholders, func(g PlaceholderGroup) bool { return slices.Contains(g.Names, name) })
}

// BadPlaceholders returns what a text has in braces that nobody would fill, with its braces and each once: names that
// are not known, and a brace that is not closed.
func BadPlaceholders(text string) []string {
	var out []string
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
		if !KnownPlaceholder(strings.TrimSpace(m[1])) {
			add("{" + m[1] + "}")
		}
	}
	rest := placeholder.ReplaceAllString(text, "")
	if i := strings.IndexAny(rest, "{}｛｝"); i >= 0 {
		r := []rune(rest[i:])
		add(string(r[:min(len(r), 6)]))
	}
	return out
}
