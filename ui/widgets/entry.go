package widgets

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Entry is the only text field of the program.
//
// While an input method composes, GLFW still reports the keys it consumed:
// Backspace would delete committed text and Return would submit. The program
// ends that under X11 (inputmethod_x11.c); for systems where it does not,
// Entry counts letter keys that no character followed and swallows editing keys
// while some are open.
//
// OnCommit is for saving field by field: it is called when the focus leaves
// or Enter is pressed, and only if the text has changed since the last commit
// or Set.
type Entry struct {
	widget.Entry

	OnCommit func(text string) // the text without surrounding blanks
	OnEnter  func()            // Enter, outside composing; nil: the window's key handler gets it
	OnEscape func()            // Escape, outside composing; nil: the window's key handler gets it
	OnBlur   func()            // the focus has left
	OnKey    func(*fyne.KeyEvent) bool
	// OnShortcut has the first chance at a shortcut that is not about editing text; true: it was used.
	OnShortcut func(fyne.Shortcut) bool

	pending   int // letter keys not followed by a character: an input method has them
	committed string
	has       bool              // has the focus
	opener    rune              // the command that opened the field
	gained    time.Time         // the focus, by that command
	clicked   bool              // the mouse is being pressed on it
	outer     fyne.CanvasObject // the field this one is embedded in; nil: itself
	written   fyne.CanvasObject // the text with its caret, which may be scrolled; nil before it was drawn
}

// self returns the object that stands on the canvas.
func (e *Entry) self() fyne.CanvasObject {
	if e.outer != nil {
		return e.outer
	}
	return e
}

// NewEntry returns a field of one line.
func NewEntry(placeholder string) *Entry { return newEntry(&Entry{}, placeholder) }

// NewMultiEntry returns a field of several lines that shows rows of them.
// Ctrl+Enter calls OnEnter or goes to the window.
func NewMultiEntry(placeholder string, rows int) *Entry {
	e := &Entry{}
	e.MultiLine = true
	e.Wrapping = fyne.TextWrapBreak
	newEntry(e, placeholder)
	e.SetMinRowsVisible(rows)
	return e
}

// NewPassword returns a field that hides what is typed.
func NewPassword(placeholder string) *Entry {
	e := &Entry{}
	e.Password = true
	return newEntry(e, placeholder)
}

// NewSearch returns a search field with its icon; Escape empties it, then
// leaves it, and closes the dialog that it stands in.
func NewSearch(placeholder string, changed func(text string)) *Entry {
	e := NewEntry(placeholder)
	e.Icon = theme.Tint(theme.IconSearch, theme.ColorFaint)
	e.OnChanged = changed
	e.OnEscape = func() {
		if e.Text != "" {
			e.SetText("")
			return
		}
		c := canvasOf(e.self())
		switch {
		case c == nil:
		case c.Overlays().Top() != nil:
			bubbleKey(e.self(), &fyne.KeyEvent{Name: fyne.KeyEscape}) // the dialog closes
		default:
			c.Unfocus()
		}
	}
	return e
}

func newEntry(e *Entry, placeholder string) *Entry {
	e.PlaceHolder = placeholder
	e.ExtendBaseWidget(e)
	return e
}

// Set changes the text without a commit.
func (e *Entry) Set(text string) {
	e.committed = strings.TrimSpace(text)
	e.SetText(text)
}

// Value returns the text without surrounding blanks.
func (e *Entry) Value() string { return strings.TrimSpace(e.Text) }

// Composing reports whether an input method holds keys.
func (e *Entry) Composing() bool { return e.pending > 0 }

// Focused reports whether the field has the keyboard focus.
func (e *Entry) Focused() bool { return e.has }

// Commit calls OnCommit now if the text has changed.
func (e *Entry) Commit() {
	text := e.Value()
	if text == e.committed {
		return
	}
	e.committed = text
	if e.OnCommit != nil {
		e.OnCommit(text)
	}
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	e.pending = 0
	if e.pressedTwice(r) {
		return
	}
	defer e.noting(e.Text)
	e.Entry.TypedRune(r)
	e.noteCaret(false)
}

// noting tells the dialog of a text that is not what it was.
func (e *Entry) noting(was string) {
	if e.Text != was {
		noteChange(e.self())
	}
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(key *fyne.KeyEvent) {
	defer e.noting(e.Text)
	if len(key.Name) == 1 && key.Name >= "A" && key.Name <= "Z" {
		e.pending++ // TypedRune follows at once unless an input method took the key
	} else if e.pending > 0 {
		switch key.Name {
		case fyne.KeyBackspace:
			e.pending--
		case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape:
			e.pending = 0 // Space and digits may leave a part to be composed: a character says when they do not
		}
		return
	}
	defer e.noteCaret(false)
	if e.OnKey != nil && e.OnKey(key) {
		return
	}
	switch key.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !e.MultiLine {
			e.enter(key)
			return
		}
	case fyne.KeyEscape:
		if e.OnEscape != nil {
			e.OnEscape()
		} else {
			bubbleKey(e.self(), key)
		}
		return
	case fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyUp, fyne.KeyDown:
		if !e.MultiLine {
			bubbleKey(e.self(), key)
			return
		}
	case fyne.KeyF1, fyne.KeyF2, fyne.KeyF3, fyne.KeyF4, fyne.KeyF5, fyne.KeyF6,
		fyne.KeyF7, fyne.KeyF8, fyne.KeyF9, fyne.KeyF10, fyne.KeyF11, fyne.KeyF12:
		bubbleKey(e.self(), key)
		return
	}
	e.Entry.TypedKey(key)
}

func (e *Entry) enter(key *fyne.KeyEvent) {
	e.Commit()
	switch {
	case e.OnEnter != nil:
		e.OnEnter()
	case e.OnSubmitted != nil:
		e.OnSubmitted(e.Text)
	default:
		bubbleKey(e.self(), key)
	}
}

// TypedShortcut implements fyne.Shortcutable: what is not about editing text
// goes to the window, which a focused Fyne entry would swallow.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	defer e.noting(e.Text)
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok {
		switch s.(type) {
		case *fyne.ShortcutCopy, *fyne.ShortcutCut:
			e.noteCopy()
		}
		was := e.Text
		e.Entry.TypedShortcut(s)
		if _, undo := s.(*fyne.ShortcutUndo); undo && e.Text == was {
			TriggerShortcut(canvasOf(e.self()), s) // nothing was typed here: what was done last in the window
		}
		return
	}
	if e.OnShortcut != nil && !e.Composing() && e.OnShortcut(s) {
		return
	}
	switch custom.KeyName {
	case fyne.KeySpace:
		e.pending = 0 // Ctrl+Space switches the input method off
	case fyne.KeyLeft, fyne.KeyRight, fyne.KeyBackspace, fyne.KeyDelete:
		e.Entry.TypedShortcut(s)
		return
	case fyne.KeyReturn, fyne.KeyEnter:
		if custom.Modifier == fyne.KeyModifierShortcutDefault {
			if e.Composing() {
				return
			}
			if e.MultiLine {
				e.enter(&fyne.KeyEvent{Name: fyne.KeyReturn})
				return
			}
			e.Commit()
		}
	}
	c := canvasOf(e.self())
	if c == nil || TriggerShortcut(c, s) {
		return
	}
	if other, ok := c.(fyne.Shortcutable); ok {
		other.TypedShortcut(s)
	}
}

// noteCopy remembers what a copy or a cut is about to put on the clipboard.
func (e *Entry) noteCopy() {
	if text := e.SelectedText(); text != "" && !e.Password {
		noteCopied(text)
	}
}

// MouseDown implements desktop.Mouseable; a click ends composing.
func (e *Entry) MouseDown(m *desktop.MouseEvent) {
	e.pending = 0
	e.noteCaret(true)
	e.clicked = true
	e.Entry.MouseDown(m)
	e.clicked = false
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	if !e.has && !e.clicked {
		intoSight(e.self())
	}
	e.has = true
	e.takeCommand()
	e.Entry.FocusGained()
	e.noteCaret(true)
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.has = false
	e.pending = 0
	e.noteCaret(true)
	e.Entry.FocusLost()
	e.Commit()
	if e.OnBlur != nil {
		e.OnBlur()
	}
	noteLeave(e.self())
}

// AcceptsTab implements fyne.Tabbable: Tab goes on to the next field from a field of several lines too, unless an input
// method has it.
func (e *Entry) AcceptsTab() bool { return e.Composing() }
