package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// SplitView is a list of fixed width with its detail beside it. Tab runs from
// the list to the detail.
type SplitView struct {
	widget.BaseWidget
	content, detail *fyne.Container
}

// NewSplitView returns a list on a panel of its own and a detail on the
// background; theme.ListWidth is the usual width, of which a small window takes a quarter away.
func NewSplitView(list fyne.CanvasObject, width float32, detail fyne.CanvasObject) *SplitView {
	s := &SplitView{detail: Stack()}
	line := FixedWidth(1, NewBox(theme.ColorLine, "", 0))
	left := Stack(NewBox(theme.ColorSurface, "", 0), Sides(nil, list, line))
	s.content = container.New(&besideLayout{most: width, least: width * 3 / 4, share: 0.3}, left, s.detail)
	s.ExtendBaseWidget(s)
	s.SetDetail(detail)
	return s
}

// SetDetail shows another detail; nil shows none.
func (s *SplitView) SetDetail(detail fyne.CanvasObject) {
	s.detail.Objects = nil
	if detail != nil {
		s.detail.Objects = []fyne.CanvasObject{detail}
	}
	s.detail.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *SplitView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

func (s *SplitView) inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.content} }
