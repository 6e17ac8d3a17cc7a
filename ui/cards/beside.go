package cards

import (
	"math"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/theme"
)

// beside lays two panels beside each other, three to two, both as high as the higher, on whole pixels: half ones would
// show at the edge they share with the panels below.
type beside struct{}

// MinSize implements fyne.Layout.
func (beside) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(a.Width+theme.PanelGap+b.Width, max(a.Height, b.Height))
}

// Layout implements fyne.Layout.
func (beside) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := float32(math.Round(float64(s.Width-theme.PanelGap) * 3 / 5))
	o[0].Resize(fyne.NewSize(left, s.Height))
	o[1].Move(fyne.NewPos(left+theme.PanelGap, 0))
	o[1].Resize(fyne.NewSize(s.Width-left-theme.PanelGap, s.Height))
}
