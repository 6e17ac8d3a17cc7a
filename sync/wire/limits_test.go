package wire

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// packed compresses bytes that need not be lines, with a window of its own.
func packed(t testing.TB, window int, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(window))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		if _, err := z.Write([]byte(p)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// drain reads a message to its end and returns why it ended, and how many bytes its lines had.
func drain(b []byte) (n int, err error) {
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	defer r.Close()
	for {
		line, err := r.Next()
		if err != nil {
			return n, err
		}
		n += len(line)
	}
}

// bombs are messages of little size that would take much memory.
func bombs(t testing.TB) map[string][]byte {
	t.Helper()
	made.Do(func() { made.bombs = makeBombs(t) })
	return made.bombs
}

var made struct {
	sync.Once
	bombs map[string][]byte
}

func makeBombs(t testing.TB) map[string][]byte {
	mega := strings.Repeat("a", 1<<20)
	long := make([]string, MaxDecoded>>20+1)
	for i := range long {
		long[i] = mega
	}
	short := make([]string, MaxDecoded>>20+1)
	for i := range short {
		short[i] = mega[1:] + "\n"
	}
	part := packed(t, 1<<20, short[:16]...)
	return map[string][]byte{
		"one line":      packed(t, window, long...),
		"many lines":    packed(t, window, short...),
		"many frames":   bytes.Repeat(part, 5),
		"many values":   packed(t, window, "{\"cursors\":[", strings.Repeat("{},", maxValues+1), "{}]}\n"),
		"a wide window": packed(t, maxWindow*2, short[:maxWindow>>19+1]...),
		"many bytes":    append([]byte{0x50, 0x2a, 0x4d, 0x18, 1, 0, 0x80, 0}, make([]byte, MaxEncoded+1)...), // to be skipped
	}
}

func TestBombsAreRefused(t *testing.T) {
	for name, b := range bombs(t) {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			n, err := drain(b)
			runtime.ReadMemStats(&after)
			if !errors.Is(err, ErrTooLarge) || n > MaxDecoded {
				t.Fatalf("%d bytes were decoded: %v", n, err)
			}
			// Everything ever allocated, not what was in use at once: a line that grows is copied a few times.
			if took := after.TotalAlloc - before.TotalAlloc; took > 8*MaxDecoded {
				t.Errorf("%d bytes took %d MB before they were refused", len(b), took>>20)
			}
		})
	}
}

func TestTheLargestMessagePasses(t *testing.T) {
	line := strings.Repeat("a", 1<<20-1) + "\n"
	lines := make([]string, MaxDecoded>>20)
	for i := range lines {
		lines[i] = line
	}
	if n, err := drain(packed(t, maxWindow, lines...)); !errors.Is(err, io.EOF) || n != MaxDecoded-len(lines) {
		t.Errorf("%d bytes were decoded: %v", n, err)
	}
}

func TestALowerLimitHolds(t *testing.T) {
	r, err := NewReader(bytes.NewReader(packed(t, window, "{}\n", strings.Repeat("a", 1<<20), "\n")))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	r.Limit(1 << 19)
	if _, err := r.Next(); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Next(); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a line beyond the limit: %v", err)
	}
}

// Coders are used again; what the last message left in them must not show.
func TestCodersAreUsedAgain(t *testing.T) {
	good := page(t, PullHead{V: V, Epoch: "e"}, Entry{T: TypeRow, ID: "a"}, PullTail{T: TypeTail})
	for range 2 {
		for name, b := range bombs(t) {
			if _, err := drain(b); err == nil {
				t.Errorf("%s was decoded", name)
			}
			for _, cut := range []int{1, len(good) / 2, len(good) - 1} {
				if _, err := ReadPage(bytes.NewReader(good[:cut])); err == nil {
					t.Error("a page cut short was taken")
				}
			}
			p, err := ReadPage(bytes.NewReader(good))
			if err != nil || p.Head.Epoch != "e" || len(p.Entries) != 1 {
				t.Fatalf("after %s: %+v, %v", name, p, err)
			}
		}
		// A message that was given up, and one whose reader went away.
		if w, err := NewWriter(io.Discard); err != nil || w.Write("never finished") != nil {
			t.Fatal(err)
		}
		w, err := NewWriter(broken{})
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Write(strings.Repeat("lost", 1<<20))
		if err := w.Close(); err == nil {
			t.Error("a message that could not be written was finished")
		}
		if again := page(t, PullHead{V: V, Epoch: "e"}, Entry{T: TypeRow, ID: "a"}, PullTail{T: TypeTail}); !bytes.Equal(again, good) {
			t.Error("the same message was written in another way")
		}
	}
}

func TestClosedCodersRefuse(t *testing.T) {
	var b bytes.Buffer
	w, err := NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Write("a"), w.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	if w.Write("b") == nil {
		t.Error("a finished message was continued")
	}
	r, err := NewReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	r.Close()
	if _, err := r.Next(); err == nil {
		t.Error("a closed message was read")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
