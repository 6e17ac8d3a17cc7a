package widgets

import (
	"sync"

	"fyne.io/fyne/v2"
)

var shortcuts = struct {
	sync.Mutex
	of map[fyne.Canvas]map[string]func()
}{of: map[fyne.Canvas]map[string]func(){}}

// AddShortcut registers a shortcut of the window that is silent while a dialog
// or a menu is open. The same shortcut again replaces the one before.
func AddShortcut(c fyne.Canvas, s fyne.Shortcut, do func()) {
	shortcuts.Lock()
	defer shortcuts.Unlock()
	if shortcuts.of[c] == nil {
		shortcuts.of[c] = map[string]func(){}
	}
	shortcuts.of[c][s.ShortcutName()] = do
	c.AddShortcut(s, func(fyne.Shortcut) { TriggerShortcut(c, s) })
}

// TriggerShortcut does what the shortcut does when it is typed, and reports
// whether it was registered by AddShortcut. Tests call it for the driver.
func TriggerShortcut(c fyne.Canvas, s fyne.Shortcut) bool {
	shortcuts.Lock()
	do := shortcuts.of[c][s.ShortcutName()]
	shortcuts.Unlock()
	if do == nil {
		return false
	}
	if c.Overlays().Top() == nil {
		do()
	}
	return true
}

// ForgetShortcuts drops what AddShortcut registered, when a window closes or
// is built anew.
func ForgetShortcuts(c fyne.Canvas) {
	shortcuts.Lock()
	defer shortcuts.Unlock()
	delete(shortcuts.of, c)
}
