package store

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strings"
	"unicode"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/pinyin"
)

// searchKeys are the words by which one card is found, as the columns of the search index hold them.
type searchKeys struct{ han, py, num, tail string }

// keysOf returns the words of a customer with the numbers of the policies.
func keysOf(c *app.Customer, policyNos []string) searchKeys {
	var han, py, num, tail []string
	for _, r := range fold(c.Name) {
		if unicode.Is(unicode.Han, r) {
			han = append(han, string(r))
		}
	}
	k := pinyin.Of(c.Name)
	py = slices.Concat(k.Full, k.Initials, k.Given)
	number := func(text string) {
		if n := compact(text); n != "" && !slices.Contains(num, n) {
			num = append(num, n)
			tail = append(tail, reversed(n))
		}
	}
	for _, p := range c.Phones {
		number(p.Number)
	}
	for _, n := range policyNos {
		number(n)
	}
	number(c.CardNo)
	return searchKeys{strings.Join(han, " "), strings.Join(py, " "), strings.Join(num, " "), strings.Join(tail, " ")}
}

// hash tells whether the index has to be written again. It is never 0.
func (k searchKeys) hash() int64 {
	sum := sha256.Sum256([]byte(k.han + "\x00" + k.py + "\x00" + k.num + "\x00" + k.tail))
	return int64(binary.BigEndian.Uint64(sum[:8]) | 1)
}

// compact returns the letters and digits of a number, in lower case: spaces and hyphens do not matter in a search.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, fold(s))
}

func reversed(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// fold brings text to half width and lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			r -= '！' - '!'
		case r == '　':
			r = ' '
		}
		return unicode.ToLower(r)
	}, s)
}

// matchesOf returns the search index's expressions for what somebody typed, all of which must match: characters of the
// name, the beginning of a spelling or of initials, or the beginning or the end of a number. None match everything.
func matchesOf(text string) []string {
	var all []string
	for word := range strings.FieldsFuncSeq(fold(text), unicode.IsSpace) {
		all = append(all, wordMatch(word)...)
	}
	return all
}

// wordMatch splits a word into its runs of Han characters and the rest.
func wordMatch(word string) (all []string) {
	var han, other []rune
	flush := func() {
		if len(han) > 0 {
			all = append(all, "han : "+phrase(han))
		}
		if w := compact(string(other)); w != "" {
			all = append(all, lettersMatch(w))
		}
		han, other = nil, nil
	}
	for _, r := range word {
		if unicode.Is(unicode.Han, r) {
			if len(other) > 0 {
				flush()
			}
			han = append(han, r)
			continue
		}
		if len(han) > 0 {
			flush()
		}
		other = append(other, r)
	}
	flush()
	return all
}

// phrase is characters that follow each other.
func phrase(han []rune) string {
	parts := make([]string, len(han))
	for i, r := range han {
		parts[i] = string(r)
	}
	return `"` + strings.Join(parts, " ") + `"`
}

// lettersMatch is a word of letters and digits. A digit never stands in a spelling.
func lettersMatch(w string) string {
	number := `num : "` + w + `" * OR tail : "` + reversed(w) + `" *`
	if strings.ContainsFunc(w, unicode.IsDigit) {
		return "(" + number + ")"
	}
	return `(py : "` + w + `" * OR ` + number + ")"
}
