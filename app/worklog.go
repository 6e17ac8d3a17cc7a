package app

// WorkLog (工作日志) is one person's log of one working day (product §6). Closing freezes it.
type WorkLog struct {
	ID          string     `rec:"id"` // derived from person and date, see WorkLogID
	PersonID    string     `rec:"person_id"`
	Date        Date       `rec:"date"`
	Development string     `rec:"development,text"` // 业务拓展情况
	PlanDone    string     `rec:"plan_done,text"`   // 计划达成情况, or why not
	Tomorrow    []PlanItem `rec:"tomorrow"`         // 明日拜访、收费、服务计划
	// Frozen at closing, so that a reader needs no portfolio to judge the day.
	Entries  []LogEntry `rec:"entries,personal"`
	Figures  DayFigures `rec:"figures"`
	Status   string     `rec:"status,status"`
	ClosedAt Instant    `rec:"closed_at"`
}

// Statuses of a work log.
const (
	LogOpen   = "open"
	LogClosed = "closed"
)

// PlanItem is one line of tomorrow's plan.
type PlanItem struct {
	Kind         string `json:"kind"` // PlanVisit, PlanCollection or PlanService
	CustomerID   string `json:"customer_id,omitempty"`
	CustomerName string `json:"customer_name,omitempty"`
	Text         string `json:"text"`
	At           string `json:"at,omitempty"` // 15:04, "" any time
}

// Kinds of plan items (002 §三.五).
const (
	PlanVisit      = "visit"      // 拜访
	PlanCollection = "collection" // 收费
	PlanService    = "service"    // 服务
)

// LogEntry is a frozen copy of one service record in a closed log: what its reader must judge, the name masked.
type LogEntry struct {
	RecordID string   `json:"record_id"`
	Hash     string   `json:"hash"` // sha-256 of the record's canonical body, hex
	At       Instant  `json:"at"`
	Customer string   `json:"customer"` // masked, such as 王**
	Channel  string   `json:"channel"`
	Stage    string   `json:"stage,omitempty"`
	Outcome  string   `json:"outcome,omitempty"`
	Content  string   `json:"content,omitempty"`
	Attitude string   `json:"attitude,omitempty"`
	Answer   string   `json:"answer,omitempty"`
	Items    []string `json:"items,omitempty"`
	NextStep string   `json:"next_step,omitempty"`
	NextOn   Date     `json:"next_on,omitempty"`
}

// DayFigures (日数据) are the counts of one person's day.
type DayFigures struct {
	Calls        int `json:"calls"`
	Reached      int `json:"reached"` // calls in which somebody answered
	Appointments int `json:"appointments"`
	Visits       int `json:"visits"`
	NoShows      int `json:"no_shows"`
	Surveys      int `json:"surveys"`
	Reminded     int `json:"reminded"`  // 提醒交费
	PayWays      int `json:"pay_ways"`  // 确认交费方式
	Transfers    int `json:"transfers"` // 办理转账
	Prospects    int `json:"prospects"` // 新增准客户
	Others       int `json:"others"`    // letters, online, gifts
}

// WorkLogID returns the id of a person's log of a day.
func WorkLogID(personID string, d Date) string { return DerivedID("work_log", personID, string(d)) }

// LogAddition is a fact of a closed day that was recorded later, with its own time. It is never changed.
type LogAddition struct {
	ID       string   `rec:"id"`
	LogID    string   `rec:"log_id"`
	PersonID string   `rec:"person_id"` // whose log
	At       Instant  `rec:"at"`        // when it was added
	Text     string   `rec:"text,personal"`
	Entry    LogEntry `rec:"entry,personal"` // zero unless it is a service record
}

// LogMark is a supervisor's mark of a closed log (主管批阅): the mark that stands (002 §一.4 注2).
type LogMark struct {
	ID       string         `rec:"id"` // derived from log and marker, see LogMarkID
	LogID    string         `rec:"log_id"`
	PersonID string         `rec:"person_id"` // whose log
	MarkerID string         `rec:"marker_id"`
	Score    int64          `rec:"score"` // 0–20
	Criteria map[string]int `rec:"criteria"`
	Comment  string         `rec:"comment"`
	Morning  bool           `rec:"morning"` // 早会检查
	Evening  bool           `rec:"evening"` // 夕会检查
	MarkedAt Instant        `rec:"marked_at"`
	FollowUp Date           `rec:"follow_up"` // of a note for coaching
}

// LogMarkID returns the id of one marker's mark of one log.
func LogMarkID(logID, markerID string) string { return DerivedID("log_mark", logID, markerID) }

// Numbers of the scoring of logs (002 §一.4, product §6).
const (
	LogFullMark = 20 // a log is scored 0–20
	LogPassMark = 12 // settable; this is the default
)

// LogCriterion is one part of a log's score.
type LogCriterion struct {
	Code string // the window translates "worklog.criterion.<code>"
	Max  int
}

// LogCriteria are the default parts of a log's score; they add up to LogFullMark (product §6).
var LogCriteria = []LogCriterion{{"calls", 6}, {"visits", 6}, {"prospects", 3}, {"collections", 3}, {"plan", 2}}
