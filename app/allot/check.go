package allot

import (
	"fmt"
	"strings"

	"github.com/fangce/fangce/app"
)

// Limits keep every product of two numbers of an input within 63 bits, and a case's factors within its key.
const (
	maxWeight = 1_000_000_000
	maxCount  = 1<<31 - 1 // years left, times circulated, cases
	maxBands  = 200
)

// MaxFlexible is how many points the department may give (002 §一.5).
const MaxFlexible = 10

func wrong(field, format string, args ...any) error {
	return app.FieldErrorf(app.ErrInvalid, field, format, args...)
}

// Check returns an app.Error with code ErrInvalid whose Field is the path of the first thing in the input that cannot be
// taken, such as cases[3].amount; nil if Allocate takes it.
func (in *Input) Check() error {
	if err := in.checkHead(); err != nil {
		return err
	}
	if _, err := in.pack(); err != nil {
		return err
	}
	_, _, err := in.group()
	return err
}

// checkHead checks all but the cases.
func (in *Input) checkHead() error {
	if _, ok := dayOf(app.Date(in.Month + "-01")); !ok {
		return wrong("month", "%q 不是月份，应写作 2026-12", in.Month)
	}
	if in.Mode != ModeScore && in.Mode != ModeEqual {
		return wrong("mode", "没有分配方式 %q，只有 score 和 equal", in.Mode)
	}
	var sum int64
	for c, w := range in.Shares {
		field := "shares." + Category(c).String()
		switch {
		case w < 0:
			return wrong(field, "占比不能为负数")
		case w > maxWeight:
			return wrong(field, "占比过大")
		}
		sum += w
	}
	if sum == 0 {
		return wrong("shares", "各类占比之和不能为 0")
	}
	if len(in.Bands) > maxBands {
		return wrong("bands", "分档不能超过 %d 个", maxBands)
	}
	for i, b := range in.Bands {
		field := fmt.Sprintf("bands[%d]", i)
		switch {
		case b <= 0:
			return wrong(field, "分档金额须大于 0")
		case b > int64(maxAmount/100):
			return wrong(field, "分档金额过大")
		case i > 0 && b >= in.Bands[i-1]:
			return wrong(field, "分档金额须从高到低排列，且不能重复")
		}
	}
	return in.checkPlanners()
}

// maxAmount is the greatest amount of money, in fen.
const maxAmount = app.Money(1) << 60

func (in *Input) checkPlanners() error {
	at := make(map[string]int, len(in.Planners))
	for i := range in.Planners {
		p := &in.Planners[i]
		if field, said := p.check(); said != "" {
			return wrong(fmt.Sprintf("planners[%d].%s", i, field), "%s", said)
		}
		if first, ok := at[p.StaffNo]; ok {
			return wrong(fmt.Sprintf("planners[%d].staff_no", i), "工号 %s 与 planners[%d] 重复", p.StaffNo, first)
		}
		at[p.StaffNo] = i
	}
	return nil
}

// check returns the field of the planner that cannot be taken, and why; "" if all can.
func (p *Planner) check() (field, said string) {
	switch {
	case strings.TrimSpace(p.StaffNo) == "":
		return "staff_no", "缺少工号"
	case gradePoints[p.Series] == nil:
		return "series", fmt.Sprintf("没有系列 %q，只有 management 和 sales", p.Series)
	}
	if _, ok := gradePoints[p.Series][p.Grade]; !ok {
		return "grade", fmt.Sprintf("%s 系列没有职级 %q", p.Series, p.Grade)
	}
	for _, r := range []struct {
		field string
		ratio Ratio
	}{{"target", p.Target}, {"attendance", p.Attendance}, {"log", p.Log}} {
		switch {
		case r.ratio.Num < 0:
			return r.field + ".num", "分子不能为负数"
		case r.ratio.Den < 0:
			return r.field + ".den", "分母不能为负数"
		}
	}
	switch {
	case p.ExtendedProbation < 0:
		return "extended_probation_month", "延长考核的月数不能为负数"
	case p.LogDeduction < 0:
		return "log_deduction", "日志扣分不能为负数"
	case p.Flexible < 0 || p.Flexible > MaxFlexible:
		return "flexible", fmt.Sprintf("灵活调配分须在 0 到 %d 之间", MaxFlexible)
	}
	return "", ""
}

// check returns the field of the case that cannot be taken, and why; "" if all can. Dates are checked where they are packed.
func (c *Case) check() (field, said string) {
	switch {
	case c.PolicyNo == "" || c.PolicyNo[0] <= ' ' && strings.TrimSpace(c.PolicyNo) == "":
		return "policy_no", "缺少保单号"
	case c.Customer == "" || c.Customer[0] <= ' ' && strings.TrimSpace(c.Customer) == "":
		return "customer", "缺少客户"
	case c.Category >= Categories:
		return "category", "没有这个资源类别"
	case c.Amount < 0:
		return "amount", "金额不能为负数"
	case c.Amount > maxAmount:
		return "amount", "金额过大"
	case c.YearsLeft < 0:
		return "years_left", "剩余交费年数不能为负数"
	case c.YearsLeft > maxCount:
		return "years_left", "剩余交费年数过大"
	case c.Circulated < 0:
		return "circulated", "流转次数不能为负数"
	case c.Circulated > maxCount:
		return "circulated", "流转次数过大"
	}
	return "", ""
}
