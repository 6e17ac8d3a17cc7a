package service

import (
	"testing"

	"github.com/fangce/fangce/app"
)

// The short cut over a whole portfolio says the same as the rule for one customer (product §5), at the ends of months too.
func TestNotYetDue(t *testing.T) {
	for _, grade := range []string{"A", "B", "C", ""} {
		for until := app.Date("2026-01-25"); until < "2028-04-05"; until = until.AddDays(1) {
			from := notYetDue(grade, until)
			for ahead := -3; ahead <= 5; ahead++ {
				last := until.AddMonths(-app.ReturnMonths(grade)).AddDays(ahead)
				if due := app.ReturnDue(last, grade) <= until; due != (app.InstantOf(last.Time()) < from) {
					t.Fatalf("%s: reached on %s, due until %s is %t", grade, last, until, due)
				}
			}
		}
	}
}
