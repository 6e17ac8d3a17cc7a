package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// display is an X server of our own with a window manager, so that focus and stacking behave as on a desk.
type display struct {
	name   string // such as :87
	config string // folder of the window state, so that tests neither see nor change the user's
	t      testing.TB
	server *os.Process // the X server
	env    []string    // more of the environment of our programs
}

// startDisplay starts Xvfb on a free display of the given size, such as "1366x768".
func startDisplay(t testing.TB, size string) *display {
	t.Helper()
	for _, tool := range []string{"Xvfb", "openbox", "xdotool", "import", "xclip", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing: scripts/setup.sh test installs it", tool)
		}
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", size+"x24", "-nolisten", "tcp", "-r") // no key repeats because the machine is slow
	server.ExtraFiles = []*os.File{w}
	run(t, server)
	_ = w.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		t.Fatalf("Xvfb did not start: %v", err)
	}
	d := &display{name: ":" + strings.TrimSpace(line), config: t.TempDir(), t: t, server: server.Process}
	run(t, d.command("openbox"))
	time.Sleep(300 * time.Millisecond)
	return d
}

// command returns a command that talks to this display.
func (d *display) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(name, args...)
	c.Env = append(os.Environ(), "DISPLAY="+d.name, "XDG_CONFIG_HOME="+d.config, "LANG=zh_CN.UTF-8", "LC_ALL=C.UTF-8", "WAYLAND_DISPLAY=", "DBUS_SESSION_BUS_ADDRESS=disabled:")
	return c
}

// do runs a command on this display to its end and returns what it printed.
func (d *display) do(name string, args ...string) string {
	d.t.Helper()
	out, err := d.command(name, args...).CombinedOutput()
	if err != nil {
		d.t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

// run starts a process that ends with the test, or when stop is called.
func run(t testing.TB, c *exec.Cmd) (stop func()) {
	t.Helper()
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = c.Wait(); close(done) }()
	stop = func() {
		_ = c.Process.Signal(os.Interrupt)
		select {
		case <-done:
		case <-time.After(5 * time.Second):
			_ = c.Process.Kill()
			<-done
		}
	}
	t.Cleanup(stop)
	return stop
}
