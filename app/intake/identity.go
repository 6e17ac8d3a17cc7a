package intake

import (
	"strings"
	"unicode"

	"github.com/fangce/fangce/app"
)

// HolderKeys returns the keys by which a customer is found again: two customers who share one are the same. A key is
// the number of the identity papers (an old and a new card number of one person give the same), or name, birth date and
// one phone number. Without any there are no keys, and the customer is new.
func HolderKeys(c app.Customer) []string {
	var keys []string
	name := app.NormalName(c.Name)
	birth := c.BirthDate
	no := strings.ToUpper(app.WithoutSpaces(app.HalfWidth(c.IDNo)))
	if card, err := app.ParseIDNo(no); err == nil && (c.IDType == "" || strings.Contains(c.IDType, "身份证") || householdPaper(c.IDType)) {
		keys = append(keys, "id|"+card.Long())
		if birth == "" {
			birth = card.Birth
		}
	} else if name != "" && len(no) >= 6 && !ruinedPattern.MatchString(no) && !strings.Contains(no, "*") && strings.ContainsFunc(no, unicode.IsDigit) {
		// Another paper's number, or a wrong one: alone it may be anybody's.
		keys = append(keys, "paper|"+name+"|"+no)
	}
	if name == "" || birth == "" || strings.Contains(name, "*") {
		return keys
	}
	for _, p := range c.Phones {
		if digits := phoneDigits(p.Number); len(digits) >= 7 && !ruinedPattern.MatchString(p.Number) {
			keys = append(keys, "phone|"+name+"|"+string(birth)+"|"+digits)
		}
	}
	return keys
}

func phoneDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}
