package centre

import (
	"testing"

	"github.com/fangce/fangce/sync/wire"
)

func FuzzParseRange(f *testing.F) {
	for _, s := range []string{"", "bytes=0-", "bytes=5-9", "bytes=-5", "bytes=9223372036854775807-9223372036854775807", "bytes=0-9223372036854775807"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		off, n, err := parseRange(s)
		if err == nil && (off < 0 || n <= 0 || n > wire.MaxChunk) {
			t.Errorf("%q: %d bytes from %d", s, n, off)
		}
	})
}
