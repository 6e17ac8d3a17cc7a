package widgets

import (
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

var shortcuts = struct {
	sync.Mutex
	of map[fyne.Canvas]map[string]shortcut
}{of: map[fyne.Canvas]map[string]shortcut{}}

type shortcut struct {
	do     func()
	always bool // also while a dialog is open
}

// AddShortcut registers a shortcut of the window that is silent while a dialog
// or a menu is open; Ctrl+Enter then submits the dialog. The same shortcut again replaces the one before.
func AddShortcut(c fyne.Canvas, s fyne.Shortcut, do func()) { addShortcut(c, s, shortcut{do: do}) }

// AddShortcutAlways registers a shortcut of the window that works whatever is open above its rooms, such as that of the
// lock.
func AddShortcutAlways(c fyne.Canvas, s fyne.Shortcut, do func()) {
	addShortcut(c, s, shortcut{do: do, always: true})
}

func addShortcut(c fyne.Canvas, s fyne.Shortcut, what shortcut) {
	shortcuts.Lock()
	defer shortcuts.Unlock()
	if shortcuts.of[c] == nil {
		shortcuts.of[c] = map[string]shortcut{}
	}
	shortcuts.of[c][s.ShortcutName()] = what
	c.AddShortcut(s, func(fyne.Shortcut) { TriggerShortcut(c, s) })
}

// TriggerShortcut does what the shortcut does when it is typed, and reports
// whether it was registered by AddShortcut. Tests call it for the driver.
func TriggerShortcut(c fyne.Canvas, s fyne.Shortcut) bool {
	shortcuts.Lock()
	known := shortcuts.of[c][s.ShortcutName()]
	shortcuts.Unlock()
	if known.do == nil {
		return false
	}
	if known.always {
		known.do()
		return true
	}
	switch top := c.Overlays().Top().(type) {
	case nil:
		if s := stageIn(c.Content()); s == nil || !s.sealed {
			known.do()
		}
	case *modal:
		if top.submit != nil && submits(s) {
			top.submit()
		}
	}
	return true
}

// submitKeys are the two keys that submit a dialog with Ctrl from any of its inputs, as they do in the rooms.
var submitKeys = []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter}

func submits(s fyne.Shortcut) bool {
	for _, k := range submitKeys {
		if s.ShortcutName() == (&desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}).ShortcutName() {
			return true
		}
	}
	return false
}

// listenForSubmit makes a window without a use for Ctrl+Enter of its own hand it to its dialogs.
func listenForSubmit(c fyne.Canvas) {
	for _, k := range submitKeys {
		s := &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
		shortcuts.Lock()
		known := shortcuts.of[c][s.ShortcutName()].do != nil
		shortcuts.Unlock()
		if !known {
			AddShortcut(c, s, func() {})
		}
	}
}

// ForgetShortcuts drops what AddShortcut registered, when a window closes or
// is built anew.
func ForgetShortcuts(c fyne.Canvas) {
	shortcuts.Lock()
	defer shortcuts.Unlock()
	delete(shortcuts.of, c)
}
