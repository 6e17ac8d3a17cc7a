package centre

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
)

// BlobsOf returns the folder of the contents of attachments of the database at path: a folder beside it. In it a content
// lies at ab/<sha>, where ab is how its SHA-256 begins, and what is still under way at ab/<sha>.<sender>.part. A content
// that stands under its name is whole, verified and never changes, so that a copy of the folder may be made at any time;
// parts need no copy.
func BlobsOf(path string) string { return path + ".blobs" }

// partEnd ends the names of contents under way.
const partEnd = ".part"

// blobFiles are the contents in the folder. Their methods say nothing of who may do what.
type blobFiles struct {
	dir string
	// one holds whoever writes a content, by the first byte of its SHA-256.
	one   [256]sync.Mutex
	swept atomic.Int64 // when old parts were last looked for
}

// lock keeps others from writing the content until unlock.
func (b *blobFiles) lock(sha string) (unlock func()) {
	n, err := hex.DecodeString(sha[:2])
	if err != nil {
		n = []byte{0}
	}
	m := &b.one[n[0]]
	m.Lock()
	return m.Unlock
}

func (b *blobFiles) path(sha string) string { return filepath.Join(b.dir, sha[:2], sha) }

// part returns where what a person sends of a content lies. Each sender has a part of his own: what others have sent of it
// says nothing about what he has.
func (b *blobFiles) part(sha, person string) string {
	who := sha256.Sum256([]byte(person))
	return b.path(sha) + "." + hex.EncodeToString(who[:8]) + partEnd
}

// length returns how long a file is, 0 if there is none.
func length(path string) (int64, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// whole reports whether the content is there.
func (b *blobFiles) whole(sha string) (bool, error) {
	_, err := os.Stat(b.path(sha))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// add appends a chunk to a part that has off bytes. When it returns nil, the chunk lies on the disk.
func (b *blobFiles) add(part string, off int64, chunk []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(part), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(part, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = f.WriteAt(chunk, off)
	if err == nil {
		err = f.Sync()
	}
	if err != nil {
		err = errors.Join(err, f.Truncate(off)) // half a chunk is none
	}
	return err
}

// finish makes a part the content, if it is that. When it returns true, the content lies on the disk under its name; when
// it returns false, the part was another content, and is gone.
func (b *blobFiles) finish(sha, part string) (bool, error) {
	same, err := isContent(part, sha)
	if err != nil {
		return false, err
	}
	if !same {
		return false, os.Remove(part)
	}
	if whole, err := b.whole(sha); err != nil || whole {
		return err == nil, errors.Join(err, os.Remove(part))
	}
	if err := os.Rename(part, b.path(sha)); err != nil {
		return false, err
	}
	return true, errors.Join(syncDir(filepath.Dir(part)), syncDir(b.dir))
}

func isContent(path, sha string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return false, err
	}
	return hex.EncodeToString(sum.Sum(nil)) == sha, nil
}

// read returns n bytes of a content from off on, fewer where it ends before.
func (b *blobFiles) read(sha string, off, n int64) (chunk []byte, size int64, err error) {
	f, err := os.Open(b.path(sha))
	if err != nil {
		return nil, 0, err
	}
	defer func() { _ = f.Close() }() // nothing was written
	info, err := f.Stat()
	if err != nil {
		return nil, 0, err
	}
	size = info.Size()
	if off >= size {
		return nil, size, nil
	}
	chunk = make([]byte, min(n, size-off))
	_, err = f.ReadAt(chunk, off)
	return chunk, size, err
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync() // not every system can flush a folder
	return d.Close()
}
