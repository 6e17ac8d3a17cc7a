package allot_test

import (
	"testing"

	"github.com/fangce/fangce/app/allot"
)

// The tables of 002 §一, 1–5, at the edges of their bands.
func TestScoreOf(t *testing.T) {
	ratio := func(num, den int64) allot.Ratio { return allot.Ratio{Num: num, Den: den} }
	for _, c := range []struct {
		what    string
		planner allot.Planner
		want    allot.Score
	}{
		{"all there is", allot.Planner{
			Series: "management", Grade: "senior", Target: ratio(5, 4), Attendance: ratio(22, 22), Log: ratio(1, 1), Flexible: 10,
		}, allot.Score{Grade: 40, Target: 20, Attendance: 10, Log: 20, Flexible: 10}},
		{"99.9 % counts as 90 %", allot.Planner{
			Series: "management", Grade: "middle", Target: ratio(999, 1000), Attendance: ratio(999, 1000), Log: ratio(999, 1000),
		}, allot.Score{Grade: 36, Target: 18, Attendance: 9, Log: 18}},
		{"the lowest bands", allot.Planner{
			Series: "sales", Grade: "master", Target: ratio(3, 10), Attendance: ratio(5, 10), Log: ratio(5, 10), Flexible: 1,
		}, allot.Score{Grade: 34, Target: 6, Attendance: 5, Log: 10, Flexible: 1}},
		{"just below them", allot.Planner{
			Series: "sales", Grade: "senior", Target: ratio(299_999, 1_000_000), Attendance: ratio(499, 1000), Log: ratio(499, 1000),
		}, allot.Score{Grade: 30}},
		{"nothing to reach", allot.Planner{Series: "sales", Grade: "middle", Target: ratio(5, 0), Attendance: ratio(0, 0), Log: ratio(1, 0)}, allot.Score{Grade: 26}},
		{"penalties", allot.Planner{Series: "sales", Grade: "junior", Log: ratio(7, 10), LogDeduction: 6}, allot.Score{Grade: 22, Log: 8}},
		{"never below none", allot.Planner{Series: "sales", Grade: "trainee", Log: ratio(7, 10), LogDeduction: 26}, allot.Score{Grade: 18}},
		{"first month of an extended probation", allot.Planner{Series: "sales", Grade: "trainee", ExtendedProbation: 1}, allot.Score{Grade: 18}},
		{"from the second on", allot.Planner{Series: "sales", Grade: "trainee", ExtendedProbation: 2, Flexible: 3}, allot.Score{Flexible: 3}},
		{"great numbers", allot.Planner{Series: "management", Grade: "junior", Target: ratio(1<<62, 1<<63-1), Log: ratio(1<<63-1, 1<<63-1)}, allot.Score{Grade: 32, Target: 10, Log: 20}},
		{"an exact tenth of great numbers", allot.Planner{Series: "management", Grade: "pre_junior", Target: ratio(6e17, 1e18)}, allot.Score{Grade: 28, Target: 12}},
		{"one less", allot.Planner{Series: "management", Grade: "pre_junior", Target: ratio(6e17-1, 1e18)}, allot.Score{Grade: 28, Target: 10}},
	} {
		if got := allot.ScoreOf(c.planner); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.what, got, c.want)
		}
	}
}

// Suspended planners and those without points do not receive, though they count among all staff.
func TestWhoReceives(t *testing.T) {
	in := &allot.Input{
		Month: "2026-12", Mode: allot.ModeEqual, Shares: allot.DefaultShares, Bands: allot.DefaultBands,
		Planners: []allot.Planner{
			{StaffNo: "3", Series: "sales", Grade: "junior"},
			{StaffNo: "1", Series: "sales", Grade: "master", Suspended: true},
			{StaffNo: "2", Series: "sales", Grade: "trainee", ExtendedProbation: 2},
		},
	}
	for _, no := range []string{"a", "b"} {
		in.Cases = append(in.Cases, allot.Case{PolicyNo: no, Customer: no, Category: allot.Old, Date: "2024-05-06", Address: "full", Phone: "none"})
	}
	r := allocate(t, in)
	for i, want := range []bool{false, false, true} {
		if r.Planners[i].Receives != want || (r.Planners[i].Turn == 1) != want {
			t.Errorf("%+v", r.Planners[i])
		}
	}
	if r.Pools[allot.Old].Size != 1 || r.Planners[2].Dealt[allot.Old] != 1 {
		t.Errorf("%+v", r.Pools[allot.Old])
	}
	if got := r.PerHead(allot.Old); got != (allot.Figure{Num: 100, Den: 300}) {
		t.Errorf("50 %% of 2 cases over 3 people: %+v", got)
	}
}
