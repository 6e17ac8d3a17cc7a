package ui

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/locale"
)

// labelsIn returns the texts of all labels in sight.
func labelsIn(o fyne.CanvasObject) []string {
	var out []string
	switch o := o.(type) {
	case *widget.Label:
		return []string{o.Text}
	case *widget.PopUp:
		return labelsIn(o.Content)
	case *fyne.Container:
		for _, child := range o.Objects {
			out = append(out, labelsIn(child)...)
		}
	case *container.Split:
		return append(labelsIn(o.Leading), labelsIn(o.Trailing)...)
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			out = append(out, labelsIn(child)...)
		}
	}
	return out
}

func TestTheFileDialogSpeaksChinese(t *testing.T) {
	d := newDesk(t)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	chooser{window: d.win, folder: t.TempDir()}.Open(func(string) {})
	said := labelsIn(d.win.Canvas().Overlays().Top())
	if !slices.Contains(said, "主目录") {
		t.Errorf("no place of ours among %q", said)
	}
	for name := range filePlaces {
		if slices.Contains(said, name) {
			t.Errorf("%q is English", name)
		}
	}
}
