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

// TestNoTwoCommandsShareAKey: of what can be done at once in a room, each key does one thing, and none that a key of the
// whole window does.
func TestNoTwoCommandsShareAKey(t *testing.T) {
	d := newDesk(t)
	all := d.bench.roomsOf(app.Person{ID: "p", Roles: []string{app.RolePlanner, app.RoleSupervisor, app.RoleCentreManager, app.RoleResourceManager}})
	whole := map[string]string{}
	for _, c := range d.bench.ownCommands() {
		whole[c.Key] = c.ID
	}
	for _, p := range all {
		room, ok := p.room.(commander)
		if !ok {
			t.Errorf("%s has no commands", p.id)
			continue
		}
		keys := map[string]string{}
		for _, c := range room.Commands() {
			if c.Key == "" {
				continue
			}
			if other := whole[c.Key]; other != "" && c.Key != "F5" && c.Key != "Ctrl+F" {
				t.Errorf("%s and %s share %s", c.ID, other, c.Key)
			}
			if other := keys[c.Key]; other != "" && !apart(other, c.ID) {
				t.Errorf("%s and %s share %s", c.ID, other, c.Key)
			}
			keys[c.Key] = c.ID
		}
	}
}

// apart reports whether two commands belong to pages of a room that are never in sight together: "book.greet_call".
func apart(a, b string) bool {
	page := func(id string) string {
		if p, _, ok := strings.Cut(id, "_"); ok && strings.HasPrefix(id, "book.") {
			return p
		}
		return ""
	}
	return page(a) != "" && page(b) != "" && page(a) != page(b)
}
