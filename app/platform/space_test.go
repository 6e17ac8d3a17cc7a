package platform

import (
	"path/filepath"
	"testing"
)

func TestFreeSpace(t *testing.T) {
	dir := t.TempDir()
	if n, err := FreeSpace(dir); err != nil || n < 1<<20 || n > 1<<60 {
		t.Errorf("%d bytes, %v", n, err)
	}
	if _, err := FreeSpace(filepath.Join(dir, "none")); err == nil {
		t.Error("a folder that is not there has room")
	}
}
