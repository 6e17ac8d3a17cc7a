package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/fangce/fangce/ui/widgets"
)

// The preview itself keeps the keyboard focus, so that its keys work whatever was pressed last; Tab moves
// a mark of its own over the buttons.
var (
	_ fyne.Focusable    = (*Viewer)(nil)
	_ fyne.Tabbable     = (*Viewer)(nil)
	_ fyne.Shortcutable = (*Viewer)(nil)
	_ desktop.Keyable   = (*Viewer)(nil)
)

// line is how far an arrow key scrolls.
const line float32 = 60

// TypedKey implements fyne.Focusable.
func (v *Viewer) TypedKey(key *fyne.KeyEvent) {
	s := v.sheets.scroll
	page := s.Size().Height - line
	switch key.Name {
	case fyne.KeyEscape:
		v.Close()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if b := v.bar.marked(); b != nil {
			b.TypedKey(key)
		} else if key.Name == fyne.KeySpace {
			v.by(0, page)
		}
	case fyne.KeyTab:
		v.bar.mark(v.shift)
	case fyne.KeyPageDown:
		v.by(0, page)
	case fyne.KeyPageUp:
		v.by(0, -page)
	case fyne.KeyDown:
		v.by(0, line)
	case fyne.KeyUp:
		v.by(0, -line)
	case fyne.KeyLeft:
		v.by(-line, 0)
	case fyne.KeyRight:
		v.by(line, 0)
	case fyne.KeyHome:
		v.by(0, -s.Content.MinSize().Height)
	case fyne.KeyEnd:
		v.by(0, s.Content.MinSize().Height)
	}
}

// by scrolls.
func (v *Viewer) by(x, y float32) { v.sheets.to(v.sheets.scroll.Offset.AddXY(x, y)) }

// TypedRune implements fyne.Focusable.
func (v *Viewer) TypedRune(r rune) {
	switch r {
	case '+', '=', '＋', '＝':
		v.sheets.step(1)
	case '-', '－':
		v.sheets.step(-1)
	}
}

// TypedShortcut implements fyne.Shortcutable.
func (v *Viewer) TypedShortcut(s fyne.Shortcut) {
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok || custom.Modifier&fyne.KeyModifierShortcutDefault == 0 {
		return
	}
	switch custom.KeyName {
	case fyne.KeyP:
		v.print()
	case fyne.KeyS:
		v.save()
	case fyne.KeyPlus, fyne.KeyEqual:
		v.sheets.step(1)
	case fyne.KeyMinus:
		v.sheets.step(-1)
	case fyne.Key0:
		v.sheets.actual()
	default:
		widgets.TriggerShortcut(v.canvas, s) // the lock
	}
}

// AcceptsTab implements fyne.Tabbable.
func (v *Viewer) AcceptsTab() bool { return true }

// KeyDown implements desktop.Keyable.
func (v *Viewer) KeyDown(key *fyne.KeyEvent) { v.hold(key, true) }

// KeyUp implements desktop.Keyable.
func (v *Viewer) KeyUp(key *fyne.KeyEvent) { v.hold(key, false) }

func (v *Viewer) hold(key *fyne.KeyEvent, down bool) {
	if key.Name == desktop.KeyShiftLeft || key.Name == desktop.KeyShiftRight {
		v.shift = down
	}
}

// FocusGained implements fyne.Focusable.
func (v *Viewer) FocusGained() {}

// FocusLost implements fyne.Focusable.
func (v *Viewer) FocusLost() { v.shift = false }

// mark moves the mark to the next button that can be pressed.
func (b *bar) mark(back bool) {
	if old := b.marked(); old != nil {
		old.FocusLost()
	}
	by := 1
	if back {
		by = len(b.buttons) - 1
		if b.at < 0 {
			b.at = 0
		}
	}
	for range b.buttons {
		b.at = (b.at + by) % len(b.buttons)
		if !b.buttons[b.at].Disabled() {
			b.buttons[b.at].FocusGained()
			return
		}
	}
}

// marked returns the button the mark is on, nil for none.
func (b *bar) marked() interface {
	fyne.Focusable
	fyne.Disableable
} {
	if b.at < 0 {
		return nil
	}
	return b.buttons[b.at]
}
