package worklog

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands lists what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	one := func(id, key string, run func(), off func() string) widgets.Command {
		return widgets.Command{ID: "worklog." + id, Label: lang.X("worklog.command."+id, ""), Key: key, Run: run, Off: off}
	}
	when := func(on func() bool) func() string {
		return func() string {
			if on() {
				return ""
			}
			return lang.X("worklog.command.not_now", "")
		}
	}
	return append([]widgets.Command{
		one("write", "W", r.pane.write, when(func() bool { return !r.pane.closed() })),
		one("close", "Ctrl+Enter", r.closeByKey, when(r.pane.close.Visible)),
		one("addition", "A", r.pane.askAddition, when(r.pane.add.Visible)),
		one("print", "P", r.pane.print, when(func() bool { return r.deps.Print != nil && r.pane.view.Log.Date != "" })),
		one("seeds", "S", r.pane.plan.takeAll, when(func() bool { return len(r.pane.plan.open()) > 0 })),
		one("today", "T", func() { r.Show(r.deps.Clock.Today()) }, nil),
		one("before", "[", func() { r.turn(-1) }, nil),
		one("after", "]", func() { r.turn(1) }, nil),
	}, r.views.Commands()...)
}

// Rune implements the keys of the room, for when no field has them.
func (r *Room) Rune(key rune) bool {
	for _, c := range r.Commands() {
		if len(c.Key) == 1 && (rune(c.Key[0]) == key || rune(c.Key[0])|0x20 == key) {
			if c.Why() == "" {
				c.Run()
			}
			return true
		}
	}
	return false
}
