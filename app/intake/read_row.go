package intake

import (
	"strings"

	"github.com/fangce/fangce/app"
)

// rowReader understands one row.
type rowReader struct {
	sheet   *Sheet
	columns map[Field][]column // by field, best first
	row     row
	out     app.ImportRow
}

// cellOf is a filled cell of the row.
type cellOf struct {
	column column
	text   string // cleaned
}

// first returns the best filled cell of a field. A broken cell is reported and counts as empty.
func (r *rowReader) first(f Field) (cellOf, bool) {
	for _, c := range r.columns[f] {
		if cell, ok := r.filled(c); ok {
			return cell, true
		}
	}
	return cellOf{}, false
}

// all returns every filled cell of a field.
func (r *rowReader) all(f Field) []cellOf {
	var out []cellOf
	for _, c := range r.columns[f] {
		if cell, ok := r.filled(c); ok {
			out = append(out, cell)
		}
	}
	return out
}

func (r *rowReader) filled(c column) (cellOf, bool) {
	raw := r.row.cell(c.index)
	if raw == "" {
		return cellOf{}, false
	}
	text := clean(raw)
	if void(text) {
		return cellOf{}, false
	}
	if reason := brokenCell(text); reason != "" && c.field != HolderName && c.field != InsuredName {
		r.doubt(cellOf{c, text}, reason)
		return cellOf{}, false
	}
	return cellOf{c, text}, true
}

// problem reports a cell that is kept where it belongs although something is wrong with it.
func (r *rowReader) problem(c cellOf, reason string) {
	for _, p := range r.out.Problems {
		if p.Column == c.column.header && p.Reason == reason {
			return
		}
	}
	r.out.Problems = append(r.out.Problems, app.ImportProblem{Column: c.column.header, Reason: reason})
}

// doubt reports a cell that could not be understood and keeps its text beside the policy.
func (r *rowReader) doubt(c cellOf, reason string) {
	r.problem(c, reason)
	text := oneLine(c.text)
	if c.column.field == PayAccount {
		text = maskAccount(text)
	}
	d := app.Doubt{Column: c.column.header, Text: text, Reason: reason}
	for _, have := range r.out.Policy.Doubts {
		if have == d {
			return
		}
	}
	r.out.Policy.Doubts = append(r.out.Policy.Doubts, d)
}

// messageOf returns the Chinese message of an error of the value checks.
func messageOf(err error) string {
	var e *app.Error
	if asError(err, &e) {
		return e.Message
	}
	return err.Error()
}

// read understands the row; the policy number is known to be good.
func (r *rowReader) read(number string) app.ImportRow {
	r.out = app.ImportRow{Line: r.row.line}
	r.out.Policy.Number = number
	r.policy()
	r.holder()
	r.insured()
	r.out.Policy.HolderName = r.out.Holder.Name
	return r.out
}

func (r *rowReader) policy() {
	p := &r.out.Policy
	p.Product = r.text(Product)
	p.InsuredAmount = r.money(InsuredAmount)
	p.Premium = r.money(Premium)
	r.payment(p)
	r.term(p)
	p.EffectiveOn = r.date(EffectiveOn)
	p.NextDue = r.date(NextDue)
	p.PaidTo = r.date(PaidTo)
	p.MaturesOn = r.date(MaturesOn)
	p.PaidOutOn = r.date(PaidOutOn)
	p.AsOf = r.date(AsOf)
	p.GraceDays = r.count(GraceDays, 366, "天", "日")
	p.Circulated = r.count(Circulated, 999, "次")
	p.MaturityAmount = r.money(MaturityAmount)
	p.InsurerStatus = r.text(InsurerStatus)
	p.Branch = r.text(Branch)
	p.Remark = r.text(Remark)
	p.Converted = r.yes(Converted)
	p.Relation = r.relation()
	if c, ok := r.first(PayAccount); ok {
		p.PayAccount = maskAccount(c.text)
		if ruinedPattern.MatchString(app.WithoutSpaces(app.HalfWidth(c.text))) {
			p.PayAccount = ""
			r.doubt(c, "账号已被 Excel 变成科学计数法，后面的数字已经丢失")
		}
	}
	var names []string
	for _, c := range r.all(Beneficiaries) {
		if t := plainText(c.text); !contains(names, t) {
			names = append(names, t)
		}
	}
	p.Beneficiaries = strings.Join(names, "、")
}

// relation returns what the insured is to the holder; a column that says it the other way round is turned.
func (r *rowReader) relation() string {
	if t := r.text(Relation); t != "" {
		return t
	}
	t := r.text(HolderRelation)
	if turned, ok := turnedRelations[t]; ok {
		return turned
	}
	return t
}

var turnedRelations = map[string]string{
	"父母": "子女", "父亲": "子女", "母亲": "子女", "父": "子女", "母": "子女",
	"子女": "父母", "儿子": "父母", "女儿": "父母", "子": "父母", "女": "父母",
	"丈夫": "妻子", "妻子": "丈夫", "祖父母": "孙子女", "孙子女": "祖父母",
}
