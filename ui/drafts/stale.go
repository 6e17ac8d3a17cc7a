package drafts

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// ShowStale shows what was typed in a draft whose form cannot be opened any more, as its customer has gone: it can be read
// and copied, and given up.
func (k *Keeper) ShowStale(c fyne.Canvas, d app.Draft) {
	text := Typed(d)
	copyIt := widgets.Tag("draft.stale.copy", widgets.Secondary(lang.X("draft.stale.copy", ""), theme.IconCopy, func() {
		widgets.Copy(text)
		widgets.ShowToast(c, widgets.Toast{Text: lang.X("common.copied", ""), Tone: widgets.Success})
	}).Compact())
	widgets.ShowForm(c, widgets.Form{
		ID: "draft.stale", Title: lang.X("draft.stale", ""), Intro: lang.X("draft.stale.gone", "", map[string]any{"At": When(d.At, k.clock.Today())}),
		Body:   widgets.VStack(10, widgets.NewParagraph(text), widgets.HStack(0, copyIt, widgets.Spring())),
		Submit: lang.X("draft.discard", ""), Danger: true, Cancel: lang.X("draft.stale.later", ""),
		OnSubmit: func() error {
			k.Drop(d.Key)
			return nil
		},
	})
}

// Typed writes what was typed in a draft, a line for each field.
func Typed(d app.Draft) string {
	var lines []string
	for _, l := range Lines(d) {
		lines = append(lines, l[0]+lang.X("common.colon", "")+l[1])
	}
	return strings.Join(lines, "\n")
}
