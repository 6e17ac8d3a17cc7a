package intake

import (
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Commands lists what can be done in the room.
func (r *Room) Commands() []widgets.Command {
	return []widgets.Command{{ID: "intake.import", Label: lang.X("intake.import", ""), Key: "Ctrl+Enter", Run: r.importRows, Off: func() string {
		if r.send.Disabled() {
			return lang.X("intake.command.not_now", "")
		}
		return ""
	}}}
}
