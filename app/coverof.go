package app

import "strings"

// coverWords say by which words in its name a product is known for a kind of cover. The first line that fits decides, so that
// 意外伤害医疗 is an accident's, and 终身寿险（万能型） a life's.
var coverWords = []struct {
	cover string
	any   []string
}{
	{CoverAccident, []string{"意外", "交通工具", "驾乘", "航空"}},
	{CoverCare, []string{"护理", "失能"}},
	{CoverMedical, []string{"医疗", "住院", "门诊", "津贴", "手术"}},
	{CoverCritical, []string{"重大疾病", "重疾", "防癌", "恶性肿瘤", "特定疾病", "轻症", "疾病"}},
	{CoverSavings, []string{"教育", "少儿年金", "大学", "婚嫁", "创业"}},
	{CoverPension, []string{"养老", "退休"}},
	{CoverSavings, []string{"两全", "年金", "储蓄", "生存金"}},
	{CoverLife, []string{"寿险", "身故", "定期", "终身寿"}},
	{CoverSavings, []string{"万能", "投资连结", "投连", "分红"}},
}

// CoverOf returns for what kind of cover a product stands, by the words of its name; CoverOther if none is known. An annuity
// counts as a pension only where it says so: most are savings (两全、年金).
func CoverOf(product string) string {
	for _, w := range coverWords {
		for _, word := range w.any {
			if strings.Contains(product, word) {
				return w.cover
			}
		}
	}
	return CoverOther
}
