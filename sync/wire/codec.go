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

// ErrTooLarge is returned when a message exceeds MaxEncoded or MaxDecoded.
var ErrTooLarge = errors.New("wire: message too large")

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
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
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
	if _, err := w.z.Write(line); err != nil {
		return err
	}
	_, err := w.z.Write([]byte{'\n'})
	return err
}

// Close ends the message.
func (w *Writer) Close() error { return w.z.Close() }

// Reader reads the lines of one message, within the limits.
type Reader struct {
	z *zstd.Decoder
	b *bufio.Reader
	n int64
}

// NewReader returns a Reader of the message in r. Close it when done.
func NewReader(r io.Reader) (*Reader, error) {
	z, err := zstd.NewReader(&capped{r, MaxEncoded}, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(MaxDecoded))
	if err != nil {
		return nil, err
	}
	return &Reader{z: z, b: bufio.NewReaderSize(z, 64<<10)}, nil
}

// Next returns the next line; io.EOF after the last. The bytes are the caller's.
func (r *Reader) Next() ([]byte, error) {
	var line []byte
	for {
		part, err := r.b.ReadSlice('\n')
		r.n += int64(len(part))
		if r.n > MaxDecoded {
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

// Close frees the decoder.
func (r *Reader) Close() { r.z.Close() }

// ReadPage decodes a whole reply to a pull. A message cut short is an error, never a short page.
func ReadPage(src io.Reader) (*Page, error) {
	r, err := NewReader(src)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p := &Page{}
	if err := r.Read(&p.Head); err != nil {
		return nil, err
	}
	for {
		line, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil, io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		var t struct {
			T string `json:"t"`
		}
		if err := json.Unmarshal(line, &t); err != nil {
			return nil, fmt.Errorf("wire: %w", err)
		}
		switch t.T {
		case TypeRow, TypeLeave:
			var e Entry
			if err := json.Unmarshal(line, &e); err != nil {
				return nil, fmt.Errorf("wire: %w", err)
			}
			p.Entries = append(p.Entries, e)
		case TypeTail:
			if err := json.Unmarshal(line, &p.Tail); err != nil {
				return nil, fmt.Errorf("wire: %w", err)
			}
			return p, nil
		default:
			p.Unknown = append(p.Unknown, line)
		}
	}
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
