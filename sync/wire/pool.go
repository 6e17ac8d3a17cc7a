package wire

import (
	"bufio"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// How messages are compressed. Measured on the first pull of a planner of the demo data (4 561 rows, 840 bytes each, in
// one page): fastest 102 bytes a row in 1.8 µs, default 94 in 2.3, better 87 in 3.5, best 86 in 33. A window of 1 MiB
// instead of 4 costs 7 bytes a row, 8 MiB gains nothing. An encoder holds 9 MB and takes 1.5 ms to make, so encoders are
// kept and used again: 0.7 µs for a small message. A decoder is made in 6 µs and takes memory only as a message needs it.
const (
	level  = zstd.SpeedBetterCompression
	window = 4 << 20
	// maxWindow is what a reader lends a message for looking back; earlier versions used up to 8 MiB.
	maxWindow = 8 << 20
)

var (
	encoders sync.Pool
	buffers  = sync.Pool{New: func() any { return bufio.NewReaderSize(nil, 64<<10) }}
)

// takeEncoder returns an encoder to w; give it back by keepEncoder.
func takeEncoder(w io.Writer) (*zstd.Encoder, error) {
	if z, ok := encoders.Get().(*zstd.Encoder); ok {
		z.Reset(w)
		return z, nil
	}
	return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(level),
		zstd.WithWindowSize(window), zstd.WithLowerEncoderMem(true))
}

func keepEncoder(z *zstd.Encoder) {
	z.Reset(nil)
	encoders.Put(z)
}

// newDecoder returns a decoder of r that takes bounded memory.
func newDecoder(r io.Reader) (*zstd.Decoder, error) {
	return zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxMemory(MaxDecoded), zstd.WithDecoderMaxWindow(maxWindow))
}
