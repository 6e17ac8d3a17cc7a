package team

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands lists what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	one := func(id, key string, run func()) widgets.Command {
		return widgets.Command{ID: "team." + id, Label: lang.X("team.command."+id, ""), Key: key, Run: run}
	}
	return []widgets.Command{
		one("previous", "K", func() { r.step(-1) }),
		one("next", "J", func() { r.step(1) }),
		one("save", "Ctrl+Enter", r.log.mark.save),
		one("print", "P", r.log.print),
		one("before", "[", func() { r.move(-1) }),
		one("after", "]", func() { r.move(1) }),
	}
}

// Rune implements the keys of the room, for when no field has them.
func (r *Room) Rune(key rune) bool {
	switch key {
	case '[':
		r.move(-1)
	case ']':
		r.move(1)
	case 'p', 'P':
		r.log.print()
	default:
		return false
	}
	return true
}
