package visit

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// dayPage is a day's sheet, to be read on the way: the visits by parts of town, what would save a way, free time, and
// customers nearby whose due work is worth a visit.
type dayPage struct {
	room    *Room
	title   *widgets.Text
	lines   *fyne.Container
	scroll  *widgets.Scroller
	content fyne.CanvasObject
}

func newDayPage(r *Room) *dayPage {
	d := &dayPage{room: r, title: widgets.Tag("visit.route.title", widgets.Title("").Clipped()), lines: widgets.VStack(theme.PanelGap)}
	d.scroll = widgets.Scroll(d.lines)
	day := widgets.Tag("visit.route.print", widgets.Secondary(lang.X("visit.print.day", ""), theme.IconPrint, r.printDay).Compact()).Key("D")
	week := widgets.Tag("visit.route.print_week", widgets.Secondary(lang.X("visit.print.week", ""), theme.IconPrint, r.printWeek).Compact()).Key("W")
	head := widgets.HStack(8, widgets.Grow(d.title), day, week)
	d.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), d.scroll, nil))
	return d
}

// showDay shows the sheet of the day chosen in the place of a visit.
func (r *Room) showDay() {
	r.list.Unselect()
	r.read++
	r.planning = true
	r.split.SetDetail(r.route.content)
	r.route.load()
}

// load reads the way of the day in sight.
func (d *dayPage) load() {
	r := d.room
	day, read := r.day, r.read
	r.async(func() {
		route, err := r.deps.Service.DayRoute(context.Background(), day)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if r.planning && read == r.read && day == r.day {
				d.fill(route)
			}
		})
	})
}

func (d *dayPage) fill(route app.DayRoute) {
	today := d.room.deps.Clock.Today()
	n := 0
	for _, g := range route.Groups {
		n += len(g.Items)
	}
	d.title.Set(words.Day(route.Date) + "　" + lang.X("visit.count", "", map[string]any{"N": n}))
	d.lines.Objects = nil
	for i, h := range route.Hints {
		d.lines.Add(widgets.Tag(fmt.Sprintf("visit.route.hint.%d", i), widgets.NewBanner(widgets.Info, hintText(h), d.moveButton(h))))
	}
	for _, g := range route.Groups {
		d.lines.Add(d.group(g, today))
	}
	if n == 0 {
		d.lines.Add(widgets.Surface(widgets.FixedHeight(180, widgets.EmptyState(theme.IconVisit, lang.X("visit.none", ""), lang.X("visit.none.hint", ""), nil))))
	}
	if len(route.Free) > 0 {
		d.lines.Add(widgets.Panel(lang.X("visit.route.free", ""), nil, widgets.Tag("visit.route.free", widgets.NewParagraph(slotText(route.Free)).Large())))
	}
	if len(route.Nearby) > 0 {
		d.lines.Add(d.nearby(route.Nearby))
	}
	d.lines.Refresh()
	d.scroll.Top()
}

// moveButton opens the visit a hint is about and asks for another time.
func (d *dayPage) moveButton(h app.RouteHint) *widgets.Button {
	r := d.room
	return widgets.Secondary(lang.X("visit.route.open", ""), theme.IconCalendar, func() { r.list.SelectID(h.Item.Appointment.ID) }).Compact()
}

// group shows the visits in one part of town.
func (d *dayPage) group(g app.VisitGroup, today app.Date) fyne.CanvasObject {
	name := g.Area
	if name == "" {
		name = lang.X("visit.route.elsewhere", "")
	}
	var lines []fyne.CanvasObject
	for i, v := range g.Items {
		if i > 0 {
			lines = append(lines, widgets.Line())
		}
		badge, tone := standing(v, today)
		row := []fyne.CanvasObject{
			widgets.FixedWidth(110, widgets.Heading(clockSpan(v.Appointment))), widgets.Heading(called(v.Name, v.Sex)), widgets.NewBadge(badge, tone),
		}
		if v.Appointment.Urgency == 1 && v.Appointment.Status == app.AppointmentPlanned {
			row = append(row, widgets.NewBadge(lang.X("visit.urgent", ""), widgets.Danger))
		}
		row = append(row, widgets.Spring(), widgets.MutedText(app.MaskPhone(v.Phone)),
			widgets.Quiet(lang.X("common.open", ""), nil, func() { d.room.list.SelectID(v.Appointment.ID) }).Compact())
		lines = append(lines, widgets.VStack(2, widgets.HStack(10, row...), widgets.NewParagraph(strings.TrimSpace(place(v)+"　"+v.Appointment.Purpose))))
	}
	return widgets.Panel(name, nil, widgets.VStack(8, lines...))
}

// nearby proposes customers in the same parts of town.
func (d *dayPage) nearby(work []app.NearbyWork) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for i, w := range work {
		reason, tone := workText(w.DueItem)
		call := widgets.Tag(fmt.Sprintf("visit.route.call.%d", i), widgets.Secondary(lang.X("visit.route.call", ""), theme.IconPhone, func() {
			d.room.deps.Navigate("calls", []string{w.CustomerID, w.PolicyID, ""})
		}).Compact())
		card := widgets.Tag(fmt.Sprintf("visit.route.card.%d", i), widgets.Quiet(lang.X("visit.card", ""), nil, func() { d.room.deps.Navigate("cards", w.CustomerID) }).Compact())
		lines = append(lines, widgets.HStack(10, widgets.FixedWidth(90, widgets.Strong(w.CustomerName).Clipped()), widgets.NewBadge(reason, tone),
			widgets.Grow(widgets.MutedText(w.Address).Clipped()), card, call))
	}
	return widgets.Panel(lang.X("visit.route.nearby", ""), nil, widgets.VStack(6, lines...))
}

// clockSpan is from when until when an appointment is.
func clockSpan(a app.Appointment) string {
	if a.EndAt > a.At {
		return a.At.Clock() + "–" + a.EndAt.Clock()
	}
	return a.At.Clock()
}

func hintText(h app.RouteHint) string {
	return lang.X("visit.route.hint", "", map[string]any{
		"Name": h.Item.Name, "At": h.Item.Appointment.At.Clock(), "After": h.After.Name, "Area": app.AreaOfVisit(h.Item), "New": h.At.Clock(),
	})
}

func slotText(slots []app.Slot) string {
	parts := make([]string, len(slots))
	for i, s := range slots {
		parts[i] = s.From.Clock() + "–" + s.To.Clock()
	}
	return strings.Join(parts, "　")
}

// workText says what is due and how long still, or how late it is.
func workText(w app.DueItem) (string, widgets.Tone) {
	what := lang.X("due."+string(w.Kind), "")
	switch {
	case w.DaysLate > 0:
		return what + " · " + lang.X("common.days_late", "", map[string]any{"N": w.DaysLate}), widgets.Danger
	case w.DaysLate == 0:
		return what + " · " + lang.X("common.today", ""), widgets.Warning
	}
	return what + " · " + lang.X("common.days_left", "", map[string]any{"N": -w.DaysLate}), widgets.Info
}
