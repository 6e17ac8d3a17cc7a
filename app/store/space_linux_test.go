package store_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// On a real disk that is full to the last byte nothing is stored and nothing lost, what is there can be read, and work goes
// on when there is room. The disk is a small one in memory, which a process of its own may mount where the system lets it.
func TestFullDisk(t *testing.T) {
	child := exec.Command(os.Args[0], "-test.run=^TestFullDiskChild$", "-test.v")
	child.Env = append(os.Environ(), "FANGCE_SMALL_DISK="+t.TempDir())
	child.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := child.CombinedOutput()
	var ended *exec.ExitError
	switch {
	case err != nil && !errors.As(err, &ended):
		t.Skip("this system has no user namespaces: ", err)
	case strings.Contains(string(out), "--- SKIP"):
		t.Skipf("%s", out)
	case err != nil:
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// TestFullDiskChild is the process of TestFullDisk.
func TestFullDiskChild(t *testing.T) {
	dir := os.Getenv("FANGCE_SMALL_DISK")
	if dir == "" {
		t.Skip("only as a child")
	}
	if err := syscall.Mount("small", dir, "tmpfs", 0, "size=4m,mode=700"); err != nil {
		t.Skip("no disk can be mounted: ", err)
	}
	s := opened(t, dir, apptest.Key(), store.Options{})
	fill(t, s, 0, 10)
	filler := filepath.Join(dir, "filler")
	fillUp(t, filler)
	stored := commitUntilRefused(t, s, 10, 10)
	if _, err := s.Backup(ctx); app.Code(err) != app.ErrDiskFull {
		t.Fatalf("backup: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	fill(t, s, 1000, 1003)
	closed(t, s)
	fillUp(t, filler)
	if s, err := store.Open(ctx, dir, apptest.Key(), store.Options{}); err == nil {
		if got := customers(t, s); got != strconv.Itoa(stored+3) {
			t.Fatalf("%s customers on a full disk, %d were stored", got, stored+3)
		}
		_ = s.Close() // finds no room
	} else if app.Code(err) != app.ErrNoRoom {
		t.Fatalf("opening a full disk: %v", err)
	} else {
		t.Logf("opening a full disk: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, apptest.Key(), store.Options{})
	stored = commitUntilRefused(t, s, 2000, stored+3) // the store takes the last bytes itself
	t.Logf("%d customers stored", stored)
	_ = s.Close() // a checkpoint finds no room
	if err := syscall.Mount("small", dir, "tmpfs", syscall.MS_REMOUNT, "size=8m,mode=700"); err != nil {
		t.Skip("the disk cannot be made larger: ", err)
	}
	s = opened(t, dir, apptest.Key(), store.Options{})
	if got := customers(t, s); got != strconv.Itoa(stored) {
		t.Fatalf("%s customers in the end, %d were stored", got, stored)
	}
	fill(t, s, 3000, 3001)
	closed(t, s)
}

// commitUntilRefused commits customers from number n on until the disk is full and returns how many there are then, where
// so many were stored before.
func commitUntilRefused(t *testing.T, s *store.Store, n, before int) (stored int) {
	t.Helper()
	stored = before
	for refused := 0; refused < 3; n++ {
		err := s.Commit(ctx, store.Create(apptest.Customer(n, "客户"+strconv.Itoa(n))))
		switch {
		case err == nil: // a smaller one may still fit
			stored, refused = stored+1, 0
		case app.Code(err) != app.ErrDiskFull:
			t.Fatal(err)
		default:
			refused++
		}
	}
	if got := customers(t, s); got != strconv.Itoa(stored) {
		t.Fatalf("%s customers, %d were stored", got, stored)
	}
	if s.Damaged() {
		t.Fatal("a full disk was taken for damage")
	}
	return stored
}

// fillUp writes to a file until nothing more goes onto the disk.
func fillUp(t *testing.T, path string) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for size := 64 << 10; size > 0; {
		if _, err := f.Write(make([]byte, size)); err != nil {
			size /= 2
		}
	}
}
