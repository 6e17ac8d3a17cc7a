package sealed

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/fangce/fangce/app/store/subkey"
)

// KeySize is the length of the data key in bytes.
const KeySize = 32

const (
	mark      = "FANGCE\x00\x01" // the last byte is the version of the format
	saltSize  = 32
	chunkSize = 64 << 10
	info      = "fangce/sealed/1\x00"
)

// ErrDamaged is returned for a file that is cut off, changed, not the one of that name, or sealed with another key. These
// cannot be told apart.
var ErrDamaged = errors.New("sealed: the file is damaged or does not belong here")

// chunks is the cipher of one file and counts its chunks.
type chunks struct {
	aead  cipher.AEAD
	nonce [12]byte // 7 zeros, the chunk's number, 1 for the last chunk
	n     uint32
}

func newChunks(key, salt []byte, name string) (*chunks, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("sealed: the key has %d bytes", len(key))
	}
	sub := subkey.Derive(key, salt, info+name, KeySize)
	defer clear(sub)
	block, err := aes.NewCipher(sub)
	if err != nil {
		return nil, err
	}
	defer subkey.Forget(block) // the AEAD keeps its own copy
	aead, err := cipher.NewGCM(block)
	return &chunks{aead: aead}, err
}

// next moves on to the next chunk and returns its nonce.
func (c *chunks) next(last bool) ([]byte, error) {
	if c.n == 1<<32-1 {
		return nil, errors.New("sealed: the file is too long")
	}
	binary.BigEndian.PutUint32(c.nonce[7:], c.n)
	c.n++
	c.nonce[11] = 0
	if last {
		c.nonce[11] = 1
	}
	return c.nonce[:], nil
}

// NewWriter returns a writer that seals what is written to it into w, under the name it will be read by. Close writes the
// last chunk; a file without it does not open. It does not close w.
func NewWriter(w io.Writer, key []byte, name string) (io.WriteCloser, error) {
	head := make([]byte, len(mark)+saltSize)
	salt := head[copy(head, mark):]
	_, _ = rand.Read(salt) // never fails
	c, err := newChunks(key, salt, name)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(head); err != nil {
		return nil, err
	}
	return &writer{w: w, c: c, buf: make([]byte, 0, chunkSize+c.aead.Overhead())}, nil
}

type writer struct {
	w   io.Writer
	c   *chunks
	buf []byte // what is not sealed yet, less than a chunk unless more may follow
	err error
}

// Write seals the chunks that are full and known not to be the last.
func (w *writer) Write(b []byte) (n int, err error) {
	for len(b) > 0 && w.err == nil {
		if len(w.buf) == chunkSize {
			w.flush(false)
			continue
		}
		m := min(len(b), chunkSize-len(w.buf))
		w.buf = append(w.buf, b[:m]...)
		b, n = b[m:], n+m
	}
	return n, w.err
}

func (w *writer) flush(last bool) {
	nonce, err := w.c.next(last)
	if err != nil {
		w.err = err
		return
	}
	_, w.err = w.w.Write(w.c.aead.Seal(w.buf[:0], nonce, w.buf, nil))
	w.buf = w.buf[:0]
}

// Close writes the last chunk.
func (w *writer) Close() error {
	if w.err == nil {
		w.flush(true)
	}
	clear(w.buf[:cap(w.buf)])
	subkey.Forget(w.c.aead)
	err := w.err
	if err == nil {
		w.err = errors.New("sealed: written to after closing")
	}
	return err
}

// NewReader returns a reader of what NewWriter sealed under that name. It returns io.EOF only where the file truly ends,
// and ErrDamaged instead of anything that was not sealed so.
func NewReader(r io.Reader, key []byte, name string) (io.Reader, error) {
	head := make([]byte, len(mark)+saltSize)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, short(err)
	}
	if string(head[:len(mark)]) != mark {
		return nil, ErrDamaged
	}
	c, err := newChunks(key, head[len(mark):], name)
	if err != nil {
		return nil, err
	}
	return &reader{r: bufio.NewReaderSize(r, 1), c: c, raw: make([]byte, chunkSize+c.aead.Overhead())}, nil
}

type reader struct {
	r    *bufio.Reader
	c    *chunks
	raw  []byte // one sealed chunk
	rest []byte // opened, not handed out yet
	err  error
}

// Read implements io.Reader.
func (r *reader) Read(b []byte) (int, error) {
	for len(r.rest) == 0 && r.err == nil {
		if r.fill(); r.err != nil {
			subkey.Forget(r.c.aead)
		}
	}
	n := copy(b, r.rest)
	clear(r.rest[:n])
	r.rest = r.rest[n:]
	if n == 0 && len(b) > 0 {
		return 0, r.err
	}
	return n, nil
}

func (r *reader) fill() {
	n, err := io.ReadFull(r.r, r.raw)
	last := false
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		last = true
	case err != nil:
		r.err = err
		return
	default:
		_, err := r.r.Peek(1)
		last = errors.Is(err, io.EOF)
		if err != nil && !last {
			r.err = err
			return
		}
	}
	nonce, err := r.c.next(last)
	if err != nil {
		r.err = err
		return
	}
	if r.rest, err = r.c.aead.Open(r.raw[:0], nonce, r.raw[:n], nil); err != nil {
		r.rest, r.err = nil, ErrDamaged
	} else if last {
		r.err = io.EOF
	}
}

// short turns the end of a file that has not begun yet into damage.
func short(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return ErrDamaged
	}
	return err
}
