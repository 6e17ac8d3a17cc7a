package allotjson

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

// The fields of each part of an input, in the order in which the cases of the switches below name them.
var (
	inputFields   = []string{"month", "mode", "shares", "bands", "planners", "cases"}
	shareFields   = []string{app.CategoryMaturing, app.CategoryRenewal, app.CategoryOld, app.CategoryUnmatured, app.CategoryOther}
	plannerFields = []string{
		"staff_no", "series", "grade", "extended_probation_month", "target", "attendance", "log", "log_deduction", "flexible", "suspended",
	}
	ratioFields = []string{"num", "den"}
	caseFields  = []string{
		"policy_no", "customer", "category", "amount", "address", "phone", "date", "branch", "effective", "years_left", "circulated", "converted",
	}
)

// Read reads an input of the right form; whether it makes sense is for its Check, or allot.Allocate, to say. The error is,
// as theirs, an app.Error with code ErrInvalid whose Field is the path of what cannot be taken, such as cases[3].amount, or
// what the reader gave.
func Read(r io.Reader) (in *allot.Input, err error) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case stop:
			in, err = nil, p.err
		default:
			panic(p)
		}
	}()
	s := newScanner(r)
	mark, err := s.in.Peek(3)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, fmt.Errorf("read input: %w", err)
	case string(mark) == "\ufeff":
		_, _ = s.in.Discard(3) // as editors on Windows begin a file
	}
	in = s.input()
	if s.token() != 0 {
		s.fail("末尾有多余的内容")
	}
	return in, nil
}

func (s *scanner) input() *allot.Input {
	in := &allot.Input{}
	s.object(inputFields, func(field int) {
		switch field {
		case 0:
			in.Month = s.word()
		case 1:
			in.Mode = s.word()
		case 2:
			s.object(shareFields, func(c int) { in.Shares[c] = s.whole() })
		case 3:
			s.list(func() { in.Bands = append(in.Bands, s.whole()) })
		case 4:
			s.list(func() { in.Planners = append(in.Planners, s.planner()) })
		case 5:
			s.list(func() { in.Cases = append(in.Cases, s.item()) })
		}
	})
	return in
}

func (s *scanner) planner() (p allot.Planner) {
	s.object(plannerFields, func(field int) {
		switch field {
		case 0:
			p.StaffNo = s.word()
		case 1:
			p.Series = s.term()
		case 2:
			p.Grade = s.term()
		case 3:
			p.ExtendedProbation = s.whole()
		case 4:
			p.Target = s.ratio()
		case 5:
			p.Attendance = s.ratio()
		case 6:
			p.Log = s.ratio()
		case 7:
			p.LogDeduction = s.whole()
		case 8:
			p.Flexible = s.whole()
		case 9:
			p.Suspended = s.truth()
		}
	})
	return p
}

func (s *scanner) ratio() (r allot.Ratio) {
	s.object(ratioFields, func(field int) {
		if field == 0 {
			r.Num = s.whole()
		} else {
			r.Den = s.whole()
		}
	})
	return r
}

func (s *scanner) item() (c allot.Case) {
	s.object(caseFields, func(field int) {
		switch field {
		case 0:
			c.PolicyNo = s.word()
		case 1:
			c.Customer = s.word()
		case 2:
			c.Category = s.category()
		case 3:
			c.Amount = s.amount()
		case 4:
			c.Address = app.Completeness(s.term())
		case 5:
			c.Phone = app.Completeness(s.term())
		case 6:
			c.Date = app.Date(s.term())
		case 7:
			c.Branch = s.term()
		case 8:
			c.Effective = app.Date(s.term())
		case 9:
			c.YearsLeft = s.whole()
		case 10:
			c.Circulated = s.whole()
		case 11:
			c.Converted = s.truth()
		}
	})
	return c
}

func (s *scanner) category() allot.Category {
	s.quoted()
	c, ok := allot.ParseCategory(string(s.text))
	if !ok {
		s.fail("没有资源类别 %q", s.text)
	}
	return c
}

// amount reads yuan with at most two decimals, such as "6800.50".
func (s *scanner) amount() app.Money {
	s.quoted()
	yuan, fen, point := strings.Cut(string(s.text), ".")
	if strings.HasPrefix(yuan, "-") {
		s.fail("金额不能为负数")
	}
	if yuan == "" || point && fen == "" || len(fen) > 2 {
		s.fail("%q 不是金额，应写作 6800.50", s.text)
	}
	digits := yuan + (fen + "00")[:2]
	if len(strings.TrimLeft(digits, "0")) > 18 {
		s.fail("金额过大")
	}
	var m app.Money
	for i := range len(digits) {
		if digits[i] < '0' || digits[i] > '9' {
			s.fail("%q 不是金额，应写作 6800.50", s.text)
		}
		m = m*10 + app.Money(digits[i]-'0')
	}
	return m
}
