package e2e

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A window in which only the pointer or the wheel moves is in use; one nobody touches is locked, whatever has the focus,
// with a notice before.
func TestIdleLock(t *testing.T) {
	if testing.Short() {
		t.Skip("drives a real window")
	}
	const idle = 6 * time.Second
	work := t.TempDir()
	fangce := built(t, ".", "fangce")
	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner")
	o.serve()
	p := startProgram(t, startDisplay(t, "1366x768"), "planner", fangce, "-data", filepath.Join(work, "planner"), "-now", begins, "-lang", "zh_Hans", "-idle", idle.String())
	p.enrol(o.url, code)

	for name, input := range map[string][]string{
		"pointer": {"mousemove_relative", "--", "-3", "0"},
		"wheel":   {"click", "5"},
		"key":     {"key", "Shift_L"},
	} {
		for began := time.Now(); time.Since(began) < idle+2*time.Second; time.Sleep(time.Second) {
			p.d.do("xdotool", input...)
		}
		if _, _, _, _, in := p.where("nav.lock"); !in {
			t.Fatalf("locked while the %s was used; see %s", name, p.picture("idle"))
		}
	}
	p.click("nav.cards")
	p.click("cards.search") // a field with a cursor that blinks is no input
	p.wait("start.passphrase")
	p.gone("nav.lock")
	if _, err := os.Stat(filepath.Join(work, "planner", "viewing")); err == nil {
		t.Error("files made to be viewed are still there")
	}
	p.write("start.passphrase", passphrase)
	p.key("Return")
	p.wait("nav.lock")
}
