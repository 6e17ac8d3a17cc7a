package e2e

import (
	"path/filepath"
	"testing"
)

// A locked window lets nobody in with a wrong passphrase, and the right one goes on where the day was left.
func TestLock(t *testing.T) {
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

	p.click("nav.lock")
	p.write("start.passphrase", passphrase+"5")
	p.click("start.unlock")
	p.wait("start.problem")
	if _, _, _, _, in := p.where("nav.lock"); in {
		t.Fatalf("a wrong passphrase let in; see %s", p.picture("wrong"))
	}
	p.write("start.passphrase", passphrase)
	p.key("Return")
	p.wait("nav.lock")
	p.gone("start.passphrase")
}
