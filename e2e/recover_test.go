package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A planner who forgot the passphrase reads a code out to the centre and goes on with a new one; one whose database is
// damaged repairs it from the start screen. Neither has to know anything but what the window says.
func TestForgottenAndDamaged(t *testing.T) {
	if testing.Short() {
		t.Skip("drives a real window")
	}
	work := t.TempDir()
	fangce := built(t, ".", "fangce")
	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner")
	o.serve()
	d := startDisplay(t, "1366x768")
	p := open(t, d, "planner", fangce, work)
	p.enrol(o.url, code)
	p.click("nav.lock")

	p.click("start.forgot")
	p.click("start.recover")
	p.wait("start.recover.status")
	waiting := ""
	for range 50 {
		for field := range strings.FieldsSeq(o.do("recover")) {
			if strings.Count(field, "-") >= 2 && strings.ToUpper(field) == field && len(field) >= 14 {
				waiting = field
			}
		}
		if waiting != "" {
			break
		}
	}
	o.do("recover", "-code", waiting, "-staff", "2001")
	const next = "eine-neue-7"
	p.write("start.recover.new", next)
	p.write("start.recover.again", next)
	p.click("start.recover.finish")
	p.wait("nav.lock")
	p.stop()

	found, err := filepath.Glob(filepath.Join(work, "planner", "accounts", "*", "fangce*.db"))
	if err != nil || len(found) != 1 {
		t.Fatal(found, err)
	}
	file, err := os.OpenFile(found[0], os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write(make([]byte, 16<<10)); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}

	p = open(t, d, "planner", fangce, work)
	p.write("start.passphrase", passphrase)
	p.key("Return")
	p.wait("start.problem") // the forgotten one is void
	p.write("start.passphrase", next)
	p.key("Return")
	p.click("start.repair")
	p.wait("start.result")
	p.click("start.enter")
	p.wait("nav.lock")
}
