package oplog

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
)

// Report is what opening a log found out about it.
type Report struct {
	New     bool // there was none
	Damaged int  // frames that were on the disk and cannot be read any more, those of earlier openings nobody was told of included
	Torn    bool // the end was cut off in the middle of a frame, as by a power cut; nothing that was reported written
}

// Errors of Open.
var (
	ErrKey     = errors.New("oplog: the log belongs to another key")
	ErrDamaged = errors.New("oplog: nothing of the log can be read")
)

const (
	// window is how much is read at once, in bytes.
	window = 256 << 10
	// patience bounds the bytes that are looked at for every byte of a file, so that a file made to be slow is not.
	patience = 8
)

// image is what reading a log from its beginning to its end gives.
type image struct {
	state
	codec   *codec
	pending map[int64]Op
	seq     uint64 // of the last frame
	durable uint64 // greatest frame known to have been flushed
	end     int64  // where the last good frame ends
	missing []gap
	skipped int  // stretches of bytes between good frames that are none
	torn    bool // bytes after the last good frame
	whole   bool // the header is as it should be
}

// gap is a range of frame numbers that were not found.
type gap struct{ from, to uint64 }

// source reads a file in windows.
type source struct {
	r    io.ReaderAt
	size int64
	at   int64 // of buf
	buf  []byte
	work int64 // bytes that may still be looked at
	err  error
}

// peek returns n bytes at off, fewer where the file ends.
func (s *source) peek(off int64, n int) []byte {
	if off >= s.size || s.err != nil {
		return nil
	}
	n = int(min(int64(n), s.size-off))
	if off < s.at || off+int64(n) > s.at+int64(len(s.buf)) {
		b := make([]byte, min(int64(max(n, window)), s.size-off))
		m, err := s.r.ReadAt(b, off)
		if err != nil && !errors.Is(err, io.EOF) {
			s.err = err
			return nil
		}
		s.at, s.buf = off, b[:m]
	}
	from := int(off - s.at)
	return s.buf[from:min(len(s.buf), from+n)]
}

// frame returns the whole frame at off, nil if none can begin there.
func (s *source) frame(off int64) ([]byte, head) {
	h, ok := parseHead(s.peek(off, frameHead))
	total := int64(frameHead + h.length)
	if !ok || off+total > s.size || total > s.work {
		return nil, h
	}
	s.work -= total
	b := s.peek(off, int(total))
	if int64(len(b)) < total {
		return nil, h
	}
	return b, h
}

// next returns where the next mark after off is, the file's size if there is none.
func (s *source) next(off int64) int64 {
	for off++; off < s.size && s.err == nil; {
		b := s.peek(off, len(frameMark))
		if len(b) < len(frameMark) {
			break
		}
		b = s.buf[off-s.at:] // all there is, so that nothing is read twice
		if i := bytes.Index(b, []byte(frameMark)); i >= 0 {
			return off + int64(i)
		}
		off += int64(len(b) - len(frameMark) + 1)
	}
	return s.size
}

// read reads a whole log. The error is ErrKey, ErrDamaged or one of the disk.
func read(r io.ReaderAt, size int64, key []byte) (*image, error) {
	s := &source{r: r, size: size, work: patience*size + 2*maxPayload}
	im := &image{pending: map[int64]Op{}}
	off := int64(0)
	if id, check, ok := parseHeader(s.peek(0, headerSize)); ok {
		c, err := newCodec(key, id)
		if err != nil {
			return nil, err
		}
		if !c.owns(check) {
			return nil, ErrKey
		}
		im.codec, im.whole = c, true
		off = int64(headerSize)
	}
	if s.err != nil {
		return nil, s.err
	}
	if im.codec == nil {
		var err error
		if off, err = im.adopt(s, key); err != nil {
			return nil, err
		}
	}
	im.end = off
	for off < size && s.err == nil {
		b, h := s.frame(off)
		if b != nil && im.take(b, h) {
			if off > im.end {
				im.skipped++
			}
			off += int64(len(b))
			im.end = off
			continue
		}
		off = s.next(off)
	}
	im.torn = im.end < size
	if s.err == nil && im.seq == 0 {
		return nil, ErrDamaged // every log begins with its state
	}
	return im, s.err
}

// adopt finds a log's id where the header is gone: that of the first frame the key opens. It returns where that frame is.
func (im *image) adopt(s *source, key []byte) (int64, error) {
	for off := int64(-1); ; {
		off = s.next(off)
		if off >= s.size {
			return 0, errors.Join(s.err, ErrDamaged)
		}
		b, h := s.frame(off)
		if b == nil || checksum(b) != h.crc {
			continue
		}
		c, err := newCodec(key, h.id)
		if err != nil {
			return 0, err
		}
		if _, ok := c.open(b, h); ok {
			im.codec = c
			return off, nil
		}
	}
}

// take applies a frame, and reports whether it is one of this log that comes after the last.
func (im *image) take(b []byte, h head) bool {
	if h.seq <= im.seq {
		return false
	}
	payload, ok := im.codec.open(b, h)
	if !ok {
		return false
	}
	c, err := decode(payload)
	if err != nil {
		return false
	}
	if h.seq > im.seq+1 {
		im.missing = append(im.missing, gap{im.seq + 1, h.seq - 1})
	}
	im.seq, im.durable = h.seq, max(im.durable, h.durable)
	im.apply(c)
	return true
}

// apply takes in what a frame says.
func (im *image) apply(c content) {
	for _, o := range c.ops {
		im.pending[o.N] = o
		im.last = max(im.last, o.N)
	}
	for _, n := range c.acks {
		delete(im.pending, n)
	}
	if c.state != nil {
		last := max(im.last, c.state.last)
		im.state = *c.state
		im.last = last
	}
}

// damaged returns how many frames are missing that were on the disk. A stretch of bytes that is no frame counts as one even
// where no number is missing, such as a frame repeated.
func (im *image) damaged() int {
	n := 0
	for _, g := range im.missing {
		if g.from <= im.durable {
			n += int(min(g.to, im.durable) - g.from + 1)
		}
	}
	return max(n, im.skipped-len(im.missing))
}

// ops returns what is pending, by number.
func (im *image) ops() []Op { return sortedOps(im.pending) }

func sortedOps(pending map[int64]Op) []Op {
	out := make([]Op, 0, len(pending))
	for _, o := range pending {
		out = append(out, o)
	}
	slices.SortFunc(out, func(a, b Op) int { return cmp.Compare(a.N, b.N) })
	return out
}
