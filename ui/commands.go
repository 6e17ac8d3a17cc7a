package ui

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// commandGroup is what can be done in one room, or in the whole window.
type commandGroup struct {
	room     string // id, "" for the whole window
	title    string
	commands []widgets.Command
}

// commands lists what can be done: in the whole window first, then room by room in the order of the rail. The list of
// keys in the help is made of it.
func (b *bench) commands() []commandGroup {
	out := []commandGroup{{title: lang.X("command.window", ""), commands: b.ownCommands()}}
	for _, p := range b.rooms {
		if c, ok := p.room.(commander); ok {
			out = append(out, commandGroup{room: p.id, title: lang.X("nav."+p.id, ""), commands: c.Commands()})
		}
	}
	return out
}

// ownCommands are those of the whole window.
func (b *bench) ownCommands() []widgets.Command {
	return []widgets.Command{
		{ID: "window.palette", Label: lang.X("command.palette", ""), Key: "Ctrl+K", Run: b.openPalette},
		{ID: "window.undo", Label: lang.X("command.undo", ""), Detail: b.undoText(), Key: "Ctrl+Z", Run: b.takeBack, Off: b.noUndo},
		{ID: "window.sync", Label: lang.X("command.sync", ""), Key: "F5", Run: b.syncNow},
		{ID: "window.find", Label: lang.X("command.find", ""), Key: "Ctrl+F", Run: b.find, Off: func() string {
			if _, ok := b.current().(finder); ok {
				return ""
			}
			return lang.X("command.find.off", "")
		}},
		{ID: "window.help", Label: lang.X("command.help", ""), Key: "F1", Run: b.window.showHelp},
		{ID: "window.customer", Label: lang.X("command.customer", ""), Key: "F9", Run: b.customerView, Off: func() string {
			if b.present() != "" {
				return ""
			}
			return lang.X("customer_view.none", "")
		}},
		{ID: "window.lock", Label: lang.X("command.lock", ""), Key: "Ctrl+L", Run: b.window.Lock},
	}
}

// find puts the keyboard into the search field of the room in sight.
func (b *bench) find() {
	if f, ok := b.current().(finder); ok {
		f.Find()
	}
}
