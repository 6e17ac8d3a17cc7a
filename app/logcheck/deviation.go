package logcheck

// Check is one log that the department drew by lot and scored (002 §一.3-4, notes 1 and 3). Persons are named by id.
type Check struct {
	ID         string
	Month      string // of the log, 2006-01
	Owner      string
	Supervisor string // who marked it: the direct supervisor of that day
	Senior     string // the senior supervisor of that day; "" if the team has none
	Marked     int    // the supervisor's mark, 0–20
	Department int    // the department's, 0–20
	// SpotChecked says that the senior supervisor had looked at the log before it was drawn, ErrorNoted that they had
	// written down that the mark was wrong.
	SpotChecked, ErrorNoted bool
}

// Deviation is how far the two marks lie apart: |supervisor − department| of twenty.
func (c Check) Deviation() Fraction {
	return Fraction{max(c.Marked, c.Department) - min(c.Marked, c.Department), MaxPoints}
}

// Deduction is what one check takes off one person's log points of a month. Causes stay with it: the person may object.
type Deduction struct {
	Person string
	Month  string // the month the log belongs to
	Points int    // taken off; not used where Zero
	Zero   bool   // the month's points become 0
	Rules  []Rule // why, the weightiest first
	Check  string // the check it comes of
	Apart  Fraction
}

// Deductions says what a check costs whom, in the order owner, supervisor, senior supervisor. Below a difference of 30 %
// it costs nobody anything. Somebody who holds two of the places pays once, the dearer price.
func (c Check) Deductions() []Deduction {
	apart := c.Deviation()
	if !apart.AtLeast(30) {
		return nil
	}
	all, rule, senior := Deduction{Points: 6}, RuleOff30, Deduction{Points: 6}
	if apart.AtLeast(50) {
		all, rule, senior = Deduction{Zero: true}, RuleOff50, Deduction{Points: 10}
	}
	all.Rules, senior.Rules = []Rule{rule}, []Rule{rule, RuleUnnoted}
	var out []Deduction
	add := func(person string, d Deduction) {
		for _, o := range out {
			if o.Person == person {
				return // owner and supervisor stand first and never pay less
			}
		}
		if person == "" {
			return
		}
		d.Person, d.Month, d.Check, d.Apart = person, c.Month, c.ID, apart
		out = append(out, d)
	}
	add(c.Owner, all)
	add(c.Supervisor, all)
	if c.SpotChecked && !c.ErrorNoted {
		add(c.Senior, senior)
	}
	return out
}
