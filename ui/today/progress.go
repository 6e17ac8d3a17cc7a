package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// progress shows the month against its targets, with what each working day left still has to bring. Without a target it says so
// and shows last month at the same point.
func progress(v app.TodayView) fyne.CanvasObject {
	var lines []fyne.CanvasObject
	for _, p := range v.Progress {
		if p.Target == 0 {
			continue
		}
		tone := widgets.Info
		figure := lang.X("today.target.line", "", map[string]any{"Done": p.Done, "Target": p.Target})
		hint := lang.X("today.target.per_day", "", map[string]any{"N": p.PerDay})
		switch {
		case p.Reached:
			tone, hint = widgets.Success, lang.X("today.target.reached", "")
		case p.Behind:
			tone = widgets.Warning
		}
		lines = append(lines, widgets.HStack(8, widgets.FixedWidth(76, widgets.NewText(lang.X("figure."+p.Figure, "")).Clipped()),
			widgets.Grow(widgets.NewProgressLine(float64(p.Done)/float64(p.Target), tone)),
			widgets.FixedWidth(62, widgets.NewText(figure).Aligned(fyne.TextAlignTrailing)),
			widgets.FixedWidth(82, widgets.Caption(hint).Aligned(fyne.TextAlignTrailing))))
	}
	if len(lines) > 0 {
		return widgets.VStack(7, lines...)
	}
	before := map[string]any{}
	for _, p := range v.Progress {
		before[p.Figure] = p.Before
	}
	return widgets.VStack(4, widgets.MutedText(lang.X("today.target.none", "")),
		widgets.NewParagraph(lang.X("today.target.before", "", map[string]any{
			"Calls": before["calls"], "Visits": before["visits"], "Prospects": before["prospects"],
		})).Small())
}

// preferenceDrop keeps the day on which a drop in one figure was put away; it is not shown again for dropRest days.
const (
	preferenceDrop = "today/drop/"
	dropRest       = 7
)

// dropWords says kindly in what less was done than usual, and one thing that helps.
func dropWords(d app.ActivityDrop) string {
	return lang.X("today.drop."+d.Figure, "", map[string]any{"Recent": d.Recent, "Usual": d.Usual})
}

// dropRooms are where the thing that helps is done.
var dropRooms = map[string]string{"calls": "calls", "visits": "visit", "prospects": "book"}

// rested returns the drops that were not put away lately.
func (r *Room) rested(ctx context.Context, drops []app.ActivityDrop) []app.ActivityDrop {
	var out []app.ActivityDrop
	for _, d := range drops {
		day, err := r.deps.Service.Preference(ctx, preferenceDrop+d.Figure)
		if err == nil && app.Date(day).Valid() && r.deps.Clock.Today().DaysSince(app.Date(day)) < dropRest {
			continue
		}
		out = append(out, d)
	}
	return out
}

// dropPanel is the first of the drops with what helps, nothing where there is none.
func (r *Room) dropPanel(drops []app.ActivityDrop) fyne.CanvasObject {
	if len(drops) == 0 {
		return widgets.Stack()
	}
	d := drops[0]
	help := widgets.Tag("today.drop.help", widgets.Secondary(lang.X("today.drop.help."+d.Figure, ""), nil, func() { r.deps.Navigate(dropRooms[d.Figure], nil) }).Compact())
	away := widgets.Tag("today.drop.away", widgets.Quiet(lang.X("today.drop.away", ""), nil, func() {
		r.async(func() {
			if err := r.deps.Service.SetPreference(context.Background(), preferenceDrop+d.Figure, string(r.deps.Clock.Today())); err != nil {
				r.deps.Fail(err)
				return
			}
			fyne.Do(r.Refresh)
		})
	}).Compact())
	return widgets.Surface(widgets.Pad(10, 14, 10, 14, widgets.VStack(8,
		widgets.HStack(8, widgets.Picture(theme.IconInfo, 18, fynetheme.ColorNamePrimary), widgets.Grow(widgets.Strong(lang.X("today.drop", "")))),
		widgets.NewParagraph(dropWords(d)), widgets.HStack(8, widgets.Spring(), away, help))))
}
