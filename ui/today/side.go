package today

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/messages"
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
func (r *Room) weekPlan(v app.TodayView) fyne.CanvasObject {
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
		open := widgets.Tag("today.week."+itoa(i), widgets.IconButton(theme.IconRight, lang.X("today.week.open", ""), func() { r.deps.Navigate("visit", d.Date) }).Compact())
		lines = append(lines, widgets.HStack(8,
			widgets.FixedWidth(38, day),
			widgets.FixedWidth(40, widgets.Caption(t.Format("01-02"))),
			widgets.Grow(bar),
			widgets.FixedWidth(108, widgets.Caption(lang.X("today.plan", "", map[string]any{"Visits": d.Appointments, "Due": d.DueWork})).Toned(load(d)).Aligned(fyne.TextAlignTrailing)), open))
	}
	return widgets.VStack(1, lines...)
}

// fullDay is how many visits fill a day.
const fullDay = 6

// load says by its colour that a day is full.
func load(d app.DayPlan) widgets.Tone {
	if d.Appointments >= fullDay {
		return widgets.Warning
	}
	return widgets.Muted
}

// mostBirthdays is how many birthdays are listed.
const mostBirthdays = 6

// birthdays lists the week's birthdays with what to do about them.
func (r *Room) birthdays(list []app.Birthday) fyne.CanvasObject {
	if len(list) == 0 {
		return widgets.MutedText(lang.X("today.birthdays.none", ""))
	}
	var lines []fyne.CanvasObject
	for i, b := range list[:min(len(list), mostBirthdays)] {
		lines = append(lines, widgets.HStack(6,
			widgets.FixedWidth(44, widgets.MutedText(b.On.Time().Format("01-02"))),
			widgets.Grow(widgets.NewText(b.Name+"　"+lang.X("common.years_old", "", map[string]any{"N": b.Age})).Clipped()),
			widgets.Tag("today.birthday.greet."+itoa(i), widgets.IconButton(theme.IconMail, lang.X("today.birthday.greet", ""), func() {
				r.write(messages.Want{CustomerID: b.CustomerID, Stage: app.StageBirthday})
			}).Compact()),
			widgets.Tag("today.birthday."+itoa(i), widgets.IconButton(theme.IconCards, lang.X("today.birthday.open", ""), func() { r.deps.Navigate("cards", b.CustomerID) }))))
	}
	if more := len(list) - mostBirthdays; more > 0 {
		lines = append(lines, widgets.Caption(lang.X("today.birthdays.more", "", map[string]any{"N": more})))
	}
	return widgets.VStack(2, lines...)
}

// mostPeople is how many people of a team are listed.
const mostPeople = 12

// team shows how the logs of a working day stand.
func team(day app.Date, people []app.TeamRow) fyne.CanvasObject {
	lines := []fyne.CanvasObject{widgets.Caption(lang.X("today.log_of", "", map[string]any{"Day": words.Day(day)}))}
	for i, p := range people[:min(len(people), mostPeople)] {
		text, tone := words.TeamState(p)
		figures := lang.X("team.figures", "", map[string]any{"Calls": p.Figures.Calls, "Visits": p.Figures.Visits, "Prospects": p.Figures.Prospects})
		if p.State == app.TeamMissing {
			figures = lang.X("team.not_arrived", "")
		}
		lines = append(lines, widgets.Tag("today.team."+itoa(i), widgets.HStack(8,
			widgets.FixedWidth(64, widgets.NewText(p.Person.Name).Clipped()),
			widgets.Grow(widgets.Caption(figures).Clipped()),
			widgets.NewBadge(text, tone))))
	}
	if len(people) == 0 {
		lines = append(lines, widgets.MutedText(lang.X("team.nobody", "")))
	}
	return widgets.VStack(8, lines...)
}
