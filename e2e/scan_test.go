package e2e

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// needle is a value that must not be found, in every way of writing it that a program might use.
type needle struct {
	what string
	ways map[string][]byte
}

// words makes needles of texts: as UTF-8, UTF-16 of both orders, GB18030, hexadecimal and base64.
func words(texts ...string) []needle {
	var out []needle
	for _, text := range texts {
		n := needle{what: text, ways: map[string][]byte{"UTF-8": []byte(text)}}
		var little, big []byte
		for _, u := range utf16.Encode([]rune(text)) {
			little, big = binary.LittleEndian.AppendUint16(little, u), binary.BigEndian.AppendUint16(big, u)
		}
		n.ways["UTF-16LE"], n.ways["UTF-16BE"] = little, big
		if gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text)); err == nil {
			n.ways["GB18030"] = gb
		}
		out = append(out, spelled(n, []byte(text)))
	}
	return out
}

// secrets makes needles of keys.
func secrets(keys map[string][]byte) []needle {
	var out []needle
	for what, key := range keys {
		out = append(out, spelled(needle{what: what, ways: map[string][]byte{"bytes": key}}, key))
	}
	return out
}

// spelled adds what letters make of bytes. Base64 depends on where the value begins within three bytes.
func spelled(n needle, raw []byte) needle {
	n.ways["hex"] = []byte(hex.EncodeToString(raw))
	n.ways["HEX"] = []byte(strings.ToUpper(hex.EncodeToString(raw)))
	for shift := range 3 {
		b := base64.StdEncoding.EncodeToString(append(make([]byte, shift), raw...))
		b = strings.TrimRight(b, "=")
		b = b[(shift*8+5)/6 : len(b)-1] // without the letters that share bits with what stands beside it
		if len(b) >= 8 {
			n.ways[fmt.Sprint("base64+", shift)] = []byte(b)
		}
	}
	for way, w := range n.ways {
		if len(w) < 6 {
			delete(n.ways, way) // two Han in UTF-16: chance would find them
		}
	}
	return n
}

// in says where in some bytes the needle is, "" if nowhere.
func (n needle) in(b []byte) string {
	for way, w := range n.ways {
		if bytes.Contains(b, w) {
			return way
		}
	}
	return ""
}

// scanFiles looks for needles in every byte of every file below folders, and in names. It returns what it found and how
// many files and bytes it read.
func scanFiles(t testing.TB, needles []needle, folders ...string) (found []string, files int, size int64) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || path == folder {
				return err
			}
			name := []byte(e.Name())
			var content []byte
			if e.Type().IsRegular() {
				if content, err = os.ReadFile(path); err != nil {
					if os.IsNotExist(err) {
						return nil // gone meanwhile
					}
					return err
				}
				files++
				size += int64(len(content))
			}
			for _, n := range needles {
				if way := n.in(name); way != "" {
					found = append(found, fmt.Sprintf("%s in the name %s (%s)", n.what, path, way))
				}
				if way := n.in(content); way != "" {
					found = append(found, fmt.Sprintf("%s in %s (%s)", n.what, path, way))
				}
			}
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	slices.Sort(found)
	return found, files, size
}

// scanMemory counts in how many places of a process' memory each needle stands as bytes; ok is false where the system
// does not let us look.
func scanMemory(t testing.TB, pid int, needles []needle) (found map[string]int, size int64, ok bool) {
	t.Helper()
	maps, err := os.ReadFile(fmt.Sprintf("/proc/%d/maps", pid))
	if err != nil {
		return nil, 0, false
	}
	mem, err := os.Open(fmt.Sprintf("/proc/%d/mem", pid))
	if err != nil {
		return nil, 0, false
	}
	defer mem.Close()
	found = map[string]int{}
	for line := range strings.Lines(string(maps)) {
		var from, to uint64
		var rights string
		if n, _ := fmt.Sscanf(line, "%x-%x %s", &from, &to, &rights); n != 3 || !strings.HasPrefix(rights, "rw") {
			continue
		}
		const step, overlap = 16 << 20, 256
		for at := from; at < to; at += step {
			b := make([]byte, min(to-at, step+overlap))
			n, err := mem.ReadAt(b, int64(at))
			if err != nil && err != io.EOF && n == 0 {
				break // of a device
			}
			size += int64(min(n, step))
			for _, needle := range needles {
				for _, way := range []string{"bytes", "UTF-8"} {
					if w := needle.ways[way]; w != nil {
						found[needle.what] += bytes.Count(b[:n], w)
					}
				}
			}
		}
	}
	return found, size, true
}

// A scan that finds nothing proves nothing unless it finds what is there.
func TestScanFindsWhatIsPlanted(t *testing.T) {
	dir := t.TempDir()
	key := []byte("0123456789abcdef0123456789abcdef")
	needles := append(words("王建国", "13856912345", "核实保单信息"), secrets(map[string][]byte{"key": key})...)
	u16 := utf16.Encode([]rune("见王建国"))
	little := make([]byte, 0, 16)
	for _, u := range u16 {
		little = binary.LittleEndian.AppendUint16(little, u)
	}
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String("x核实保单信息y")
	for name, content := range map[string]string{
		"a/plain.db": strings.Repeat("\x00", 5000) + "王建国", "b.log": "call 13856912345 now", "c.bin": string(little), "d.csv": gb,
		"e.txt": base64.StdEncoding.EncodeToString([]byte("xx" + string(key) + "y")), "f.txt": hex.EncodeToString(key), "王建国.pdf": "nothing",
		"g.json": base64.StdEncoding.EncodeToString([]byte("{\"phone\":\"13856912345\"}")),
	} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	found, files, _ := scanFiles(t, needles, dir)
	if len(found) != 8 || files != 8 {
		t.Errorf("%d files, found %d of 8:\n%s", files, len(found), strings.Join(found, "\n"))
	}
	mine := bytes.Clone(key)
	seen, _, ok := scanMemory(t, os.Getpid(), needles)
	if ok && seen["key"] == 0 {
		t.Error("the key is not found in this process' own memory")
	}
	_ = mine
}
