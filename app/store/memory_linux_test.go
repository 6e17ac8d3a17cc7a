package store_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/subkey"
)

// complement keeps a value so that a search of the memory for it does not find what it looks for.
func complement(b []byte) []byte {
	out := make([]byte, len(b))
	for i := range b {
		out[i] = ^b[i]
	}
	return out
}

// inMemory counts where a value, given as its complement, lies in this process' memory.
func inMemory(t *testing.T, not []byte) (n int) {
	t.Helper()
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		t.Skip(err)
	}
	mem, err := os.Open("/proc/self/mem")
	if err != nil {
		t.Skip(err)
	}
	defer func() { _ = mem.Close() }()
	buf := make([]byte, 1<<20)
	lines := bufio.NewScanner(bytes.NewReader(maps))
	for lines.Scan() {
		var from, to uint64
		var rights string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &rights); err != nil || !strings.HasPrefix(rights, "rw") {
			continue
		}
		for at := from; at < to; at += uint64(len(buf) - len(not)) {
			k, err := mem.ReadAt(buf[:min(uint64(len(buf)), to-at)], int64(at))
			if err != nil && !errors.Is(err, io.EOF) && k == 0 {
				break
			}
			for i := 0; i+len(not) <= k; i++ {
				if buf[i] == ^not[0] && buf[i+1] == ^not[1] && bytes.Equal(complement(buf[i:i+len(not)]), not) {
					n++
				}
			}
			clear(buf)
		}
	}
	return n
}

// A closed store leaves neither the data key nor the key of the secrets in memory.
func TestClosedStoreForgetsItsKeys(t *testing.T) {
	dir, key := account(t)
	data := complement(key)
	sub := subkey.Derive(key, nil, "fangce/secrets/1", 32)
	secrets := complement(sub)
	clear(sub)
	s := opened(t, dir, key, store.Options{})
	clear(key)
	fill(t, s, 0, 5)
	if err := s.SetSecret(ctx, "k", []byte("秘密")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Backup(ctx); err != nil {
		t.Fatal(err)
	}
	if inMemory(t, data) == 0 || inMemory(t, secrets) == 0 {
		t.Error("the search does not find keys in use")
	}
	closed(t, s)
	for range 3 {
		runtime.GC()
	}
	if a, b := inMemory(t, data), inMemory(t, secrets); a+b > 0 {
		t.Errorf("the data key lies in memory %d times, the key of the secrets %d times", a, b)
	}
}
