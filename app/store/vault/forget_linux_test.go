package vault

import (
	"bufio"
	"bytes"
	"crypto/aes"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// needles are keys to look for in the process' own memory; each is kept as its complement, so as not to be found itself.
type needles map[string][]byte

func (n needles) add(name string, key []byte) {
	b := make([]byte, len(key))
	for i := range b {
		b[i] = ^key[i]
	}
	n[name] = b
}

// found returns where each key lies in memory.
func (n needles) found(t *testing.T) map[string][]string {
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
	places := map[string][]string{}
	for name := range n {
		places[name] = nil
	}
	const overlap = 64
	buf := make([]byte, 1<<20+overlap)
	lines := bufio.NewScanner(bytes.NewReader(maps))
	for lines.Scan() {
		var from, to uint64
		var rights string
		if _, err := fmt.Sscanf(lines.Text(), "%x-%x %s", &from, &to, &rights); err != nil || !strings.HasPrefix(rights, "rw") {
			continue
		}
		for at := from; at < to; {
			clear(buf) // what was read may lie in memory that is still to be read
			k, _ := mem.ReadAt(buf[:min(uint64(len(buf)), to-at)], int64(at))
			for name, b := range n {
				for _, i := range occurrences(buf[:k], b) {
					places[name] = append(places[name], fmt.Sprintf("%x in %s", at+uint64(i), lines.Text()))
				}
			}
			at += uint64(max(k-overlap, pageSize)) // some pages cannot be read
		}
	}
	clear(buf)
	return places
}

// occurrences returns where b's complement begins in buf.
func occurrences(buf, b []byte) (at []int) {
	head := ^binary.LittleEndian.Uint64(b)
	for i := 0; i+len(b) <= len(buf); i += 4 { // keys are aligned
		if binary.LittleEndian.Uint64(buf[i:]) != head {
			continue
		}
		equal := true
		for j := range b {
			equal = equal && buf[i+j] == ^b[j]
		}
		if equal {
			at = append(at, i)
		}
	}
	return at
}

func TestKeysLeaveTheMemory(t *testing.T) {
	// Not a constant of the binary, and not kept.
	data := make([]byte, KeySize)
	f, err := os.Open("/dev/urandom")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(f, data); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	n := needles{}
	n.add("data key", data)
	root, err := aes.NewCipher(data)
	if err != nil {
		t.Fatal(err)
	}
	for name, label := range map[string]byte{"page key": labelPage, "header key": labelHeader, "tweak key": labelTweak, "sums key": labelSums} {
		k := derive(root, label)
		n.add(name, k)
		Wipe(k)
	}
	forget(root)
	v, err := New(data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.db")
	if err := v.Create(path); err != nil {
		t.Fatal(err)
	}
	db := connect(t, path, v)
	mustExec(t, db, "CREATE TABLE c(id INTEGER PRIMARY KEY)")
	for name, places := range n.found(t) {
		if len(places) == 0 {
			t.Errorf("the search does not find the %s while it is in use", name)
		}
	}
	mustClose(t, db)
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	Wipe(data)
	runtime.KeepAlive(data)
	for name, places := range n.found(t) {
		if len(places) > 0 {
			t.Errorf("the %s lies in memory: %q", name, places)
		}
	}
}
