package pdf

import (
	"io"
	"strconv"

	"github.com/fangce/fangce/app"
)

// WorkLog is the 工作日志 of one person and day (002 §三.五, product §6) with the supervisor's mark. Its readers judge the work
// and need no names: customers are masked. The zero WorkLog is the blank form.
type WorkLog struct {
	Sheet
	Date        app.Date   `json:"date"`
	Person      string     `json:"person" label:"姓名"`
	StaffNo     string     `json:"staff_no" label:"工号"`
	Unit        string     `json:"unit" label:"所属团队"`
	ClosedAt    string     `json:"closed_at" label:"提交时间"` // as printed, "" still open
	DueAt       string     `json:"due_at" label:"应交时间"`
	Figures     LogFigures `json:"figures"`
	Entries     []LogEntry `json:"entries"`
	Development string     `json:"development" label:"业务拓展情况"`
	PlanDone    string     `json:"plan_done" label:"计划达成情况"`
	Tomorrow    []LogPlan  `json:"tomorrow"`
	Additions   []LogExtra `json:"additions"` // written after the day was closed
	Mark        LogMark    `json:"mark"`      // the zero LogMark: to be marked by hand
}

// LogFigures are the counts of a day.
type LogFigures struct {
	Calls        int `json:"calls"`
	Reached      int `json:"reached"`
	Appointments int `json:"appointments"`
	Visits       int `json:"visits"`
	NoShows      int `json:"no_shows"`
	Surveys      int `json:"surveys"`
	Reminded     int `json:"reminded"`
	PayWays      int `json:"pay_ways"`
	Transfers    int `json:"transfers"`
	Prospects    int `json:"prospects"`
	Others       int `json:"others"`
}

// LogEntry is one service of the day with the three things a record must hold.
type LogEntry struct {
	At       string `json:"at" label:"时间"` // 15:04
	Customer string `json:"customer" label:"客户"`
	Channel  string `json:"channel" label:"方式"`
	Content  string `json:"content" label:"服务内容"`
	Attitude string `json:"attitude" label:"客户态度"`
	Answer   string `json:"answer" label:"问题解答及处理结果"`
	Next     string `json:"next" label:"下一步"`
}

// LogPlan is a line of tomorrow's plan.
type LogPlan struct {
	Kind     string `json:"kind" label:"类别"` // 拜访, 收费服务, 服务
	At       string `json:"at" label:"时间"`
	Customer string `json:"customer" label:"客户"`
	Text     string `json:"text" label:"事项"`
}

// LogExtra is a fact added after the day was closed.
type LogExtra struct {
	At   string `json:"at" label:"补充时间"`
	Text string `json:"text" label:"补充内容"`
}

// LogMark is the supervisor's mark: the one that stands (002 §一.4 注2).
type LogMark struct {
	Score    int           `json:"score"`
	Parts    []LogMarkPart `json:"parts"`
	Morning  bool          `json:"morning"` // 早会检查
	Evening  bool          `json:"evening"` // 夕会检查
	Comment  string        `json:"comment" label:"批阅意见"`
	By       string        `json:"by" label:"批阅人"`
	On       app.Date      `json:"on"`
	FollowUp app.Date      `json:"follow_up"` // of a note for coaching
}

// LogMarkPart is the mark in one criterion.
type LogMarkPart struct {
	Name  string `json:"name" label:"评分项目"`
	Score int    `json:"score"`
	Max   int    `json:"max"`
}

const workLogTitle = "工作日志"

var _ = register("work_log", workLogTitle, exampleWorkLog)

// Write writes the form as a PDF and says what to look at. The same log gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (l WorkLog) Write(w io.Writer) (Report, error) { return write(l, w) }

func (l WorkLog) lay() (*form, error) {
	subtitle := longDay(l.Date)
	if subtitle == "" {
		subtitle = "＿＿＿＿年＿＿月＿＿日（星期＿＿）"
	}
	f, err := newForm(l.Sheet, workLogTitle, subtitle, oneLine(l.Person+"　"+l.Date.Chinese()))
	if err != nil {
		return nil, err
	}
	const third = innerWidth / 3
	f.grid([][]gridCell{
		{{label: "姓名", value: l.Person, width: third}, {label: "工号", value: l.StaffNo, width: third}, {label: "所属团队", value: l.Unit, width: third}},
		{{label: "应交时间", value: l.DueAt, width: innerWidth / 2}, {label: "提交时间", value: l.ClosedAt, width: innerWidth / 2}},
	})
	l.counts(f)
	f.tableSection("二、当日工作明细", "客户姓名已作隐藏；服务记录须写明内容、客户的态度、问题解答及处理结果", l.entries())
	f.section("三、业务拓展与计划达成", "", 26)
	s := f.openStack()
	s.passage("业务拓展\n情况", l.Development, 3)
	s.passage("计划达成\n情况", l.PlanDone, 3)
	s.close()
	f.tableSection("四、明日工作计划", "拜访、收费服务、服务", l.plan())
	if len(l.Additions) > 0 {
		f.tableSection("补充记录", "提交后补记，注明补记时间", l.additions())
	}
	l.mark(f)
	f.finish("日志得分以主管批阅得分为准。")
	return f, nil
}

// counts draws the figures of the day in three rows of tiles.
func (l WorkLog) counts(f *form) {
	d := l.Figures
	blank := l.Person == "" && d == LogFigures{}
	figures := []figure{
		{"电话约访", d.Calls, "次"},
		{"接通", d.Reached, "次"},
		{"约定面访", d.Appointments, "次"},
		{"面访", d.Visits, "次"},
		{"客户爽约", d.NoShows, "次"},
		{"满意度问卷", d.Surveys, "份"},
		{"提醒交费", d.Reminded, "件"},
		{"确认交费方式", d.PayWays, "件"},
		{"办理转账", d.Transfers, "件"},
		{"新增准客户", d.Prospects, "人"},
		{"信函、网络等", d.Others, "次"},
		{"服务合计", d.Calls + d.Visits + d.Others, "次"},
	}
	f.section("一、当日数据", "收费服务指提醒交费、确认交费方式、协助办理转账", 2*tileHeight)
	f.tiles(figures, 6, blank)
}

func (l WorkLog) entries() table {
	t := table{
		columns: []column{
			{"时间\n方式", 15, alignCenter}, {"客户", 17, alignCenter}, {"本次服务内容", 50, alignLeft}, {"客户的态度", 28, alignLeft}, {"问题解答及处理结果", 38, alignLeft}, {"下一步", 22, alignLeft},
		},
		points: 8.5, height: 10.5, pen: 12.5,
	}
	if len(l.Entries) == 0 {
		t.blank = 6
	}
	for _, e := range l.Entries {
		t.rows = append(t.rows, []string{pair(e.At, e.Channel), e.Customer, e.Content, e.Attitude, e.Answer, e.Next})
	}
	return t
}

func (l WorkLog) plan() table {
	t := table{
		columns: []column{{"序号", 12, alignCenter}, {"类别", 24, alignCenter}, {"时间", 18, alignCenter}, {"客户", 28, alignCenter}, {"事项", 88, alignLeft}},
		points:  9, height: gridRow, pen: gridRow + 0.6, blank: max(0, 3-len(l.Tomorrow)),
	}
	if len(l.Tomorrow) == 0 {
		t.blank = 6
	}
	for i, p := range l.Tomorrow {
		t.rows = append(t.rows, []string{strconv.Itoa(i + 1), p.Kind, p.At, p.Customer, p.Text})
	}
	return t
}

func (l WorkLog) additions() table {
	t := table{columns: []column{{"补充时间", 40, alignCenter}, {"补充内容", 130, alignLeft}}, points: 9, height: gridRow}
	for _, a := range l.Additions {
		t.rows = append(t.rows, []string{a.At, a.Text})
	}
	return t
}

// mark draws the supervisor's mark, or the place for it.
func (l WorkLog) mark(f *form) {
	m := l.Mark
	given := m.By != "" || m.Score > 0 || len(m.Parts) > 0
	parts := m.Parts
	if len(parts) == 0 {
		for _, c := range app.LogCriteria {
			parts = append(parts, LogMarkPart{Name: criterionWords[c.Code], Max: c.Max})
		}
	}
	f.section("五、主管批阅", "满分 "+strconv.Itoa(app.LogFullMark)+" 分，"+strconv.Itoa(app.LogPassMark)+" 分以上为合格", 50)
	t := table{points: 9.5, height: 9.5, rows: [][]string{nil}}
	w := innerWidth / float64(len(parts)+1)
	for _, p := range parts {
		t.columns = append(t.columns, column{p.Name + "\n（" + strconv.Itoa(p.Max) + " 分）", w, alignCenter})
		cell := ""
		if given {
			cell = strconv.Itoa(p.Score)
		}
		t.rows[0] = append(t.rows[0], cell)
	}
	t.columns = append(t.columns, column{"得分\n（" + strconv.Itoa(app.LogFullMark) + " 分）", w, alignCenter})
	total := ""
	if given {
		total = strconv.Itoa(m.Score)
	}
	t.rows[0] = append(t.rows[0], total)
	f.table(t)
	f.y -= 6.5
	s := f.openStack()
	s.choose("早夕会检查", tick{"早会已检查", m.Morning}, tick{"夕会已检查", m.Evening})
	s.choose("批阅结果", tick{"合格", given && m.Score >= app.LogPassMark}, tick{"不合格", given && m.Score < app.LogPassMark})
	s.passage("批阅意见", m.Comment, 2, signer{role: "直接主管签名", name: m.By, on: m.On.Chinese()})
	s.facts([]gridCell{{label: "辅导跟进", value: m.FollowUp.Chinese(), width: innerWidth / 2}, {label: "抽查签名", width: innerWidth / 2}})
	s.close()
}

// criterionWords name the parts of a log's score.
var criterionWords = map[string]string{"calls": "电话约访", "visits": "面访", "prospects": "准客户", "collections": "收费服务", "plan": "计划"}
