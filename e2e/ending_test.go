package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fangce/fangce/app/platform"
)

// However the program is told to end, it closes the account first: files made to be viewed are gone, the database is
// closed, and the data folder is free for the next start.
func TestEnding(t *testing.T) {
	if testing.Short() {
		t.Skip("drives a real window")
	}
	work := t.TempDir()
	fangce := built(t, ".", "fangce")
	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner")
	o.serve()
	d := startDisplay(t, "1366x768")
	data := filepath.Join(work, "planner")
	p := open(t, d, "planner", fangce, work)
	p.enrol(o.url, code)
	account := accountDir(t, data)
	for name, end := range map[string]func(p *program){
		"a click":   func(p *program) { p.key("alt+F4") }, // which the window manager makes a close button of
		"SIGINT":    func(p *program) { p.signal(syscall.SIGINT) },
		"SIGTERM":   func(p *program) { p.signal(syscall.SIGTERM) },
		"SIGHUP":    func(p *program) { p.signal(syscall.SIGHUP) },
		"two of it": func(p *program) { p.signal(syscall.SIGTERM); p.signal(syscall.SIGTERM) },
	} {
		viewed := view(t, account)
		end(p)
		p.mustEnd(name, patience, 0)
		isClosed(t, name, data, account, viewed)
		p = open(t, d, "planner", fangce, work)
		p.unlock()
	}

	// Killed, it leaves viewed files to the next start, which removes them before anybody unlocks.
	viewed := view(t, account)
	p.signal(syscall.SIGKILL)
	p.mustEnd("a kill", patience, -1)
	p = open(t, d, "planner", fangce, work)
	p.wait("start.passphrase")
	if _, err := os.Stat(viewed); err == nil {
		t.Error("a killed program's viewed file is there after the next start")
	}
	p.unlock()

	// Nothing is drawn any more: the graphics driver hangs as the screen does. The account is closed all the same.
	viewed = view(t, account)
	if err := d.server.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	p.signal(syscall.SIGTERM)
	p.mustEnd("a signal while the screen hangs", patience, 0, 1) // 1 where the window no longer closes at all
	isClosed(t, "a signal while the screen hangs", data, account, viewed)
	if err := d.server.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
}

func (p *program) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// mustEnd waits for the process to end by itself with one of the exit codes.
func (p *program) mustEnd(why string, within time.Duration, codes ...int) {
	p.t.Helper()
	select {
	case <-p.ended:
	case <-time.After(within):
		p.t.Fatalf("after %s the program still runs", why)
	}
	if got := p.cmd.ProcessState.ExitCode(); !slices.Contains(codes, got) {
		p.t.Errorf("after %s the program ended with %d, want %d", why, got, codes)
	}
}

// unlock opens the account in sight.
func (p *program) unlock() {
	p.t.Helper()
	p.write("start.passphrase", passphrase)
	p.key("Return")
	p.wait("nav.lock")
	p.gone("start.passphrase")
}

// accountDir returns the folder of the only account of a data folder.
func accountDir(t testing.TB, data string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(data, "accounts", "[^.]*", "keys.json"))
	if err != nil || len(found) != 1 {
		t.Fatalf("accounts in %s: %v, %v", data, found, err)
	}
	return filepath.Dir(found[0])
}

// view puts a file where those lie that an outside viewer shows.
func view(t *testing.T, account string) string {
	t.Helper()
	path, err := platform.NewViewing(account).Put("问卷.pdf", []byte("%PDF"))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

func isClosed(t *testing.T, why, data, account, viewed string) {
	t.Helper()
	if _, err := os.Stat(viewed); err == nil {
		t.Errorf("after %s a viewed file is there", why)
	}
	entries, err := os.ReadDir(account)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), "-wal") || strings.HasSuffix(e.Name(), "-shm") {
			t.Errorf("after %s the database was not closed: %s is there", why, e.Name())
		}
	}
	hold, err := platform.Hold(data)
	if err != nil {
		t.Fatalf("after %s: %v", why, err)
	}
	if err := hold.Release(); err != nil {
		t.Fatal(err)
	}
}
