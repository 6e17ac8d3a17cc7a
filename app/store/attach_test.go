package store_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

const onCard = "11111111-1111-7111-8111-111111111111"

// content is a content nobody has met, with the row that names it.
type content struct {
	app.Attachment
	bytes, thumb []byte
}

func newContent(size int) content {
	c := content{bytes: make([]byte, size), thumb: make([]byte, 900)}
	_, _ = rand.Read(c.bytes)
	_, _ = rand.Read(c.thumb)
	c.Attachment = app.Attachment{
		ID: app.NewID(apptest.Now), CustomerID: onCard, Name: "身份证.jpg", Mime: app.MimeJPEG, Size: int64(size), Sha: shaOf(c.bytes),
		Thumb: shaOf(c.thumb), ThumbSize: int64(len(c.thumb)), AddedAt: app.InstantOf(apptest.Now), PersonID: apptest.Planner,
	}
	return c
}

func shaOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func attach(t *testing.T, s *store.Store, size int) content {
	t.Helper()
	c := newContent(size)
	if err := s.Attach(t.Context(), c.Attachment, c.bytes, c.thumb); err != nil {
		t.Fatal(err)
	}
	return c
}

func blobOf(t *testing.T, s *store.Store, sha string) []byte {
	t.Helper()
	r, err := s.OpenBlob(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// attached returns the paths of the files below the folder of contents, but for those of a database that was set aside.
func attached(t *testing.T, dir string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(filepath.Join(dir, "attachments"), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !strings.Contains(path, "other-key-") {
			out = append(out, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}

func TestAnAttachmentComesBackAsItWas(t *testing.T) {
	s := apptest.NewStore(t)
	c := attach(t, s, 300_000)
	if !bytes.Equal(blobOf(t, s, c.Sha), c.bytes) || !bytes.Equal(blobOf(t, s, c.Thumb), c.thumb) {
		t.Error("other content came back")
	}
	list, err := s.AttachmentsOf(t.Context(), onCard)
	if err != nil || len(list) != 1 || list[0].Attachment != c.Attachment || list[0].State != app.BlobHere || !list[0].Unsent {
		t.Fatalf("%+v, %v", list, err)
	}
	if _, err := s.OpenBlob(t.Context(), shaOf([]byte("other"))); app.Code(err) != app.ErrNotFound {
		t.Errorf("a content nobody attached: %v", err)
	}
}

func TestTheFolderTellsNothing(t *testing.T) {
	s := apptest.NewStore(t)
	c := newContent(10)
	c.bytes = bytes.Repeat([]byte("林秀英 13800001234 "), 10_000)
	c.Size, c.Sha = int64(len(c.bytes)), shaOf(c.bytes)
	if err := s.Attach(t.Context(), c.Attachment, c.bytes, c.thumb); err != nil {
		t.Fatal(err)
	}
	files := attached(t, s.Dir())
	if len(files) != 2 {
		t.Fatalf("files: %q", files)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(b, []byte("13800001234")) || bytes.Contains(b, c.thumb[:32]) {
			t.Errorf("%s shows its content", path)
		}
		if name := filepath.Base(path); strings.Contains(c.Sha+c.Thumb, name) || strings.Contains(name, c.Sha[:16]) {
			t.Errorf("the name %s tells the hash", name)
		}
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
	}
}

func TestARowThatDoesNotFitItsContentIsRefused(t *testing.T) {
	s := apptest.NewStore(t)
	for name, change := range map[string]func(*content){
		"size":  func(c *content) { c.Size++ },
		"sha":   func(c *content) { c.Sha = strings.ToUpper(c.Sha) },
		"type":  func(c *content) { c.Mime = "text/html" },
		"thumb": func(c *content) { c.thumb = nil },
		"bytes": func(c *content) { c.bytes[5] ^= 1 },
	} {
		c := newContent(70_000)
		change(&c)
		if err := s.Attach(t.Context(), c.Attachment, c.bytes, c.thumb); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if files := attached(t, s.Dir()); len(files) != 0 {
		t.Errorf("left behind: %q", files)
	}
	if list, err := s.AttachmentsOf(t.Context(), onCard); err != nil || len(list) != 0 {
		t.Errorf("%+v %v", list, err)
	}
}

func (c content) blob() wire.Blob { return wire.Blob{Sha: c.Sha, Size: c.Size} }
