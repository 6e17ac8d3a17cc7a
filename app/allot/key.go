package allot

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// sortKey holds the factors of a case so that comparing its two words compares importance as Compare does, but for the
// policy number, and where the case stands in the input.
type sortKey struct {
	hi, lo uint64
	at     uint32
}

// Widths of the factors in a key. A day is counted in years of 12 months of 31 days, which 22 bits hold up to the year 9999.
const (
	bandBits   = 8
	gradeBits  = 2
	dayBits    = 22
	branchBits = 30
	unknownDay = 1<<dayBits - 1
)

// sorted is the input's cases by category and importance: those of category c are keys[start[c]:start[c+1]].
type sorted struct {
	keys  []sortKey
	start [Categories + 1]int
}

// of returns the keys of a category.
func (s *sorted) of(c Category) []sortKey { return s.keys[s.start[c]:s.start[c+1]] }

// pack checks the cases and packs their factors; the keys of a category lie together, in the order of the input.
func (in *Input) pack() (*sorted, error) {
	if len(in.Cases) > maxCount {
		return nil, wrong("cases", "件数过多")
	}
	var next [Categories]int
	for i := range in.Cases {
		c := &in.Cases[i]
		if field, said := c.check(); said != "" {
			return nil, caseWrong(i, field, said)
		}
		next[c.Category]++
	}
	s := &sorted{keys: make([]sortKey, len(in.Cases))}
	for c, n := range next {
		s.start[c+1] = s.start[c] + n
		next[c] = s.start[c]
	}
	branches := in.branches()
	for i := range in.Cases {
		c := &in.Cases[i]
		k, field, said := c.key(in.Bands, branches)
		if said != "" {
			return nil, caseWrong(i, field, said)
		}
		k.at = uint32(i)
		s.keys[next[c.Category]] = k
		next[c.Category]++
	}
	return s, nil
}

func casePath(i int, field string) string { return fmt.Sprintf("cases[%d].%s", i, field) }

func caseWrong(i int, field, said string) error {
	return wrong(casePath(i, field), "%s", said)
}

// branches returns the place of each branch in their order; the unknown one has the last.
func (in *Input) branches() map[string]uint64 {
	places := map[string]uint64{}
	last := ""
	for i := range in.Cases {
		if b := in.Cases[i].Branch; b != last {
			places[b], last = 0, b
		}
	}
	delete(places, "")
	names := make([]string, 0, len(places))
	for b := range places {
		names = append(names, b)
	}
	slices.Sort(names)
	for i, b := range names {
		places[b] = uint64(i)
	}
	places[""] = uint64(len(names))
	return places
}

// key packs the factors of a case; field and said name what cannot be taken.
func (c *Case) key(bands []int64, branches map[string]uint64) (k sortKey, field, said string) {
	day, ok := dayOf(c.Date)
	if !ok || day == unknownDay && c.Category != Other {
		return k, "date", fmt.Sprintf("%q 不是有效日期", c.Date)
	}
	effective, ok := dayOf(c.Effective)
	if !ok {
		return k, "effective", fmt.Sprintf("%q 不是有效日期", c.Effective)
	}
	address, phone := uint64(missing(c.Address)), uint64(missing(c.Phone))
	switch {
	case address > 2:
		return k, "address", fmt.Sprintf("没有完整度 %q，只有 full、part 和 none", c.Address)
	case phone > 2:
		return k, "phone", fmt.Sprintf("没有完整度 %q，只有 full、part 和 none", c.Phone)
	}
	contact := address<<gradeBits | phone
	band := uint64(Band(c.Amount, bands))
	switch c.Category {
	case Renewal:
		k.hi = day<<(bandBits+dayBits+2*gradeBits) | band<<(dayBits+2*gradeBits) | effective<<(2*gradeBits) | contact
		k.lo = uint64(c.YearsLeft)<<branchBits | branches[c.Branch]
	case Old:
		k.hi = band<<(dayBits+2*gradeBits) | (unknownDay-1-day)<<(2*gradeBits) | contact
		k.lo = uint64(c.Circulated)<<1 | uint64(truth(!c.Converted))
	default:
		k.hi = band<<(2*gradeBits+dayBits) | contact<<dayBits | day
		k.lo = branches[c.Branch]
	}
	return k, "", ""
}

// daysIn are the days of the months.
var daysIn = [13]uint64{0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// dayOf returns the place of a date among all dates; unknownDay for "", false if there is no such date.
func dayOf(d app.Date) (uint64, bool) {
	if d == "" {
		return unknownDay, true
	}
	if len(d) != 10 || d[4] != '-' || d[7] != '-' {
		return 0, false
	}
	var n uint64
	for i := range 10 {
		if i == 4 || i == 7 {
			continue
		}
		digit := d[i] - '0'
		if digit > 9 {
			return 0, false
		}
		n = n*10 + uint64(digit)
	}
	year, month, day := n/10000, n/100%100, n%100
	if year == 0 || month == 0 || month > 12 || day == 0 {
		return 0, false
	}
	last := daysIn[month]
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		last++
	}
	return (year*12+month-1)*31 + day - 1, day <= last
}

// sort puts the keys of each category in order of importance.
func (s *sorted) sort(cases []Case) {
	for c := range Category(Categories) {
		slices.SortFunc(s.of(c), func(a, b sortKey) int {
			switch {
			case a.hi != b.hi:
				return cmp.Compare(a.hi, b.hi)
			case a.lo != b.lo:
				return cmp.Compare(a.lo, b.lo)
			}
			return strings.Compare(cases[a.at].PolicyNo, cases[b.at].PolicyNo)
		})
	}
}
