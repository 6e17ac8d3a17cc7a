package oplog_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/oplog"
)

// drive is a disk without power: it remembers what was written to one folder, and what of it was flushed.
type drive struct {
	files   map[string]*content // by path, as the program sees them
	durable map[string]*content // by path, as a power cut leaves them
	events  int
}

type content struct {
	now, safe []byte
	writes    []disk.Event // since the last flush
}

func (d *drive) event(e disk.Event) error {
	d.events++
	f := d.files[e.Path]
	switch e.Op {
	case disk.Create:
		d.files[e.Path] = &content{}
	case disk.Write:
		e.Data = bytes.Clone(e.Data)
		f.writes = append(f.writes, e)
		f.now = apply(f.now, e.Off, e.Data)
	case disk.Truncate:
		f.writes = append(f.writes, e)
		f.now = resize(f.now, e.Off)
	case disk.Sync:
		if f != nil {
			f.safe, f.writes = bytes.Clone(f.now), nil
			return nil
		}
		d.durable = map[string]*content{}
		for path, f := range d.files {
			d.durable[path] = f
		}
	case disk.Rename:
		d.files[string(e.Data)] = f
		delete(d.files, e.Path)
	case disk.Remove:
		delete(d.files, e.Path)
	}
	return nil
}

func resize(b []byte, n int64) []byte {
	if int64(len(b)) >= n {
		return b[:n]
	}
	return append(b, make([]byte, n-int64(len(b)))...)
}

func apply(b []byte, off int64, data []byte) []byte {
	b = resize(b, max(int64(len(b)), off+int64(len(data))))
	copy(b[off:], data)
	return b
}

// cut returns what a disk holds after the power has gone: what was flushed, and any sectors of the rest.
func (d *drive) cut(path string, rnd *rand.Rand) []byte {
	names := d.durable
	if rnd.IntN(2) == 0 {
		names = d.files
	}
	f := names[path]
	if f == nil {
		return nil
	}
	b := bytes.Clone(f.safe)
	for _, w := range f.writes {
		if w.Op == disk.Truncate {
			if rnd.IntN(2) == 0 {
				b = resize(b, w.Off)
			}
			continue
		}
		for at := 0; at < len(w.Data); {
			n := min(len(w.Data)-at, 512-int((w.Off+int64(at))%512))
			switch rnd.IntN(4) {
			case 0: // lost
			case 1: // the file has grown, the sector was not written
				b = resize(b, max(int64(len(b)), w.Off+int64(at+n)))
			default:
				b = apply(b, w.Off+int64(at), w.Data[at:at+n])
			}
			at += n
		}
	}
	return b
}

// The power goes at any step: nothing that Append has returned for is lost, nothing comes out that was not appended, no
// damage is reported, and the log goes on.
func TestNothingAppendedIsLostWhenThePowerGoes(t *testing.T) {
	cuts := 400
	if os.Getenv("FANGCE_PROOF") != "" {
		cuts = 20_000
	}
	seed := uint64(time.Now().UnixNano())
	defer func() {
		if t.Failed() {
			t.Log("seed", seed)
		}
	}()
	rnd := rand.New(rand.NewPCG(seed, 1))
	dir := t.TempDir()
	for range cuts {
		sub, err := os.MkdirTemp(dir, "")
		must(t, err)
		path := filepath.Join(sub, "outbox.log")
		d := &drive{files: map[string]*content{}, durable: map[string]*content{}}
		stop, gone := 5+rnd.IntN(60), fmt.Errorf("the power is gone")
		watch := func(e disk.Event) error {
			if d.events >= stop {
				return gone
			}
			return d.event(e)
		}
		l, _, err := oplog.Open(path, key, oplog.Options{Watch: watch})
		var sure, acked []int64
		asked := map[int64]bool{}
		for n := int64(1); err == nil; n++ {
			asked[n], asked[n+1000] = true, true
			if err = l.Append(op(n, "t"), op(n+1000, "t")); err == nil {
				sure = append(sure, n, n+1000)
			}
			if err == nil && rnd.IntN(3) == 0 {
				a := sure[rnd.IntN(len(sure))]
				acked = append(acked, a)
				err = l.Ack(a)
			}
			if err == nil && rnd.IntN(8) == 0 {
				err = l.Replace(l.Last(), l.Pending())
			}
			if err == nil && rnd.IntN(12) == 0 {
				err = l.Opened(n)
			}
		}
		left := d.cut(path, rnd)
		if l != nil {
			_ = l.Close()
		}
		if left == nil && len(sure) > 0 {
			t.Fatal("the file is gone")
		}
		if left == nil {
			continue
		}
		must(t, os.WriteFile(path, left, 0o600))
		l, r, err := oplog.Open(path, key, oplog.Options{})
		must(t, err)
		if r.Damaged != 0 {
			t.Fatalf("reported damaged: %+v", r)
		}
		for _, n := range sure {
			if !l.Has(n) && !slices.Contains(acked, n) {
				t.Fatalf("operation %d is lost; %v of %v are there", n, numbers(l), sure)
			}
		}
		for _, o := range l.Pending() {
			if !asked[o.N] || !same(o, op(o.N, "t")) {
				t.Fatalf("operation %d was never appended", o.N)
			}
		}
		must(t, l.Append(op(5000, "t")))
		must(t, l.Close())
		l, r = open(t, path)
		if r.Torn || r.Damaged != 0 || !l.Has(5000) {
			t.Fatalf("after going on: %+v", r)
		}
		must(t, l.Close())
	}
}
