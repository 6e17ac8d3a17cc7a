package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/fangce/fangce/ui/widgets"
)

// addShortcuts registers the keys of the whole window. Keys a focused widget does not use go to the room in sight.
func (w *Window) addShortcuts() {
	c := w.win.Canvas()
	ctrl := func(k fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierShortcutDefault}
	}
	for i, k := range []fyne.KeyName{fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9} {
		widgets.AddShortcut(c, ctrl(k), func() {
			if w.bench != nil && i < len(w.bench.rooms) {
				w.bench.open(w.bench.rooms[i].id, nil)
			}
		})
		widgets.AddShortcut(c, &desktop.CustomShortcut{KeyName: k, Modifier: fyne.KeyModifierAlt}, func() {
			if r, ok := w.room().(pager); ok {
				r.Page(i)
			}
		})
	}
	widgets.AddShortcutAlways(c, ctrl(fyne.KeyL), w.Lock)
	inBench := func(k fyne.KeyName, do func(b *bench)) {
		widgets.AddShortcut(c, ctrl(k), func() {
			if w.bench != nil {
				do(w.bench)
			}
		})
	}
	inBench(fyne.KeyF, (*bench).find)
	inBench(fyne.KeyK, (*bench).openPalette)
	widgets.AddShortcut(c, &fyne.ShortcutUndo{}, func() {
		if w.bench != nil {
			w.bench.takeBack()
		}
	})
	c.SetOnTypedKey(func(k *fyne.KeyEvent) {
		if c.Overlays().Top() != nil {
			return
		}
		if k.Name == fyne.KeyF1 && (w.bench == nil || w.bench.over == nil) {
			w.showHelp()
			return
		}
		if w.bench == nil {
			if w.start != nil {
				w.start.Key(k)
			}
			return
		}
		if o := w.bench.over; o != nil {
			o.key(k)
			return
		}
		if r, ok := w.room().(keyed); ok && r.Key(k) {
			return
		}
		switch k.Name {
		case fyne.KeyF5:
			w.bench.syncNow()
		case fyne.KeyF9:
			w.bench.customerView()
		}
	})
	c.SetOnTypedRune(func(r rune) {
		widgets.NoteCommand(r)
		if c.Overlays().Top() != nil {
			return
		}
		if w.bench != nil && w.bench.over != nil {
			w.bench.over.rune(r)
			return
		}
		if room, ok := w.room().(runed); ok {
			room.Rune(r)
		}
	})
}

// room returns the room in sight, nil while locked or behind a page over the whole window.
func (w *Window) room() room {
	if w.bench == nil || w.bench.over != nil {
		return nil
	}
	return w.bench.current()
}
