package pdf

import (
	"cmp"
	"math"
	"slices"
	"strconv"
)

const (
	chartWide   = 82.5
	chartHeight = 58.0
	mostBars    = 14 // people in a chart; the table has all
)

// trend draws how calls, visits and satisfaction went over the months.
func (q QualityReport) trend(f *form) {
	months := q.Trend[max(0, len(q.Trend)-12):]
	f.section("二、月度趋势", "", chartHeight+20)
	if len(months) == 0 {
		f.emptyChart("月度趋势图")
		return
	}
	names := make([]string, len(months))
	calls, visits := series{name: "电话约访"}, series{name: "面访"}
	onTime, satisfied := series{name: "按时服务率"}, series{name: "满意度"}
	for i, m := range months {
		names[i] = monthWords(m.Month)
		if len(m.Month) == 7 {
			names[i] = m.Month[5:] + "月"
			if names[i][0] == '0' {
				names[i] = names[i][1:]
			}
		}
		calls.values, visits.values = append(calls.values, float64(m.Calls)), append(visits.values, float64(m.Visits))
		onTime.values = append(onTime.values, m.OnTime.value())
		v := math.NaN()
		if m.Satisfaction != 0 {
			v = m.Satisfaction
		}
		satisfied.values = append(satisfied.values, v)
	}
	_, most := bounds(calls, visits)
	f.openChart(margin, f.y, innerWidth, chartHeight, "电话约访与面访", "次", names, 0, most).bars(calls, visits)
	f.y += chartHeight + 4
	f.need(chartHeight)
	low, _ := bounds(onTime)
	f.openChart(margin, f.y, chartWide, chartHeight, "按时服务率", "%", names, math.Floor(min(low, 90)/10)*10, 100).curves(onTime)
	low, _ = bounds(satisfied)
	if low == 0 {
		low = 3
	}
	f.openChart(rightEdge-chartWide, f.y, chartWide, chartHeight, "客户满意度均值", "分", names, math.Floor(min(low, 4)), 5).curves(satisfied)
	f.y += chartHeight + 6.5
}

// staffChart draws the people's calls and visits side by side.
func (q QualityReport) staffChart(f *form) {
	if len(q.Staff) == 0 {
		return
	}
	people := slices.Clone(q.Staff)
	slices.SortStableFunc(people, func(a, b QualityStaff) int { return cmp.Compare(b.Calls+b.Visits, a.Calls+a.Visits) })
	title := "电话约访与面访（按人员）"
	if len(people) > mostBars {
		people = people[:mostBars]
		title += "，前 " + strconv.Itoa(mostBars) + " 名"
	}
	var names []string
	calls, visits := series{name: "电话约访"}, series{name: "面访"}
	for _, p := range people {
		names = append(names, p.Name)
		calls.values, visits.values = append(calls.values, float64(p.Calls)), append(visits.values, float64(p.Visits))
	}
	f.need(chartHeight)
	_, most := bounds(calls, visits)
	f.openChart(margin, f.y, innerWidth, chartHeight, title, "次", names, 0, most).bars(calls, visits)
	f.y += chartHeight + 6.5
}

// ordered returns the items as an analysis lists them: by importance, then by gap, ascending (product §8).
func (q QualityReport) ordered() []QualityItem {
	out := slices.Clone(q.Items)
	slices.SortStableFunc(out, func(a, b QualityItem) int {
		return cmp.Or(cmp.Compare(a.Importance, b.Importance), cmp.Compare(a.Satisfaction-a.Importance, b.Satisfaction-b.Importance))
	})
	return out
}

// satisfaction draws the four quadrants, the complaints by kind, and the items.
func (q QualityReport) satisfaction(f *form) {
	hint := "本月收回问卷 " + strconv.Itoa(q.Surveys) + " 份"
	if q.Surveys == 0 {
		hint = ""
	}
	f.section("四、客户满意度与投诉", hint, chartHeight+14)
	items := q.ordered()
	if len(items) == 0 && len(q.Complaints) == 0 {
		f.emptyChart("重要程度与满意程度四象限图、投诉类别图")
	} else {
		q.quadrants(f, items, margin, f.y, chartWide, chartHeight+14)
		var names []string
		counts := series{name: "件数"}
		for _, c := range q.Complaints[:min(len(q.Complaints), mostBars)] {
			names = append(names, c.Name)
			counts.values = append(counts.values, float64(c.N))
		}
		_, most := bounds(counts)
		f.openChart(rightEdge-chartWide, f.y, chartWide, chartHeight+14, "投诉类别", "件", names, 0, max(most, 4)).bars(counts)
		f.y += chartHeight + 14 + 6.5
	}
	t := table{
		columns: []column{{"序号", 12, alignCenter}, {"服务项目", 70, alignLeft}, {"重要程度", 22, alignCenter}, {"满意程度", 22, alignCenter}, {"差距", 18, alignCenter}, {"判断", 26, alignCenter}},
		points:  9, height: 7.6, pen: 8,
	}
	if len(items) == 0 {
		t.blank = 6
	}
	importance, satisfied := q.means()
	for i, item := range items {
		t.rows = append(t.rows, []string{
			strconv.Itoa(i + 1), item.Text, two(item.Importance), two(item.Satisfaction), plus(item.Satisfaction - item.Importance), verdict(item, importance, satisfied),
		})
	}
	f.table(t)
}

// means returns the means of all items: where the quadrants meet.
func (q QualityReport) means() (importance, satisfied float64) {
	if len(q.Items) == 0 {
		return 0, 0
	}
	for _, i := range q.Items {
		importance += i.Importance / float64(len(q.Items))
		satisfied += i.Satisfaction / float64(len(q.Items))
	}
	return importance, satisfied
}

// verdict names the quadrant of an item (product §8).
func verdict(i QualityItem, importance, satisfied float64) string {
	switch {
	case i.Importance >= importance && i.Satisfaction < satisfied:
		return "优先改进"
	case i.Importance >= importance:
		return "继续保持"
	case i.Satisfaction >= satisfied:
		return "服务过度"
	}
	return "次要改进"
}

// quadrants draws the items by importance (upwards) and satisfaction (to the right); numbers name them.
func (q QualityReport) quadrants(f *form, items []QualityItem, x, y, w, h float64) {
	f.text(x+2, y+5, "重要程度与满意程度", style{points: 9.5, bold: true, ink: soft})
	left, right, top, bottom := x+11, x+w-3, y+chartTitle+1, y+h-10
	var up, along scale
	for _, i := range items {
		up, along = up.with(i.Importance), along.with(i.Satisfaction)
	}
	up, along = up.rounded(), along.rounded()
	place := func(importance, satisfied float64) (float64, float64) {
		return left + along.share(satisfied)*(right-left), bottom - up.share(importance)*(bottom-top)
	}
	importance, satisfied := q.means()
	if len(items) == 0 {
		importance, satisfied = 3, 3
	}
	mx, my := place(importance, satisfied)
	accent := f.sheet.accent()
	f.tint(left, top, mx-left, my-top, rose.tint(0.1))
	f.tint(mx, top, right-mx, my-top, teal.tint(0.1))
	f.tint(mx, my, right-mx, bottom-my, accent.tint(0.05))
	f.tint(left, my, mx-left, bottom-my, Colour{246, 246, 246})
	name := style{points: 7.5, ink: grey}
	f.text(left+1.2, top+3.4, "优先改进", name)
	f.right(right-1.2, top+3.4, "继续保持", name)
	f.text(left+1.2, bottom-1.4, "次要改进", name)
	f.right(right-1.2, bottom-1.4, "服务过度", name)
	for i, item := range items {
		px, py := place(item.Importance, item.Satisfaction)
		f.tint(px-1.9, py-1.9, 3.8, 3.8, accent.tint(0.85))
		f.centered(px-1.8, py-1.9, 3.6, 3.8, "序号", strconv.Itoa(i+1), style{points: 7.5, bold: true, ink: white})
	}
	f.line(mx, top, mx, bottom, hair)
	f.line(left, my, right, my, hair)
	f.frame(left, top, right-left, bottom-top, pen{width: 0.2, ink: grey})
	for _, v := range []float64{up.low, up.high} {
		_, at := place(v, along.low)
		f.right(left-1, at+1, number(v), name)
	}
	for _, v := range []float64{along.low, along.high} {
		if at, _ := place(up.low, v); v == along.low {
			f.text(at, bottom+3.4, number(v), name)
		} else {
			f.right(at, bottom+3.4, number(v), name)
		}
	}
	f.center(left, bottom+6.6, right-left, "满意程度", name)
	for i, r := range []rune("重要程度") {
		f.center(x+1.2, (top+bottom)/2-6+float64(i)*4, 5, string(r), name)
	}
	f.frame(x, y, w, h, hair)
}

// scale is from where to where an axis of ratings goes, within 1 to 5.
type scale struct{ low, high float64 }

// with returns the scale with room for a value.
func (s scale) with(v float64) scale {
	if s.high == 0 {
		return scale{v, v}
	}
	return scale{min(s.low, v), max(s.high, v)}
}

// rounded returns the scale in steps of a half, at least one wide.
func (s scale) rounded() scale {
	if s.high == 0 {
		return scale{1, 5}
	}
	s.low, s.high = max(1, math.Floor((s.low-0.1)*2)/2), min(5, math.Ceil((s.high+0.1)*2)/2)
	if s.high-s.low < 1 {
		s.low = max(1, s.high-1)
		s.high = s.low + 1
	}
	return s
}

// share returns how far along the scale a value lies.
func (s scale) share(v float64) float64 { return min(max((v-s.low)/(s.high-s.low), 0), 1) }

// emptyChart draws the place of a chart in a blank report.
func (f *form) emptyChart(what string) {
	const height = 40.0
	f.need(height)
	f.centered(margin, f.y, innerWidth, height, "图", "（"+what+"，由系统生成或粘贴）", style{points: 9, ink: grey})
	f.frame(margin, f.y, innerWidth, height, hair)
	f.y += height + 6.5
}
