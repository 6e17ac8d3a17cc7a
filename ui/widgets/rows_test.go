package widgets_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

func rows(n int) []widgets.Row {
	out := make([]widgets.Row, n)
	for i := range out {
		out[i] = widgets.Row{ID: fmt.Sprint("c", i), Title: fmt.Sprint("客户", i)}
	}
	return out
}

func TestListKeyboard(t *testing.T) {
	start(t, theme.Light)
	l := widgets.NewList(nil)
	w := window(t, l, 300, 540)
	list := rows(100)
	list[0].Header, list[3].Header = true, true
	l.SetRows(list)
	var chosen, opened []string
	l.OnSelect = func(r widgets.Row) { chosen = append(chosen, r.ID) }
	l.OnOpen = func(r widgets.Row) { opened = append(opened, r.ID) }
	w.Canvas().Focus(l)
	press(l, fyne.KeyDown)
	if len(chosen) != 0 {
		// the first Down lands on the first row that is no heading
		if chosen[0] != "c1" {
			t.Fatalf("first Down chose %v", chosen)
		}
	}
	press(l, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnd, fyne.KeyHome, fyne.KeyReturn)
	want := "[c1 c2 c4 c99 c1]"
	if got := fmt.Sprint(chosen); got != want {
		t.Errorf("chosen %s, want %s", got, want)
	}
	if fmt.Sprint(opened) != "[c1]" {
		t.Errorf("opened %v", opened)
	}
}

func TestListKeepsSelectionByID(t *testing.T) {
	start(t, theme.Light)
	l := widgets.NewList(widgets.EmptyState(theme.IconUser, "没有客户", "", nil))
	window(t, l, 300, 540)
	l.SetRows(rows(10))
	l.Select(4)
	l.SetRows(rows(10)[3:])
	if r, ok := l.Selected(); !ok || r.ID != "c4" {
		t.Errorf("selected %v %v", r, ok)
	}
	l.SetRows(nil)
	if _, ok := l.Selected(); ok {
		t.Error("an empty list has a selected row")
	}
}

func TestListOfAHundredThousand(t *testing.T) {
	start(t, theme.Light)
	widgets.EnableTags()
	l := widgets.Tag("long", widgets.NewList(nil))
	w := window(t, l, 300, 540)
	asked := 0
	l.SetSource(100_000, func(i int) widgets.Row { asked++; return widgets.Row{ID: fmt.Sprint(i), Title: fmt.Sprint(i)} })
	if asked > 100 {
		t.Errorf("showing the list asked for %d rows", asked)
	}
	w.Canvas().Focus(l)
	press(l, fyne.KeyEnd)
	if r, _ := l.Selected(); r.ID != "99999" {
		t.Fatalf("End selected %s", r.ID)
	}
	if _, y, _, h, ok := widgets.Locate("long.99999", w.Canvas()); !ok || y+h != 540 {
		t.Errorf("the last row stands at %d+%d, %v", y, h, ok)
	}
	if _, _, _, _, ok := widgets.Locate("long.0", w.Canvas()); ok {
		t.Error("the first row is still in sight")
	}
}

func TestListTap(t *testing.T) {
	start(t, theme.Light)
	l := widgets.NewList(nil)
	window(t, l, 300, 540)
	l.SetRows(rows(5))
	opened := ""
	l.OnOpen = func(r widgets.Row) { opened = r.ID }
	row := l.Part("2").(fyne.Tappable)
	test.Tap(row)
	if r, _ := l.Selected(); r.ID != "c2" || opened != "" {
		t.Fatalf("one click: selected %s, opened %q", r.ID, opened)
	}
	test.Tap(row)
	if opened != "c2" {
		t.Errorf("a second click opened %q", opened)
	}
}

func TestTableSortsFiltersAndKeepsSelection(t *testing.T) {
	start(t, theme.Light)
	tb := widgets.NewTable([]widgets.Column[int]{
		{ID: "n", Label: "数", Width: 80, Compare: func(a, b int) int { return a - b }, Render: func(n int) widgets.Cell { return widgets.Cell{Text: fmt.Sprint(n)} }},
		{ID: "x", Label: "名", Width: 80, Weight: 1, Render: func(n int) widgets.Cell { return widgets.Cell{Text: "第", Badge: true} }},
	}, func(n int) string { return fmt.Sprint(n) }, nil)
	window(t, tb, 400, 300)
	tb.SetRows([]int{3, 1, 2, 5, 4})
	tb.Select(0)
	show := func() (out []int) {
		for i := range tb.Len() {
			out = append(out, tb.Row(i))
		}
		return out
	}
	test.Tap(tb.Part("head.n").(fyne.Tappable))
	if got := fmt.Sprint(show()); got != "[1 2 3 4 5]" {
		t.Errorf("sorted: %s", got)
	}
	if n, ok := tb.Selected(); !ok || n != 3 {
		t.Errorf("selection after sorting: %d %v", n, ok)
	}
	test.Tap(tb.Part("head.n").(fyne.Tappable))
	if got := fmt.Sprint(show()); got != "[5 4 3 2 1]" {
		t.Errorf("sorted down: %s", got)
	}
	tb.SetFilter(func(n int) bool { return n%2 == 1 })
	if got := fmt.Sprint(show()); got != "[5 3 1]" {
		t.Errorf("filtered: %s", got)
	}
	if n, ok := tb.Selected(); !ok || n != 3 {
		t.Errorf("selection after filtering: %d %v", n, ok)
	}
	test.Tap(tb.Part("head.x").(fyne.Tappable))
	if got := fmt.Sprint(show()); got != "[5 3 1]" {
		t.Errorf("a column without order sorted: %s", got)
	}
}
