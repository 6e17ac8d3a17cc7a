package book

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// filterAll is the filter that leaves everything.
const filterAll = "all"

// Filters by what a card lacks.
const (
	gapPhone   = "phone"
	gapAddress = "address"
)

func monthName(month string) string {
	first := app.Date(month + "-01").Time()
	return lang.X("date.month", "", map[string]any{"Y": first.Year(), "M": int(first.Month())})
}

// standings are the filters by standing, with how many lines each leaves.
func standings(lines []app.BookLine) []widgets.Option {
	t := app.BookTotalsOf(lines)
	out := []widgets.Option{{ID: filterAll, Label: numbered(lang.X("common.all", ""), len(lines))}}
	for _, s := range app.BookStandings {
		out = append(out, widgets.Option{ID: s, Label: numbered(lang.X("book.standing."+s, ""), t.By[s])})
	}
	return out
}

func numbered(label string, n int) string {
	if n == 0 {
		return label
	}
	return fmt.Sprintf("%s %d", label, n)
}

func gapOptions() []widgets.Option {
	var out []widgets.Option
	for _, g := range []string{filterAll, gapPhone, gapAddress} {
		out = append(out, widgets.Option{ID: g, Label: lang.X("book.gap."+g, "")})
	}
	return out
}

// holders are the customers of the lines.
func holders(lines []app.BookLine) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l.Policy.CustomerID
	}
	return out
}

// searched are the lines a search leaves: of the customers it finds, and those whose policy number, insured or address it
// is in.
func searched(lines []app.BookLine, text string, found map[string]bool) []app.BookLine {
	if text == "" {
		return lines
	}
	var out []app.BookLine
	for _, l := range lines {
		if found[l.Policy.CustomerID] || strings.Contains(l.Policy.Number, text) || strings.Contains(l.Policy.InsuredName, text) || strings.Contains(l.Address, text) {
			out = append(out, l)
		}
	}
	return out
}

func narrowed(lines []app.BookLine, standing, gap string) []app.BookLine {
	return slices.DeleteFunc(slices.Clone(lines), func(l app.BookLine) bool {
		return standing != filterAll && l.Standing != standing || gap == gapPhone && l.Phones == app.Full || gap == gapAddress && l.Where == app.Full
	})
}

// sums says what lines come to.
func sums(lines []app.BookLine) string {
	t := app.BookTotalsOf(lines)
	return lang.X("book.month.sums", "", map[string]any{"Lines": t.Lines, "Customers": t.Customers, "Premium": t.Premium.String()})
}

// gapsOf says of how many customers phone or address are wanting.
func gapsOf(lines []app.BookLine) string {
	t := app.BookTotalsOf(lines)
	var out []string
	if t.NoPhone > 0 {
		out = append(out, lang.X("book.month.no_phone", "", map[string]any{"N": t.NoPhone}))
	}
	if t.NoAddress > 0 {
		out = append(out, lang.X("book.month.no_address", "", map[string]any{"N": t.NoAddress}))
	}
	return strings.Join(out, " · ")
}

// chosenLine says what is chosen.
func chosenLine(l app.BookLine, n int) string {
	if n > 1 {
		return lang.X("book.chosen", "", map[string]any{"N": n})
	}
	parts := []string{l.Name, l.Policy.Product}
	if l.PayWay != "" {
		parts = append(parts, l.PayWay)
	}
	if l.Spoken != 0 {
		parts = append(parts, lang.X("book.month.spoken", "", map[string]any{"At": words.ShortStamp(l.Spoken)}))
	}
	return strings.Join(parts, " · ")
}

var standingTones = map[string]widgets.Tone{app.BookOpen: widgets.Warning, app.BookTold: widgets.Info, app.BookWay: widgets.Success, app.BookPaid: widgets.Neutral}

// bookColumns are the columns of the rule book (002 §三.二), with the due day and how far it has been spoken of; clear tells
// whose phone is shown in full.
func bookColumns(clear func(customerID string) bool, today func() app.Date) []widgets.Column[app.BookLine] {
	text := func(of func(app.BookLine) string) func(app.BookLine) widgets.Cell {
		return func(l app.BookLine) widgets.Cell { return widgets.Cell{Text: of(l)} }
	}
	by := func(of func(app.BookLine) string) func(a, b app.BookLine) int {
		return func(a, b app.BookLine) int { return strings.Compare(of(a), of(b)) }
	}
	number := func(l app.BookLine) string { return l.Policy.Number }
	effective := func(l app.BookLine) string { return string(l.Policy.EffectiveOn) }
	insured := func(l app.BookLine) string { return l.Policy.InsuredName }
	return []widgets.Column[app.BookLine]{
		{ID: "due", Label: lang.X("field.next_due", ""), Width: 104, Compare: by(func(l app.BookLine) string { return string(l.Due) }), Render: func(l app.BookLine) widgets.Cell {
			c := widgets.Cell{Text: string(l.Due)}
			if l.Due < today() && l.Standing != app.BookPaid {
				c.Tone = widgets.Danger
			}
			return c
		}},
		{ID: "standing", Label: lang.X("book.standing", ""), Width: 112, Compare: func(a, b app.BookLine) int {
			return slices.Index(app.BookStandings, a.Standing) - slices.Index(app.BookStandings, b.Standing)
		}, Render: func(l app.BookLine) widgets.Cell {
			return widgets.Cell{Text: lang.X("book.standing."+l.Standing, ""), Tone: standingTones[l.Standing], Badge: true}
		}},
		{ID: "holder", Label: lang.X("field.holder_name", ""), Width: 88, Compare: by(func(l app.BookLine) string { return l.Name }), Render: func(l app.BookLine) widgets.Cell {
			return widgets.Cell{Text: l.Name, Bold: true}
		}},
		{ID: "insured", Label: lang.X("book.month.insured", ""), Width: 88, Spare: true, Compare: by(insured), Render: text(insured)},
		{ID: "number", Label: lang.X("field.number", ""), Width: 152, Spare: true, Compare: by(number), Render: text(number)},
		{ID: "effective", Label: lang.X("field.effective_on", ""), Width: 104, Spare: true, Compare: by(effective), Render: text(effective)},
		{
			ID: "amount", Label: lang.X("book.month.amount", ""), Width: 110, Spare: true, Align: fyne.TextAlignTrailing,
			Compare: func(a, b app.BookLine) int { return cmp.Compare(a.Policy.InsuredAmount, b.Policy.InsuredAmount) },
			Render:  text(func(l app.BookLine) string { return amount(l.Policy.InsuredAmount) }),
		},
		{
			ID: "premium", Label: lang.X("field.premium", ""), Width: 100, Align: fyne.TextAlignTrailing,
			Compare: func(a, b app.BookLine) int { return cmp.Compare(a.Policy.Premium, b.Policy.Premium) },
			Render:  text(func(l app.BookLine) string { return amount(l.Policy.Premium) }),
		},
		{ID: "phone", Label: lang.X("field.phone", ""), Width: 118, Render: func(l app.BookLine) widgets.Cell {
			return phoneCell(l.Phone, l.Phones, clear(l.Policy.CustomerID))
		}},
		{ID: "address", Label: lang.X("book.month.address", ""), Width: 170, Weight: 1, Compare: by(func(l app.BookLine) string { return l.District + l.Address }), Render: func(l app.BookLine) widgets.Cell {
			switch {
			case l.Address == "":
				return widgets.Cell{Text: lang.X("book.missing.address", ""), Tone: widgets.Danger}
			case l.Where != app.Full:
				return widgets.Cell{Text: l.Address, Tone: widgets.Warning}
			}
			return widgets.Cell{Text: l.Address}
		}},
	}
}

func amount(m app.Money) string {
	if m == 0 {
		return ""
	}
	return m.String()
}

// phoneCell shows a phone, masked unless clear.
func phoneCell(number string, complete app.Completeness, clear bool) widgets.Cell {
	c := widgets.Cell{Text: app.MaskPhone(number)}
	if clear {
		c.Text = number
	}
	switch {
	case number == "":
		return widgets.Cell{Text: lang.X("book.missing.phone", ""), Tone: widgets.Danger}
	case complete != app.Full:
		c.Tone = widgets.Warning
	}
	return c
}
