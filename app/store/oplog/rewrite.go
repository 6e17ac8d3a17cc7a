package oplog

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/fangce/fangce/app/store/disk"
)

// slack is how many bytes a log may have beyond twice what is pending before it is worth writing anew.
const slack = 512 << 10

// Compact writes the log anew without what was acknowledged, if that is most of it. After a power cut there is the old log
// or the new one, whole.
func (l *Log) Compact() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.key == nil {
		return errClosed
	}
	if l.end < 2*l.live+slack {
		return nil
	}
	return l.rewrite()
}

// Replace writes the log anew with other operations and numbers: what the database says where the log is behind it. last is
// the greatest number ever given.
func (l *Log) Replace(last int64, ops []Op) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.key == nil {
		return errClosed
	}
	was, wasState, wasLive := l.pending, l.state, l.live
	l.pending, l.live, l.state.last = make(map[int64]Op, len(ops)), 0, last
	for _, o := range ops {
		l.pending[o.N] = o
		l.live += int64(o.size())
	}
	err := l.rewrite()
	if err != nil && l.file != nil {
		l.pending, l.state, l.live = was, wasState, wasLive
	}
	return err
}

// rewrite puts a new file with a new id in the log's place, holding its state and what is pending.
func (l *Log) rewrite() error {
	c, err := newCodec(l.key, newID())
	if err != nil {
		return err
	}
	var end int64
	var seq uint64
	err = disk.Replace(l.path, l.watch, func(w io.Writer) (err error) {
		if end, seq, err = dump(w, c, l.state, sortedOps(l.pending)); err != nil || l.file == nil {
			return err
		}
		f := l.file // some systems do not replace an open file
		l.file = nil
		return f.Close()
	})
	if err != nil {
		return err
	}
	f, err := disk.Open(l.path, l.watch)
	if err != nil {
		return err
	}
	l.codec.forget()
	l.file, l.codec, l.seq, l.flushed, l.end, l.dirty = f, c, seq, seq, end, false
	return nil
}

// dump writes a whole log.
func dump(w io.Writer, c *codec, s state, ops []Op) (end int64, seq uint64, err error) {
	out := func(b []byte) {
		if err == nil {
			var n int
			n, err = w.Write(b)
			end += int64(n)
		}
	}
	out(c.header())
	frame := func(payload []byte) {
		seq++
		out(c.append(nil, payload, seq, seq-1))
	}
	frame(s.encode())
	for len(ops) > 0 {
		n := 1
		for n < len(ops) && n < 100 && ops[n].Tx == ops[0].Tx {
			n++
		}
		frame(encodeOps(ops[0].Tx, ops[:n]))
		ops = ops[n:]
	}
	return end, seq, err
}

// Transfer writes the log at from anew at to, under another key or beside another database, and leaves the old one as it
// is. mark says why the database at the new place is not the one the log was written for; "" if it is. A log that is
// missing, or of which nothing can be read, becomes an empty one.
func Transfer(from string, fromKey []byte, to string, toKey []byte, mark string, o Options) (Report, error) {
	im, report, err := peruse(from, fromKey)
	if err != nil {
		return report, err
	}
	im.codec.forget()
	im.mark, im.lost = mark, int64(report.Damaged)
	c, err := newCodec(toKey, newID())
	if err != nil {
		return report, err
	}
	defer c.forget()
	return report, disk.Replace(to, o.Watch, func(w io.Writer) error {
		_, _, err := dump(w, c, im.state, im.ops())
		return err
	})
}

// peruse reads a log without touching it.
func peruse(path string, key []byte) (*image, Report, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &image{}, Report{New: true}, nil
	}
	if err != nil {
		return nil, Report{}, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	i, err := f.Stat()
	if err != nil {
		return nil, Report{}, err
	}
	im, err := read(f, i.Size(), key)
	if errors.Is(err, ErrKey) || errors.Is(err, ErrDamaged) {
		return &image{}, Report{Damaged: 1}, nil
	}
	if err != nil {
		return nil, Report{}, err
	}
	return im, Report{Damaged: im.damaged() + int(im.lost), Torn: im.torn || len(im.missing) > 0}, nil
}
