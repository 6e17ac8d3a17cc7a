package device_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
)

var createOf = store.Create

// handOver gives lin's card to another planner.
func (o *office) handOver(staffNo string) {
	o.t.Helper()
	if n, err := o.centre.HandOver(o.t.Context(), []string{lin.ID}, app.PersonID(staffNo), app.PersonID(resource)); err != nil || n != 1 {
		o.t.Fatal(n, err)
	}
}

// loseContents removes all contents at the centre.
func (o *office) loseContents() {
	o.t.Helper()
	if err := os.RemoveAll(centre.BlobsOf(o.path)); err != nil {
		o.t.Fatal(err)
	}
}

// files returns the files of contents on the laptop.
func (l *laptop) files() []string {
	return filesBelow(l.t, filepath.Join(l.store.Dir(), "attachments"))
}

func filesBelow(t *testing.T, dir string) (out []string) {
	t.Helper()
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			out = append(out, path)
		}
		return nil
	})
	return out
}

// ask asks for a content as somebody would who has the laptop's key, and returns the status.
func (l *laptop) ask(sha string) int { return l.askAs("GET", sha, nil) }

func (l *laptop) askAs(method, sha string, body []byte) int {
	l.t.Helper()
	status, err := l.AskBlob(l.t.Context(), method, sha, body)
	if err != nil {
		l.t.Fatal(err)
	}
	return status
}
