package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// marks are the rows of a list chosen for doing something with all of them: by Ctrl and click, Shift and click or arrow,
// Space, Ctrl+A. Escape lets go of them. They are kept by the rows' keys, over sorting and filtering.
type marks struct {
	key     func(row int) string // nil: one row at a time only
	set     map[string]bool
	anchor  string
	changed func(n int)
	mods    fyne.KeyModifier // held at the last press of the mouse
}

func (v *virtual) marked(row int) bool {
	return len(v.marks.set) > 0 && row >= 0 && row < v.count && v.marks.set[v.marks.key(row)]
}

// mark changes whether rows are chosen, and tells.
func (v *virtual) mark(from, to int, on bool) {
	for row := max(0, min(from, to)); row <= max(from, to) && row < v.count; row++ {
		if v.selectable != nil && !v.selectable(row) {
			continue
		}
		if on {
			v.marks.set[v.marks.key(row)] = true
		} else {
			delete(v.marks.set, v.marks.key(row))
		}
	}
	v.tellMarks()
}

func (v *virtual) tellMarks() {
	for _, it := range v.items {
		if it.row >= 0 {
			it.Refresh()
		}
	}
	if v.marks.changed != nil {
		v.marks.changed(len(v.marks.set))
	}
}

// unmark lets go of all rows; it reports whether there were any.
func (v *virtual) unmark() bool {
	if len(v.marks.set) == 0 {
		return false
	}
	clear(v.marks.set)
	v.tellMarks()
	return true
}

// extend chooses the rows from the anchor to one.
func (v *virtual) extend(to int) {
	from := v.selected
	for row := range v.count {
		if v.marks.anchor != "" && v.marks.key(row) == v.marks.anchor {
			from = row
			break
		}
	}
	if from < 0 {
		from = to
	}
	v.marks.anchor = v.marks.key(from)
	v.mark(from, to, true)
}

// tapMarks takes a click with Ctrl or Shift held; it reports whether it did.
func (v *virtual) tapMarks(row int) bool {
	mods := v.marks.mods
	v.marks.mods = 0
	if v.marks.key == nil || row < 0 || row >= v.count || (v.selectable != nil && !v.selectable(row)) {
		return false
	}
	switch {
	case mods&fyne.KeyModifierShift != 0:
		v.extend(row)
	case mods&fyne.KeyModifierShortcutDefault != 0:
		if len(v.marks.set) == 0 && v.selected >= 0 && v.selected != row {
			v.mark(v.selected, v.selected, true) // the row that was selected counts, as everywhere
		}
		v.marks.anchor = v.marks.key(row)
		v.mark(row, row, !v.marked(row))
	default:
		v.marks.anchor = v.marks.key(row)
		v.unmark()
		return false
	}
	return true
}

// keyMarks takes a key about chosen rows; it reports whether it did.
func (v *virtual) keyMarks(key *fyne.KeyEvent) bool {
	if v.marks.key == nil {
		return false
	}
	switch key.Name {
	case fyne.KeyEscape:
		return v.unmark()
	case fyne.KeySpace:
		if v.selected < 0 {
			return false
		}
		v.marks.anchor = v.marks.key(v.selected)
		v.mark(v.selected, v.selected, !v.marked(v.selected))
		v.step(1)
		return true
	case fyne.KeyUp, fyne.KeyDown:
		if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 && v.selected >= 0 {
			v.mark(v.selected, v.selected, true)
			v.step(map[fyne.KeyName]int{fyne.KeyUp: -1, fyne.KeyDown: 1}[key.Name])
			v.mark(v.selected, v.selected, true)
			return true
		}
	}
	return false
}

// TypedShortcut implements fyne.Shortcutable: Ctrl+A chooses all rows; the others are the window's.
func (v *virtual) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && v.marks.key != nil {
		v.mark(0, v.count-1, true)
		return
	}
	c := canvasOf(v.outer)
	if c == nil || TriggerShortcut(c, s) {
		return
	}
	if other, ok := c.(fyne.Shortcutable); ok {
		other.TypedShortcut(s)
	}
}

// MouseDown implements desktop.Mouseable.
func (it *rowItem) MouseDown(e *desktop.MouseEvent) { it.owner.marks.mods = e.Modifier }

// MouseUp implements desktop.Mouseable.
func (it *rowItem) MouseUp(*desktop.MouseEvent) {}

// SetMulti lets several rows be chosen; changed is told how many are. key names the row at a place from memory, nil is its
// id.
func (l *List) SetMulti(key func(row int) string, changed func(n int)) {
	if key == nil {
		key = func(row int) string { return l.row(row).ID }
	}
	l.marks = marks{key: key, set: map[string]bool{}, changed: changed}
}

// Chosen returns the keys of the chosen rows that are in the list, in its order.
func (l *List) Chosen() []string {
	var out []string
	for i := range l.count {
		if l.marked(i) {
			out = append(out, l.marks.key(i))
		}
	}
	return out
}

// ChooseNone lets go of all chosen rows.
func (l *List) ChooseNone() { l.unmark() }

// SetMulti lets several rows be chosen; changed is told how many are. The table needs a key.
func (t *Table[T]) SetMulti(changed func(n int)) {
	t.marks = marks{key: func(i int) string { return t.key(t.at(i)) }, set: map[string]bool{}, changed: changed}
}

// Chosen returns the chosen rows that are shown, in their order.
func (t *Table[T]) Chosen() []T {
	var out []T
	for i := range t.order {
		if t.marked(i) {
			out = append(out, t.at(i))
		}
	}
	return out
}

// ChooseNone lets go of all chosen rows.
func (t *Table[T]) ChooseNone() { t.unmark() }
