package widgets

import (
	"fyne.io/fyne/v2"
	fynetheme "fyne.io/fyne/v2/theme"

	"github.com/fangce/fangce/ui/theme"
)

// Panel returns a white panel with a heading, actions at its right and a body.
// An empty title and no actions leave the head away.
func Panel(title string, actions []fyne.CanvasObject, body fyne.CanvasObject) *fyne.Container {
	right := float32(14)
	if s, ok := body.(*Scroller); ok {
		right = 3 // the bar runs beside the text, not over it
		s.Content = Pad(0, 14-right, 0, 0, s.Content)
	}
	if title == "" && len(actions) == 0 {
		return Surface(Pad(10, right, 12, 14, body))
	}
	head := Pad(0, 14-right, 0, 0, panelHead(title, actions))
	return Surface(Pad(8, right, 12, 14, Fill(head, body, nil)))
}

// PanelFlush is a Panel whose body reaches its sides, for lists and tables.
func PanelFlush(title string, actions []fyne.CanvasObject, body fyne.CanvasObject) *fyne.Container {
	inner := Pad(0, 1, 4, 1, body)
	if title == "" && len(actions) == 0 {
		return Surface(Pad(4, 0, 0, 0, inner))
	}
	return Surface(Fill(Pad(8, 14, 0, 14, panelHead(title, actions)), inner, nil))
}

func panelHead(title string, actions []fyne.CanvasObject) fyne.CanvasObject {
	row := []fyne.CanvasObject{Heading(title).Clipped(), Spring()}
	row = append(row, actions...)
	return Pad(0, 0, 6, 0, FixedHeight(28, HStack(6, row...)))
}

// PageHead returns the head of a page: title, badges or captions beside it and
// actions at the right.
func PageHead(title string, beside []fyne.CanvasObject, actions ...fyne.CanvasObject) *fyne.Container {
	row := []fyne.CanvasObject{Title(title).Clipped()}
	row = append(row, beside...)
	row = append(row, Spring())
	row = append(row, actions...)
	return FixedHeight(36, HStack(theme.Gap, row...))
}

// Section returns a small heading with a hairline to the right, for parts of a
// panel.
func Section(title string) *fyne.Container {
	label := Caption(title)
	label.bold = true
	return FixedHeight(24, HStack(8, label, Grow(Pad(12, 0, 11, 0, NewBox(theme.ColorLine, "", 0)))))
}

// Labeled puts a caption above an input.
func Labeled(label string, input fyne.CanvasObject) *fyne.Container {
	return VStack(2, Caption(label), input)
}

// EmptyState fills a page that has nothing to show: what is missing and what
// to do. hint and action may be empty.
func EmptyState(icon fyne.Resource, title, hint string, action *Button) *fyne.Container {
	parts := []fyne.CanvasObject{
		Center(Stack(Fixed(64, 64, NewBox(theme.ColorGreySoft, "", 32)), Center(Picture(icon, 30, theme.ColorFaint)))),
		Pad(6, 0, 0, 0, Strong(title).Aligned(fyne.TextAlignCenter)),
	}
	if hint != "" {
		parts = append(parts, Center(newText(hint, fynetheme.SizeNameText, Muted, false)))
	}
	if action != nil {
		parts = append(parts, Pad(8, 0, 0, 0, Center(action)))
	}
	return Center(VStack(6, parts...))
}
