package pdf

import (
	"cmp"
	"io"
	"math"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

// QualityReport is the monthly 服务质量报告 of the centre or of a team (product §8, §9), with charts. The zero QualityReport is the
// blank form.
type QualityReport struct {
	Sheet
	Month      string          `json:"month" label:"报告月份"` // 2026-11
	Unit       string          `json:"unit" label:"报告范围"`
	Author     string          `json:"author" label:"编制人"`
	ReportedOn app.Date        `json:"reported_on"`
	Figures    []QualityFigure `json:"figures"`
	Trend      []QualityMonth  `json:"trend"` // oldest first; this month is the last
	Staff      []QualityStaff  `json:"staff"`
	Surveys    int             `json:"surveys"` // questionnaires of the month
	Items      []QualityItem   `json:"items"`
	Complaints []QualityCount  `json:"complaints"` // by kind
	Findings   string          `json:"findings" label:"问题分析"`
	Measures   string          `json:"measures" label:"改进措施"`
	Approval   Opinion         `json:"approval"`
}

// QualityFigure is a figure of the month beside the month before and the target.
type QualityFigure struct {
	Name   string `json:"name" label:"指标"`
	Unit   string `json:"unit" label:"单位"`
	Value  string `json:"value" label:"本月"`  // as printed: 1,486 or 98.7
	Before string `json:"before" label:"上月"` // "" not known
	Target string `json:"target" label:"目标"` // "" none is set
	Less   bool   `json:"less"`              // the smaller the better
}

// QualityMonth is a month of the trend.
type QualityMonth struct {
	Month        string  `json:"month" label:"月份"`
	Calls        int     `json:"calls"`
	Visits       int     `json:"visits"`
	OnTime       Share   `json:"on_time"`
	Satisfaction float64 `json:"satisfaction"` // mean 1–5; 0: fewer than 5 answers
	Complaints   int     `json:"complaints"`
}

// QualityStaff is one person's month.
type QualityStaff struct {
	Name         string  `json:"name" label:"姓名"`
	Signed       Share   `json:"signed"` // cards signed for in time
	Calls        int     `json:"calls"`
	Visits       int     `json:"visits"`
	OnTime       Share   `json:"on_time"`
	Completeness int     `json:"completeness"` // of the cards, percent
	Verified     Share   `json:"verified"`
	Recovered    Share   `json:"recovered"`    // lapsed policies in force again
	Satisfaction float64 `json:"satisfaction"` // mean 1–5; 0: fewer than 5 answers
	Surveys      int     `json:"surveys"`
	Complaints   int     `json:"complaints"`
}

// QualityItem is a service item of the questionnaire with its means.
type QualityItem struct {
	Text         string  `json:"text" label:"服务项目"`
	Importance   float64 `json:"importance"`
	Satisfaction float64 `json:"satisfaction"`
}

// QualityCount is a count by kind.
type QualityCount struct {
	Name string `json:"name" label:"类别"`
	N    int    `json:"n"`
}

// Share is so many of so many.
type Share struct {
	Done int `json:"done"`
	All  int `json:"all"`
}

const qualityReportTitle = "服务质量报告"

var _ = register("quality_report", qualityReportTitle, exampleQualityReport)

// Write writes the form as a PDF and says what to look at. The same report gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (q QualityReport) Write(w io.Writer) (Report, error) { return write(q, w) }

func (q QualityReport) lay() (*form, error) {
	subtitle := monthWords(q.Month)
	if q.Month == "" {
		subtitle = "＿＿＿＿年＿＿月"
	}
	f, err := newForm(q.Sheet, qualityReportTitle, subtitle, oneLine(q.Unit+"　"+monthWords(q.Month)))
	if err != nil {
		return nil, err
	}
	const third = innerWidth / 3
	f.grid([][]gridCell{{{label: "报告范围", value: q.Unit, width: third}, {label: "编制人", value: q.Author, width: third}, {label: "编制日期", value: q.ReportedOn.Chinese(), width: third}}})
	f.tableSection("一、主要指标", "", q.figures())
	q.trend(f)
	f.tableSection("三、人员服务质量", "比率下为实际数；满意度不足 5 份问卷的不计均值", q.staff())
	q.staffChart(f)
	q.satisfaction(f)
	f.section("五、问题分析与改进措施", "", 40)
	s := f.openStack()
	s.passage("问题分析", q.Findings, 4)
	s.passage("改进措施", q.Measures, 4, signer{role: "编制人签名", name: q.Author, on: q.ReportedOn.Chinese()})
	q.Approval.draw(s, "负责人意见", "中心负责人签名")
	s.close()
	f.finish("本报告供内部管理使用。")
	return f, nil
}

func (q QualityReport) figures() table {
	t := table{
		columns: []column{{"指标", 60, alignLeft}, {"单位", 16, alignCenter}, {"本月", 24, alignRight}, {"上月", 24, alignRight}, {"较上月", 24, alignRight}, {"目标", 22, alignRight}},
		points:  9.5, height: 7.6, pen: 8,
	}
	if len(q.Figures) == 0 {
		t.blank = 8
	}
	for _, g := range q.Figures {
		change, target := "—", g.Target
		value, known := reading(g.Value)
		if before, ok := reading(g.Before); ok && known {
			change = signed(value - before)
		}
		if goal, ok := reading(g.Target); ok && known && (value < goal && !g.Less || value > goal && g.Less) {
			target += " 未达"
		}
		t.rows = append(t.rows, []string{g.Name, g.Unit, g.Value, orDash(g.Before), change, orDash(target)})
	}
	return t
}

func (q QualityReport) staff() table {
	t := table{
		columns: []column{
			{"姓名", 23, alignCenter},
			{"按时签收", 18, alignCenter},
			{"电话", 12, alignCenter},
			{"面访", 12, alignCenter},
			{"按时服务", 18, alignCenter},
			{"资料\n完整度", 16, alignCenter},
			{"资料核实", 18, alignCenter},
			{"失效挽回", 18, alignCenter},
			{"满意度\n（份数）", 20, alignCenter},
			{"投诉", 15, alignCenter},
		},
		points: 8.5, height: 10.5, pen: 10,
	}
	if len(q.Staff) == 0 {
		t.blank = 6
	}
	for _, p := range q.Staff {
		t.rows = append(t.rows, []string{
			p.Name, p.Signed.words(), strconv.Itoa(p.Calls), strconv.Itoa(p.Visits), p.OnTime.words(), percent(p.Completeness), p.Verified.words(), p.Recovered.words(),
			mean(p.Satisfaction) + "\n（" + strconv.Itoa(p.Surveys) + "）", strconv.Itoa(p.Complaints),
		})
	}
	return t
}

// words returns the share as a percentage, cut off after one decimal so that 100 % means all, and as counted.
func (s Share) words() string {
	if s.All <= 0 {
		return "—"
	}
	tenths := int64(s.Done) * 1000 / int64(s.All)
	return number(float64(tenths)/10) + "%\n" + strconv.Itoa(s.Done) + "/" + strconv.Itoa(s.All)
}

// value returns the share in percent, NaN for none.
func (s Share) value() float64 {
	if s.All <= 0 {
		return math.NaN()
	}
	return math.Floor(float64(s.Done)*1000/float64(s.All)) / 10
}

// mean returns a mean, — for none.
func mean(v float64) string {
	if v == 0 {
		return "—"
	}
	return two(v)
}

// reading returns the number that is printed, and whether it is one.
func reading(s string) (float64, bool) {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.ReplaceAll(oneLine(s), ",", ""), "%"), 64)
	return v, err == nil && !math.IsNaN(v) && !math.IsInf(v, 0)
}

// orDash returns the text, — for none.
func orDash(s string) string { return cmp.Or(s, "—") }

// two returns a mean with two decimals.
func two(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// plus returns a gap between means with its sign.
func plus(v float64) string {
	if s := two(v); v > 0 && s != "0.00" {
		return "+" + s
	} else if s != "-0.00" {
		return s
	}
	return "0.00"
}

// signed returns a change with its sign.
func signed(v float64) string {
	switch s := number(v); {
	case s == "0":
		return "持平"
	case v > 0:
		return "+" + s
	default:
		return s
	}
}
