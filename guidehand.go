package main

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/widgets"
)

// key presses a key: the element with the focus gets it, else the window.
func (g *guide) key(k fyne.KeyName) {
	g.hand(func(c fyne.Canvas) {
		if f := c.Focused(); f != nil {
			f.TypedKey(&fyne.KeyEvent{Name: k})
		} else if typed := c.OnTypedKey(); typed != nil {
			typed(&fyne.KeyEvent{Name: k})
		}
	})
}

// letter types a letter with no field in focus, as the one-key actions of the rooms want it.
func (g *guide) letter(r rune) {
	g.hand(func(c fyne.Canvas) {
		c.Unfocus()
		if typed := c.OnTypedRune(); typed != nil {
			typed(r)
		}
	})
}

// ctrl presses a key with Ctrl held.
func (g *guide) ctrl(k fyne.KeyName) {
	g.hand(func(c fyne.Canvas) {
		if !widgets.TriggerShortcut(c, &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}) {
			g.fail("Ctrl+%s does nothing here", k)
		}
	})
}

// menu chooses a line of the menu that has been opened, from 0.
func (g *guide) menu(line int) {
	g.hand(func(c fyne.Canvas) {
		top := c.Overlays().Top()
		if top == nil {
			g.fail("no menu is open")
			return
		}
		for _, o := range widgets.Children(top) {
			if m, ok := o.(*widget.PopUpMenu); ok && line < len(m.Items) {
				if t, ok := m.Items[line].(fyne.Tappable); ok {
					t.Tapped(&fyne.PointEvent{})
					return
				}
			}
		}
		g.fail("the menu has no line %d", line)
	})
}

// mark puts a row of a list or table among the chosen ones.
func (g *guide) mark(list string, row int) {
	if !g.see(fmt.Sprintf("%s.%d", list, row)) {
		return
	}
	g.hand(func(c fyne.Canvas) {
		l, ok := widgets.Find(list).(interface {
			fyne.Focusable
			Select(row int)
		})
		if !ok {
			g.fail("rows of %s cannot be chosen", list)
			return
		}
		c.Focus(l)
		l.Select(row)
		l.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	})
}

// sign draws a name into a field for signatures.
func (g *guide) sign(id string) {
	if !g.see(id) {
		return
	}
	g.hand(func(fyne.Canvas) {
		ink := widgets.Find(id)
		field, ok := ink.(fyne.Draggable)
		if !ok {
			g.fail("nothing can be drawn in %s", id)
			return
		}
		w, h := ink.Size().Width, ink.Size().Height
		for _, stroke := range [][]float32{{20, 30, 40, 68, 60, 28}, {38, 20, 41, 50, 39, 82}, {52, 48, 70, 44, 66, 70, 52, 72, 54, 46}, {72, 30, 88, 30, 74, 78}} {
			for i := 0; i+1 < len(stroke); i += 2 {
				at := fyne.NewPos(stroke[i]*w/100, stroke[i+1]*h/100)
				field.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(1, 1)})
			}
			field.DragEnd()
		}
	})
}

// hold keeps a button pressed until it has done what it is for.
func (g *guide) hold(id string) {
	if !g.see(id) {
		return
	}
	g.hand(func(fyne.Canvas) {
		if b, ok := widgets.Find(id).(desktop.Mouseable); ok {
			b.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
			return
		}
		g.fail("%s cannot be held", id)
	})
	time.Sleep(widgets.HoldTime + 200*time.Millisecond)
}

// hand does something on the window's goroutine and lets it be drawn.
func (g *guide) hand(do func(c fyne.Canvas)) {
	if g.err != nil {
		return
	}
	fyne.DoAndWait(func() { do(g.window.Canvas()) })
	time.Sleep(g.pace)
}
