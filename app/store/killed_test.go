package store_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/keyfile"
)

// A program that is killed at any moment loses nothing it has told anybody of: the account goes on where it was, with
// numbers that are neither given twice nor skipped, and a log that agrees with the database.
func TestKilledAtAnyMoment(t *testing.T) {
	dir, key := account(t)
	closed(t, opened(t, dir, key, store.Options{}))
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 1))
	var deeds []deed
	for i := range proof(50, 600) {
		if i%20 == 19 { // the checks take as long as the past is
			dir, key = account(t)
			closed(t, opened(t, dir, key, store.Options{}))
			deeds = nil
		}
		deeds = killed(t, dir, deeds, rnd.IntN(25), time.Duration(rnd.IntN(4000))*time.Microsecond, rnd.Uint64())
		if t.Run(fmt.Sprint(i), func(t *testing.T) { kept(t, dir, key, deeds, len(deeds)-1) }); t.Failed() {
			t.Fatal("seed", seed)
		}
		// What was under way either happened or did not; the next one must know.
		deeds = settled(t, dir, key, deeds)
	}
}

// killed runs a busy program on an account, kills it a moment after it has done a number of deeds, and returns them with
// those before. The last one may have been under way.
func killed(t *testing.T, dir string, deeds []deed, after int, delay time.Duration, seed uint64) []deed {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestBusyChild$")
	child.Env = append(os.Environ(), "FANGCE_BUSY="+dir, "FANGCE_SEED="+strconv.FormatUint(seed, 10))
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	complete := true
	read := func() bool {
		if !lines.Scan() {
			return false
		}
		switch text := lines.Text(); {
		case text == "done":
			complete = true
		case text[0] == '{':
			var d deed
			if json.Unmarshal(lines.Bytes(), &d) != nil {
				return false // cut off
			}
			deeds, complete = append(deeds, d), false
		default:
			t.Fatal("the program says ", text)
		}
		return true
	}
	for n := -1; n < after && read(); {
		if complete {
			n++
		}
	}
	time.Sleep(delay)
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for read() { // what it had said before
	}
	_ = child.Wait()
	if complete {
		deeds = append(deeds, deed{})
	}
	return deeds
}

// settled returns the deeds without the last one if that did not happen.
func settled(t *testing.T, dir string, key []byte, deeds []deed) []deed {
	t.Helper()
	s := opened(t, dir, key, store.Options{})
	defer closed(t, s)
	if promised(deeds).is(t, s) == "" {
		return deeds
	}
	return deeds[:len(deeds)-1]
}

// TestBusyChild is the program that is killed.
func TestBusyChild(t *testing.T) {
	dir := os.Getenv("FANGCE_BUSY")
	if dir == "" {
		t.Skip("only as a child")
	}
	store.KDF = keyfile.Fast
	seed, err := strconv.ParseUint(os.Getenv("FANGCE_SEED"), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	key, err := store.Unlock(dir, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, dir, key, store.Options{Clock: (&apptest.Clock{At: apptest.Now}).Now})
	if err != nil {
		t.Fatal(err)
	}
	say := func(text string) { _, _ = os.Stdout.WriteString(text + "\n") }
	err = busy(s, rand.New(rand.NewPCG(seed, 2)), func(d deed) { say(d.line()) }, func() bool { say("done"); return true })
	say("failed " + err.Error())
}
