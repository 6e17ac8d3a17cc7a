package logcheck

import (
	"fmt"

	"github.com/fangce/fangce/app"
)

// MaxPoints is the best mark of a log, and the points a month's logs are worth in the allocation (002 §一.3).
const MaxPoints = 20

// PassMark is the least mark of a log that counts as passed (product §6; settable).
const PassMark = 12

// Criterion is one thing a supervisor looks at, with the most it can be given.
type Criterion struct {
	Key string
	Max int
}

// Criteria are the things of a mark as the centre first has them (product §6; settable). Together they make MaxPoints.
func Criteria() []Criterion {
	return []Criterion{{"calls", 6}, {"visits", 6}, {"prospects", 3}, {"collections", 3}, {"plan", 2}}
}

// CheckCriteria returns an error where criteria do not add up to MaxPoints, where one can be given nothing, or where one
// stands twice.
func CheckCriteria(criteria []Criterion) error {
	sum, seen := 0, map[string]bool{}
	for _, c := range criteria {
		if c.Key == "" || seen[c.Key] {
			return app.FieldErrorf(app.ErrInvalid, "criteria", "评分项%q重复或没有名称", c.Key)
		}
		if c.Max <= 0 {
			return app.FieldErrorf(app.ErrInvalid, c.Key, "评分项%q的满分必须大于0", c.Key)
		}
		seen[c.Key] = true
		sum += c.Max
	}
	if sum != MaxPoints {
		return app.FieldErrorf(app.ErrInvalid, "criteria", "各评分项满分之和应为%d分，现为%d分", MaxPoints, sum)
	}
	return nil
}

// Total adds up a mark's parts. Every criterion must be given, none more than it can be; nothing else may be.
func Total(criteria []Criterion, parts map[string]int) (int, error) {
	sum := 0
	for _, c := range criteria {
		n, given := parts[c.Key]
		if !given {
			return 0, app.FieldErrorf(app.ErrInvalid, c.Key, "还有评分项没有打分")
		}
		if n < 0 || n > c.Max {
			return 0, app.FieldErrorf(app.ErrInvalid, c.Key, "此项得分应在0至%d分之间", c.Max)
		}
		sum += n
	}
	if len(parts) > len(criteria) {
		return 0, app.FieldErrorf(app.ErrInvalid, "parts", "评分项与评分标准不一致")
	}
	return sum, nil
}

// Rule names the rule a decision follows.
type Rule string

// Rules of the book.
const (
	RuleOff30    Rule = "off30"    // a difference of 30 % and more: six points off
	RuleOff50    Rule = "off50"    // a difference of 50 % and more: no points
	RuleUnnoted  Rule = "unnoted"  // the senior supervisor had looked at the log and noted no error
	RuleNotShown Rule = "notshown" // lost, or not shown by the next working day: no points
	RuleStrikes  Rule = "strikes"  // more than three such in a row: no more cases
	RuleFalse    Rule = "false"    // falsified or badly kept: nothing next quarter, 100 yuan
)

var sources = map[Rule]string{
	RuleOff30:    "002 §一.3-4 注3",
	RuleOff50:    "002 §一.3-4 注3",
	RuleUnnoted:  "002 §一.3-4 注3",
	RuleNotShown: "002 §一.3-4 注4",
	RuleStrikes:  "002 §一.3-4 注4",
	RuleFalse:    "002 §四.2",
}

// Source is where the rule stands in the rule book.
func (r Rule) Source() string { return sources[r] }

// Fraction is an exact part of a whole; a whole of 0 is no part at all.
type Fraction struct{ Part, Whole int }

// String writes the fraction as it is counted, such as 3/20.
func (f Fraction) String() string { return fmt.Sprintf("%d/%d", f.Part, f.Whole) }

// AtLeast reports whether the fraction reaches so many hundredths. Nothing of nothing reaches nothing.
func (f Fraction) AtLeast(percent int) bool {
	return f.Whole > 0 && 100*int64(f.Part) >= int64(percent)*int64(f.Whole)
}
