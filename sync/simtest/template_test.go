package simtest

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"sync"

	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/keyfile"
	"github.com/fangce/fangce/app/store/vault"
	"github.com/fangce/fangce/sync/centre"
)

// templates are files every run begins with: an empty centre and an empty laptop, made once in a process.
type templates struct {
	dir    string
	centre string // database
	laptop string // account's folder
	key    []byte // of the account
	vault  *vault.VFS
}

var template = sync.OnceValue(func() *templates {
	dir, err := os.MkdirTemp(workshop(), "templates-")
	if err != nil {
		panic(err)
	}
	t := &templates{dir: dir, centre: filepath.Join(dir, "centre.db")}
	if err := t.make(); err != nil {
		panic(err)
	}
	return t
})

func (t *templates) make() error {
	ctx := context.Background()
	store.KDF = keyfile.Fast
	c, err := centre.Open(ctx, t.centre, centre.Options{})
	if err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	if t.laptop, t.key, err = store.CreateAccount(t.dir, store.Account{StaffNo: "1", Name: "员工"}, "一二三四五六"); err != nil {
		return err
	}
	s, err := store.Open(ctx, t.laptop, t.key, store.Options{})
	if err != nil {
		return err
	}
	if err := s.Close(); err != nil {
		return err
	}
	t.vault, err = vault.New(t.key, vault.Options{})
	return err
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// copyFolder copies a laptop's folder as a crash leaves it: without the index of the write-ahead log, which lives in
// memory.
func copyFolder(from, to string) error {
	if err := os.MkdirAll(to, 0o700); err != nil {
		return err
	}
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, e := range entries {
		a, b := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		switch {
		case e.IsDir():
			err = copyFolder(a, b)
		case filepath.Ext(e.Name()) == ".db-shm":
		default:
			err = copyFile(a, b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
