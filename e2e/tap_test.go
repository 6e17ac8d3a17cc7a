package e2e

import (
	"path/filepath"
	"strconv"
	"testing"
)

// A tap by a finger or a pen moves and presses at once: it goes to where it is made, not to where the pointer was before.
func TestFirstTap(t *testing.T) {
	if testing.Short() {
		t.Skip("drives a real window")
	}
	work := t.TempDir()
	fangce := built(t, ".", "fangce")
	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner")
	o.serve()
	p := open(t, startDisplay(t, "1366x768"), "planner", fangce, work)
	p.enrol(o.url, code)

	sign := map[string]string{"nav.cards": "cards.search", "nav.calls": "calls.search", "nav.visit": "visit.new", "nav.today": "today.list"}
	p.click("nav.today")
	for range 3 {
		for _, room := range []string{"nav.cards", "nav.visit", "nav.calls", "nav.today"} {
			x, y, w, h := p.wait(room)
			p.d.do("xdotool", "mousemove", "--window", p.xid, strconv.Itoa(x+w/2), strconv.Itoa(y+h/2), "click", "1")
			p.wait(sign[room])
		}
	}
}
