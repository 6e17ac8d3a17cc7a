package widgets

import "fyne.io/fyne/v2"

// canvasOf returns the canvas an object stands on, nil if it stands on none.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	if app := fyne.CurrentApp(); app != nil {
		return app.Driver().CanvasForObject(o)
	}
	return nil
}

// bubbleKey hands a key that a focused widget does not use to the window.
func bubbleKey(o fyne.CanvasObject, key *fyne.KeyEvent) {
	if c := canvasOf(o); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(key)
	}
}

// bubbleRune hands a character that a focused widget does not use to the window.
func bubbleRune(o fyne.CanvasObject, r rune) {
	if c := canvasOf(o); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// noteChange tells the dialog in sight that the user has changed one of its inputs.
func noteChange(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	for _, layer := range c.Overlays().List() {
		if m, ok := layer.(*modal); ok && m.changed != nil {
			m.changed()
		}
	}
}

// noteLeave tells the dialog in sight that the focus has left one of its fields.
func noteLeave(o fyne.CanvasObject) {
	c := canvasOf(o)
	if c == nil {
		return
	}
	if m, ok := c.Overlays().Top().(*modal); ok && m.left != nil {
		m.left()
	}
}

// FocusIn gives an object the keyboard focus if it stands on a canvas.
func FocusIn(o fyne.Focusable) {
	obj, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := canvasOf(obj); c != nil {
		c.Focus(o)
	}
}
