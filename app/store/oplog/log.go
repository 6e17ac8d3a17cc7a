package oplog

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/fangce/fangce/app/store/disk"
)

// Options are what a log needs besides its path and key.
type Options struct {
	Watch disk.Watch // told of every step before it is taken; may be nil
}

// Log is an open log. Its methods may be called from any goroutine.
type Log struct {
	mu      sync.Mutex
	path    string
	key     []byte
	watch   disk.Watch
	file    *disk.File // nil after a failure that left it unclear which file lies at path: see ready
	codec   *codec
	state   state
	pending map[int64]Op
	live    int64 // about what the pending operations take, in bytes
	seq     uint64
	flushed uint64 // the last frame known to lie on the disk
	end     int64  // where the last good frame ends
	dirty   bool   // there may be something behind end
}

var errClosed = errors.New("oplog: the log is closed")

// Open opens the log at path, and makes an empty one if there is none. key is the account's data key; it is copied. A log
// that is damaged in parts opens with what can still be read, and the report says so. Errors: ErrKey, ErrDamaged (Create
// then makes an empty one in its place) and those of the disk.
func Open(path string, key []byte, o Options) (*Log, Report, error) {
	l := &Log{path: path, key: append([]byte(nil), key...), watch: o.Watch}
	im, err := l.load()
	if errors.Is(err, fs.ErrNotExist) {
		clear(l.key)
		l, err := Create(path, key, o)
		return l, Report{New: true}, err
	}
	if err != nil {
		clear(l.key)
		return nil, Report{}, err
	}
	report := Report{Damaged: im.damaged() + int(im.lost), Torn: im.torn || len(im.missing) > 0}
	l.state.lost = int64(report.Damaged)
	if !im.whole || len(im.missing) > 0 || im.skipped > 0 {
		// What is missing must not be taken for damage, or for more damage, the next time.
		if err := l.rewrite(); err != nil {
			return nil, report, errors.Join(err, l.Close())
		}
	}
	return l, report, nil
}

// Create makes an empty log, in the place of whatever lies at path.
func Create(path string, key []byte, o Options) (*Log, error) {
	l := &Log{path: path, key: append([]byte(nil), key...), watch: o.Watch, pending: map[int64]Op{}}
	if err := l.rewrite(); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// load takes over what lies at path.
func (l *Log) load() (*image, error) {
	if _, err := os.Stat(l.path); err != nil {
		return nil, err
	}
	f, err := disk.Open(l.path, l.watch)
	if err != nil {
		return nil, err
	}
	size, err := f.Size()
	var im *image
	if err == nil {
		im, err = read(f, size, l.key)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	l.take(f, im)
	return im, nil
}

func (l *Log) take(f *disk.File, im *image) {
	l.file, l.codec, l.state, l.pending = f, im.codec, im.state, im.pending
	l.seq, l.flushed, l.end, l.dirty = im.seq, im.durable, im.end, im.torn
	l.live = 0
	for _, o := range l.pending {
		l.live += int64(o.size())
	}
}

// Append writes operations, all of them or none, and returns once they lie on the disk. After an error they may be appended
// again; the log goes on from its last good end.
func (l *Log) Append(ops ...Op) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(ops) == 0 {
		return nil
	}
	var payloads [][]byte
	for len(ops) > 0 {
		n, size := 1, ops[0].size()
		for n < len(ops) && ops[n].Tx == ops[0].Tx && size+ops[n].size() < maxPayload/4 {
			size += ops[n].size()
			n++
		}
		p := encodeOps(ops[0].Tx, ops[:n])
		if len(p) > maxPayload {
			return errors.New("oplog: the operation is too long")
		}
		payloads, ops = append(payloads, p), ops[n:]
	}
	return l.write(true, payloads...)
}

// Ack notes that the centre has answered these operations. It is not flushed: what a power cut takes of it is found in the
// database at the next opening.
func (l *Log) Ack(ns ...int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	known := make([]int64, 0, len(ns))
	for _, n := range ns {
		if _, ok := l.pending[n]; ok {
			known = append(known, n)
		}
	}
	if len(known) == 0 {
		return nil
	}
	return l.write(false, encodeAck(known))
}

// Author notes whose numbers the operations have.
func (l *Log) Author(person, device string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.state.person == person && l.state.device == device {
		return nil
	}
	s := l.state
	s.person, s.device = person, device
	return l.write(true, s.encode())
}

// Opened notes how often the store was opened, and that whoever opened it was told of damage and took in what the mark of
// Transfer is about.
func (l *Log) Opened(counter int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.state
	s.opening, s.mark, s.lost = counter, "", 0
	return l.write(true, s.encode())
}

// write appends frames with one write, and takes in what they say once it has succeeded.
func (l *Log) write(flush bool, payloads ...[]byte) error {
	if err := l.ready(); err != nil {
		return err
	}
	var b []byte
	seq := l.seq
	for _, p := range payloads {
		seq++
		b = l.codec.append(b, p, seq, l.flushed)
	}
	l.dirty = true
	if _, err := l.file.WriteAt(b, l.end); err != nil {
		return err
	}
	if flush {
		if err := l.file.Sync(); err != nil {
			return err
		}
		l.flushed = seq
	}
	l.dirty = false
	l.seq, l.end = seq, l.end+int64(len(b))
	for _, p := range payloads {
		l.apply(p)
	}
	return nil
}

// apply takes in a payload that was written.
func (l *Log) apply(payload []byte) {
	im := image{state: l.state, pending: l.pending}
	c, err := decode(payload)
	if err != nil {
		return // never: it was encoded here
	}
	for _, n := range c.acks {
		if o, ok := l.pending[n]; ok {
			l.live -= int64(o.size())
		}
	}
	for i := range c.ops {
		if o, ok := l.pending[c.ops[i].N]; ok {
			l.live -= int64(o.size())
		}
		l.live += int64(c.ops[i].size())
	}
	im.apply(c)
	l.state = im.state
}

// ready makes sure that the log can be appended to: that the right file is open, its place in the folder safe, and that it
// ends where the last good frame does.
func (l *Log) ready() error {
	if l.key == nil {
		return errClosed
	}
	if l.file == nil {
		if err := disk.SyncDir(filepath.Dir(l.path), l.watch); err != nil {
			return err
		}
		if _, err := l.load(); err != nil {
			return err
		}
	}
	if !l.dirty {
		return nil
	}
	if err := l.file.Truncate(l.end); err != nil {
		return err
	}
	l.dirty = false
	return nil
}

// Last returns the greatest number an operation ever had in this log.
func (l *Log) Last() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state.last
}

// Opening returns what Opened noted last.
func (l *Log) Opening() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state.opening
}

// Mark returns why the database beside the log is not the one the log was written for, "" if it is.
func (l *Log) Mark() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state.mark
}

// Writer returns whose numbers the operations have, as Author noted it.
func (l *Log) Writer() (person, device string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state.person, l.state.device
}

// Pending returns the operations that are not acknowledged, by number. Their bytes must not be changed.
func (l *Log) Pending() []Op {
	l.mu.Lock()
	defer l.mu.Unlock()
	return sortedOps(l.pending)
}

// Has reports whether an operation is pending.
func (l *Log) Has(n int64) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, ok := l.pending[n]
	return ok
}

// Close closes the log and forgets its keys.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	clear(l.key)
	l.codec.forget()
	l.key, l.codec, l.pending = nil, nil, nil
	if l.file == nil {
		return nil
	}
	f := l.file
	l.file = nil
	return f.Close()
}
