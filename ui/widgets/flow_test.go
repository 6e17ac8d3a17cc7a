package widgets_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"github.com/fangce/fangce/ui/widgets"
)

func boxes(widths ...float32) (out []fyne.CanvasObject) {
	for _, w := range widths {
		r := canvas.NewRectangle(nil)
		r.SetMinSize(fyne.NewSize(w, 20))
		out = append(out, r)
	}
	return out
}

func TestFlowGoesOnInANewLine(t *testing.T) {
	b := boxes(60, 60, 60)
	f := widgets.Flow(10, 5, b...)
	f.Resize(fyne.NewSize(140, 100))
	if b[1].Position() != fyne.NewPos(70, 0) || b[2].Position() != fyne.NewPos(0, 25) || f.MinSize() != fyne.NewSize(60, 45) {
		t.Error(b[1].Position(), b[2].Position(), f.MinSize())
	}
}

func TestApartStandsAtBothEnds(t *testing.T) {
	b := boxes(60, 50)
	f := widgets.Apart(10, b[0], b[1])
	f.Resize(fyne.NewSize(200, 20))
	if b[1].Position() != fyne.NewPos(150, 0) {
		t.Error("wide:", b[1].Position())
	}
	f.Resize(fyne.NewSize(100, 60))
	if b[1].Position() != fyne.NewPos(0, 30) {
		t.Error("narrow:", b[1].Position())
	}
}

func TestSpareIsLeftOut(t *testing.T) {
	b := boxes(60, 40, 30, 50)
	one, other := widgets.Spare(b[1]), widgets.Spare(b[2])
	row := widgets.HStack(10, b[0], one, other, b[3])
	for _, c := range []struct {
		width      float32
		one, other bool
	}{{210, true, true}, {180, true, false}, {120, false, false}, {210, true, true}} {
		row.Resize(fyne.NewSize(c.width, 20))
		if one.Visible() != c.one || other.Visible() != c.other || b[3].Position().X+50 > c.width {
			t.Error(c.width, one.Visible(), other.Visible(), b[3].Position())
		}
	}
	if row.MinSize().Width != 120 {
		t.Error(row.MinSize())
	}
	b[1].Hide()
	row.Resize(fyne.NewSize(200, 20))
	if one.Visible() {
		t.Error("what is hidden takes room")
	}
}

func TestFittedGridHasFewerColumnsWhereItMust(t *testing.T) {
	b := boxes(60, 60, 60)
	g := widgets.FittedGrid(3, 10, 5, b...)
	g.Resize(fyne.NewSize(200, 20))
	if b[2].Position().Y != 0 {
		t.Error("three fit")
	}
	g.Resize(fyne.NewSize(150, 60))
	if b[2].Position() != fyne.NewPos(0, 25) || b[0].Size().Width != 70 || g.MinSize().Height != 45 {
		t.Error(b[2].Position(), b[0].Size(), g.MinSize())
	}
}

func TestInlineBreaksWhereTheMiddleIsTooNarrow(t *testing.T) {
	b := boxes(50, 20, 40)
	in := widgets.Inline(b[0], b[1], b[2], 100, 10)
	in.Resize(fyne.NewSize(300, 20))
	if b[1].Size().Width != 190 || b[1].Position().Y != 0 {
		t.Error("wide:", b[1].Size(), b[1].Position())
	}
	in.Resize(fyne.NewSize(150, 60))
	if b[1].Position() != fyne.NewPos(0, 30) || b[1].Size().Width != 150 || in.MinSize().Height != 50 {
		t.Error("narrow:", b[1].Position(), b[1].Size(), in.MinSize())
	}
}

func TestBesideGivesTheColumnAShareOfALittleRoom(t *testing.T) {
	b := boxes(10, 10)
	o := widgets.Beside(b[0], b[1], 300, 200, 0.3)
	for _, c := range [][2]float32{{1200, 300}, {900, 270}, {500, 200}} {
		o.Resize(fyne.NewSize(c[0], 20))
		if b[1].Size().Width != c[1] || b[1].Position().X != c[0]-c[1] {
			t.Error(c, b[1].Size(), b[1].Position())
		}
	}
}

func TestSpareColumnsOfATable(t *testing.T) {
	text := func(s string) func(string) widgets.Cell {
		return func(string) widgets.Cell { return widgets.Cell{Text: s} }
	}
	table := widgets.NewTable([]widgets.Column[string]{
		{ID: "a", Label: "姓名", Width: 100, Render: text("王建国")},
		{ID: "b", Label: "来源", Width: 100, Spare: true, Render: text("缘故")},
		{ID: "c", Label: "电话", Width: 100, Render: text("138")},
	}, func(s string) string { return s }, nil)
	w := widgets.Tag("flow.table", table)
	for width, shown := range map[float32]bool{320: true, 250: false} {
		w.Resize(fyne.NewSize(width, 200))
		table.SetRows([]string{"1"})
		if got := table.Part("head.b").Visible(); got != shown {
			t.Errorf("at %.0f: %v", width, got)
		}
	}
}
