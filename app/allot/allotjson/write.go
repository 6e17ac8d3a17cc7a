package allotjson

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"github.com/fangce/fangce/app/allot"
)

// Write writes a result: the same bytes for the same result. Fields stand in the order of their names, planners in that of
// their staff numbers, cases by category and importance.
func Write(w io.Writer, r *allot.Result) error {
	p := &printer{out: bufio.NewWriterSize(w, 1<<16)}
	p.raw("{\n \"cases\": ")
	p.list(len(r.Cases), func(i int) {
		c := r.CaseOf(i)
		p.field("category", c.Category.String())
		if at := r.Cases[i].Planner; at >= 0 {
			p.field("planner", r.Planners[at].StaffNo)
		} else {
			p.null("planner")
		}
		p.field("policy_no", c.PolicyNo)
		p.number("rank", int64(r.Cases[i].Rank))
	})
	p.raw(",\n \"left\": ")
	left := make([]int32, 0)
	for i := range r.Cases {
		if r.Cases[i].Planner < 0 {
			left = append(left, int32(i))
		}
	}
	p.list(len(left), func(i int) {
		p.field("policy_no", r.CaseOf(int(left[i])).PolicyNo)
		p.field("reason", r.LeftReason(int(left[i])))
	})
	p.raw(",\n \"month\": ")
	p.text(r.Month)
	p.raw(",\n \"planners\": ")
	p.list(len(r.Planners), func(i int) {
		s := &r.Planners[i]
		p.begin("dealt")
		p.counts("\n    ", func(c allot.Category) int { return s.Dealt[c] })
		p.begin("quota")
		p.counts("\n    ", func(c allot.Category) int { return s.Quota[c] })
		p.begin("receives")
		p.raw(strconv.FormatBool(s.Receives))
		p.begin("score")
		p.score(s.Score)
		p.field("staff_no", s.StaffNo)
	})
	p.raw(",\n \"pools\": ")
	p.counts("\n  ", func(c allot.Category) int { return r.Pools[c].Size })
	p.raw(",\n \"total\": ")
	p.raw(strconv.Itoa(r.Total))
	p.raw("\n}\n")
	return p.out.Flush()
}

// printer writes JSON, one space for each level. A failed write shows when it is flushed.
type printer struct {
	out   *bufio.Writer
	first bool // of the fields of an item
}

func (p *printer) raw(s string) { _, _ = p.out.WriteString(s) }

// text writes a string; what stands in numbers and codes goes straight through.
func (p *printer) text(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= 0x7f {
			var b bytes.Buffer
			e := json.NewEncoder(&b)
			e.SetEscapeHTML(false)
			_ = e.Encode(s)
			_, _ = p.out.Write(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
			return
		}
	}
	_ = p.out.WriteByte('"')
	p.raw(s)
	_ = p.out.WriteByte('"')
}

// list writes a list of n objects; item writes the fields of one.
func (p *printer) list(n int, item func(i int)) {
	if n == 0 {
		p.raw("[]")
		return
	}
	p.raw("[")
	for i := range n {
		if i > 0 {
			p.raw(",")
		}
		p.raw("\n  {")
		p.first = true
		item(i)
		p.raw("\n  }")
	}
	p.raw("\n ]")
}

func (p *printer) begin(name string) {
	if !p.first {
		p.raw(",")
	}
	p.first = false
	p.raw("\n   \"")
	p.raw(name)
	p.raw("\": ")
}

func (p *printer) field(name, value string) {
	p.begin(name)
	p.text(value)
}

func (p *printer) null(name string) {
	p.begin(name)
	p.raw("null")
}

func (p *printer) number(name string, n int64) {
	p.begin(name)
	p.raw(strconv.FormatInt(n, 10))
}

// byName are the categories in the order of their names.
var byName = []allot.Category{allot.Maturing, allot.Old, allot.Other, allot.Renewal, allot.Unmatured}

// counts writes a number for each category; line begins each line.
func (p *printer) counts(line string, of func(allot.Category) int) {
	for i, c := range byName {
		p.raw(map[bool]string{true: "{", false: ","}[i == 0] + line + `"` + c.String() + `": ` + strconv.Itoa(of(c)))
	}
	p.raw(line[:len(line)-1] + "}")
}

func (p *printer) score(s allot.Score) {
	const line = "\n    "
	for i, part := range []struct {
		name   string
		points int64
	}{
		{"attendance", s.Attendance}, {"flexible", s.Flexible}, {"grade", s.Grade}, {"log", s.Log}, {"target", s.Target}, {"total", s.Total()},
	} {
		p.raw(map[bool]string{true: "{", false: ","}[i == 0] + line + `"` + part.name + `": ` + strconv.FormatInt(part.points, 10))
	}
	p.raw("\n   }")
}
