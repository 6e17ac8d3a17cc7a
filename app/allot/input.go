package allot

import "github.com/fangce/fangce/app"

// Modes of splitting a category's pool.
const (
	ModeScore = "score" // in proportion to the planners' scores
	ModeEqual = "equal" // equally among those who may receive
)

// Input is all that a month's allocation depends on.
type Input struct {
	Month    string            // 2006-01
	Mode     string            // ModeScore or ModeEqual
	Shares   [Categories]int64 // weights of the categories
	Bands    []int64           // lower bounds of the amount bands in whole yuan, high first
	Planners []Planner
	Cases    []Case
}

// DefaultShares are the shares of the categories in per cent (002 §一).
var DefaultShares = [Categories]int64{10, 30, 50, 5, 5}

// DefaultBands are the amounts that importance tells apart, in yuan (product §4).
var DefaultBands = []int64{100_000, 50_000, 10_000}

// Series of grades (系列).
const (
	SeriesManagement = "management" // 管理
	SeriesSales      = "sales"      // 销售
)

// Grades of planners (职级).
const (
	GradeMaster    = "master"     // 资深, sales only
	GradeSenior    = "senior"     // 高级
	GradeMiddle    = "middle"     // 中级
	GradeJunior    = "junior"     // 初级
	GradePreJunior = "pre_junior" // 准初级, management only
	GradeTrainee   = "trainee"    // 见习, sales only
)

// Planner is a planner with the factors of the last closed month.
type Planner struct {
	StaffNo           string
	Series            string
	Grade             string
	ExtendedProbation int64 // which month of an extended probation (见习延长考核期) it is; 0: none
	Target            Ratio // regular premium of the planner's own target (个人任务完成率)
	Attendance        Ratio // meetings (参会率)
	Log               Ratio // work logs passed (日志合格率)
	LogDeduction      int64 // points off the log's (002 §一.4)
	Flexible          int64 // points the department gives, 0–10 (部门灵活调配)
	Suspended         bool  // may not receive
}

// Ratio is an exact fraction; with a denominator of 0 it earns nothing.
type Ratio struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"`
}

// Case is one policy that can be dealt, with the factors of its importance.
type Case struct {
	PolicyNo   string
	Customer   string   // whose cases go to one planner
	Branch     string   // 原投保机构; "": unknown
	Date       app.Date // next due date of a renewal, otherwise the maturity date; "" only in Other: unknown
	Effective  app.Date // 投保日期; "": unknown
	Address    app.Completeness
	Phone      app.Completeness
	Amount     app.Money // premium of a renewal, otherwise the maturity amount
	YearsLeft  int64     // years left to pay
	Circulated int64     // times dealt before
	Converted  bool      // ever converted or added
	Category   Category
}
