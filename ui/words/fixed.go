package words

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
)

// fixed are the words that cards keep in Chinese whatever the language of the window: what forms offer to choose from.
var fixed = []string{
	"未婚", "已婚", "离异", "丧偶",
	"本人", "配偶", "子女", "父母", "兄弟姐妹", "其他",
	"缘故", "转介绍", "陌拜", "活动", "银行网点",
	"身份证", "15位身份证",
	"银行自动扣款", "银行转账", "官方App交费", "公司柜台交费",
	"家", "单位", "终身",
}

// Fixed writes a word that is kept in Chinese in the user's language; a person's own words stay.
func Fixed(word string) string {
	if slices.Contains(fixed, word) {
		return lang.X("fixed."+word, word)
	}
	return word
}

// Wan writes a sum in 万元 as the cover of a policy is told: 30万; in English in yuan.
func Wan(m app.Money) string {
	switch locale.Current() {
	case locale.Simplified:
		return app.Wan(m)
	case locale.Traditional:
		return strings.ReplaceAll(app.Wan(m), "万", "萬")
	}
	return Thousands(int(m / 100))
}
