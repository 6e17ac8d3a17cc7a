package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/sealed"
)

// A content on its way here lies in pieces, in the order in which they came: the file name, a dot, and a number from 0 on.
// Each piece is sealed as a whole under its own name, so that what has come survives whatever happens next, and nothing of
// it is shown before all of it has been verified.

func (c contents) part(sha string, n int) string { return c.name(sha) + "." + strconv.Itoa(n) }

// parts returns the paths of the pieces of a content.
func (c contents) parts(sha string) []string {
	var out []string
	for n := 0; ; n++ {
		path := c.path(sha) + "." + strconv.Itoa(n)
		if _, err := os.Lstat(path); err != nil {
			return out
		}
		out = append(out, path)
	}
}

// arrived returns how many bytes of a content lie in pieces, and how many pieces there are. Pieces that do not open count
// as not there, and neither do those after them.
func (c contents) arrived(sha string) (bytes int64, n int) {
	for ; ; n++ {
		r, err := c.openNamed(c.part(sha, n))
		if err != nil {
			return bytes, n
		}
		size, err := io.Copy(io.Discard, r)
		_ = r.Close() // nothing was written
		if err != nil {
			return bytes, n
		}
		bytes += size
	}
}

// addPart seals the piece of that number.
func (c contents) addPart(sha string, n int, b []byte) error {
	if err := c.makeDir(); err != nil {
		return err
	}
	return sealed.WriteFile(c.path(sha)+"."+strconv.Itoa(n), c.key, sealedAs(c.part(sha, n)), b, c.watch)
}

// join makes the content of its pieces, verified, and removes them. Error: app.ErrDamaged if they are not that content;
// the pieces are gone then too.
func (c contents) join(sha string, size int64) error {
	r := &partReader{c: c, sha: sha}
	err := c.put(sha, size, r)
	r.close()
	if err != nil && app.Code(err) != app.ErrDamaged && !errors.Is(err, sealed.ErrDamaged) {
		return err // of the disk: what has come stays
	}
	return errors.Join(err, discard(c.parts(sha), c.watch))
}

// partReader reads the pieces of a content one after the other.
type partReader struct {
	c   contents
	sha string
	n   int
	now io.ReadCloser
}

func (p *partReader) Read(b []byte) (int, error) {
	for {
		if p.now == nil {
			var err error
			p.now, err = p.c.openNamed(p.c.part(p.sha, p.n))
			if errors.Is(err, fs.ErrNotExist) {
				return 0, io.EOF
			}
			if err != nil {
				return 0, err
			}
			p.n++
		}
		n, err := p.now.Read(b)
		if errors.Is(err, io.EOF) {
			p.close()
			if n == 0 {
				continue
			}
			err = nil
		}
		return n, err
	}
}

func (p *partReader) close() {
	if p.now != nil {
		_ = p.now.Close() // nothing was written
		p.now = nil
	}
}
