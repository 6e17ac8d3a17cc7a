package wire

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

// ErrTooLarge is returned when a message exceeds MaxEncoded or MaxDecoded, or would take far more memory than its size.
var ErrTooLarge = errors.New("wire: message too large")

var errClosed = errors.New("wire: message closed")

// maxValues bounds the JSON values of a message, told by their commas: decoded, a small value takes a hundred times its
// bytes, so that the bound on bytes alone would let a few megabytes fill gigabytes. A full page has some 200 000, an
// import of 20 000 rows a million.
const maxValues = 2 << 20

// Line returns v as one JSON line without its end of line, the form in which operations are stored and hashed.
func Line(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

// Writer writes the lines of one message, compressed.
type Writer struct{ z *zstd.Encoder }

// NewWriter returns a Writer to w. Close it to finish the message.
func NewWriter(w io.Writer) (*Writer, error) {
	z, err := takeEncoder(w)
	if err != nil {
		return nil, err
	}
	return &Writer{z}, nil
}

// Write writes v as one line.
func (w *Writer) Write(v any) error {
	line, err := Line(v)
	if err != nil {
		return err
	}
	return w.WriteLine(line)
}

// WriteLine writes bytes that are already one JSON value without an end of line.
func (w *Writer) WriteLine(line []byte) error {
	if w.z == nil {
		return errClosed
	}
	if _, err := w.z.Write(line); err != nil {
		return err
	}
	_, err := w.z.Write(endOfLine)
	return err
}

// WriteLines writes any number of lines, each with its end of line.
func (w *Writer) WriteLines(lines []byte) error {
	if w.z == nil {
		return errClosed
	}
	_, err := w.z.Write(lines)
	return err
}

// Close ends the message. Closing again does nothing.
func (w *Writer) Close() error {
	if w.z == nil {
		return nil
	}
	err := w.z.Close()
	keepEncoder(w.z)
	w.z = nil
	return err
}

var endOfLine = []byte{'\n'}

// Reader reads the lines of one message, within the limits.
type Reader struct {
	src    *capped
	z      *zstd.Decoder
	b      *bufio.Reader
	left   int64 // bytes that may still come
	values int   // that may still come
}

// NewReader returns a Reader of the message in r. Close it when done.
func NewReader(r io.Reader) (*Reader, error) {
	src := &capped{r, MaxEncoded}
	z, err := newDecoder(src)
	if err != nil {
		return nil, err
	}
	b := buffers.Get().(*bufio.Reader)
	b.Reset(z)
	return &Reader{src: src, z: z, b: b, left: MaxDecoded, values: maxValues}, nil
}

// Limit lowers to n how many decoded bytes the rest of the message may have.
func (r *Reader) Limit(n int64) { r.left = min(r.left, n) }

// Next returns the next line; io.EOF after the last. The bytes are the caller's.
func (r *Reader) Next() ([]byte, error) {
	if r.b == nil {
		return nil, errClosed
	}
	var line []byte
	for {
		part, err := r.b.ReadSlice('\n')
		r.left -= int64(len(part))
		r.values -= bytes.Count(part, comma)
		if r.left < 0 || r.values < 0 {
			return nil, ErrTooLarge
		}
		if r.src.n < 0 || errors.Is(err, zstd.ErrWindowSizeExceeded) || errors.Is(err, zstd.ErrDecoderSizeExceeded) {
			return nil, ErrTooLarge
		}
		line = append(line, part...)
		switch {
		case err == nil:
			return bytes.TrimRight(line, "\r\n"), nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) > 0:
			return nil, io.ErrUnexpectedEOF
		default:
			return nil, err
		}
	}
}

var comma = []byte{','}

// Read decodes the next line into v.
func (r *Reader) Read(v any) error {
	line, err := r.Next()
	if err != nil {
		return err
	}
	if err := json.Unmarshal(line, v); err != nil {
		return fmt.Errorf("wire: %w", err)
	}
	return nil
}

// Close gives back what the Reader holds. Closing again does nothing.
func (r *Reader) Close() {
	if r.b == nil {
		return
	}
	r.b.Reset(nil)
	buffers.Put(r.b)
	r.z.Close()
	r.z, r.b, r.src = nil, nil, nil
}

// capped fails instead of ending when more than n bytes come.
type capped struct {
	r io.Reader
	n int64
}

func (c *capped) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if c.n -= int64(n); c.n < 0 {
		return n, ErrTooLarge
	}
	return n, err
}
