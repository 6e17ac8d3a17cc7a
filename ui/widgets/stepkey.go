package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// stepKey is the minus or plus beside a number. It is for the mouse and no stop of the Tab key: in the number itself the
// arrows do the same.
type stepKey struct {
	widget.BaseWidget
	icon   fyne.Resource
	tap    func()
	ground *Box
}

func newStepKey(icon fyne.Resource, tap func()) *stepKey {
	k := &stepKey{icon: icon, tap: tap, ground: NewBox("", "", theme.ControlRound)}
	k.ExtendBaseWidget(k)
	return k
}

// Tapped implements fyne.Tappable.
func (k *stepKey) Tapped(*fyne.PointEvent) { k.tap() }

// Cursor implements desktop.Cursorable.
func (k *stepKey) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn implements desktop.Hoverable.
func (k *stepKey) MouseIn(*desktop.MouseEvent) { k.ground.SetFill(theme.ColorSoft) }

// MouseMoved implements desktop.Hoverable.
func (k *stepKey) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (k *stepKey) MouseOut() { k.ground.SetFill("") }

// CreateRenderer implements fyne.Widget.
func (k *stepKey) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(Fixed(theme.ControlSize, theme.ControlSize, Stack(k.ground, Center(Picture(k.icon, 18, "")))))
}
