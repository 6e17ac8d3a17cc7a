package e2e

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// inputMethod is an input method for Chinese, as a person has it running on a desk of their own.
type inputMethod struct {
	name    string // as XMODIFIERS wants it
	needs   []string
	windows string // the class of the window with the candidates
	serve   func(t testing.TB, command func(name string, args ...string) *exec.Cmd, home string)
}

var fcitx = inputMethod{name: "fcitx", needs: []string{"fcitx5", "/usr/share/fcitx5/inputmethod/pinyin.conf"}, windows: "fcitx", serve: serveFcitx}

var ibus = inputMethod{name: "ibus", needs: []string{"ibus-daemon", "/usr/share/ibus/component/libpinyin.xml"}, windows: "ibus-ui-gtk3", serve: serveIbus}

const fcitxProfile = `[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us

[Groups/0/Items/1]
Name=pinyin

[GroupOrder]
0=Default
`

// serveFcitx starts fcitx5 with pinyin switched on, without what needs a network or a tray.
func serveFcitx(t testing.TB, command func(name string, args ...string) *exec.Cmd, home string) {
	t.Helper()
	dir := filepath.Join(home, "fcitx5")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"profile": fcitxProfile, "config": "[Behavior]\nActiveByDefault=True\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	serveGroup(t, command("fcitx5", "-D", "--disable=notificationitem,notifications,kimpanel,cloudpinyin,quickphrase"))
}

// serveIbus starts ibus with its window for candidates and its bridge to X, and pinyin as the only engine: its window
// chooses the first when it is ready.
func serveIbus(t testing.TB, command func(name string, args ...string) *exec.Cmd, home string) {
	t.Helper()
	dir := filepath.Join(home, "glib-2.0", "settings")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	settings := "[desktop/ibus/general]\npreload-engines=['libpinyin']\nengines-order=['libpinyin']\nuse-global-engine=true\n"
	if err := os.WriteFile(filepath.Join(dir, "keyfile"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	serveGroup(t, command("ibus-daemon", "--xim"))
	var said []byte
	for deadline := time.Now().Add(patience); ; time.Sleep(100 * time.Millisecond) {
		said, _ = command("ibus", "engine").CombinedOutput()
		if strings.TrimSpace(string(said)) == "libpinyin" {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("ibus has no libpinyin: %s", said)
		}
	}
}

// serveGroup starts a process that ends with the test, and the processes it started with it.
func serveGroup(t testing.TB, c *exec.Cmd) {
	t.Helper()
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGTERM)
		ended := make(chan struct{})
		go func() { _ = c.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
		}
		_ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) // those it started too
	})
}

// startInputMethod runs an input method on a display, with a message bus and folders of its own, and has the programs
// that are started on that display use it. The test is skipped where the input method is not installed.
func startInputMethod(t testing.TB, d *display, m inputMethod) {
	t.Helper()
	for _, need := range m.needs {
		if _, err := exec.LookPath(need); err != nil && !filepath.IsAbs(need) {
			t.Skipf("%s is not installed; scripts/setup.sh test installs it where the distribution has it", need)
		}
		if _, err := os.Stat(need); err != nil && filepath.IsAbs(need) {
			t.Skipf("%s is not there; scripts/setup.sh test installs it where the distribution has it", need)
		}
	}
	home, err := os.MkdirTemp("", "ime") // a socket's path may have 108 characters
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(home) })
	d.env = append(d.env, "XMODIFIERS=@im="+m.name)
	env := []string{
		"HOME=" + home, "XDG_CONFIG_HOME=" + home, "XDG_CACHE_HOME=" + home, "XDG_DATA_HOME=" + home, "XDG_RUNTIME_DIR=" + home,
		"GSETTINGS_BACKEND=keyfile", "GTK_IM_MODULE=", "QT_IM_MODULE=", "NO_AT_BRIDGE=1",
	}
	command := func(name string, args ...string) *exec.Cmd {
		c := d.command(name, args...)
		c.Env = append(c.Env, env...)
		return c
	}
	bus := command("dbus-daemon", "--session", "--nofork", "--print-address=1")
	out, err := bus.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	serveGroup(t, bus)
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("no message bus: %v", err)
	}
	env = append(env, "DBUS_SESSION_BUS_ADDRESS="+strings.TrimSpace(line))
	m.serve(t, command, home)
	for deadline := time.Now().Add(patience); !strings.Contains(d.do("xprop", "-root", "XIM_SERVERS"), "@server="+m.name); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("%s does not serve X programs", m.name)
		}
	}
}
