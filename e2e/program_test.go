package e2e

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// patience is how long an element may take to appear on a busy machine; no step fails by being slow below it.
const patience = 60 * time.Second

// program is one running window.
type program struct {
	t     testing.TB
	d     *display
	name  string // for messages and screenshots
	xid   string
	in    io.Writer
	lines chan string
	stop  func()
	cmd   *exec.Cmd
	ended chan struct{} // closed once the process has ended
}

// startProgram opens the window on its own data folder.
func startProgram(t testing.TB, d *display, name, bin string, args ...string) *program {
	t.Helper()
	c := d.command(bin, append([]string{"-uitest"}, args...)...)
	c.Env = append(c.Env, d.env...)
	in, err := c.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	logFile, err := os.Create(filepath.Join(t.TempDir(), name+".log"))
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = logFile
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	p := &program{t: t, d: d, name: name, in: in, lines: make(chan string, 16), cmd: c, ended: make(chan struct{})}
	read := make(chan struct{})
	go func() {
		<-read // what it printed is read before Wait closes the pipe
		_ = c.Wait()
		close(p.ended)
	}()
	go func() {
		for s := bufio.NewScanner(out); s.Scan(); {
			p.lines <- s.Text()
		}
		close(p.lines)
		close(read)
	}()
	stopped := false
	p.stop = func() {
		if stopped {
			return
		}
		stopped = true
		_ = c.Process.Signal(os.Interrupt)
		select {
		case <-p.ended:
		case <-time.After(20 * time.Second):
			_ = c.Process.Kill()
			<-p.ended
		}
		if t.Failed() {
			log, _ := os.ReadFile(logFile.Name())
			t.Logf("%s said:\n%s", name, log)
		}
	}
	t.Cleanup(p.stop)
	deadline := time.Now().Add(patience)
	for p.xid == "" {
		found, _ := d.command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(c.Process.Pid)).Output()
		p.xid = strings.TrimSpace(strings.SplitN(string(found), "\n", 2)[0])
		if time.Now().After(deadline) {
			t.Fatalf("%s opened no window", name)
		}
		time.Sleep(100 * time.Millisecond)
	}
	return p
}

// where asks the window for the place of an element; ok is false while it is not visible.
func (p *program) where(id string) (x, y, w, h int, ok bool) {
	p.t.Helper()
	if _, err := fmt.Fprintln(p.in, id); err != nil {
		p.t.Fatalf("%s has ended: %v", p.name, err)
	}
	select {
	case line, open := <-p.lines:
		if !open {
			p.t.Fatalf("%s has ended", p.name)
		}
		if line == id+" none" {
			return 0, 0, 0, 0, false
		}
		if n, _ := fmt.Sscanf(strings.TrimPrefix(line, id+" "), "%d %d %d %d", &x, &y, &w, &h); n != 4 {
			p.t.Fatalf("%s answered %q for %q", p.name, line, id)
		}
		return x, y, w, h, true
	case <-time.After(patience):
		p.picture("stuck")
		p.t.Fatalf("%s does not answer", p.name)
	}
	return 0, 0, 0, 0, false
}

// wait waits until an element is visible and at rest.
func (p *program) wait(id string) (x, y, w, h int) {
	p.t.Helper()
	deadline := time.Now().Add(patience)
	lastX, lastY := -1, -1
	for {
		x, y, w, h, ok := p.where(id)
		if ok && x == lastX && y == lastY {
			return x, y, w, h
		}
		if ok {
			lastX, lastY = x, y
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: %s did not appear; see %s", p.name, id, p.picture("missing"))
		}
		time.Sleep(80 * time.Millisecond)
	}
}

// gone waits until an element is no longer visible.
func (p *program) gone(id string) {
	p.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(80 * time.Millisecond) {
		if _, _, _, _, ok := p.where(id); !ok {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("%s: %s stayed; see %s", p.name, id, p.picture("stayed"))
		}
	}
}

// click waits for an element and clicks its middle. The window must have taken in the movement before the button goes
// down, or it clicks where the pointer was: asking it twice in between sees to that however slow it is.
func (p *program) click(id string) {
	p.t.Helper()
	x, y, w, h := p.wait(id)
	p.d.do("xdotool", "windowfocus", p.xid, "mousemove", "--window", p.xid, strconv.Itoa(x+w/2), strconv.Itoa(y+h/2))
	for range 2 {
		time.Sleep(80 * time.Millisecond)
		p.where(id)
	}
	p.d.do("xdotool", "click", "1")
	time.Sleep(80 * time.Millisecond)
	p.where(id)
}

// key presses keys, named as xdotool names them.
func (p *program) key(keys ...string) {
	p.t.Helper()
	p.d.do("xdotool", append([]string{"windowfocus", p.xid, "key", "--delay", "40"}, keys...)...)
	time.Sleep(80 * time.Millisecond)
}

// write replaces the text of an entry. ASCII is typed; other text comes through the clipboard, as xdotool loses it.
func (p *program) write(id, text string) {
	p.t.Helper()
	p.click(id)
	p.key("ctrl+a")
	if text == strings.Map(func(r rune) rune {
		if r > 126 {
			return -1
		}
		return r
	}, text) {
		p.d.do("xdotool", "type", "--delay", "25", text)
	} else {
		c := p.d.command("xclip", "-selection", "clipboard", "-loops", "0")
		c.Stdin = strings.NewReader(text)
		if err := c.Run(); err != nil {
			p.t.Fatal(err)
		}
		p.key("ctrl+v")
	}
	time.Sleep(150 * time.Millisecond)
}

// picture saves what the window shows and returns the file; kept in FANGCE_PICTURES if that is set.
func (p *program) picture(step string) string {
	dir := os.Getenv("FANGCE_PICTURES")
	if dir == "" {
		dir = os.TempDir()
	}
	file := filepath.Join(dir, "fangce-"+p.name+"-"+step+".png")
	_ = p.d.command("import", "-window", "root", file).Run()
	return file
}
