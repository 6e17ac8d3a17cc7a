package sealed_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/sealed"
)

var key = []byte("0123456789abcdef0123456789abcdef")

const (
	head  = 8 + 32
	chunk = 64<<10 + 16 // sealed
)

func seal(t testing.TB, name string, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := sealed.NewWriter(&out, key, name)
	if err != nil {
		t.Fatal(err)
	}
	for rest := b; len(rest) > 0; { // in pieces that do not fit the chunks
		n := min(len(rest), 1+len(rest)/3)
		if m, err := w.Write(rest[:n]); err != nil || m != n {
			t.Fatal(m, err)
		}
		rest = rest[n:]
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(k []byte, name string, b []byte) ([]byte, error) {
	r, err := sealed.NewReader(bytes.NewReader(b), k, name)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func bytesOf(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}

func TestWhatIsSealedOpens(t *testing.T) {
	for _, n := range []int{0, 1, 15, 64<<10 - 1, 64 << 10, 64<<10 + 1, 128 << 10, 200_000} {
		want := bytesOf(n)
		file := seal(t, "合同.pdf", want)
		if got, err := open(key, "合同.pdf", file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes: %v", n, err)
		}
		r, err := sealed.NewReader(iotest.OneByteReader(bytes.NewReader(file)), key, "合同.pdf")
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%d bytes, one at a time: %v", n, err)
		}
	}
}

// Every way to change a file that somebody may try makes it unreadable, and never gives wrong bytes.
func TestChangedFilesDoNotOpen(t *testing.T) {
	text := bytes.Repeat([]byte("林秀英13800001234"), 10_000) // 220 000 bytes: four chunks
	file := seal(t, "a", text)
	if bytes.Contains(file, []byte("13800001234")) {
		t.Fatal("the file shows its content")
	}
	chunks := func(order ...int) []byte {
		out := bytes.Clone(file[:head])
		for _, i := range order {
			out = append(out, file[head+i*chunk:min(len(file), head+(i+1)*chunk)]...)
		}
		return out
	}
	other := seal(t, "a", text)
	cases := map[string][]byte{
		"nothing":                {},
		"half a header":          file[:20],
		"a header only":          file[:head],
		"cut after a chunk":      chunks(0, 1),
		"cut in a chunk":         file[:head+chunk+100],
		"without its last byte":  file[:len(file)-1],
		"with one byte more":     append(bytes.Clone(file), 0),
		"chunks exchanged":       chunks(1, 0, 2, 3),
		"a chunk repeated":       chunks(0, 1, 1, 2, 3),
		"a chunk missing":        chunks(0, 2, 3),
		"its last chunk twice":   chunks(0, 1, 2, 3, 3),
		"a chunk of another":     append(bytes.Clone(other[:head+chunk]), file[head+chunk:]...),
		"appended to another":    append(bytes.Clone(file), other...),
		"a header of another":    append(bytes.Clone(other[:head]), file[head:]...),
		"all zeros":              make([]byte, len(file)),
		"a mark of another time": append([]byte("FANGCE\x00\x02"), file[8:]...),
	}
	for name, b := range cases {
		if got, err := open(key, "a", b); !errors.Is(err, sealed.ErrDamaged) || !bytes.HasPrefix(text, got) {
			t.Errorf("%s: %v after %d bytes", name, err, len(got))
		}
	}
	if _, err := open(key, "b", file); !errors.Is(err, sealed.ErrDamaged) {
		t.Errorf("under another name: %v", err)
	}
	if _, err := open(bytes.Repeat([]byte{1}, 32), "a", file); !errors.Is(err, sealed.ErrDamaged) {
		t.Errorf("with another key: %v", err)
	}
	for i := 0; i < len(file); i += 997 {
		b := bytes.Clone(file)
		b[i] ^= 1 << (i % 8)
		if got, err := open(key, "a", b); !errors.Is(err, sealed.ErrDamaged) || !bytes.HasPrefix(text, got) {
			t.Fatalf("bit at %d flipped: %v after %d bytes", i, err, len(got))
		}
	}
}

func TestWriteFileReplacesWholeFilesOnly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rescue")
	if _, err := sealed.ReadFile(path, key, "rescue"); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := sealed.WriteFile(path, key, "rescue", []byte("old"), nil); err != nil {
		t.Fatal(err)
	}
	full := errors.New("disk full")
	for stop, steps := 1, 0; ; stop++ {
		steps = 0
		err := sealed.WriteFile(path, key, "rescue", []byte("new"), func(disk.Event) error {
			if steps++; steps == stop {
				return full
			}
			return nil
		})
		got, readErr := sealed.ReadFile(path, key, "rescue")
		if readErr != nil || string(got) != "old" && string(got) != "new" {
			t.Fatalf("stopped at step %d: %q, %v", stop, got, readErr)
		}
		if err == nil {
			if steps < 5 || string(got) != "new" {
				t.Fatalf("%d steps reported, file %q", steps, got)
			}
			break
		}
		if !errors.Is(err, full) {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(files) != 1 {
		t.Errorf("left behind: %v, %v", files, err)
	}
	if info, err := files[0].Info(); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestAWriterReportsAFullDisk(t *testing.T) {
	full := errors.New("full")
	w, err := sealed.NewWriter(&limited{70_000, full}, key, "a")
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.Copy(w, strings.NewReader(strings.Repeat("x", 300_000)))
	if !errors.Is(err, full) || !errors.Is(w.Close(), full) {
		t.Error(err)
	}
}

type limited struct {
	left int
	err  error
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, l.err
	}
	return len(b), nil
}

func FuzzRead(f *testing.F) {
	f.Add(seal(f, "a", []byte("hello")))
	f.Add([]byte("FANGCE\x00\x01"))
	whole := seal(f, "a", bytesOf(70_000))
	f.Add(whole[:len(whole)-1])
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = open(key, "a", b) })
}
