package disktest

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app/store/disk"
)

// What was synced is there after every cut; what was not is there, absent or torn in some of them.
func TestCutsKeepWhatWasSyncedOnly(t *testing.T) {
	var r Recorder
	p := filepath.Join("d", "a")
	note := func(e disk.Event) {
		if err := r.Watch(e); err != nil {
			t.Fatal(err)
		}
	}
	note(disk.Event{Op: disk.Write, Path: p, Data: make([]byte, 1024)})
	note(disk.Event{Op: disk.Sync, Path: p})
	r.Promise(1)
	ones := make([]byte, 1024)
	for i := range ones {
		ones[i] = 1
	}
	note(disk.Event{Op: disk.Write, Path: p, Data: ones})
	note(disk.Event{Op: disk.Write, Path: p + ".new", Data: []byte("b")})
	note(disk.Event{Op: disk.Sync, Path: p + ".new"})
	note(disk.Event{Op: disk.Rename, Path: p + ".new", Data: []byte(p + "2")})
	d, err := r.Replay("", "d")
	if err != nil {
		t.Fatal(err)
	}
	d.Advance(r.Steps())
	if d.Promised() != 1 {
		t.Error(d.Promised())
	}
	seen := map[string]int{}
	for i := range uint64(60) {
		to := t.TempDir()
		if err := d.Cut(rand.New(rand.NewPCG(i, 1)), to); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(to, "a"))
		if err != nil || len(b) != 1024 {
			t.Fatal(len(b), err)
		}
		seen[string([]byte{'0' + b[0], '0' + b[511], '0' + b[512]})]++
		_, old := os.Stat(filepath.Join(to, "a.new"))
		_, renamed := os.Stat(filepath.Join(to, "a2"))
		if (old == nil) == (renamed == nil) {
			t.Fatal("a synced file has no name, or two")
		}
		if old == nil {
			seen["old"]++
		} else {
			seen["renamed"]++
		}
	}
	for _, want := range []string{"000", "111", "110", "001", "old", "renamed"} {
		if seen[want] == 0 {
			t.Errorf("never %s: %v", want, seen)
		}
	}
	if seen["101"]+seen["011"]+seen["100"] > 0 {
		t.Error("a sector is torn", seen)
	}
	note(disk.Event{Op: disk.Sync, Path: "d"})
	if d, err = r.Replay("", "d"); err != nil {
		t.Fatal(err)
	}
	d.Advance(r.Steps())
	for i := range uint64(20) {
		to := t.TempDir()
		if err := d.Cut(rand.New(rand.NewPCG(i, 1)), to); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(to, "a2")); err != nil {
			t.Fatal(err)
		}
	}
}
