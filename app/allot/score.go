package allot

import "math/bits"

// Points of a planner (002 §一, 分值); the score is their sum, 100 at most.
type Score struct {
	Grade      int64 `json:"grade"`      // 0–40
	Target     int64 `json:"target"`     // 0–20
	Attendance int64 `json:"attendance"` // 0–10
	Log        int64 `json:"log"`        // 0–20
	Flexible   int64 `json:"flexible"`   // 0–10
}

// Total returns the sum of the points.
func (s Score) Total() int64 { return s.Grade + s.Target + s.Attendance + s.Log + s.Flexible }

// gradePoints are the points of the grades of each series (002 §一.1).
var gradePoints = map[string]map[string]int64{
	SeriesManagement: {GradeSenior: 40, GradeMiddle: 36, GradeJunior: 32, GradePreJunior: 28},
	SeriesSales:      {GradeMaster: 34, GradeSenior: 30, GradeMiddle: 26, GradeJunior: 22, GradeTrainee: 18},
}

// Rules of the points (002 §一.1–4).
const (
	probationFrom  = 2  // from this month of an extended probation on the grade earns nothing
	targetPoints   = 20 // for the whole target
	targetFloor    = 3  // tenths below which the target earns nothing
	meetingPoints  = 10
	meetingFloor   = 5
	logPoints      = 20
	logFloor       = 5
	tenthsOfAWhole = 10
)

// ScoreOf returns the planner's points. The planner is one that Check takes.
func ScoreOf(p Planner) Score {
	s := Score{
		Target:     bandPoints(p.Target, targetPoints, targetFloor),
		Attendance: bandPoints(p.Attendance, meetingPoints, meetingFloor),
		Log:        max(0, bandPoints(p.Log, logPoints, logFloor)-p.LogDeduction),
		Flexible:   p.Flexible,
	}
	if p.ExtendedProbation < probationFrom {
		s.Grade = gradePoints[p.Series][p.Grade]
	}
	return s
}

// bandPoints returns the points of a ratio of which whole earns all: a tenth of them for each full tenth reached, none
// below the floor.
func bandPoints(r Ratio, whole, floor int64) int64 {
	t := r.Tenths()
	if t < floor {
		return 0
	}
	return whole * t / tenthsOfAWhole
}

// Tenths returns how many full tenths of the whole the ratio has reached, ten at most; 0 if the denominator is 0.
func (r Ratio) Tenths() int64 {
	if r.Den <= 0 || r.Num <= 0 {
		return 0
	}
	if r.Num >= r.Den {
		return tenthsOfAWhole
	}
	hi, lo := bits.Mul64(uint64(r.Num), tenthsOfAWhole)
	t, _ := bits.Div64(hi, lo, uint64(r.Den)) // hi < Den, as Num < Den
	return int64(t)
}
