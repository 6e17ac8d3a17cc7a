package app

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	mobilePattern   = regexp.MustCompile(`^1[3-9]\d{9}$`)
	mobilesPattern  = regexp.MustCompile(`^(?:1[3-9]\d{9}){2,}$`)
	landlinePattern = regexp.MustCompile(`^(0(?:10|2\d)|0[3-9]\d{2})(\d{7,8})$`)
	servicePattern  = regexp.MustCompile(`^[48]00\d{7}$`)
	extPattern      = regexp.MustCompile(`^(.*\d.*?)(?:转|EXT\.?:?|#|\*|X)(\d{1,6})$`)
	areaPattern     = regexp.MustCompile(`^\(?0\d{2,3}\)?-?$`)
)

// phoneWords takes out the words that only say that a number is one.
var phoneWords = strings.NewReplacer(
	"转分机", "转", "分机号", "转", "分机", "转", "联系电话", "", "移动电话", "", "固定电话", "", "手机号码", "", "手机号", "",
	"电话号码", "", "电话", "", "手机", "", "座机", "", "固话", "", "号码", "",
)

// phoneSeparators stand between numbers in one cell. Spaces and hyphens may stand inside a number and are judged apart.
const phoneSeparators = "/、,;|\n\r\t或和及\\"

// ParsePhones reads the phone numbers in a cell: mobiles (11 digits from 1[3-9]), landlines with area code and
// extension, with or without +86; several separated by / 、 ， ； spaces or line breaks. What is no number of the mainland
// comes back as PhoneInvalid with its text as written; nothing is dropped. Words beside a number (儿子, 家) become its
// label.
func ParsePhones(s string) []Phone {
	var out []Phone
	for _, chunk := range strings.FieldsFunc(HalfWidth(s), func(r rune) bool { return strings.ContainsRune(phoneSeparators, r) }) {
		chunk = strings.TrimSpace(chunk)
		if chunk == "" {
			continue
		}
		for _, p := range phonesOfChunk(chunk) {
			if !hasPhone(out, p) {
				out = append(out, p)
			}
		}
	}
	return out
}

// phonesOfChunk reads text without a separator: first as one number with spaces in it, then as several with spaces
// between them.
func phonesOfChunk(chunk string) []Phone {
	if p, ok := onePhone(chunk); ok {
		return []Phone{p}
	}
	if digits := strings.NewReplacer(" ", "", "-", "").Replace(chunk); mobilesPattern.MatchString(digits) {
		var out []Phone
		for ; digits != ""; digits = digits[11:] {
			out = append(out, Phone{Number: digits[:11], Kind: PhoneMobile})
		}
		return out
	}
	words := strings.Fields(chunk)
	if len(words) < 2 {
		return []Phone{{Number: chunk, Kind: PhoneInvalid}}
	}
	var out []Phone
	found := false
	for i := 0; i < len(words); i++ {
		w := words[i]
		// The longest run of words that is one number wins: 021 62345678, or 138 1234 5678 beside another.
		taken := false
		for j := min(len(words), i+3); j > i; j-- {
			if p, ok := onePhone(strings.Join(words[i:j], " ")); ok {
				out, found, taken = append(out, p), true, true
				i = j - 1
				break
			}
		}
		if !taken {
			out = append(out, Phone{Number: w, Kind: PhoneInvalid})
		}
	}
	if !found {
		return []Phone{{Number: chunk, Kind: PhoneInvalid}}
	}
	return joinLabels(out)
}

// joinLabels gives words that stood alone before a number to that number as its label.
func joinLabels(phones []Phone) []Phone {
	var out []Phone
	label := ""
	for _, p := range phones {
		if p.Kind == PhoneInvalid && !strings.ContainsFunc(p.Number, unicode.IsDigit) {
			label = strings.Trim(p.Number, ":()")
			continue
		}
		if label != "" && p.Label == "" && p.Kind != PhoneInvalid {
			p.Label, label = phoneLabel(label), ""
		}
		out = append(out, p)
	}
	return out
}

func onePhone(text string) (Phone, bool) {
	var digits, words strings.Builder
	for _, r := range strings.ToUpper(phoneWords.Replace(text)) {
		if unicode.Is(unicode.Han, r) && r != '转' {
			words.WriteRune(r)
			continue
		}
		digits.WriteRune(r)
	}
	number := digits.String()
	label := words.String()
	number = strings.TrimSuffix(strings.TrimPrefix(strings.Trim(number, " :."), "()"), "()")
	ext := ""
	if m := extPattern.FindStringSubmatch(WithoutSpaces(number)); m != nil {
		number, ext = m[1], m[2]
	}
	compact, ok := compactNumber(number)
	if !ok {
		return Phone{}, false
	}
	if ext == "" {
		// 021-62345678-123: the third group is an extension.
		if parts := strings.FieldsFunc(number, func(r rune) bool { return r == '-' || r == '(' || r == ')' }); len(parts) == 3 &&
			areaPattern.MatchString(parts[0]) && len(parts[1]) >= 7 && len(parts[2]) <= 6 && allDigits(parts[2]) {
			compact, ext = parts[0]+parts[1], parts[2]
		}
	}
	p := Phone{Label: phoneLabel(label)}
	switch {
	case mobilePattern.MatchString(compact) && ext == "":
		p.Number, p.Kind = compact, PhoneMobile
	case servicePattern.MatchString(compact):
		p.Number, p.Kind = compact[:3]+"-"+compact[3:6]+"-"+compact[6:], PhoneLandline
	default:
		m := landlinePattern.FindStringSubmatch(compact)
		if m == nil {
			return Phone{}, false
		}
		p.Number, p.Kind = m[1]+"-"+m[2], PhoneLandline
	}
	if ext != "" {
		p.Number += "-" + ext
	}
	return p, true
}

// compactNumber returns the digits of a number without hyphens, brackets and the country code; false if something else
// stands in it.
func compactNumber(s string) (string, bool) {
	plus := strings.HasPrefix(s, "+") || strings.HasPrefix(s, "(+")
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case strings.ContainsRune(" -()+—–", r):
		default:
			return "", false
		}
	}
	n := b.String()
	for _, code := range []string{"0086", "86"} {
		rest, ok := strings.CutPrefix(n, code)
		switch {
		case !ok:
		case mobilePattern.MatchString(rest), landlinePattern.MatchString(rest):
			return rest, true
		case (plus || code == "0086" || strings.HasPrefix(s, "86-")) && landlinePattern.MatchString("0"+rest):
			return "0" + rest, true // +86 21 6234 5678 drops the 0 of the area code
		}
	}
	if plus && !strings.HasPrefix(n, "86") {
		return "", false
	}
	if rest, ok := strings.CutPrefix(n, "0"); ok && mobilePattern.MatchString(rest) {
		return rest, true // 013812345678, the long-distance prefix of old exchanges
	}
	return n, true
}

func phoneLabel(s string) string { return strings.Trim(s, " :()") }

func hasPhone(list []Phone, p Phone) bool {
	for _, q := range list {
		if q.Number == p.Number {
			return true
		}
	}
	return false
}
