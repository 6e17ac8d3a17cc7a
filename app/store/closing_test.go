package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
)

// A backup somebody has asked for ends with the store: a lock must not leave the keys with it.
func TestCloseEndsABackupSomebodyAskedFor(t *testing.T) {
	dir, key := account(t)
	begun, goOn := make(chan struct{}), make(chan struct{})
	var once sync.Once
	var on bool
	s := opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
		if on && e.Op == disk.Write && strings.HasPrefix(filepath.Base(e.Path), disk.Unfinished) {
			once.Do(func() { close(begun) })
			<-goOn
		}
		return nil
	}})
	fill(t, s, 0, 50)
	on = true
	made := make(chan error, 1)
	go func() {
		_, err := s.Backup(context.Background())
		made <- err
	}()
	<-begun
	ended := make(chan error, 1)
	go func() { ended <- s.Close() }()
	<-store.Ending(s)
	close(goOn)
	if err := <-ended; err != nil {
		t.Error("closed:", err)
	}
	if err := <-made; err == nil {
		t.Error("the backup went on after the lock")
	}
	left, err := os.ReadDir(filepath.Join(dir, "backups"))
	if err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	if _, err := s.Backup(context.Background()); app.Code(err) == "" {
		t.Error("a closed store makes backups")
	}
	checkOpens(t, dir, key)
}

func checkOpens(t *testing.T, dir string, key []byte) {
	t.Helper()
	s := opened(t, dir, key, store.Options{})
	if got := customers(t, s); got != "50" {
		t.Errorf("%s customers", got)
	}
	closed(t, s)
}
