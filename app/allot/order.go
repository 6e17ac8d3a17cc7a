package allot

import (
	"cmp"
	"strings"

	"github.com/fangce/fangce/app"
)

// Factor is one of the factors of importance, by the name of its field in an input.
type Factor string

// The factors of importance (002 §一.1–4).
const (
	ByCategory   Factor = "category"
	ByAmount     Factor = "amount" // the band it lies in
	ByAddress    Factor = "address"
	ByPhone      Factor = "phone"
	ByDate       Factor = "date"
	ByEffective  Factor = "effective"
	ByYearsLeft  Factor = "years_left"
	ByBranch     Factor = "branch"
	ByCirculated Factor = "circulated"
	ByConverted  Factor = "converted"
	ByPolicyNo   Factor = "policy_no"
)

var (
	maturityFactors = []Factor{ByAmount, ByAddress, ByPhone, ByDate, ByBranch, ByPolicyNo}
	factorsOf       = [Categories][]Factor{
		Maturing:  maturityFactors,
		Renewal:   {ByDate, ByAmount, ByEffective, ByAddress, ByPhone, ByYearsLeft, ByBranch, ByPolicyNo},
		Old:       {ByAmount, ByDate, ByAddress, ByPhone, ByCirculated, ByConverted, ByPolicyNo},
		Unmatured: maturityFactors,
		Other:     maturityFactors,
	}
)

// Factors returns what the importance of a category's cases depends on, first what counts first.
func Factors(c Category) []Factor { return factorsOf[c] }

// Compare orders cases by category, then by importance: negative if a comes first. Bands are those of the input. What is
// unknown comes last.
func Compare(a, b *Case, bands []int64) int {
	if a.Category != b.Category {
		return cmp.Compare(a.Category, b.Category)
	}
	for _, f := range factorsOf[a.Category] {
		if n := compareBy(f, a, b, bands); n != 0 {
			return n
		}
	}
	return 0
}

func compareBy(f Factor, a, b *Case, bands []int64) int {
	switch f {
	case ByAmount:
		return cmp.Compare(Band(a.Amount, bands), Band(b.Amount, bands))
	case ByAddress:
		return cmp.Compare(missing(a.Address), missing(b.Address))
	case ByPhone:
		return cmp.Compare(missing(a.Phone), missing(b.Phone))
	case ByDate:
		if a.Category == Old && a.Date != "" && b.Date != "" {
			return strings.Compare(string(b.Date), string(a.Date))
		}
		return knownFirst(string(a.Date), string(b.Date))
	case ByEffective:
		return knownFirst(string(a.Effective), string(b.Effective))
	case ByYearsLeft:
		return cmp.Compare(a.YearsLeft, b.YearsLeft)
	case ByBranch:
		return knownFirst(a.Branch, b.Branch)
	case ByCirculated:
		return cmp.Compare(a.Circulated, b.Circulated)
	case ByConverted:
		return cmp.Compare(truth(b.Converted), truth(a.Converted))
	}
	return strings.Compare(a.PolicyNo, b.PolicyNo)
}

// knownFirst compares texts; the empty one comes last.
func knownFirst(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "":
		return 1
	case b == "":
		return -1
	}
	return strings.Compare(a, b)
}

// Band returns which band an amount lies in, 0 for the highest; len(bands) if it lies below all of them.
func Band(amount app.Money, bands []int64) int {
	for i, b := range bands {
		if amount >= app.Yuan(b) {
			return i
		}
	}
	return len(bands)
}

// missing orders completeness: 0 if all is there; 3 for what is none of the grades.
func missing(c app.Completeness) int {
	switch c {
	case app.Full:
		return 0
	case app.Part:
		return 1
	case app.None:
		return 2
	}
	return 3
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
