package ui

import (
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
)

// TestCommandsAreNamed goes through what can be done in every room there is, in each language: an id that is the room's
// own and nobody else's, a label, and in the Chinese window no English one; no key twice in a room.
func TestCommandsAreNamed(t *testing.T) {
	for _, code := range locale.Codes {
		d := newDesk(t)
		d.relabel(code)
		d.bench.rooms = d.bench.roomsOf(app.Person{ID: "p", Roles: []string{app.RolePlanner, app.RoleSupervisor, app.RoleResourceManager}})
		ids := map[string]bool{}
		rooms := 0
		for _, g := range d.bench.commands() {
			rooms++
			for _, c := range g.commands {
				switch {
				case ids[c.ID]:
					t.Errorf("%s: %s is twice", code, c.ID)
				case g.room != "" && !strings.HasPrefix(c.ID, g.room+"."):
					t.Errorf("%s: %s is of %s", code, c.ID, g.room)
				case strings.TrimSpace(c.Label) == "" || strings.Contains(c.Label, "command."):
					t.Errorf("%s: %s is called %q", code, c.ID, c.Label)
				case c.Run == nil:
					t.Errorf("%s: %s does nothing", code, c.ID)
				}
				ids[c.ID] = true
				if why := c.Why(); strings.Contains(why, "command.") {
					t.Errorf("%s: %s is off because of %q", code, c.ID, why)
				}
			}
		}
		if rooms < 8 {
			t.Errorf("%s: only %d rooms say what can be done in them", code, rooms)
		}
	}
}
