package wire

import (
	"bytes"
	"testing"
)

func FuzzReadPage(f *testing.F) {
	f.Add([]byte("nonsense"))
	f.Fuzz(func(_ *testing.T, b []byte) { _, _ = ReadPage(bytes.NewReader(b)) })
}
