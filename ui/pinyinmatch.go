package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// spelt is a text as people type it: its characters, and the ways each of them is read.
type spelt struct {
	text  string     // in lower case
	reads [][]string // of each character: readings of a Han character, itself otherwise; none for blanks and signs
}

// also are second readings of characters in the names of actions; the dictionary's rare ones would find what nobody meant.
var also = map[rune]string{'重': "chong", '行': "hang", '长': "zhang", '調': "diao", '调': "diao", '还': "huan", '率': "lv", '期': "qi", '查': "cha", '转': "zhuan"}

var readings = pinyin.NewArgs()

func spell(text string) spelt {
	s := spelt{text: strings.ToLower(text)}
	for _, r := range s.text {
		switch {
		case unicode.Is(unicode.Han, r):
			reads := append(pinyin.SinglePinyin(r, readings), string(r))
			if second := also[r]; second != "" {
				reads = append(reads, second)
			}
			s.reads = append(s.reads, reads)
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			s.reads = append(s.reads, []string{string(r)})
		}
	}
	return s
}

// How well a text answers what was typed; more is better.
const (
	matchNone  = iota
	matchIn    // somewhere in it
	matchBegin // from its beginning
	matchWhole // all of it
)

// match says how well the text answers what was typed: characters, initials or spelling of its reading, or a mixture,
// without regard to case and blanks.
func (s spelt) match(typed string) int {
	typed = strings.ToLower(strings.Join(strings.Fields(typed), ""))
	plain := strings.Join(strings.Fields(s.text), "")
	switch {
	case typed == "":
		return matchIn
	case plain == typed:
		return matchWhole
	case strings.HasPrefix(plain, typed):
		return matchBegin
	case strings.Contains(plain, typed):
		return matchIn
	}
	for i := range s.reads {
		if end := along(s.reads[i:], typed); end >= 0 {
			switch {
			case i == 0 && end == len(s.reads):
				return matchWhole
			case i == 0:
				return matchBegin
			}
			return matchIn
		}
	}
	return matchNone
}

// along follows what was typed through readings and returns the most characters it goes through, -1 if it does not fit.
func along(reads [][]string, typed string) int {
	if typed == "" {
		return 0
	}
	if len(reads) == 0 {
		return -1
	}
	best := -1
	for _, read := range reads[0] {
		for _, n := range []int{len(read), 1} {
			if n > len(typed) || typed[:n] != read[:n] || (n < len(read) && read[0] >= utf8.RuneSelf) {
				continue
			}
			if rest := along(reads[1:], typed[n:]); rest >= 0 {
				best = max(best, rest+1)
			}
		}
		if len(typed) < len(read) && strings.HasPrefix(read, typed) {
			best = max(best, 1) // a syllable half typed
		}
	}
	return best
}
