package store_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

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

// The keys outlast what is being attached or fetched while the store is closed, or it would be sealed under another.
func TestCloseWaitsForContents(t *testing.T) {
	c := newContent(30_000)
	for name, f := range map[string]func(*store.Store) error{
		"attach": func(s *store.Store) error { return s.Attach(context.Background(), c.Attachment, c.bytes, c.thumb) },
		"fetch":  func(s *store.Store) error { return s.AddBlobPart(context.Background(), c.blob(), c.bytes) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, key := account(t)
			begun, goOn := make(chan struct{}), make(chan struct{})
			var once sync.Once
			s := opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
				if strings.Contains(filepath.ToSlash(e.Path), "/attachments/") && e.Op == disk.Write {
					once.Do(func() { close(begun) })
					<-goOn
				}
				return nil
			}})
			fill(t, s, 0, 50)
			made := make(chan error, 1)
			go func() { made <- f(s) }()
			<-begun
			ended := make(chan error, 1)
			go func() { ended <- s.Close() }()
			<-store.Ending(s)
			select {
			case <-ended:
				t.Error("closed in the middle of it")
			case <-time.After(300 * time.Millisecond):
			}
			close(goOn)
			if err := <-made; err != nil {
				t.Error(err)
			}
			if err := <-ended; err != nil {
				t.Error(err)
			}
			if err := f(s); app.Code(err) == "" {
				t.Error("a closed store takes it:", err)
			}
			if _, err := s.BlobArrived(context.Background(), c.Sha); err == nil {
				t.Error("a closed store looks for what has come")
			}
			checkOpens(t, dir, key)
		})
	}
}
