package logcheck

import (
	"reflect"
	"testing"
)

// 002 §一.3-4 note 3; product §6.
func TestDeductions(t *testing.T) {
	type cost struct {
		person string
		points int
		zero   bool
	}
	for _, c := range []struct {
		name                 string
		marked, department   int
		spotted, noted       bool
		owner, boss, bossess string
		want                 []cost
	}{
		{"002 §一.3-4 注3: 5 apart, 25 %, costs nothing", 15, 10, true, false, "o", "s", "g", nil},
		{"002 §一.3-4 注3: 6 apart is 30 %", 16, 10, false, false, "o", "s", "g", []cost{{"o", 6, false}, {"s", 6, false}}},
		{"002 §一.3-4 注3: 6 apart the other way", 10, 16, false, false, "o", "s", "g", []cost{{"o", 6, false}, {"s", 6, false}}},
		{"002 §一.3-4 注3: 6 apart, spot-checked, error not noted", 16, 10, true, false, "o", "s", "g", []cost{{"o", 6, false}, {"s", 6, false}, {"g", 6, false}}},
		{"002 §一.3-4 注3: 6 apart, spot-checked, error noted", 16, 10, true, true, "o", "s", "g", []cost{{"o", 6, false}, {"s", 6, false}}},
		{"002 §一.3-4 注3: 9 apart is 45 %", 19, 10, true, false, "o", "s", "g", []cost{{"o", 6, false}, {"s", 6, false}, {"g", 6, false}}},
		{"002 §一.3-4 注3: 10 apart is 50 %", 20, 10, false, false, "o", "s", "g", []cost{{"o", 0, true}, {"s", 0, true}}},
		{"002 §一.3-4 注3: 10 apart, spot-checked, error not noted", 20, 10, true, false, "o", "s", "g", []cost{{"o", 0, true}, {"s", 0, true}, {"g", 10, false}}},
		{"002 §一.3-4 注3: 20 apart, error noted", 0, 20, true, true, "o", "s", "g", []cost{{"o", 0, true}, {"s", 0, true}}},
		{"product §6: a team without a senior supervisor", 20, 10, true, false, "o", "s", "", []cost{{"o", 0, true}, {"s", 0, true}}},
		{"product §6: who is both supervisors pays once, the dearer", 20, 10, true, false, "o", "s", "s", []cost{{"o", 0, true}, {"s", 0, true}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			check := Check{ID: "c1", Month: "2026-10", Owner: c.owner, Supervisor: c.boss, Senior: c.bossess, Marked: c.marked, Department: c.department, SpotChecked: c.spotted, ErrorNoted: c.noted}
			var got []cost
			for _, d := range check.Deductions() {
				if d.Month != "2026-10" || d.Check != "c1" || d.Apart != check.Deviation() || len(d.Rules) == 0 {
					t.Errorf("a deduction does not say where it comes from: %+v", d)
				}
				for _, r := range d.Rules {
					if r.Source() == "" {
						t.Errorf("rule %s has no source", r)
					}
				}
				got = append(got, cost{d.Person, d.Points, d.Zero})
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestMonthPoints(t *testing.T) {
	six := func(check string) Deduction { return Deduction{Person: "o", Month: "2026-10", Points: 6, Check: check} }
	zero := Deduction{Person: "o", Month: "2026-10", Zero: true, Check: "c9"}
	for _, c := range []struct {
		name string
		rate Fraction
		all  []Deduction
		want int
	}{
		{"002 §一.3-4: all passed", Fraction{22, 22}, nil, 20},
		{"002 §一.3-4: 99.9 % is in the band of 90 %", Fraction{999, 1000}, nil, 18},
		{"002 §一.3-4: exactly half", Fraction{11, 22}, nil, 10},
		{"002 §一.3-4: below half", Fraction{10, 21}, nil, 0},
		{"product §4: nothing required gives no points", Fraction{0, 0}, nil, 0},
		{"product §6: deductions add up", Fraction{1, 1}, []Deduction{six("c2"), six("c1")}, 8},
		{"product §6: never below 0", Fraction{1, 2}, []Deduction{six("c1"), six("c2")}, 0},
		{"002 §一.3-4 注3: 0 stays 0", Fraction{1, 1}, []Deduction{six("c1"), zero}, 0},
		{"product §6: another month's do not count here", Fraction{1, 1}, []Deduction{{Person: "o", Month: "2026-09", Points: 6}}, 20},
		{"another person's do not count", Fraction{1, 1}, []Deduction{{Person: "x", Month: "2026-10", Zero: true}}, 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := MonthPoints("o", "2026-10", c.rate, c.all)
			if got.Left != c.want {
				t.Errorf("%+v: %d points left, want %d", got, got.Left, c.want)
			}
			for i := 1; i < len(got.Deductions); i++ {
				if got.Deductions[i].Check < got.Deductions[i-1].Check {
					t.Errorf("not in the order of the checks: %+v", got.Deductions)
				}
			}
		})
	}
}

// product §6: if those points were already used, off the next run.
func TestOwed(t *testing.T) {
	late := Deduction{Person: "o", Month: "2026-09", Points: 6, Check: "late"}
	known := Deduction{Person: "o", Month: "2026-09", Points: 6, Check: "known"}
	open := Deduction{Person: "o", Month: "2026-10", Points: 6, Check: "open"}
	got := Owed("o", []Deduction{late, known, open, {Person: "x", Month: "2026-09", Check: "other"}}, map[string]map[string]bool{"2026-09": {"known": true}})
	if !reflect.DeepEqual(got, []Deduction{late}) {
		t.Errorf("owed %+v, want only what became known after the run", got)
	}
}
