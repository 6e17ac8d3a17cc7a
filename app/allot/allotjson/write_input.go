package allotjson

import (
	"bufio"
	"fmt"
	"io"
	"strconv"

	"github.com/fangce/fangce/app/allot"
)

// WriteInput writes an input so that Read reads the same: the same bytes for the same input, planners and cases in its
// order, one a line.
func WriteInput(w io.Writer, in *allot.Input) error {
	p := &printer{out: bufio.NewWriterSize(w, 1<<16)}
	p.raw("{\"month\":")
	p.text(in.Month)
	p.raw(",\"mode\":")
	p.text(in.Mode)
	p.raw(",\n\"shares\":{")
	for c := range allot.Category(allot.Categories) {
		p.more(c > 0)
		p.raw("\"" + c.String() + "\":" + strconv.FormatInt(in.Shares[c], 10))
	}
	p.raw("},\n\"bands\":[")
	for i, b := range in.Bands {
		p.more(i > 0)
		p.raw(strconv.FormatInt(b, 10))
	}
	p.raw("],\n\"planners\":[")
	for i := range in.Planners {
		p.more(i > 0)
		p.planner(&in.Planners[i])
	}
	p.raw("\n],\n\"cases\":[")
	for i := range in.Cases {
		p.more(i > 0)
		p.item(&in.Cases[i])
	}
	p.raw("\n]}\n")
	return p.out.Flush()
}

func (p *printer) more(yes bool) {
	if yes {
		p.raw(",")
	}
}

// pair writes a field of text, after a comma unless it is the first.
func (p *printer) pair(name, value string) {
	p.more(name != "staff_no" && name != "policy_no")
	p.raw("\"" + name + "\":")
	p.text(value)
}

func (p *printer) planner(x *allot.Planner) {
	p.raw("\n{")
	p.pair("staff_no", x.StaffNo)
	p.pair("series", x.Series)
	p.pair("grade", x.Grade)
	_, _ = fmt.Fprintf(p.out, `,"extended_probation_month":%d`, x.ExtendedProbation)
	for _, r := range []struct {
		name string
		allot.Ratio
	}{{"target", x.Target}, {"attendance", x.Attendance}, {"log", x.Log}} {
		_, _ = fmt.Fprintf(p.out, `,"%s":{"num":%d,"den":%d}`, r.name, r.Num, r.Den)
	}
	_, _ = fmt.Fprintf(p.out, `,"log_deduction":%d,"flexible":%d,"suspended":%t}`, x.LogDeduction, x.Flexible, x.Suspended)
}

func (p *printer) item(c *allot.Case) {
	p.raw("\n{")
	p.pair("policy_no", c.PolicyNo)
	p.pair("customer", c.Customer)
	p.pair("category", c.Category.String())
	p.pair("amount", allot.Decimal(c.Amount))
	p.pair("address", string(c.Address))
	p.pair("phone", string(c.Phone))
	p.pair("date", string(c.Date))
	p.pair("branch", c.Branch)
	p.pair("effective", string(c.Effective))
	_, _ = fmt.Fprintf(p.out, `,"years_left":%d,"circulated":%d,"converted":%t}`, c.YearsLeft, c.Circulated, c.Converted)
}
