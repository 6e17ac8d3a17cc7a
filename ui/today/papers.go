package today

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// mostPapers is how many forms that are out are listed.
const mostPapers = 6

// longOut is after how many days a form that is out is pointed out.
const longOut = 7

// papersPanel lists the forms that were printed to be signed and have not come back; nothing where there are none.
func (r *Room) papersPanel(list []app.PaperView) fyne.CanvasObject {
	if len(list) == 0 {
		return widgets.VStack(0)
	}
	lines := []fyne.CanvasObject{widgets.NewParagraph(lang.X("today.papers.hint", "")).Small()}
	for i, p := range list[:min(len(list), mostPapers)] {
		days := widgets.Caption(lang.X("today.papers.days", "", map[string]any{"N": p.Days}))
		if p.Days == 0 {
			days = widgets.Caption(lang.X("common.today", ""))
		}
		if p.Days >= longOut {
			days.Toned(widgets.Warning)
		}
		lines = append(lines, widgets.HStack(6,
			widgets.Grow(widgets.NewText(p.Customer+"　"+lang.X("paper."+p.Form, p.Form)).Clipped()),
			widgets.FixedWidth(56, days.Aligned(fyne.TextAlignTrailing)),
			widgets.Tag("today.paper.void."+itoa(i), widgets.IconButton(theme.IconClose, lang.X("today.papers.void", ""), func() { r.void(p) }).Compact()),
			widgets.Tag("today.paper."+itoa(i), widgets.IconButton(theme.IconCards, lang.X("today.birthday.open", ""), func() { r.deps.Navigate("cards", p.CustomerID) }).Compact())))
	}
	if more := len(list) - mostPapers; more > 0 {
		lines = append(lines, widgets.Caption(lang.X("today.papers.more", "", map[string]any{"N": more})))
	}
	return widgets.Panel(lang.X("today.papers", "", map[string]any{"N": len(list)}), nil, widgets.VStack(4, lines...))
}

// void takes a form off the list: it is not expected any more.
func (r *Room) void(p app.PaperView) {
	r.async(func() {
		undo, err := r.deps.Service.VoidPaper(context.Background(), p.Paper)
		if err != nil {
			r.deps.Fail(err)
			return
		}
		r.deps.Toast(lang.X("today.papers.voided", "", map[string]any{"Name": p.Customer, "Form": lang.X("paper."+p.Form, p.Form)}), lang.X("common.undo", ""), func() {
			if err := undo(context.Background()); err != nil {
				r.deps.Fail(err)
			}
		})
	})
}
