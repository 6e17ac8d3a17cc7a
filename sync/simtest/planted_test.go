package simtest

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var which = flag.String("bug", "", "the planted bug TestPlanted looks for; list: print their names")

// bug is a mistake made on purpose: a patch of one source of the product.
type bug struct {
	name string
	file string // below the module's root
	in   string // the focus of the runs it is looked for in; "" any
	old  string // must occur exactly once
	new  string
	also *bug // what must be changed with it, in another file
}

// enoughSeeds is within how many seeds a planted bug must be caught.
const enoughSeeds = 300

// Every planted bug is caught.
func TestPlanted(t *testing.T) {
	known := *withKnown
	*withKnown = true
	t.Cleanup(func() { *withKnown = known })
	found := false
	for _, b := range bugs {
		if *which == "" || *which == b.name {
			found = true
			t.Run(b.name, func(t *testing.T) {
				if *which == "" {
					t.Parallel()
				}
				b.catch(t)
			})
		}
	}
	if !found {
		t.Fatalf("there is no planted bug %q", *which)
	}
}

func (b bug) catch(t *testing.T) {
	program := b.build(t)
	began, n := time.Now(), 0
	from, far := seedOf(b.in)
	for n < enoughSeeds {
		caught := firstFault(t, program, from, far, enoughSeeds-n, &n)
		if caught.Fault == "" {
			break
		}
		if firstFault(t, os.Args[0], caught.Seed, 1, 1, new(int)).Fault != "" {
			from = caught.Seed + far // it shows nothing: the run fails without the bug, too
			continue
		}
		said, _, _ := strings.Cut(caught.Fault, "\n")
		t.Logf("caught by seed %d of %d in %v: %s", caught.Seed, n, time.Since(began).Round(time.Millisecond), said)
		return
	}
	t.Fatalf("not caught by %d seeds", n)
}

// firstFault plays seeds until one fails, and counts them.
func firstFault(t *testing.T, program string, from, far uint64, most int, n *int) (fault outcome) {
	t.Helper()
	err := playParts(t.Context(), program, from, far, most, true, func(o outcome) {
		*n++
		if o.Fault != "" {
			fault = o
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return fault
}

// Every planted bug is found where it changes the code.
func TestPlacesOfBugs(t *testing.T) {
	for _, b := range bugs {
		for part := &b; part != nil; part = part.also {
			part.place(t)
		}
	}
}

// place returns the module's root and the source a bug changes.
func (b bug) place(t *testing.T) (root, path, source string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(root, filepath.FromSlash(b.file))
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), b.old); n != 1 {
		t.Fatalf("the code moved: %s holds the text of %s %d times", b.file, b.name, n)
	}
	return root, path, string(text)
}

// build makes a program of the simulation with the bug in it.
func (b bug) build(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	overlay, program := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "simulation")
	replace := map[string]string{}
	var root string
	for part := &b; part != nil; part = part.also {
		var path, source string
		root, path, source = part.place(t)
		replace[path] = filepath.Join(dir, fmt.Sprint("patched", len(replace), ".go"))
		if err := os.WriteFile(replace[path], []byte(strings.Replace(source, part.old, part.new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	list, err := json.Marshal(map[string]map[string]string{"Replace": replace})
	if err == nil {
		err = os.WriteFile(overlay, list, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "go", "test", "-c", "-vet=off", "-overlay", overlay, "-o", program, "./sync/simtest")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the bug does not compile: %v\n%s", err, out)
	}
	return program
}
