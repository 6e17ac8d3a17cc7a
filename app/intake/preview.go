package intake

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/fangce/fangce/app"
)

// Differs is the reason of the problem of a row whose policy is known with other facts; the window translates it.
const Differs = "differs"

// Known returns what the insurer last said of a policy: the row as it was last taken in.
type Known func(number string) (app.ImportRow, bool)

// Preview reads the rows of a sheet and compares them with what is known, and with the rows above them; a nil Known
// knows nothing. It stores nothing. The only error is ErrCancelled.
func Preview(ctx context.Context, s *Sheet, known Known, progress Progress) (*app.ImportPreview, error) {
	s.index()
	p := &app.ImportPreview{File: s.File, Sheet: s.Name, Others: s.Others, Columns: s.Columns, Lines: make([]app.ImportLine, 0, len(s.rows))}
	earlier := map[string][]*app.ImportRow{}
	for i, r := range s.rows {
		if err := tick(ctx, progress, i, len(s.rows)); err != nil {
			return nil, err
		}
		if s.skipped(r) {
			continue
		}
		line := s.line(r)
		if line.Row != nil {
			number := line.Row.Policy.Number
			before := earlier[number]
			if known != nil && before == nil {
				if k, ok := known(number); ok {
					before = append(before, &k)
				}
			}
			s.compare(&line, before)
			earlier[number] = append(before, line.Row)
		}
		p.Lines = append(p.Lines, line)
		count(p, line)
	}
	if progress != nil {
		progress(len(s.rows), len(s.rows))
	}
	return p, nil
}

// index prepares what reading the rows needs.
func (s *Sheet) index() {
	s.byField, s.has, s.headers = map[Field][]column{}, map[Field]bool{}, map[string]bool{}
	for _, c := range s.columns {
		s.headers[c.header] = true
		if c.field != "" {
			s.has[c.field] = true
			s.byField[c.field] = append(s.byField[c.field], c)
		}
	}
	s.has[Relation] = s.has[Relation] || s.has[HolderRelation]
	for _, list := range s.byField {
		slices.SortStableFunc(list, func(a, b column) int { return a.rank - b.rank })
	}
}

func (s *Sheet) policyColumn() (column, bool) {
	if list := s.byField[PolicyNo]; len(list) > 0 {
		return list[0], true
	}
	return column{}, false
}

// line understands one row.
func (s *Sheet) line(r row) app.ImportLine {
	reader := rowReader{sheet: s, columns: s.byField, row: r}
	c, _ := s.policyColumn()
	raw := r.cell(c.index)
	number, reason := NormalPolicyNo(raw)
	if reason != "" {
		return app.ImportLine{
			Line: r.line, Status: app.ImportRefused, PolicyNo: strings.TrimSpace(raw), Holder: reader.name(HolderName),
			Problems: []app.ImportProblem{{Column: c.header, Reason: reason}},
		}
	}
	out := reader.read(number)
	s.sortProblems(out.Problems)
	return app.ImportLine{
		Line: r.line, Status: app.ImportOK, PolicyNo: number, Holder: out.Holder.Name,
		Problems: append([]app.ImportProblem{}, out.Problems...), Row: &out,
	}
}

// sortProblems puts problems in the order of the file's columns.
func (s *Sheet) sortProblems(list []app.ImportProblem) {
	if len(list) < 2 {
		return
	}
	place := map[string]int{}
	for i, c := range s.columns {
		if _, ok := place[c.header]; !ok {
			place[c.header] = i
		}
	}
	slices.SortStableFunc(list, func(a, b app.ImportProblem) int { return place[a.Column] - place[b.Column] })
}

// compare sets the status of a row whose policy has been seen before.
func (s *Sheet) compare(line *app.ImportLine, before []*app.ImportRow) {
	if len(before) == 0 {
		return
	}
	for _, b := range before {
		if s.same(line.Row, b) {
			line.Status = app.ImportSame
			return
		}
	}
	c, _ := s.policyColumn()
	line.Problems = append(line.Problems, app.ImportProblem{Column: c.header, Reason: Differs})
}

func count(p *app.ImportPreview, line app.ImportLine) {
	switch line.Status {
	case app.ImportOK:
		p.OK++
	case app.ImportSame:
		p.Same++
	default:
		p.Refused++
	}
	if line.Row != nil && len(line.Row.Problems) > 0 {
		p.Doubtful++
	}
}

// WriteLines writes the rows of a preview as JSON, one object a line.
func WriteLines(w io.Writer, p *app.ImportPreview) error {
	b := bufio.NewWriter(w)
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	for _, line := range p.Lines {
		if line.Problems == nil {
			line.Problems = []app.ImportProblem{}
		}
		if err := e.Encode(line); err != nil {
			return err
		}
	}
	return b.Flush()
}
