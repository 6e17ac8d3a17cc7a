package pdf

import (
	"io"
	"slices"
	"strconv"

	"github.com/fangce/fangce/app"
)

// VisitChecklist is the 拜访客户工具清单 (002 §三.六) of one visit, with the steps on site (002 §二.二). The zero VisitChecklist is
// the blank form.
type VisitChecklist struct {
	Sheet
	Planner   string          `json:"planner" label:"保险规划师"`
	On        app.Date        `json:"on"`
	At        string          `json:"at" label:"约定时间"` // 15:04
	Until     string          `json:"until" label:"约定时间"`
	Customer  string          `json:"customer" label:"客户姓名"`
	Sex       string          `json:"sex"`                // male, female or ""
	Phone     string          `json:"phone" label:"联系电话"` // as it is to be printed, masked where it should be
	Place     string          `json:"place" label:"见面地点"`
	Purpose   string          `json:"purpose" label:"拜访目的"`
	Confirmed string          `json:"confirmed" label:"再次确认"` // when the customer confirmed again, as printed
	Items     []ChecklistItem `json:"items"`                  // nil: the things of the rule book
	Steps     []ChecklistItem `json:"steps"`                  // nil: those of the rule book
	Note      string          `json:"note" label:"备注"`
}

// ChecklistItem is a thing to take along or a step to take.
type ChecklistItem struct {
	Group string `json:"group" label:"类别"`
	Name  string `json:"name" label:"名称"`
	Done  bool   `json:"done"`
}

const visitChecklistTitle = "拜访客户工具清单"

var _ = register("visit_checklist", visitChecklistTitle, exampleVisitChecklist)

// packWords name what is taken along, stepWords the steps on site (002 §三.六, §二.二).
var (
	packWords = map[string]string{
		"name_card": "名片", "work_card": "工作证", "id_card": "身份证", "licence": "展业证", "service_card": "客户服务卡", "contact_book": "客户资料册", "activity_log": "活动日志",
		"pen": "签字笔", "sales_book": "展业用书", "leaflet": "宣传页", "proposal": "计划书", "application": "投保单", "accident_card": "意外保险卡", "shoe_covers": "鞋套",
	}
	packGroups = []struct {
		name  string
		codes []string
	}{
		{"证件", app.PackingList[0:4]}, {"服务资料", app.PackingList[4:7]}, {"文具", app.PackingList[7:8]}, {"展业资料", app.PackingList[8:13]}, {"其他", app.PackingList[13:]},
	}
	stepWords = map[string]string{
		"early": "提前 5 分钟到达", "shoe_covers": "进门前主动穿上鞋套", "bow": "鞠躬问候", "name_card": "递送名片，出示展业证", "smile": "面带微笑，主动寒暄、真诚赞美",
		"introduce": "自我介绍，介绍公司", "facts": "核实保单信息，解释基本条款", "items": "提醒交费，确认交费方式，核实保全事宜", "survey": "请客户填写满意度调查问卷并亲笔签名", "goodbye": "按约定时间告辞，与客户一一道别",
	}
)

// defaultItems returns what is taken along, of codes in need ("" all), those in packed ticked.
func defaultItems(need, packed []string) []ChecklistItem {
	var out []ChecklistItem
	for _, g := range packGroups {
		for _, code := range g.codes {
			if need == nil || slices.Contains(need, code) {
				out = append(out, ChecklistItem{Group: g.name, Name: packWords[code], Done: slices.Contains(packed, code)})
			}
		}
	}
	return append(out, ChecklistItem{}, ChecklistItem{}) // to write in by hand
}

// defaultSteps returns the steps on site, those done ticked.
func defaultSteps(done []string) []ChecklistItem {
	var out []ChecklistItem
	for _, code := range app.VisitSteps {
		out = append(out, ChecklistItem{Name: stepWords[code], Done: slices.Contains(done, code)})
	}
	return out
}

// Write writes the form as a PDF and says what to look at. The same list gives the same bytes.
// Returns an error if the form id is not printable ASCII or w fails.
func (v VisitChecklist) Write(w io.Writer) (Report, error) { return write(v, w) }

func (v VisitChecklist) lay() (*form, error) {
	f, err := newForm(v.Sheet, visitChecklistTitle, "出发前逐项核对，返回后再核对一次", oneLine(v.Customer+"　"+v.On.Chinese()))
	if err != nil {
		return nil, err
	}
	const half = innerWidth / 2
	when := longDay(v.On)
	if span := timeSpan(v.At, v.Until); span != "" {
		when = oneLine(when + " " + span)
	}
	f.grid([][]gridCell{
		{{label: "客户姓名", value: addressed(v.Customer, v.Sex), width: half}, {label: "联系电话", value: v.Phone, width: half}},
		{{label: "约定时间", value: when, width: half}, {label: "再次确认", value: v.Confirmed, width: half}},
		{{label: "见面地点", value: v.Place, width: innerWidth}},
		{{label: "拜访目的", value: v.Purpose, width: innerWidth}},
	})
	items, steps := v.Items, v.Steps
	if items == nil {
		items = defaultItems(nil, nil)
	}
	if steps == nil {
		steps = defaultSteps(nil)
	}
	f.section("一、携带物品", "已带的打“✓”", checkHead+2*checkRow)
	f.checks(items, []checkColumn{{"出发前", true}, {"返回后", false}})
	f.section("二、现场步骤", "做到的打“✓”", checkHead+2*checkRow)
	f.checks(steps, []checkColumn{{"已做到", true}})
	s := f.openStack()
	s.passage("备注", v.Note, 2, signer{role: "保险规划师签名", name: v.Planner})
	s.close()
	f.finish("未列明的物品请在空行补充。")
	return f, nil
}

// checkColumn is a column of boxes; those of done items are ticked in it where set.
type checkColumn struct {
	name string
	done bool
}

const (
	checkHead = 7.6
	checkRow  = 8
)

// checks draws things to tick in two halves side by side, the first half of them at the left.
func (f *form) checks(items []ChecklistItem, columns []checkColumn) {
	if len(items)%2 == 1 {
		items = append(slices.Clone(items), ChecklistItem{})
	}
	for len(items) > 0 {
		room := max(1, int((bodyBottom-f.y-checkHead)/checkRow))
		rows := min(room, len(items)/2)
		f.checksPart(items[:rows], items[rows:2*rows], columns)
		if items = items[2*rows:]; len(items) > 0 {
			f.nextPage()
		}
	}
	f.y += 6.5
}

// checksPart draws the two halves that stand on one page.
func (f *form) checksPart(left, right []ChecklistItem, columns []checkColumn) {
	const boxWidth, groupWidth, number, half = 13.0, 17.0, 7.0, innerWidth / 2
	top, head := f.y, style{points: 9, bold: true, ink: white}
	f.tint(margin, top, innerWidth, checkHead, f.sheet.accent())
	for side, items := range [][]ChecklistItem{left, right} {
		x0 := margin + float64(side)*half
		grouped := items[0].Group != ""
		name := x0 + number
		if grouped {
			f.center(x0+number, middle(top, checkHead, 9), groupWidth, "类别", head)
			name += groupWidth
		}
		boxes := x0 + half - boxWidth*float64(len(columns))
		f.center(name, middle(top, checkHead, 9), boxes-name, "名称", head)
		for i, c := range columns {
			f.center(boxes+float64(i)*boxWidth, middle(top, checkHead, 9), boxWidth, c.name, head)
		}
		for i, item := range items {
			y := top + checkHead + float64(i)*checkRow
			if i%2 == 1 {
				f.tint(x0, y, half, checkRow, f.sheet.accent().tint(0.035))
			}
			if item.Name != "" {
				f.center(x0, middle(y, checkRow, 8.5), number, strconv.Itoa(side*len(left)+i+1), style{points: 8.5, ink: grey})
			}
			if grouped && (i == 0 || items[i-1].Group != item.Group) {
				f.centered(x0+number, y+0.3, groupWidth, checkRow-0.6, "类别", item.Group, style{points: 9, bold: true, ink: f.sheet.accent()})
			}
			f.boxed(name+1.2, y+0.3, boxes-name-2, checkRow-0.6, "名称", item.Name, style{points: 9.5, ink: black})
			for k, c := range columns {
				f.box(boxes+float64(k)*boxWidth+boxWidth/2-1.75, y+checkRow/2-1.75, 3.5, item.Done && c.done)
			}
			if i > 0 {
				f.line(x0, y, x0+half, y, hair)
			}
		}
	}
	f.y = top + checkHead + float64(len(left))*checkRow
	f.line(margin+half, top+checkHead, margin+half, f.y, pen{width: 0.25, ink: f.sheet.accent().tint(0.6)})
	f.frame(margin, top, innerWidth, f.y-top, f.sheet.rule())
}

func exampleVisitChecklist() VisitChecklist {
	packed := slices.DeleteFunc(slices.Clone(app.PackingList), func(code string) bool { return code == "application" })
	return VisitChecklist{
		Sheet: exampleSheet("QD-20261125-0086"), Planner: "陈雅琴", On: "2026-11-25", At: "19:00", Until: "20:00", Customer: "王𬱖", Sex: app.SexFemale, Phone: "138****8000",
		Place: "江州市城东区人民路188号锦绣花园12号楼3单元1202室", Purpose: "首次面访：年金险条款解释，保单整理，填写满意度调查问卷", Confirmed: "11月25日 14:10 电话确认",
		Items: defaultItems(nil, packed), Steps: defaultSteps(nil), Note: "客户家中养狗，上门前先打电话；18:40 从中心出发。",
	}
}
