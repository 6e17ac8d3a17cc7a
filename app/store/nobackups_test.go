package store_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app/store"
)

// Something else in the place of the backups' folder costs the backups, and people are told so; nothing else.
func TestBackupsFolderInTheWay(t *testing.T) {
	dir, key := busyAccount(t)
	at := filepath.Join(dir, "backups")
	if err := os.RemoveAll(at); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := opened(t, dir, key, store.Options{})
	h, err := s.Health(ctx)
	if err != nil || !h.BackupLate || h.BackupNote == "" {
		t.Errorf("health %+v, %v", h, err)
	}
	if _, err := s.Backup(ctx); err == nil {
		t.Error("a backup lies nowhere")
	}
	closed(t, s)
	if err := os.Remove(filepath.Join(dir, store.FileDatabase)); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Rescue(ctx, dir, key, store.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(at); err != nil {
		t.Fatal(err)
	}
	checkWhole(t, dir)
}
