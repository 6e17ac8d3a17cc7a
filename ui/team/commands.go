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
	return append([]widgets.Command{
		one("previous", "K", func() { r.step(-1) }),
		one("next", "J", func() { r.step(1) }),
		one("mark", "M", r.log.mark.begin),
		one("targets", "G", r.askTargets),
		one("save", "Ctrl+Enter", r.log.mark.save),
		one("print", "P", r.log.print),
		one("before", "[", func() { r.move(-1) }),
		one("after", "]", func() { r.move(1) }),
	}, r.views.Commands()...)
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
	case 'm', 'M':
		r.log.mark.begin()
	case 'g', 'G':
		r.askTargets()
	default:
		return false
	}
	return true
}
