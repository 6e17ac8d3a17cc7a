package cards

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// policyLines is the table of a card's policies. It stands at its full height inside the card's scroller, as a table that
// scrolls by itself would keep the mouse wheel and take clicks where it is scrolled out of sight. The facts of the chosen
// policy unfold below its line.
type policyLines struct {
	columns []policyColumn
	rows    []app.PolicyView
	chosen  string // policy id, "" none
	sortBy  int    // column, -1: as the service orders them
	down    bool
	lines   []*policyLine
	onFold  func()
	detail  func(v app.PolicyView) fyne.CanvasObject
	window  fyne.Window
	content *fyne.Container
}

const (
	policyLineHeight = 34
	policyCellPad    = 6
)

func newPolicyLines(w fyne.Window, detail func(app.PolicyView) fyne.CanvasObject, fold func()) *policyLines {
	return &policyLines{columns: policyColumns(), sortBy: -1, detail: detail, onFold: fold, window: w, content: widgets.VStack(0)}
}

func (t *policyLines) set(rows []app.PolicyView) {
	t.rows = slices.Clone(rows)
	t.build()
}

// build makes the lines anew, in their order; the one with the focus keeps it.
func (t *policyLines) build() {
	rows := t.rows
	if t.sortBy >= 0 {
		rows = slices.Clone(rows)
		slices.SortStableFunc(rows, func(a, b app.PolicyView) int {
			if t.down {
				return t.columns[t.sortBy].compare(b, a)
			}
			return t.columns[t.sortBy].compare(a, b)
		})
	}
	focused := ""
	for _, l := range t.lines {
		if l.focused {
			focused = l.view.Policy.ID
		}
	}
	t.lines = nil
	objects := []fyne.CanvasObject{t.head()}
	for i, v := range rows {
		l := newPolicyLine(t, v)
		t.lines = append(t.lines, l)
		objects = append(objects, widgets.Tag(fmt.Sprintf("cards.policies.%d", i), l))
		if v.Policy.ID == t.chosen {
			objects = append(objects, t.detail(v))
		}
	}
	if len(rows) == 0 {
		objects = append(objects, widgets.FixedHeight(40, widgets.Center(widgets.MutedText(emptyPolicies()))))
	}
	t.content.Objects = objects
	t.content.Refresh()
	for _, l := range t.lines {
		if focused != "" && l.view.Policy.ID == focused {
			t.window.Canvas().Focus(l)
		}
	}
}

func (t *policyLines) head() fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, len(t.columns))
	for i, c := range t.columns {
		label := c.label
		if i == t.sortBy {
			label += map[bool]string{false: " ↑", true: " ↓"}[t.down]
		}
		h := &policyHead{text: widgets.Caption(label).Clipped().Aligned(c.align), tap: func() {
			t.down = t.sortBy == i && !t.down
			t.sortBy = i
			t.build()
		}}
		h.ExtendBaseWidget(h)
		cells[i] = widgets.Tag("cards.policies.head."+c.id, h)
	}
	row := &fyne.Container{Layout: policyColumnLayout{t.columns}, Objects: cells}
	return widgets.FixedHeight(28, widgets.Stack(widgets.NewBox(theme.ColorSunken, "", 0), row))
}

// choose unfolds a policy, or folds it if it is unfolded already.
func (t *policyLines) choose(id string) {
	if id == t.chosen {
		id = ""
	}
	t.chosen = id
	t.build()
	t.onFold()
}

// step moves the focus from a line by n.
func (t *policyLines) step(from *policyLine, n int) {
	if i := slices.Index(t.lines, from) + n; i >= 0 && i < len(t.lines) {
		t.window.Canvas().Focus(t.lines[i])
	}
}

// policyHead is the label of a column; a click sorts by it.
type policyHead struct {
	widget.BaseWidget
	text *widgets.Text
	tap  func()
}

// Tapped implements fyne.Tappable.
func (h *policyHead) Tapped(*fyne.PointEvent) { h.tap() }

// CreateRenderer implements fyne.Widget.
func (h *policyHead) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.text) }

// policyLine is one policy of the table.
type policyLine struct {
	widget.BaseWidget
	owner            *policyLines
	view             app.PolicyView
	ground, mark     *widgets.Box
	hovered, focused bool
	content          fyne.CanvasObject
}

func newPolicyLine(t *policyLines, v app.PolicyView) *policyLine {
	l := &policyLine{owner: t, view: v, ground: widgets.NewBox("", "", 0), mark: widgets.NewBox("", "", 0)}
	cells := make([]fyne.CanvasObject, len(t.columns))
	for i, c := range t.columns {
		cells[i] = c.cell(v)
	}
	row := &fyne.Container{Layout: policyColumnLayout{t.columns}, Objects: cells}
	l.content = widgets.Stack(l.ground, widgets.Sides(widgets.FixedWidth(3, l.mark), widgets.Stack(), nil), widgets.Fill(nil, row, widgets.Line()))
	l.ExtendBaseWidget(l)
	l.paint()
	return l
}

func (l *policyLine) paint() {
	switch {
	case l.view.Policy.ID == l.owner.chosen:
		l.ground.SetFill(fynetheme.ColorNameSelection)
	case l.hovered:
		l.ground.SetFill(fynetheme.ColorNameHover)
	default:
		l.ground.SetFill("")
	}
	l.mark.SetFill("")
	if l.focused {
		l.mark.SetFill(fynetheme.ColorNamePrimary)
	}
}

// MinSize implements fyne.CanvasObject.
func (l *policyLine) MinSize() fyne.Size { return fyne.NewSize(400, policyLineHeight) }

// Tapped implements fyne.Tappable.
func (l *policyLine) Tapped(*fyne.PointEvent) {
	l.owner.window.Canvas().Focus(l)
	l.owner.choose(l.view.Policy.ID)
}

// Cursor implements desktop.Cursorable.
func (l *policyLine) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn implements desktop.Hoverable.
func (l *policyLine) MouseIn(*desktop.MouseEvent) { l.hovered = true; l.paint() }

// MouseMoved implements desktop.Hoverable.
func (l *policyLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (l *policyLine) MouseOut() { l.hovered = false; l.paint() }

// FocusGained implements fyne.Focusable.
func (l *policyLine) FocusGained() { l.focused = true; l.paint() }

// FocusLost implements fyne.Focusable.
func (l *policyLine) FocusLost() { l.focused = false; l.paint() }

// TypedRune implements fyne.Focusable: the room's keys.
func (l *policyLine) TypedRune(r rune) {
	if do := l.owner.window.Canvas().OnTypedRune(); do != nil && r != ' ' {
		do(r)
	}
}

// TypedKey implements fyne.Focusable.
func (l *policyLine) TypedKey(k *fyne.KeyEvent) {
	switch k.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		l.owner.choose(l.view.Policy.ID)
	case fyne.KeyEscape:
		if l.owner.chosen != "" {
			l.owner.choose(l.owner.chosen)
		}
	case fyne.KeyUp:
		l.owner.step(l, -1)
	case fyne.KeyDown:
		l.owner.step(l, 1)
	default:
		if do := l.owner.window.Canvas().OnTypedKey(); do != nil {
			do(k)
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (l *policyLine) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(l.content) }
