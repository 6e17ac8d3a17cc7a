package today

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// figures shows what was done today, and this month below it.
func figures(v app.TodayView) fyne.CanvasObject {
	cell := func(key string, today, month int) fyne.CanvasObject {
		tone := widgets.Neutral
		if today > 0 {
			tone = widgets.Info
		}
		return widgets.VStack(2, widgets.Figure(lang.X(key, ""), itoa(today), tone),
			widgets.Caption(lang.X("today.month", "", map[string]any{"N": month})))
	}
	d, m := v.Figures, v.Month
	return widgets.Grid(3, theme.Gap, 12,
		cell("figures.calls", d.Calls, m.Calls), cell("figures.reached", d.Reached, m.Reached), cell("figures.appointments", d.Appointments, m.Appointments),
		cell("figures.visits", d.Visits, m.Visits), cell("figures.payment", d.Reminded+d.PayWays+d.Transfers, m.Reminded+m.PayWays+m.Transfers),
		cell("figures.prospects", d.Prospects, m.Prospects))
}

// week shows the coming days: visits agreed and work due.
func week(v app.TodayView) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	most := 1
	for _, d := range v.Week {
		most = max(most, d.DueWork+d.Appointments)
	}
	for i, d := range v.Week {
		t := d.Date.Time()
		name := words.ShortWeekday(d.Date)
		if i == 0 {
			name = lang.X("common.today", "")
		}
		day := widgets.NewText(name)
		if !d.WorkingDay {
			day.Toned(widgets.Faint)
		}
		bar := widgets.NewProgressLine(float64(d.DueWork+d.Appointments)/float64(most), widgets.Info)
		lines = append(lines, widgets.HStack(8,
			widgets.FixedWidth(38, day),
			widgets.FixedWidth(40, widgets.Caption(t.Format("01-02"))),
			widgets.Grow(bar),
			widgets.FixedWidth(108, widgets.Caption(lang.X("today.plan", "", map[string]any{"Visits": d.Appointments, "Due": d.DueWork})).Aligned(fyne.TextAlignTrailing))))
	}
	return widgets.VStack(7, lines...)
}
