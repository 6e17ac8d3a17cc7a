//go:build unix

package store_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/keyfile"
)

// A process that is killed at any step of a change leaves an account that opens, with the old or the new generation, whole.
func TestChangesKilledAtAnyStep(t *testing.T) {
	apptest.FastKeys(t) // until the last of them has ended
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir, key := c.make(t)
			steps := 0
			if err := c.do(copied(t, dir), key, store.Options{Watch: func(disk.Event) error { steps++; return nil }}); err != nil {
				t.Fatal(err)
			}
			runs := 4
			if os.Getenv("FANGCE_PROOF") != "" {
				runs = 100
			}
			for i := range runs {
				stop := 1 + i*(steps-1)/max(1, runs-1)
				at := copied(t, dir)
				child := exec.Command(os.Args[0], "-test.run=^TestChangeChild$")
				child.Env = append(os.Environ(), "FANGCE_CHANGE="+c.name, "FANGCE_DIR="+at, "FANGCE_STOP="+strconv.Itoa(stop))
				out, err := child.CombinedOutput()
				var ended *exec.ExitError
				if !errors.As(err, &ended) || ended.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
					t.Fatalf("killed at step %d of %d: %v\n%s", stop, steps, err, out)
				}
				if t.Run(fmt.Sprint(stop), func(t *testing.T) { checkWhole(t, at) }); t.Failed() {
					t.Fatalf("killed at step %d of %d", stop, steps)
				}
			}
		})
	}
}

// TestChangeChild is the process that TestChangesKilledAtAnyStep kills.
func TestChangeChild(t *testing.T) {
	c := changeNamed(os.Getenv("FANGCE_CHANGE"))
	if c.do == nil {
		t.Skip("only as a child")
	}
	store.KDF = keyfile.Fast
	dir := os.Getenv("FANGCE_DIR")
	stop, err := strconv.Atoi(os.Getenv("FANGCE_STOP"))
	if err != nil {
		t.Fatal(err)
	}
	key, err := store.Unlock(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	err = c.do(dir, key, store.Options{Watch: func(disk.Event) error {
		if n++; n == stop {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
		return nil
	}})
	t.Fatalf("not killed after %d steps: %v", n, err)
}
