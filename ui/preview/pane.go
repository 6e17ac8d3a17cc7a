package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// pane scrolls the pages: the wheel moves them, with Ctrl it enlarges them, and the pointer drags them.
type pane struct {
	container.Scroll
	sheets *sheets
}

func newPane(s *sheets) *pane {
	p := &pane{Scroll: container.Scroll{Content: s, Direction: container.ScrollBoth}, sheets: s}
	p.ExtendBaseWidget(p)
	return p
}

// Scrolled implements fyne.Scrollable.
func (p *pane) Scrolled(e *fyne.ScrollEvent) {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShortcutDefault != 0 {
		p.sheets.wheel(e)
		return
	}
	p.Scroll.Scrolled(e)
}

// wheel enlarges what is under the pointer.
func (s *sheets) wheel(e *fyne.ScrollEvent) {
	if e.Scrolled.DY != 0 {
		s.resize(next(s.zoom, e.Scrolled.DY > 0), e.Position)
	}
}

// Dragged implements fyne.Draggable: the pages follow the pointer.
func (p *pane) Dragged(e *fyne.DragEvent) {
	p.sheets.to(p.Offset.SubtractXY(e.Dragged.DX, e.Dragged.DY))
}

// DragEnd implements fyne.Draggable.
func (p *pane) DragEnd() {}
