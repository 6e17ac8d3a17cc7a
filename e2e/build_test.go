package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// programs holds what was built for this run, so that each program is linked once.
var programs struct {
	sync.Mutex
	dir  string
	made map[string]bool
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "fangce-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	programs.dir, programs.made = dir, map[string]bool{}
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// built returns the path of a program of this repository, built with the tags of the Makefile.
func built(t testing.TB, pkg, name string) string {
	t.Helper()
	return builtWith(t, "", pkg, name)
}

// builtWith is built with one more tag.
func builtWith(t testing.TB, more, pkg, name string) string {
	t.Helper()
	programs.Lock()
	defer programs.Unlock()
	bin := filepath.Join(programs.dir, name)
	if programs.made[name] {
		return bin
	}
	c := exec.Command("go", "build", "-tags="+strings.TrimSuffix("gles,x11,migrated_fynedo,"+more, ","), "-o", bin, pkg)
	c.Dir = ".."
	c.Env = append(os.Environ(), "GOFLAGS=-buildvcs=false")
	if out, err := c.CombinedOutput(); err != nil {
		t.Fatalf("go build %s: %v\n%s", pkg, err, out)
	}
	programs.made[name] = true
	return bin
}
