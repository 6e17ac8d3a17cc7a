package syncview

import (
	"strconv"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands lists what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	out := []widgets.Command{{ID: "sync.now", Label: lang.X("sync.now", ""), Key: "F5", Run: r.syncNow}}
	for i, page := range r.tabs.Options() {
		out = append(out, widgets.Command{ID: "sync." + page.ID, Key: "Alt+" + strconv.Itoa(i+1), Label: lang.X("sync.command.page", "", map[string]any{"Page": page.Label}), Run: func() { r.turn(page.ID) }})
	}
	return out
}

// Page turns to a page by its place.
func (r *Room) Page(n int) bool {
	all := r.tabs.Options()
	if n < 0 || n >= len(all) {
		return false
	}
	r.deps.Window.Canvas().Unfocus()
	r.turn(all[n].ID)
	return true
}
