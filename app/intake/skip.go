package intake

import (
	"regexp"
	"strings"

	"github.com/fangce/fangce/app"
)

// totalPattern is the label of a row of totals, alone or with what follows it: 合计：, 共计 12 件.
var (
	totalLabel = regexp.MustCompile(`^(?:本页|本表|本月|本日|全部|以上|保费|金额)?(?:合计|总计|小计|共计|累计|总合计|合计数|总数|总额|汇总|total|subtotal|grandtotal)(?:数|金额|件数|笔数|保费)?[:：.。]?$`)
	totalStart = regexp.MustCompile(`^(?:本页|本表|本月|全部|以上)?(?:(?:合计|总计|小计|共计|累计|总合计)|(?:总|一)?共[:：]?\d+(?:件|条|笔|张|份|户|人|单|行|个))`)
)

// maxCount is how many digits a count of policies may have in a row of totals.
const maxCount = 6

// skipped reports whether a row is none of the list's: the header once more, or totals.
func (s *Sheet) skipped(r row) bool {
	c, _ := s.policyColumn()
	if n, _ := NormalPolicyNo(r.cell(c.index)); len(n) > maxCount {
		return false // what is shorter may be a count of policies: 合计 | 20
	}
	return s.repeatsHeader(r) || s.totals(r, c)
}

// repeatsHeader reports whether most cells of the row are the header's, as where pages were pasted together.
func (s *Sheet) repeatsHeader(r row) bool {
	for _, h := range s.header {
		same, filled := 0, 0
		for i, c := range r.cells {
			if blank(c) {
				continue
			}
			filled++
			if i < len(h.cells) && app.WithoutSpaces(clean(c)) == app.WithoutSpaces(clean(h.cells[i])) {
				same++
			}
		}
		if same > 0 && same*2 > filled {
			return true
		}
	}
	return false
}

// totals reports whether the row sums up others: it says so in a cell and names no policy of its own, or it holds
// nothing but amounts.
func (s *Sheet) totals(r row, policyNo column) bool {
	labelled, holder := false, false
	amounts, other := 0, 0
	for _, c := range s.columns {
		raw := r.cell(c.index)
		if raw == "" {
			continue
		}
		text := strings.ToLower(app.WithoutSpaces(app.HalfWidth(clean(raw))))
		if text == "" {
			continue
		}
		switch {
		case c.field == Remark || c.field == HolderAddress || c.field == Beneficiaries:
			other++
		case totalLabel.MatchString(text), totalStart.MatchString(text):
			labelled = true
		case c.field == HolderName && !void(text) && (text[0] < '0' || text[0] > '9'): // 3人 is a count
			holder = true
		case c.field == Premium || c.field == InsuredAmount || c.field == MaturityAmount:
			if _, err := app.ParseMoney(text); err != nil {
				other++
			} else {
				amounts++
			}
		default:
			other++
		}
	}
	if holder {
		return false
	}
	return labelled || amounts > 0 && other == 0 && blank(r.cell(policyNo.index))
}
