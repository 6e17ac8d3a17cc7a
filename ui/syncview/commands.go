package syncview

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands lists what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	out := []widgets.Command{{ID: "sync.now", Label: lang.X("sync.now", ""), Key: "F5", Run: r.syncNow}}
	for _, page := range r.tabs.Options() {
		out = append(out, widgets.Command{ID: "sync." + page.ID, Label: lang.X("sync.command.page", "", map[string]any{"Page": page.Label}), Run: func() { r.turn(page.ID) }})
	}
	return out
}
