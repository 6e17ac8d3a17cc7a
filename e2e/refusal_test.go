package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What the program cannot do it says in one line of words, and nothing is used up or left behind.
func TestRefusals(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the programs")
	}
	work := t.TempDir()
	data := filepath.Join(work, "data")
	fangce := built(t, ".", "fangce")
	says := func(code int, words, stdin string, display string, args ...string) {
		t.Helper()
		c := exec.Command(fangce, args...)
		c.Env = append(os.Environ(), "DISPLAY="+display, "WAYLAND_DISPLAY=", "LC_ALL=C.UTF-8", "LANG=", "LANGUAGE=", "XDG_CONFIG_HOME="+work)
		c.Stdin = strings.NewReader(stdin)
		var out, errs bytes.Buffer
		c.Stdout, c.Stderr = &out, &errs
		_ = c.Run()
		if c.ProcessState.ExitCode() != code || !strings.Contains(out.String()+errs.String(), words) || strings.Count(errs.String(), "\n") > 1 {
			t.Errorf("%v: exit %d\nout %s\nerr %s", args, c.ProcessState.ExitCode(), &out, &errs)
		}
	}
	says(1, "没有显示器", "", "", "-data", data)
	says(1, "没有应答", "", "127.0.0.1:1", "-data", data)
	says(1, "must be zh_Hans", "", "", "-lang", "fr")

	o := &office{t: t, bin: built(t, "./cmd/centre", "centre"), db: filepath.Join(work, "centre.db"), now: begins}
	code := o.do("user", "add", "-staff", "2001", "-name", "林晓燕", "-role", "planner")
	stop := o.serve()
	enrol := []string{"enrol", "-data", data, "-centre", o.url, "-now", begins, "-code"}
	says(1, "登记码", passphrase+"\n", "", append(enrol, "AAAA-BBBB-CCCC")...)
	says(1, "口令", "short\n", "", append(enrol, code)...)
	if _, err := os.Stat(data); err == nil {
		t.Error("a refused enrolment left a data folder")
	}
	says(0, "2001 林晓燕", passphrase+"\n", "", append(enrol, code)...)
	says(1, "登记码", passphrase+"\n", "", append(enrol, code)...)
	stop()
	says(1, "连接不上中心", passphrase+"\n", "", append(enrol, code)...)

	d := startDisplay(t, "1366x768")
	startProgram(t, d, "first", fangce, "-data", data, "-now", begins)
	says(1, "已在另一个访册窗口中打开", "", d.name, "-data", data+"/")
}
