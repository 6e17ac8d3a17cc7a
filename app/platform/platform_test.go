package platform

import (
	"bufio"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fangce/fangce/app"
)

func TestDataDirFollowsTheSystem(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("XDG is Linux's")
	}
	t.Setenv("HOME", "/home/li")
	for _, c := range []struct{ xdg, want string }{
		{"/data/li", "/data/li/fangce"},
		{"", "/home/li/.local/share/fangce"},
		{"relative/is/ignored", "/home/li/.local/share/fangce"},
	} {
		t.Setenv("XDG_DATA_HOME", c.xdg)
		if got, err := DataDir(); err != nil || got != c.want {
			t.Errorf("XDG_DATA_HOME=%q: %q, %v; want %q", c.xdg, got, err, c.want)
		}
	}
}

func TestWhatIsWrittenIsPrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the profile's rights do this")
	}
	dir := filepath.Join(t.TempDir(), "a", "b")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := MakeDir(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "keys.json")
	for _, content := range []string{"old", "new"} {
		if err := WriteFile(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(path); string(got) != content {
			t.Errorf("content %q, want %q", got, content)
		}
	}
	for p, want := range map[string]os.FileMode{dir: ModeDir, path: ModeFile} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: mode %v, %v; want %v", p, info.Mode().Perm(), err, want)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("%d files left in the folder, want 1", len(left))
	}
}

func TestWriteFileLeavesTheOldOneOnFailure(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "taken")
	if err := os.MkdirAll(filepath.Join(path, "inside"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, []byte("x")); err == nil {
		t.Fatal("a folder was replaced by a file")
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("a half-written file stays behind")
	}
}

// TestOneProgramPerFolder starts this test binary again as the first program.
func TestOneProgramPerFolder(t *testing.T) {
	if dir := os.Getenv("FANGCE_TEST_HOLD"); dir != "" {
		if _, err := Hold(dir); err != nil {
			os.Exit(3)
		}
		os.Stdout.WriteString("held\n")
		bufio.NewReader(os.Stdin).ReadString('\n') // until the parent closes or kills
		os.Exit(0)
	}
	dir := filepath.Join(t.TempDir(), "data")
	first := exec.Command(os.Args[0], "-test.run", "^TestOneProgramPerFolder$")
	first.Env = append(os.Environ(), "FANGCE_TEST_HOLD="+dir)
	stdin, _ := first.StdinPipe()
	defer stdin.Close()
	stdout, _ := first.StdoutPipe()
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	if line, _ := bufio.NewReader(stdout).ReadString('\n'); line != "held\n" {
		t.Fatalf("the first program says %q", line)
	}

	_, err := Hold(dir)
	var e *app.Error
	if !errors.As(err, &e) || e.Code != app.ErrInUse || e.Field != strconv.Itoa(first.Process.Pid) {
		t.Fatalf("second start: %v; want in_use by process %d", err, first.Process.Pid)
	}

	first.Process.Kill() // a crash: nothing is tidied up
	first.Wait()
	hold, err := Hold(dir)
	if err != nil {
		t.Fatalf("after the first program died: %v", err)
	}
	if err := hold.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := Hold(dir)
	if err != nil {
		t.Fatalf("after a release: %v", err)
	}
	again.Release()
}

func TestViewingIsWiped(t *testing.T) {
	dir := t.TempDir()
	v := NewViewing(dir)
	if err := v.Wipe(); err != nil {
		t.Errorf("wiping what is not there: %v", err)
	}
	path, err := v.Put("客户服务卡 王/建国.pdf", []byte("personal"))
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, folderViewing, "客户服务卡 王_建国.pdf"); path != want {
		t.Errorf("path %q, want %q", path, want)
	}
	other := filepath.Join(t.TempDir(), "link")
	if err := os.Link(path, other); err != nil {
		t.Skip("no hard links here")
	}
	if err := v.Wipe(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("%d entries left", len(left))
	}
	if raw, _ := os.ReadFile(other); strings.Contains(string(raw), "personal") {
		t.Error("the content was not overwritten")
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"问卷 2026-11-22.pdf": "问卷 2026-11-22.pdf",
		"../../etc/passwd":  "_._etc_passwd",
		`a:b*c?"<>|.pdf`:    "a_b_c_____.pdf",
		"con.pdf":           "con_.pdf",
		"LPT1":              "LPT1_",
		"":                  "_",
		"..":                "_",
		"尾点. ":              "尾点",
		"a\x00b\nc.pdf":     "a_b_c.pdf",
	} {
		if got := FileName(in); got != want {
			t.Errorf("FileName(%q) = %q, want %q", in, got, want)
		}
	}
	long := FileName(strings.Repeat("长", 200) + ".pdf")
	if len(long) > maxName || !utf8.ValidString(long) || filepath.Ext(long) != ".pdf" {
		t.Errorf("long name: %d bytes, %q", len(long), long)
	}
}

func TestOpenFileNeedsTheFile(t *testing.T) {
	if err := OpenFile(filepath.Join(t.TempDir(), "none.pdf")); app.Code(err) != app.ErrNotFound {
		t.Errorf("%v, want not_found", err)
	}
}

func TestDeviceName(t *testing.T) {
	if n := DeviceName(); n == "" || strings.ContainsAny(n, ". ") {
		t.Errorf("%q", n)
	}
}

func TestAPrintedFileDoesNotStay(t *testing.T) {
	v := NewViewing(t.TempDir())
	path, err := v.Put("客户服务卡.pdf", []byte("%PDF"))
	if err != nil {
		t.Fatal(err)
	}
	if err := v.Drop(path); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is still there: %v", path, err)
	}
	if err := v.Drop(path); err != nil {
		t.Errorf("dropping it twice: %v", err)
	}
}
