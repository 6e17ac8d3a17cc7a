package intake

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// workLine shows work under way and cancels it.
type workLine struct {
	text    *widgets.Text
	count   *widgets.Text
	bar     *widgets.ProgressLine
	content *fyne.Container
}

func newWorkLine(cancel func()) *workLine {
	w := &workLine{text: widgets.NewText(""), count: widgets.MutedText(""), bar: widgets.NewProgressLine(0, widgets.Info)}
	stop := widgets.Tag("intake.cancel", widgets.Secondary(lang.X("common.cancel", ""), theme.IconClose, cancel).Compact())
	w.content = widgets.Panel("", nil, widgets.VStack(8, widgets.HStack(8, w.text, w.count, widgets.Spring(), stop), w.bar))
	w.content.Hide()
	return w
}

func (w *workLine) start(text string) {
	w.text.Set(text)
	w.count.Set("")
	w.bar.Set(0)
	w.content.Show()
}

func (w *workLine) set(done, total int) {
	if total <= 0 {
		w.count.Set(lang.X("intake.rows.done", "", map[string]any{"N": done}))
		return
	}
	w.count.Set(lang.X("intake.rows.of", "", map[string]any{"N": done, "All": total}))
	w.bar.Set(float64(done) / float64(total))
}

func (w *workLine) done() { w.content.Hide() }

// outcome says what became of the rows, and how many of the file stayed behind.
func (r *Room) outcome(p *app.ImportPreview, result app.ImportResult) fyne.CanvasObject {
	sent, _ := p.Accepted()
	done := lang.X("intake.done", "", map[string]any{"All": len(p.Lines), "Sent": len(sent), "Left": len(p.Lines) - len(sent)})
	figure := func(key string, n int, tone widgets.Tone) fyne.CanvasObject {
		return widgets.FigureTile(lang.X(key, ""), itoa(n), tone)
	}
	parts := []fyne.CanvasObject{
		widgets.Tag("intake.done", widgets.NewBanner(widgets.Success, done)),
		widgets.Grid(5, theme.PanelGap, theme.PanelGap,
			figure("intake.result.customers", result.Customers, widgets.Success),
			figure("intake.result.policies", result.Policies, widgets.Success),
			figure("intake.result.changed", result.Changed, widgets.Info),
			figure("intake.result.same", result.Same, widgets.Neutral),
			figure("intake.result.refused", len(result.Refused), tone(len(result.Refused)))),
	}
	if len(result.Refused) > 0 {
		parts = append(parts, widgets.Panel(lang.X("intake.result.refused", ""), nil, widgets.NewParagraph(listed(result.Refused))))
	}
	if len(result.Notes) > 0 {
		parts = append(parts, widgets.Panel(lang.X("intake.result.notes", ""), nil, widgets.NewParagraph(listed(result.Notes))))
	}
	return widgets.Scroll(widgets.VStack(theme.PanelGap, parts...))
}

func tone(n int) widgets.Tone {
	if n > 0 {
		return widgets.Danger
	}
	return widgets.Neutral
}
