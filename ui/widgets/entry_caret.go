package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
)

// caretMoved is what WatchCaret was given; nil in tests.
var caretMoved func(field fyne.CanvasObject, elsewhere bool)

// WatchCaret has told called on the UI goroutine after the caret has moved within a field; elsewhere is true where what
// an input method has not committed yet must not arrive any more: the focus has come or gone, or a click has moved the
// caret. It is for the program's start and serves one watcher.
func WatchCaret(told func(field fyne.CanvasObject, elsewhere bool)) { caretMoved = told }

// Caret returns the lower end of the caret in a window. ok is false where nothing may reach an input method: no field
// has the focus, so that keys are commands, or a password has it, which an input method would show and learn.
func Caret(c fyne.Canvas) (at fyne.Position, ok bool) {
	field, ok := c.Focused().(interface {
		caret() (fyne.Position, bool)
	})
	if !ok {
		return fyne.Position{}, false
	}
	return field.caret()
}

func (e *Entry) noteCaret(elsewhere bool) {
	if caretMoved != nil {
		caretMoved(e.self(), elsewhere)
	}
}

// CreateRenderer implements fyne.Widget. It remembers the part that scrolls, which only the renderer shows.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	r := e.Entry.CreateRenderer()
	for _, o := range r.Objects() {
		if s, ok := o.(*container.Scroll); ok && s.Content != nil {
			e.written = s.Content
			break
		}
		if w, ok := o.(fyne.Widget); ok && o != e.ActionItem {
			e.written = w
			break
		}
	}
	return r
}

func (e *Entry) caret() (at fyne.Position, ok bool) {
	if e.Password || e.written == nil {
		return fyne.Position{}, false
	}
	size := e.Theme().Size(fynetheme.SizeNameText)
	line := fyne.MeasureText("访", size, e.TextStyle).Height
	at = fyne.CurrentApp().Driver().AbsolutePositionForObject(e.written).Add(e.CursorPosition()).AddXY(0, line)
	// Of what is scrolled out of sight the nearest that is in sight.
	from := fyne.CurrentApp().Driver().AbsolutePositionForObject(e.self())
	to := from.Add(e.Size())
	return fyne.NewPos(min(max(at.X, from.X), to.X), min(max(at.Y, from.Y), to.Y)), true
}
