package device_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// photo is a content with the row that names it.
type photo struct {
	app.Attachment
	bytes, thumb []byte
}

// attach puts a photo of that size on lin's card.
func (l *laptop) attach(size int) photo {
	l.t.Helper()
	p := photo{bytes: make([]byte, size), thumb: make([]byte, 2_000)}
	_, _ = rand.Read(p.bytes)
	_, _ = rand.Read(p.thumb)
	p.Attachment = app.Attachment{
		ID: app.NewID(l.store.Clock()()), CustomerID: lin.ID, Name: "保单.jpg", Mime: app.MimeJPEG, Size: int64(size), Sha: shaOf(p.bytes),
		Thumb: shaOf(p.thumb), ThumbSize: int64(len(p.thumb)), AddedAt: l.store.Clock().Now(), PersonID: l.Person().ID,
	}
	if err := l.store.Attach(l.t.Context(), p.Attachment, p.bytes, p.thumb); err != nil {
		l.t.Fatal(err)
	}
	return p
}

func shaOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// move runs the part of a round that moves contents.
func (l *laptop) move() error {
	_, err := l.MoveBlobs(l.t.Context())
	return err
}

// full runs a whole round and moves contents.
func (l *laptop) full() {
	l.t.Helper()
	l.sync()
	if err := l.move(); err != nil {
		l.t.Fatalf("contents: %v", err)
	}
}

// content returns a content that is on the laptop, nil if it is not.
func (l *laptop) content(sha string) []byte {
	l.t.Helper()
	r, err := l.store.OpenBlob(l.t.Context(), sha)
	if app.Code(err) == app.ErrNotFound {
		return nil
	}
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	b, err := io.ReadAll(r)
	if err != nil {
		l.t.Fatal(err)
	}
	return b
}

func (l *laptop) state(id string) string {
	l.t.Helper()
	all, err := l.store.AttachmentsOf(l.t.Context(), lin.ID)
	if err != nil {
		l.t.Fatal(err)
	}
	for _, v := range all {
		if v.ID == id {
			return v.State
		}
	}
	return ""
}

// blobs returns the contents at the centre, by their names; parts too.
func (o *office) blobs() map[string][]byte {
	o.t.Helper()
	out := map[string][]byte{}
	files, err := filepath.Glob(filepath.Join(centre.BlobsOf(o.path), "??", "*"))
	if err != nil {
		o.t.Fatal(err)
	}
	for _, f := range files {
		b, err := os.ReadFile(f)
		if err != nil {
			o.t.Fatal(err)
		}
		out[filepath.Base(f)] = b
	}
	return out
}

func TestAPhotoTravelsToTheCentreAndToTheOtherLaptop(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	p := a.attach(2_500_000)
	if got := a.state(p.ID); got != app.BlobHere {
		t.Errorf("before the round: %s", got)
	}
	if err := a.move(); err != nil {
		t.Fatal(err)
	}
	if n := len(o.blobs()); n != 0 {
		t.Errorf("%d contents were sent before their row", n)
	}
	a.full()
	if got := o.blobs(); len(got) != 2 || !bytes.Equal(got[p.Sha], p.bytes) || !bytes.Equal(got[p.Thumb], p.thumb) {
		t.Fatalf("%d contents at the centre", len(got))
	}
	if got := a.state(p.ID); got != app.BlobSent {
		t.Errorf("after the round: %s", got)
	}
	requests := o.count(wire.PathBlobs + "/" + p.Sha)
	a.full()
	if n := o.count(wire.PathBlobs + "/" + p.Sha); n != requests {
		t.Errorf("%d more requests about a content that is through", n-requests)
	}

	b.full()
	if !bytes.Equal(b.content(p.Thumb), p.thumb) {
		t.Error("the small picture did not come by itself")
	}
	if b.content(p.Sha) != nil || b.state(p.ID) != app.BlobRemote {
		t.Errorf("the content came unasked: %s", b.state(p.ID))
	}
	if err := b.FetchBlob(t.Context(), p.Sha); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.content(p.Sha), p.bytes) || b.state(p.ID) != app.BlobSent {
		t.Errorf("fetched: %s", b.state(p.ID))
	}
}
