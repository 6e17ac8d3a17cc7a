package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/sealed"
	"github.com/fangce/fangce/app/store/subkey"
)

// dirAttachments is the folder of the contents of attachments. In it lies one folder per data key: whatever replaces the
// database under the same key (a backup, a rescue) goes on with the contents that are there, and another key seals them
// anew in a folder of its own. Names are keyed hashes, so that nobody without the key can tell whether a content he knows
// is among them.
const dirAttachments = "attachments"

// Domains of the keyed names.
const (
	infoFolder  = "fangce/attachments/folder/1"
	infoContent = "fangce/attachments/content/1\x00"
)

// Lengths of the names, in bytes before they are written as hexadecimal digits.
const (
	folderNameSize  = 8
	contentNameSize = 16
)

// contents are the files of the attachments under one data key, which belongs to whoever made it.
type contents struct {
	dir   string
	key   []byte
	watch disk.Watch
}

func contentsOf(account string, key []byte, w disk.Watch) contents {
	return contents{filepath.Join(account, dirAttachments, keyedName(key, infoFolder, folderNameSize)), key, w}
}

func keyedName(key []byte, info string, size int) string {
	return hex.EncodeToString(subkey.Derive(key, nil, info, size))
}

// name returns the name of the file of a content.
func (c contents) name(sha string) string { return keyedName(c.key, infoContent+sha, contentNameSize) }

func (c contents) path(sha string) string { return filepath.Join(c.dir, c.name(sha)) }

// sealedAs returns the name under which the file of that name is sealed.
func sealedAs(name string) string { return dirAttachments + "/" + name }

// makeDir makes the folder if there is none, and is done when its name lies on the disk.
func (c contents) makeDir() error {
	if _, err := os.Lstat(c.dir); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(c.dir, 0o700); err != nil {
		return err
	}
	all := filepath.Dir(c.dir)
	return errors.Join(disk.SyncDir(all, c.watch), disk.SyncDir(filepath.Dir(all), c.watch))
}

// put seals a content into its file. When it returns nil, the content lies on the disk, whole. Error: app.ErrDamaged if
// what r gives is not the content of that hash and size; nothing is left then.
func (c contents) put(sha string, size int64, r io.Reader) error {
	if err := c.makeDir(); err != nil {
		return err
	}
	return disk.Replace(c.path(sha), c.watch, func(to io.Writer) error {
		w, err := sealed.NewWriter(to, c.key, sealedAs(c.name(sha)))
		if err != nil {
			return err
		}
		sum := sha256.New()
		n, err := io.Copy(io.MultiWriter(w, sum), io.LimitReader(r, size+1))
		if err == nil {
			err = isContent(sum, n, sha, size)
		}
		return errors.Join(err, w.Close())
	})
}

func isContent(sum hash.Hash, n int64, sha string, size int64) error {
	if n != size || hex.EncodeToString(sum.Sum(nil)) != sha {
		return app.Errorf(app.ErrDamaged, "附件内容与登记的不符")
	}
	return nil
}

// open returns a reader of a content; every byte it gives is authenticated. Errors: fs.ErrNotExist, sealed.ErrDamaged.
func (c contents) open(sha string) (io.ReadCloser, error) { return c.openNamed(c.name(sha)) }

func (c contents) openNamed(name string) (io.ReadCloser, error) {
	f, err := os.Open(filepath.Join(c.dir, name))
	if err != nil {
		return nil, err
	}
	r, err := sealed.NewReader(f, c.key, sealedAs(name))
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return struct {
		io.Reader
		io.Closer
	}{r, f}, nil
}

// remove overwrites and removes the files of contents, whole ones and parts.
func (c contents) remove(shas ...string) error {
	var paths []string
	for _, sha := range shas {
		paths = append(append(paths, c.path(sha)), c.parts(sha)...)
	}
	return shred(paths, c.watch)
}

// identify reads the file of that name and returns whose content it is. Error: sealed.ErrDamaged if it is not what its
// name says.
func (c contents) identify(name string) (sha string, size int64, err error) {
	r, err := c.openNamed(name)
	if err != nil {
		return "", 0, err
	}
	sum := sha256.New()
	size, err = io.Copy(sum, r)
	if err := errors.Join(err, r.Close()); err != nil {
		return "", 0, err
	}
	sha = hex.EncodeToString(sum.Sum(nil))
	if c.name(sha) != name {
		return "", 0, sealed.ErrDamaged
	}
	return sha, size, nil
}
