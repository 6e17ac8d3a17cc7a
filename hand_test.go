package main

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/widgets"
)

// hand is a person at a window without a screen: keys and clicks go the way they go in the real one, and are counted.
type hand struct {
	t      testing.TB
	turn   *turn
	canvas fyne.Canvas
	keys   int // pressed
	typed  int // characters of texts
	clicks int
	held   fyne.KeyModifier // while the mouse is used
	did    []string         // the keys and texts, as a person would note them
}

// patient is how long a person waits for the window in a test; it is long, as the machine may be busy.
const patient = 2 * time.Minute

// await lets the window work until something holds.
func (h *hand) await(what string, holds func() bool) {
	h.t.Helper()
	for deadline := time.Now().Add(patient); ; {
		h.turn.run(5 * time.Millisecond)
		if holds() {
			return
		}
		if time.Now().After(deadline) {
			h.picture("stuck")
			h.t.Fatalf("%s: it does not come to that after %s; keyboard in %T", what, strings.Join(h.did, " "), h.canvas.Focused())
		}
	}
}

// settle lets the window work until it has had nothing to do for a moment.
func (h *hand) settle() {
	for idle := 0; idle < 6; {
		if h.turn.run(5 * time.Millisecond) {
			idle = 0
		} else {
			idle++
		}
	}
}

func (h *hand) sees(id string) bool {
	_, _, _, _, ok := widgets.Locate(id, h.canvas)
	return ok
}

// keyNames are the keys whose name is not that of the driver.
var keyNames = map[string]fyne.KeyName{
	"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "Tab": fyne.KeyTab, "Space": fyne.KeySpace, "←": fyne.KeyLeft, "→": fyne.KeyRight, "↑": fyne.KeyUp, "↓": fyne.KeyDown,
	"Home": fyne.KeyHome, "End": fyne.KeyEnd, "PageDown": fyne.KeyPageDown, "PageUp": fyne.KeyPageUp, "Backspace": fyne.KeyBackspace,
}

var modifiers = map[string]fyne.KeyModifier{"Ctrl": fyne.KeyModifierControl, "Shift": fyne.KeyModifierShift, "Alt": fyne.KeyModifierAlt}

// press presses a key as a person reads it: "C", "Ctrl+Enter", "Shift+Tab". It goes where the driver of the real window
// would send it: Tab moves the keyboard, shortcuts go to the field in use or the window, then the key, then its character.
func (h *hand) press(key string) {
	h.t.Helper()
	h.keys++
	h.did = append(h.did, key)
	h.strike(key)
	h.settle()
}

func (h *hand) strike(key string) {
	var m fyne.KeyModifier
	parts := strings.Split(key, "+")
	for _, p := range parts[:len(parts)-1] {
		m |= modifiers[p]
	}
	base := parts[len(parts)-1]
	name, known := keyNames[base]
	if !known {
		name = fyne.KeyName(strings.ToUpper(base))
	}
	if name == fyne.KeyTab && m&^fyne.KeyModifierShift == 0 {
		if f, ok := h.canvas.Focused().(fyne.Tabbable); !ok || !f.AcceptsTab() {
			if m == 0 {
				h.canvas.FocusNext()
			} else {
				h.canvas.FocusPrevious()
			}
			return
		}
	}
	if m != 0 && m != fyne.KeyModifierShift {
		h.shortcut(name, m)
		return
	}
	if d, ok := h.canvas.Focused().(desktop.Keyable); ok {
		d.KeyDown(&fyne.KeyEvent{Name: name})
	}
	if f := h.canvas.Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	} else if do := h.canvas.OnTypedKey(); do != nil {
		do(&fyne.KeyEvent{Name: name})
	}
	if len([]rune(base)) == 1 && !known || base == "Space" {
		r := ' '
		if base != "Space" {
			r = []rune(strings.ToLower(base))[0]
		}
		h.char(r)
	}
	if d, ok := h.canvas.Focused().(desktop.Keyable); ok {
		d.KeyUp(&fyne.KeyEvent{Name: name})
	}
}

func (h *hand) shortcut(name fyne.KeyName, m fyne.KeyModifier) {
	var s fyne.Shortcut = &desktop.CustomShortcut{KeyName: name, Modifier: m}
	if m == fyne.KeyModifierControl {
		switch name {
		case fyne.KeyZ:
			s = &fyne.ShortcutUndo{}
		case fyne.KeyA:
			s = &fyne.ShortcutSelectAll{}
		case fyne.KeyV:
			s = &fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()}
		}
	}
	if f, ok := h.canvas.Focused().(fyne.Shortcutable); ok {
		f.TypedShortcut(s)
		return
	}
	widgets.TriggerShortcut(h.canvas, s)
}

// char is a character on its way into the window.
func (h *hand) char(r rune) {
	if f := h.canvas.Focused(); f != nil {
		f.TypedRune(r)
	} else if do := h.canvas.OnTypedRune(); do != nil {
		do(r)
	}
}

// write types a text where the keyboard is; an input method hands over whole words, so each character counts as one.
func (h *hand) write(text string) {
	h.t.Helper()
	h.typed += len([]rune(text))
	h.did = append(h.did, "“"+text+"”")
	if f := h.canvas.Focused(); f == nil {
		h.t.Fatalf("%q is typed into no field, after %s", text, strings.Join(h.did, " "))
	}
	for _, r := range text {
		h.char(r)
	}
	h.settle()
}

// click presses the left button of the mouse on an element, when it can be seen.
func (h *hand) click(id string) {
	h.t.Helper()
	h.clicks++
	h.did = append(h.did, id)
	var at fyne.Position
	h.await("seeing "+id, func() bool {
		if !h.sees(id) {
			widgets.Reveal(id, h.canvas) // the wheel
		}
		x, y, w, hi, ok := widgets.Locate(id, h.canvas)
		at = fyne.NewPos(float32(x)+float32(w)/2, float32(y)+float32(hi)/2)
		return ok
	})
	if m, ok := widgets.Find(id).(desktop.Mouseable); ok {
		e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary, Modifier: h.held}
		e.AbsolutePosition = at
		m.MouseDown(e)
		m.MouseUp(e)
	}
	test.TapCanvas(h.canvas, at)
	h.settle()
}

// hold keeps the button of the mouse down on an element until it has gone.
func (h *hand) hold(id string) {
	h.t.Helper()
	h.clicks++
	h.did = append(h.did, id)
	h.await("seeing "+id, func() bool { return h.sees(id) })
	m, ok := widgets.Find(id).(desktop.Mouseable)
	if !ok {
		h.t.Fatalf("%s cannot be held", id)
	}
	m.MouseDown(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	h.await("the end of "+id, func() bool { return !h.sees(id) })
	m.MouseUp(&desktop.MouseEvent{Button: desktop.MouseButtonPrimary})
	h.settle()
}

// choose clicks on a line of the menu in sight.
func (h *hand) choose(label string) {
	h.t.Helper()
	h.clicks++
	h.did = append(h.did, label)
	h.await("the menu", func() bool { return h.canvas.Overlays().Top() != nil })
	at, ok := menuLine(h.canvas.Overlays().Top(), fyne.Position{}, label)
	if !ok {
		h.t.Fatalf("no menu offers %q", label)
	}
	test.TapCanvas(h.canvas, at)
	h.settle()
}

// menuLine finds a text in a menu; the lines of menus are the drawing library's own.
func menuLine(o fyne.CanvasObject, at fyne.Position, label string) (fyne.Position, bool) {
	at = at.Add(o.Position())
	var inside []fyne.CanvasObject
	switch o := o.(type) {
	case *canvas.Text:
		if strings.ReplaceAll(o.Text, " ", "") == label {
			return at.AddXY(o.Size().Width/2, o.Size().Height/2), true
		}
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	for _, child := range inside {
		if p, ok := menuLine(child, at, label); ok {
			return p, true
		}
	}
	return fyne.Position{}, false
}
