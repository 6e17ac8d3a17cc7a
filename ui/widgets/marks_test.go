package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func TestChoosingSeveralRows(t *testing.T) {
	start(t, theme.Light)
	l := widgets.NewList(nil)
	told := 0
	l.SetMulti(nil, func(n int) { told = n })
	var rows []widgets.Row
	for i := range 8 {
		rows = append(rows, widgets.Row{ID: fmt.Sprint(i), Title: fmt.Sprint(i), Header: i == 3})
	}
	l.SetRows(rows)
	w := window(t, l, 300, 600)
	click := func(i int, m fyne.KeyModifier) {
		t.Helper()
		o := l.Part(fmt.Sprint(i))
		o.(desktop.Mouseable).MouseDown(&desktop.MouseEvent{Modifier: m, Button: desktop.MouseButtonPrimary})
		o.(fyne.Tappable).Tapped(&fyne.PointEvent{})
	}
	want := func(ids ...string) {
		t.Helper()
		if got := l.Chosen(); !slices.Equal(got, ids) || told != len(ids) {
			t.Fatalf("%v (told %d), want %v", got, told, ids)
		}
	}
	click(1, 0)
	want()
	click(5, fyne.KeyModifierControl) // the row selected before counts
	want("1", "5")
	click(5, fyne.KeyModifierControl)
	want("1")
	click(2, fyne.KeyModifierControl)
	click(6, fyne.KeyModifierShift) // headings are no rows
	want("1", "2", "4", "5", "6")
	l.SetRows(slices.DeleteFunc(slices.Clone(rows), func(r widgets.Row) bool { return r.ID == "4" }))
	if got := l.Chosen(); !slices.Equal(got, []string{"1", "2", "5", "6"}) {
		t.Fatal("what is out of sight is not acted on:", got)
	}
	l.SetRows(rows)
	w.Canvas().Focus(l)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	want()
	click(0, 0)
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	want("0", "1")
	l.TypedShortcut(&fyne.ShortcutSelectAll{})
	want("0", "1", "2", "4", "5", "6", "7")
	click(4, 0) // an ordinary click is about one row again
	want()
	pressed := false
	widgets.AddShortcut(w.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl}, func() { pressed = true })
	l.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyK, Modifier: fyne.KeyModifierControl})
	if !pressed {
		t.Fatal("a list keeps the window's shortcuts to itself")
	}
}
