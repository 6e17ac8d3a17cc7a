package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
)

// headerDepth is how many rows with something in them may stand above the header.
const headerDepth = 20

// column is one column of the file and what it was taken for.
type column struct {
	header string // as written
	field  Field  // "" unused
	rank   int
	unit   string
	label  string
	index  int
}

// header is the header of a file: one row, or two where cells are merged.
type header struct {
	columns     []column
	first, last int // lines
	score       int // different fields understood
}

// findHeader looks for the header in the first rows that are not empty. A header has a policy-number column; of several
// candidates the one with the most fields wins, and one row is preferred over two.
func findHeader(rows []row) (header, bool) {
	best, found := header{}, false
	unit := ""
	for i, r := range rows {
		if i >= headerDepth {
			break
		}
		for _, h := range []header{singleLine(r), twoLines(rows, i)} {
			better := h.score > best.score || h.score == best.score && h.first == h.last && best.first != best.last
			if better && h.hasPolicyNo() {
				best, found = h, true
				best.setUnit(unit)
			}
		}
		if unit == "" {
			unit = unitOfTitle(r)
		}
	}
	return best, found
}

func (h header) hasPolicyNo() bool {
	return slices.ContainsFunc(h.columns, func(c column) bool { return c.field == PolicyNo })
}

// setUnit applies the unit a title line names (单位：万元) to the columns that name none.
func (h *header) setUnit(unit string) {
	if unit == "" {
		return
	}
	for i, c := range h.columns {
		if c.unit == "" && (c.field == Premium || c.field == InsuredAmount || c.field == MaturityAmount) {
			h.columns[i].unit = unit
		}
	}
}

func unitOfTitle(r row) string {
	for _, c := range r.cells {
		if m := titleUnit.FindStringSubmatch(app.WithoutSpaces(app.HalfWidth(c))); m != nil {
			return m[1]
		}
	}
	return ""
}

func singleLine(r row) header {
	if looksLikeData(r) {
		return header{}
	}
	h := header{first: r.line, last: r.line}
	var means []meaning
	for i, text := range r.cells {
		m, unit, _ := understand(text)
		means = append(means, m)
		h.columns = append(h.columns, column{header: cleanHeader(text), unit: unit, index: i})
	}
	h.assign(means)
	return h
}

// twoLines reads rows i and i+1 as a header whose first line has groups merged over several columns and whose single
// columns are merged over both lines. Merged cells hold their text in the first cell only.
func twoLines(rows []row, i int) header {
	if i+1 >= len(rows) || looksLikeData(rows[i]) || looksLikeData(rows[i+1]) {
		return header{}
	}
	top, sub := rows[i], rows[i+1]
	h := header{first: top.line, last: sub.line}
	var means []meaning
	group := ""
	subs := map[string]int{}
	for _, text := range sub.cells {
		subs[cleanHeader(text)]++
	}
	for c := range max(len(top.cells), len(sub.cells)) {
		above, below := cleanHeader(top.cell(c)), cleanHeader(sub.cell(c))
		switch {
		case above != "":
			group = above
		case below == "":
			group = ""
		default:
			above = group
		}
		m, unit, name := understandPair(above, below)
		if below != "" && subs[below] == 1 {
			name = below
		}
		means = append(means, m)
		h.columns = append(h.columns, column{header: name, unit: unit, index: c})
	}
	h.assign(means)
	return h
}

// understandPair reads a group and the column below it: 投保人 over 姓名.
func understandPair(above, below string) (m meaning, unit, name string) {
	if below == "" {
		m, unit, _ = understand(above)
		return m, unit, above
	}
	group := above
	for _, w := range []string{"信息", "资料", "情况"} {
		group = strings.TrimSuffix(group, w)
	}
	if m, unit, ok := understand(group + below); ok && group != "" {
		return m, unit, above + below
	}
	if m, unit, ok := understand(below); ok {
		return m, unit, above + below
	}
	m, unit, _ = understand(above)
	return m, unit, above + below
}

// assign settles what the columns hold. A person's attribute without the person (性别 behind 被保人) belongs to the
// insured if the holder's has already been seen.
func (h *header) assign(means []meaning) {
	seen := map[Field]int{} // columns by field
	behindInsured := false
	for i, m := range means {
		c := &h.columns[i]
		if m.bare && behindInsured && m.insured != "" && seen[m.field] > 0 {
			m.field, m.rank, m.bare = m.insured, 0, false
		}
		switch m.field {
		case InsuredName:
			behindInsured = true
		case HolderName:
			behindInsured = false
		}
		c.field, c.rank, c.label = m.field, m.rank, m.label
		if m.field != "" {
			seen[m.field]++
		}
	}
	h.score = len(seen)
}

// looksLikeData tells a row of data from a header: headers hold no long numbers, dates or long texts of digits.
func looksLikeData(r row) bool {
	for _, c := range r.cells {
		digits := 0
		for _, b := range []byte(c) {
			if b >= '0' && b <= '9' {
				digits++
			}
		}
		if digits >= 5 && utf8.RuneCountInString(c) < 2*digits {
			return true
		}
	}
	return false
}

// knownHeaders returns how many fields the best row of a file without policy numbers names.
func knownHeaders(rows []row) int {
	best := 0
	for _, r := range rows {
		best = max(best, singleLine(r).score)
	}
	return best
}

// noPolicyNo names the headers that were found, so that the person sees what was looked at.
func noPolicyNo(name string, rows []row) error {
	best := header{}
	for _, r := range rows {
		if h := singleLine(r); h.score > best.score || len(best.columns) == 0 {
			best = h
		}
	}
	var names []string
	for _, c := range best.columns {
		if c.header != "" && len(names) < 12 {
			names = append(names, c.header)
		}
	}
	if len(names) == 0 {
		return app.FieldErrorf(app.ErrNoPolicyNo, name, "没有找到保单号一列")
	}
	return app.FieldErrorf(app.ErrNoPolicyNo, name, "没有找到保单号一列，看到的表头是：%s", strings.Join(names, "、"))
}
