package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
)

// ChoiceBar stands above a list while several of its rows are chosen: how many, what can be done with all of them, and a
// way to let go of them.
type ChoiceBar struct {
	Content *fyne.Container
	count   *Text
}

// NewChoiceBar returns a bar, hidden while nothing is chosen.
func NewChoiceBar(id string, none func(), actions ...*Button) *ChoiceBar {
	b := &ChoiceBar{count: Strong("")}
	row := []fyne.CanvasObject{Tag(id+".count", b.count)}
	for _, a := range actions {
		row = append(row, a.Compact())
	}
	row = append(row, Spring(), Tag(id+".none", IconButton(theme.IconClose, lang.L("common.cancel"), none).Compact()))
	b.Content = Stack(NewBox(theme.ColorSoft, "", theme.ControlRound), Pad(3, 4, 3, 8, HStack(4, row...)))
	b.Content.Hide()
	return b
}

// Set shows how many rows are chosen; it reports whether the bar came or went.
func (b *ChoiceBar) Set(n int) (turned bool) {
	was := b.Content.Visible()
	b.count.Set(lang.X("common.chosen", "", map[string]any{"N": n}))
	if b.Content.Hidden = n == 0; n > 0 {
		b.Content.Refresh()
	}
	return was != (n > 0)
}
