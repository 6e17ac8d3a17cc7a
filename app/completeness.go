package app

import (
	"regexp"
	"strings"
)

// Completeness says how much of a contact fact is known (product §2). Allocation ranks by it.
type Completeness string

// Grades of completeness.
const (
	Full Completeness = "full"
	Part Completeness = "part"
	None Completeness = "none"
)

// RequiredFacts are the Customer fields a card must have filled, by their names; a setting may name others.
var RequiredFacts = []string{
	"name", "sex", "birth_date", "id_no", "phones", "addresses",
	"employer", "occupation", "income_band", "marriage", "family", "best_time",
}

// PhoneCompleteness is full with a valid mobile that is not marked wrong and is not a planner's own, part with any other
// number, none without one. own tells whether a number is a planner's; nil: none is.
func PhoneCompleteness(phones []Phone, own func(number string) bool) Completeness {
	c := None
	for _, p := range phones {
		if p.Kind == PhoneMobile && !p.Wrong && (own == nil || !own(p.Number)) {
			return Full
		}
		if p.Number != "" {
			c = Part
		}
	}
	return c
}

var (
	districtPattern = regexp.MustCompile(`\p{Han}(区|县|市|旗)`)
	streetPattern   = regexp.MustCompile(`\p{Han}(路|街|道|巷|弄|胡同|里|村|镇|乡|苑|园|小区|新村)`)
	numberPattern   = regexp.MustCompile(`[0-9０-９一二三四五六七八九十百]+[A-Za-z]?(号|弄|栋|幢|座|楼|单元|室|组|-|－)`)
)

// AddressCompleteness is full with an address that has district, street and number and is not marked wrong, part with any
// other, none without one.
func AddressCompleteness(addresses []Address) Completeness {
	c := None
	for _, a := range addresses {
		if strings.TrimSpace(a.Text+a.District) == "" {
			continue
		}
		if !a.Wrong && (a.District != "" || districtPattern.MatchString(a.Text)) &&
			streetPattern.MatchString(a.Text) && numberPattern.MatchString(a.Text) {
			return Full
		}
		c = Part
	}
	return c
}

// CardCompleteness returns how many per cent of the required facts are filled, and the names of those that are missing in
// the order of required. A phone or an address counts if there is one not marked wrong.
func CardCompleteness(c Customer, required []string) (percent int, missing []string) {
	body := KindCustomer.Encode(c)
	filled := 0
	for _, name := range required {
		_, has := body[name]
		switch name {
		case "phones":
			has = UsablePhone(c.Phones) != ""
		case "addresses":
			has = UsableAddress(c.Addresses) != ""
		}
		if has {
			filled++
		} else {
			missing = append(missing, name)
		}
	}
	if len(required) == 0 {
		return 100, nil
	}
	return filled * 100 / len(required), missing
}

// UsablePhone returns the first number one may try, "" if there is none.
func UsablePhone(phones []Phone) string {
	if usable := UsablePhones(phones); len(usable) > 0 {
		return usable[0].Number
	}
	return ""
}

// UsableAddress returns the first address that is not marked wrong.
func UsableAddress(addresses []Address) string {
	for _, a := range addresses {
		if !a.Wrong && strings.TrimSpace(a.Text) != "" {
			return a.Text
		}
	}
	return ""
}
