package app

import (
	"strings"
	"unicode"
)

// compoundSurnames are the surnames of two characters that are met today.
var compoundSurnames = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range strings.Fields(`欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫
		宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 呼延 子车 颛孙 端沐 巫马
		公西 漆雕 乐正 壤驷 公良 拓跋 夹谷 宰父 谷梁 段干 百里 东郭 南门 令狐 轩辕 左丘 西门 第五 羊舌 纳兰 完颜 爱新觉罗 叶赫那拉`) {
		m[s] = true
	}
	return m
}()

// Surname returns the surname of a Chinese name, compound surnames included. Of a name with a middle dot
// (阿依古丽·买买提) or one that is not in Han characters it returns the first character.
func Surname(name string) string {
	r := []rune(strings.TrimSpace(name))
	switch {
	case len(r) == 0:
		return ""
	case strings.ContainsRune(name, '·'):
		return string(r[:1])
	}
	for _, n := range []int{4, 2} {
		if len(r) > n && compoundSurnames[string(r[:n])] {
			return string(r[:n])
		}
	}
	return string(r[:1])
}

// Salutation returns how to address a person: 王先生, 欧阳女士, 阿依古丽女士. Where the sex is not known it is
// 王先生/女士, for the planner to choose.
func Salutation(name, sex string) string {
	name = strings.TrimSpace(name)
	if name == "" {
		return ""
	}
	called := Surname(name)
	if given, _, dotted := strings.Cut(name, "·"); dotted {
		called = given
	} else if !unicode.Is(unicode.Han, []rune(name)[0]) {
		called = name
	}
	return called + Title(sex)
}

// Title returns 先生 or 女士; both where the sex is not known.
func Title(sex string) string {
	switch sex {
	case SexMale:
		return "先生"
	case SexFemale:
		return "女士"
	}
	return "先生/女士"
}
