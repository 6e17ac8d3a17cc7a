package oplog_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/oplog"
)

var key = []byte("0123456789abcdef0123456789abcdef")

func op(n int64, tx string) oplog.Op {
	line := fmt.Appendf(nil, `{"n":%d,"tx":%q,"k":"customer","set":{"name":"林秀英","phone":"1380000%04d"}}`, n, tx, n)
	hash := sha256.Sum256(line)
	return oplog.Op{N: n, Tx: tx, Line: line, Hash: hash[:], Kind: "customer", ID: fmt.Sprint("c", n), At: 1_700_000_000_000 + n}
}

func ops(from, to int64, tx string) (out []oplog.Op) {
	for n := from; n <= to; n++ {
		out = append(out, op(n, tx))
	}
	return out
}

func open(t testing.TB, path string) (*oplog.Log, oplog.Report) {
	t.Helper()
	l, r, err := oplog.Open(path, key, oplog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l, r
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func numbers(l *oplog.Log) (out []int64) {
	for _, o := range l.Pending() {
		out = append(out, o.N)
	}
	return out
}

func newPath(t testing.TB) string { return filepath.Join(t.TempDir(), "outbox.log") }

func TestALogGivesBackWhatWasAppended(t *testing.T) {
	path := newPath(t)
	l, r := open(t, path)
	if !r.New {
		t.Error("a log that was not there is not new")
	}
	must(t, l.Author("p1", "d1"))
	must(t, l.Append(ops(1, 3, "a")...))
	must(t, l.Append(append(ops(4, 5, "b"), op(6, "c"))...))
	must(t, l.Ack(1, 2, 5, 77))
	must(t, l.Opened(9))
	check := func(l *oplog.Log) {
		t.Helper()
		if got := l.Pending(); len(got) != 3 || !slices.EqualFunc(got, []oplog.Op{op(3, "a"), op(4, "b"), op(6, "c")}, same) {
			t.Errorf("pending %v", got)
		}
		if p, d := l.Writer(); p != "p1" || d != "d1" || l.Last() != 6 || l.Opening() != 9 || l.Mark() != "" || !l.Has(4) || l.Has(5) {
			t.Errorf("writer %s %s, last %d, opening %d", p, d, l.Last(), l.Opening())
		}
	}
	check(l)
	must(t, l.Close())
	if err := l.Append(op(7, "d")); err == nil {
		t.Error("a closed log takes operations")
	}
	l, r = open(t, path)
	if r != (oplog.Report{}) {
		t.Errorf("report %+v", r)
	}
	check(l)
	must(t, l.Replace(l.Last(), l.Pending()))
	check(l)
	must(t, l.Close())
	l, _ = open(t, path)
	check(l)
	must(t, l.Ack(3, 4, 6))
	must(t, l.Append(op(4, "again"))) // for a centre that was put back
	if got := numbers(l); !slices.Equal(got, []int64{4}) {
		t.Errorf("pending %v", got)
	}
	b, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(b, []byte("1380000")) || bytes.Contains(b, []byte("customer")) || bytes.Contains(b, []byte("p1")) {
		t.Error("the file shows what is in it")
	}
	if i, err := os.Stat(path); err != nil || i.Mode().Perm() != 0o600 {
		t.Error(i.Mode(), err)
	}
}

func same(a, b oplog.Op) bool {
	return a.N == b.N && a.Tx == b.Tx && a.Kind == b.Kind && a.ID == b.ID && a.At == b.At && bytes.Equal(a.Line, b.Line) && bytes.Equal(a.Hash, b.Hash)
}

func TestCompactKeepsWhatIsPending(t *testing.T) {
	path := newPath(t)
	l, _ := open(t, path)
	must(t, l.Author("p", "d"))
	for n := int64(1); n <= 6000; n += 100 {
		must(t, l.Append(ops(n, n+99, fmt.Sprint("t", n))...))
	}
	size := func() int64 {
		i, err := os.Stat(path)
		must(t, err)
		return i.Size()
	}
	full := size()
	must(t, l.Compact())
	if size() != full {
		t.Error("compacted although everything is pending")
	}
	for n := int64(1); n <= 5990; n++ {
		must(t, l.Ack(n))
	}
	must(t, l.Compact())
	if size() > full/50 {
		t.Errorf("%d bytes of %d left", size(), full)
	}
	must(t, l.Append(op(6001, "x")))
	must(t, l.Close())
	l, r := open(t, path)
	if got := numbers(l); r != (oplog.Report{}) || len(got) != 11 || got[0] != 5991 || got[10] != 6001 || l.Last() != 6001 {
		t.Errorf("%+v: %v", r, got)
	}
}

// frames returns where the frames of a file begin, and its end.
func frames(b []byte) (at []int) {
	for i := 0; ; {
		j := bytes.Index(b[i:], []byte("\xf5\xa7FRAME\n"))
		if j < 0 {
			return append(at, len(b))
		}
		at = append(at, i+j)
		i += j + 1
	}
}

// A torn end is dropped silently, whatever it looks like; a log then goes on as if nothing had happened.
func TestATornEndIsDropped(t *testing.T) {
	path := newPath(t)
	l, _ := open(t, path)
	must(t, l.Append(op(1, "a")))
	must(t, l.Append(op(2, "b")))
	must(t, l.Close())
	whole, err := os.ReadFile(path)
	must(t, err)
	at := frames(whole)
	last := at[len(at)-2]
	for cut := last; cut < len(whole); cut++ {
		for name, tail := range map[string][]byte{"": nil, "zeros": make([]byte, 700), "noise": []byte(strings.Repeat("\xf5\xa7FRAME\n", 40))} {
			must(t, os.WriteFile(path, append(bytes.Clone(whole[:cut]), tail...), 0o600))
			l, r := open(t, path)
			if r.Damaged != 0 || r.Torn != (cut > last || tail != nil) || !slices.Equal(numbers(l), []int64{1}) {
				t.Fatalf("cut at %d of %d, %s: %+v, %v", cut, len(whole), name, r, numbers(l))
			}
			must(t, l.Append(op(2, "c")))
			must(t, l.Close())
			l, r = open(t, path)
			if r != (oplog.Report{}) || !slices.Equal(numbers(l), []int64{1, 2}) {
				t.Fatalf("appended behind a cut at %d: %+v, %v", cut, r, numbers(l))
			}
			must(t, l.Close())
		}
	}
}

// Whatever is done to the middle of a log, the other frames are still found, nothing that was not appended comes out, and
// what is missing is counted, once.
func TestDamageInTheMiddleIsCountedAndTheRestFound(t *testing.T) {
	path := newPath(t)
	l, _ := open(t, path)
	for n := int64(1); n <= 6; n++ {
		must(t, l.Append(op(n, fmt.Sprint("t", n))))
	}
	must(t, l.Close())
	whole, err := os.ReadFile(path)
	must(t, err)
	at := frames(whole) // the state, six operations, the end
	frame := func(i int) []byte { return whole[at[i]:at[i+1]] }
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	flip := func(i, by int) []byte {
		b := bytes.Clone(frame(i))
		b[by%len(b)] ^= 0x20
		return b
	}
	otherPath := newPath(t)
	other, _ := open(t, otherPath)
	for n := int64(1); n <= 6; n++ {
		must(t, other.Append(op(n+100, "x")))
	}
	must(t, other.Close())
	foreign, err := os.ReadFile(otherPath)
	must(t, err)
	fat := frames(foreign)
	alien := foreign[fat[3]:fat[4]]

	head, rest := whole[:at[1]], whole[at[4]:]
	type result struct {
		pending []int64
		damaged int
	}
	cases := map[string]struct {
		b    []byte
		want result
	}{
		"a frame of zeros":         {join(head, frame(1), make([]byte, len(frame(2))), frame(3), rest), result{[]int64{1, 3, 4, 5, 6}, 1}},
		"a frame cut out":          {join(head, frame(1), frame(3), rest), result{[]int64{1, 3, 4, 5, 6}, 1}},
		"two frames exchanged":     {join(head, frame(2), frame(1), frame(3), rest), result{[]int64{2, 3, 4, 5, 6}, 1}},
		"a frame repeated":         {join(head, frame(1), frame(2), frame(1), frame(3), rest), result{[]int64{1, 2, 3, 4, 5, 6}, 1}},
		"a frame of another log":   {join(head, frame(1), alien, frame(3), rest), result{[]int64{1, 3, 4, 5, 6}, 1}},
		"another log's inserted":   {join(head, frame(1), frame(2), alien, frame(3), rest), result{[]int64{1, 2, 3, 4, 5, 6}, 1}},
		"noise inserted":           {join(head, frame(1), []byte("\xf5\xa7FRAME\nnoise"), frame(2), frame(3), rest), result{[]int64{1, 2, 3, 4, 5, 6}, 1}},
		"three frames gone":        {join(head, make([]byte, 900), rest), result{[]int64{4, 5, 6}, 3}},
		"the header zeroed":        {join(make([]byte, at[0]), whole[at[0]:]), result{[]int64{1, 2, 3, 4, 5, 6}, 0}},
		"the header cut off":       {whole[at[0]:], result{[]int64{1, 2, 3, 4, 5, 6}, 0}},
		"header and state zeroed":  {join(make([]byte, at[1]), whole[at[1]:]), result{[]int64{1, 2, 3, 4, 5, 6}, 1}},
		"the beginning overwriten": {join(make([]byte, at[3]+10), whole[at[3]+10:]), result{[]int64{4, 5, 6}, 4}},
	}
	for by := range frame(2) {
		cases[fmt.Sprintf("byte %d flipped", by)] = struct {
			b    []byte
			want result
		}{join(head, frame(1), flip(2, by), frame(3), rest), result{[]int64{1, 3, 4, 5, 6}, 1}}
	}
	for name, c := range cases {
		must(t, os.WriteFile(path, c.b, 0o600))
		for again := range 2 {
			l, r := open(t, path)
			if !slices.Equal(numbers(l), c.want.pending) || r.Damaged != c.want.damaged || r.Torn && again > 0 {
				t.Fatalf("%s, opened %d: %+v, %v", name, again, r, numbers(l))
			}
			for _, o := range l.Pending() {
				if !same(o, op(o.N, o.Tx)) {
					t.Fatalf("%s: operation %d is not what was appended", name, o.N)
				}
			}
			must(t, l.Close())
		}
		l, _ := open(t, path)
		must(t, l.Opened(2))
		must(t, l.Close())
		if _, r := open(t, path); r != (oplog.Report{}) {
			t.Fatalf("%s: reported again: %+v", name, r)
		}
	}
}

func TestOtherKeysAndNothingReadable(t *testing.T) {
	path := newPath(t)
	l, _ := open(t, path)
	must(t, l.Append(op(1, "a")))
	must(t, l.Close())
	was, err := os.ReadFile(path)
	must(t, err)
	foreign := bytes.Repeat([]byte{7}, 32)
	if _, _, err := oplog.Open(path, foreign, oplog.Options{}); !errors.Is(err, oplog.ErrKey) {
		t.Error(err)
	}
	for name, b := range map[string][]byte{"empty": {}, "zeros": make([]byte, 4096), "a header": was[:44], "half a header": was[:20]} {
		must(t, os.WriteFile(path, b, 0o600))
		_, _, err := oplog.Open(path, key, oplog.Options{})
		if !errors.Is(err, oplog.ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	l, err = oplog.Create(path, key, oplog.Options{})
	must(t, err)
	must(t, l.Append(op(1, "a")))
	must(t, l.Close())
}

func TestTransferCarriesALogToAnotherKey(t *testing.T) {
	path, to := newPath(t), newPath(t)
	l, _ := open(t, path)
	must(t, l.Author("p", "d"))
	for n := int64(1); n <= 3; n++ {
		must(t, l.Append(op(n, fmt.Sprint(n))))
	}
	must(t, l.Opened(5))
	must(t, l.Ack(1))
	must(t, l.Close())
	fresh := bytes.Repeat([]byte{9}, 32)
	r, err := oplog.Transfer(path, key, to, fresh, "backup.db", oplog.Options{})
	if err != nil || r.Damaged != 0 {
		t.Fatal(r, err)
	}
	if _, _, err := oplog.Open(to, key, oplog.Options{}); !errors.Is(err, oplog.ErrKey) {
		t.Error("the old key opens the new log", err)
	}
	l, _, err = oplog.Open(to, fresh, oplog.Options{})
	must(t, err)
	if p, _ := l.Writer(); p != "p" || l.Mark() != "backup.db" || l.Last() != 3 || l.Opening() != 5 || !slices.Equal(numbers(l), []int64{2, 3}) {
		t.Errorf("%s %q %d %d %v", p, l.Mark(), l.Last(), l.Opening(), numbers(l))
	}
	must(t, l.Opened(6))
	if l.Mark() != "" {
		t.Error("the mark stays")
	}
	must(t, l.Close())
	must(t, os.WriteFile(path, make([]byte, 100), 0o600))
	if r, err := oplog.Transfer(path, key, to, fresh, "x", oplog.Options{}); err != nil || r.Damaged != 1 {
		t.Errorf("of nothing readable: %+v, %v", r, err)
	}
	if r, err := oplog.Transfer(path+"none", key, to, fresh, "x", oplog.Options{}); err != nil || !r.New {
		t.Errorf("of nothing: %+v, %v", r, err)
	}
}

// Each step refused once: the call fails, or has done its work; the log goes on and no operation is lost or doubled.
func TestAFullDisk(t *testing.T) {
	full := errors.New("disk full")
	for stop := 1; ; stop++ {
		path := newPath(t)
		steps, refused := 0, false
		l, _, err := oplog.Open(path, key, oplog.Options{Watch: func(disk.Event) error {
			if steps++; steps == stop || steps == stop+1 {
				refused = true
				return full
			}
			return nil
		}})
		if err != nil {
			if !errors.Is(err, full) {
				t.Fatal(err)
			}
			continue
		}
		var want []int64
		for n := int64(1); n <= 5; n++ {
			for i := 0; ; i++ {
				err := l.Append(op(n, "t"), op(n+10, "t"))
				if err == nil {
					break
				}
				if !errors.Is(err, full) || i > 2 {
					t.Fatal(err)
				}
				if got := numbers(l); len(got) != len(want) {
					t.Fatalf("step %d refused: %v pending after an error", stop, got)
				}
			}
			want = append(want, n, n+10)
			if n == 3 {
				_ = l.Replace(l.Last(), l.Pending())
			}
		}
		must(t, l.Close())
		l, r := open(t, path)
		slices.Sort(want)
		if !slices.Equal(numbers(l), want) || r.Damaged > 0 {
			t.Fatalf("step %d refused: %+v, %v", stop, r, numbers(l))
		}
		if !refused {
			break
		}
	}
}

// A log made by any bytes opens or is refused; it is never slow, large or deadly.
func FuzzOpen(f *testing.F) {
	path := newPath(f)
	l, _ := open(f, path)
	for n := int64(1); n <= 4; n++ {
		must(f, l.Append(op(n, "t")))
	}
	must(f, l.Ack(1, 2))
	must(f, l.Close())
	whole, err := os.ReadFile(path)
	must(f, err)
	at := frames(whole)
	f.Add(whole)
	f.Add(whole[:at[2]+30])
	f.Add(append(bytes.Clone(whole[:at[0]]), bytes.Repeat(whole[at[1]:at[1]+48], 50)...))
	f.Add(bytes.Repeat([]byte("\xf5\xa7FRAME\n\xff\xff\xff\xff"), 100))
	rnd := rand.New(rand.NewPCG(1, 1))
	for range 8 {
		b := bytes.Clone(whole)
		for range 3 {
			b[rnd.IntN(len(b))] ^= byte(1 << rnd.IntN(8))
		}
		f.Add(b)
	}
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(dir, "outbox.log")
		must(t, os.WriteFile(path, b, 0o600))
		l, _, err := oplog.Open(path, key, oplog.Options{})
		if err != nil {
			return
		}
		for _, o := range l.Pending() {
			if !same(o, op(o.N, "t")) {
				t.Fatalf("operation %d was never appended", o.N)
			}
		}
		must(t, l.Append(op(9, "t")))
		if !l.Has(9) {
			t.Fatal("appended, not pending")
		}
		must(t, l.Close())
		l, r, err := oplog.Open(path, key, oplog.Options{})
		if err != nil || !l.Has(9) || r.Torn {
			t.Fatalf("%+v, %v", r, err)
		}
		must(t, l.Close())
	})
}
