// Package pinyin turns Chinese personal names into the letters people type to find them: the whole spelling, the
// initials, and both without the surname. Surnames are read from a table of their own, as dictionaries get 单, 仇, 解,
// 尉迟 and their like wrong; other characters with several readings give several spellings.
package pinyin

import (
	"slices"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// Bounds of what one name may expand to: readings of one character, spellings of one name.
const (
	maxReadings  = 4
	maxSpellings = 12
)

// Keys are the letters by which a name is found, in lower case.
type Keys struct {
	Full     []string // whole spellings, the likeliest first: zhangsanfeng
	Initials []string // zsf
	Given    []string // without the surname: sanfeng, sf
}

// Of returns the keys of a name. A ü is spelt v, as keyboards do, and u as well.
func Of(name string) Keys {
	opts, surname := options(name)
	var k Keys
	for _, v := range spellings(opts) {
		k.Full = spelt(k.Full, strings.Join(v, ""))
		k.Initials = add(k.Initials, initials(v))
		if surname > 0 && surname < len(v) {
			k.Given = spelt(k.Given, strings.Join(v[surname:], ""))
			k.Given = add(k.Given, initials(v[surname:]))
		}
	}
	return k
}

// Sort returns the key by which names are put in order: the likeliest spelling with a space after each syllable, so that
// 李 comes before 连 and 李安 before 李冰.
func Sort(name string) string {
	opts, _ := options(name)
	best := make([]string, len(opts))
	for i, o := range opts {
		best[i] = o[0]
	}
	return strings.Join(best, " ")
}

var heteronyms = func() pinyin.Args {
	a := pinyin.NewArgs()
	a.Heteronym = true
	return a
}()

// options returns the readings of each syllable, the likeliest first, and how many syllables the surname has.
func options(name string) (opts [][]string, surname int) {
	rs := []rune(strings.TrimSpace(name))
	start := 0
	if len(rs) > 2 {
		for _, s := range compounds[string(rs[:2])] {
			opts = append(opts, []string{s})
		}
		start = len(opts)
	}
	surname = max(start, 1)
	var word strings.Builder // letters that are no Han make one syllable
	flush := func() {
		if word.Len() > 0 {
			opts = append(opts, []string{word.String()})
			word.Reset()
		}
	}
	for i := start; i < len(rs); i++ {
		o := readings(rs[i], i == 0)
		switch {
		case len(o) > 0:
			flush()
			opts = append(opts, o)
		case unicode.Is(unicode.Han, rs[i]): // a character nobody knows how to read: found by itself
			flush()
			opts = append(opts, []string{string(rs[i])})
		case unicode.IsLetter(rs[i]) || unicode.IsDigit(rs[i]):
			word.WriteRune(unicode.ToLower(rs[i]))
		default:
			flush()
		}
	}
	flush()
	return opts, surname
}

// readings returns the readings of a character, nil if there are none.
func readings(r rune, first bool) []string {
	var o []string
	if s, ok := surnames[r]; ok && first {
		o = append(o, s)
	}
	for _, p := range pinyin.SinglePinyin(r, heteronyms) {
		o = add(o, strings.ReplaceAll(p, "ü", "v"))
	}
	return o[:min(len(o), maxReadings)]
}

// spellings combines the readings, the likeliest first, at most maxSpellings.
func spellings(opts [][]string) [][]string {
	out := [][]string{{}}
	for _, o := range opts {
		var next [][]string
		for rank, s := range o {
			for _, before := range out {
				if rank > 0 && len(next) >= maxSpellings {
					break
				}
				next = append(next, append(slices.Clone(before), s))
			}
		}
		out = next
	}
	return out
}

func initials(syllables []string) string {
	var b strings.Builder
	for _, s := range syllables {
		for _, r := range s {
			b.WriteRune(r)
			break
		}
	}
	return b.String()
}

// spelt adds a spelling, with ü as v and as u.
func spelt(list []string, s string) []string {
	return add(add(list, s), strings.ReplaceAll(s, "v", "u"))
}

func add(list []string, s string) []string {
	if s == "" || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
