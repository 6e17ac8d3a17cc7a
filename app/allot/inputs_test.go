package allot_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
)

func proof() bool { return os.Getenv("FANGCE_PROOF") != "" }

func cmpText(a, b string) int { return strings.Compare(a, b) }

func one[T any](rnd *rand.Rand, of ...T) T { return of[rnd.IntN(len(of))] }

// someInput returns an input full of ties: few different amounts, dates and branches, customers with several cases.
func someInput(rnd *rand.Rand, planners, cases int) *allot.Input {
	in := &allot.Input{Month: "2026-12", Mode: one(rnd, allot.ModeScore, allot.ModeScore, allot.ModeEqual), Shares: allot.DefaultShares, Bands: allot.DefaultBands}
	if rnd.IntN(3) == 0 {
		for c := range in.Shares {
			in.Shares[c] = int64(rnd.IntN(4))
		}
		in.Shares[rnd.IntN(allot.Categories)]++
	}
	if rnd.IntN(4) == 0 {
		in.Bands = one(rnd, nil, []int64{500}, []int64{90_000, 100})
	}
	for i := range planners {
		in.Planners = append(in.Planners, somePlanner(rnd, i))
	}
	rnd.Shuffle(len(in.Planners), func(i, j int) { in.Planners[i], in.Planners[j] = in.Planners[j], in.Planners[i] })
	customers := 1 + rnd.IntN(cases+1)
	numbers := rnd.Perm(cases)
	for i := range cases {
		c := someCase(rnd)
		c.PolicyNo, c.Customer = fmt.Sprintf("P%03d", numbers[i]), fmt.Sprintf("C%03d", rnd.IntN(customers))
		in.Cases = append(in.Cases, c)
	}
	return in
}

func somePlanner(rnd *rand.Rand, i int) allot.Planner {
	p := allot.Planner{
		StaffNo: fmt.Sprintf("%04d", 1000+i), Series: allot.SeriesSales,
		Grade:  one(rnd, allot.GradeMaster, allot.GradeSenior, allot.GradeMiddle, allot.GradeJunior, allot.GradeTrainee),
		Target: someRatio(rnd), Attendance: someRatio(rnd), Log: someRatio(rnd),
		LogDeduction: one(rnd, int64(0), 0, 0, 6, 10, 20, 26), Flexible: int64(rnd.IntN(allot.MaxFlexible + 1)),
		ExtendedProbation: one(rnd, int64(0), 0, 0, 1, 2, 3), Suspended: rnd.IntN(6) == 0,
	}
	if rnd.IntN(2) == 0 {
		p.Series = allot.SeriesManagement
		p.Grade = one(rnd, allot.GradeSenior, allot.GradeMiddle, allot.GradeJunior, allot.GradePreJunior)
	}
	if rnd.IntN(8) == 0 { // nothing at all
		p.ExtendedProbation, p.Target, p.Attendance, p.Log, p.Flexible = 2, allot.Ratio{}, allot.Ratio{}, allot.Ratio{Num: 1, Den: 9}, 0
	}
	return p
}

func someRatio(rnd *rand.Rand) allot.Ratio {
	switch rnd.IntN(8) {
	case 0:
		return allot.Ratio{Num: int64(rnd.IntN(2)), Den: 0}
	case 1:
		return allot.Ratio{Num: int64(rnd.IntN(12)), Den: 10}
	case 2:
		return allot.Ratio{Num: 1<<62 - int64(rnd.IntN(3)), Den: 1<<62 + int64(rnd.IntN(3))}
	case 3:
		return allot.Ratio{Num: max(0, int64(rnd.IntN(11))*1e17-int64(rnd.IntN(2))), Den: 1e18}
	}
	return allot.Ratio{Num: int64(rnd.IntN(24)), Den: 22}
}

func someCase(rnd *rand.Rand) allot.Case {
	c := allot.Case{
		Category: allot.Category(rnd.IntN(allot.Categories)),
		Amount:   one(rnd, app.Money(0), app.Yuan(500), app.Yuan(10_000)-1, app.Yuan(10_000), app.Yuan(50_000), app.Yuan(100_000)-1, app.Yuan(100_000)),
		Address:  one(rnd, app.Full, app.Part, app.None), Phone: one(rnd, app.Full, app.Part, app.None),
		Date: one(rnd, app.Date("2026-12-01"), "2026-12-02", "2026-12-31", "2028-02-29"), Effective: one(rnd, app.Date(""), "2019-01-31", "2020-06-01"),
		Branch: one(rnd, "", "0001", "0002", "12"), YearsLeft: int64(rnd.IntN(3)), Circulated: int64(rnd.IntN(3)), Converted: rnd.IntN(2) == 0,
	}
	if c.Category == allot.Other && rnd.IntN(3) == 0 {
		c.Date = ""
	}
	return c
}
