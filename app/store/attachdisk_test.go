package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
)

// A disk that is full at any step leaves no trace of the attachment, and says what is wrong.
func TestAttachingOnAFullDiskChangesNothing(t *testing.T) {
	dir, key := account(t)
	left := 1 << 30
	s := opened(t, dir, key, store.Options{Watch: func(e disk.Event) error {
		if e.Op == disk.Remove {
			return nil // gives room back
		}
		if left--; left < 0 {
			return syscall.ENOSPC
		}
		return nil
	}})
	for stop := 0; ; stop++ {
		c := newContent(70_000)
		left = stop
		err := s.Attach(ctx, c.Attachment, c.bytes, c.thumb)
		left = 1 << 30
		list, listErr := s.AttachmentsOf(ctx, onCard)
		if listErr != nil {
			t.Fatal(listErr)
		}
		if err == nil {
			if len(list) != 1 || len(attached(t, dir)) != 2 || stop < 10 {
				t.Errorf("after %d steps: %d rows, %q", stop, len(list), attached(t, dir))
			}
			return
		}
		if app.Code(err) != app.ErrDiskFull {
			t.Fatalf("full after %d steps: %v", stop, err)
		}
		if files := attached(t, dir); len(list) != 0 || len(files) != 0 {
			t.Fatalf("full after %d steps: %d rows, files %q", stop, len(list), files)
		}
	}
}

// What the disk would not take any more is refused before it is tried.
func TestAttachingAsksForRoom(t *testing.T) {
	dir, key := account(t)
	free := int64(1 << 40)
	s := opened(t, dir, key, store.Options{Free: func(string) (int64, error) { return free, nil }})
	free = 40 << 20
	c := newContent(20 << 20)
	if err := s.Attach(ctx, c.Attachment, c.bytes, c.thumb); app.Code(err) != app.ErrDiskFull {
		t.Errorf("20 MB where 40 are left: %v", err)
	}
	if err := s.AddBlobPart(ctx, c.blob(), c.bytes); app.Code(err) != app.ErrDiskFull {
		t.Errorf("a piece of 20 MB where 40 are left: %v", err)
	}
	if files := attached(t, dir); len(files) != 0 {
		t.Errorf("files %q", files)
	}
}

// A program that dies at any step of attaching leaves the attachment whole or nothing of it once it is opened again.
func TestAttachingCutOffAtAnyStep(t *testing.T) {
	apptest.FastKeys(t)
	start, key := account(t)
	s := opened(t, start, key, store.Options{})
	fill(t, s, 0, 2)
	earlier := attach(t, s, 30_000)
	closed(t, s)
	died := errors.New("died")
	for stop := 0; ; stop += 1 + stop/12 {
		dir := copied(t, start)
		n, live := 0, false
		s := opened(t, dir, key, store.Options{Watch: func(disk.Event) error {
			if n++; live && n > stop {
				return died
			}
			return nil
		}})
		c := newContent(70_000)
		n, live = 0, true
		err := s.Attach(ctx, c.Attachment, c.bytes, c.thumb)
		_ = s.Close()
		s = opened(t, dir, key, store.Options{})
		list, listErr := s.AttachmentsOf(ctx, onCard)
		if listErr != nil {
			t.Fatal(listErr)
		}
		want := 1
		if len(list) == 2 {
			want = 2
			if !bytes.Equal(blobOf(t, s, c.Sha), c.bytes) || !bytes.Equal(blobOf(t, s, c.Thumb), c.thumb) {
				t.Fatalf("stopped after %d steps: other content", stop)
			}
		}
		if files := attached(t, dir); len(list) != want || len(files) != 2*want || !bytes.Equal(blobOf(t, s, earlier.Sha), earlier.bytes) {
			t.Fatalf("stopped after %d steps: %d rows, files %q", stop, len(list), files)
		}
		closed(t, s)
		if err == nil {
			if want != 2 {
				t.Error("an attachment that was stored is gone")
			}
			return
		}
	}
}

// Contents that arrive in pieces survive the program; wrong ones are never shown.
func TestPiecesOfAContent(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	c := newContent(250_000)
	mustApply(t, s, apptest.Page(seat, 1, c.Attachment))
	todo, err := s.BlobsToFetch(ctx, 10)
	if err != nil || len(todo) != 1 || todo[0].Sha != c.Thumb || todo[0].Size != c.ThumbSize {
		t.Fatalf("to be fetched: %v %v", todo, err)
	}
	if err := s.WantBlob(ctx, c.Sha); err != nil {
		t.Fatal(err)
	}
	for off := 0; off < len(c.bytes); off += 50_000 {
		if n, err := s.BlobArrived(ctx, c.Sha); err != nil || n != int64(off) {
			t.Fatalf("%d arrived, want %d (%v)", n, off, err)
		}
		if err := s.AddBlobPart(ctx, c.blob(), c.bytes[off:off+50_000]); err != nil {
			t.Fatal(err)
		}
		if _, err := s.OpenBlob(ctx, c.Sha); app.Code(err) != app.ErrNotFound {
			t.Fatalf("shown before it is whole: %v", err)
		}
		closed(t, s)
		s = opened(t, dir, key, store.Options{})
	}
	if err := s.FinishBlob(ctx, c.blob()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(blobOf(t, s, c.Sha), c.bytes) || len(attached(t, dir)) != 1 {
		t.Errorf("files %q", attached(t, dir))
	}

	for name, bytes := range map[string][]byte{"wrong": newContent(250_000).bytes, "short": c.bytes[:10], "long": append(bytes.Clone(c.bytes), 1)} {
		w := newContent(250_000)
		if name != "wrong" {
			w = c
			w.Attachment.ID, w.Sha = app.NewID(apptest.Now), shaOf([]byte(name))
		}
		if err := s.AddBlobPart(ctx, w.blob(), bytes); err != nil {
			t.Fatal(err)
		}
		if err := s.FinishBlob(ctx, w.blob()); app.Code(err) != app.ErrDamaged {
			t.Errorf("%s: %v", name, err)
		}
		if n, _ := s.BlobArrived(ctx, w.Sha); n != 0 {
			t.Errorf("%s: %d bytes are kept", name, n)
		}
	}
}

// A damaged piece is not built upon: what came after it comes again.
func TestADamagedPieceIsFetchedAgain(t *testing.T) {
	s := apptest.NewStore(t)
	c := newContent(90_000)
	for off := 0; off < 90_000; off += 30_000 {
		if err := s.AddBlobPart(ctx, c.blob(), c.bytes[off:off+30_000]); err != nil {
			t.Fatal(err)
		}
	}
	second, err := filepath.Glob(filepath.Join(s.Dir(), "attachments", "*", "*.1"))
	if err != nil || len(second) != 1 {
		t.Fatal(second, err)
	}
	if err := os.Truncate(second[0], 20_000); err != nil {
		t.Fatal(err)
	}
	if n, err := s.BlobArrived(ctx, c.Sha); err != nil || n != 30_000 {
		t.Fatalf("%d arrived (%v)", n, err)
	}
	for off := 30_000; off < 90_000; off += 30_000 {
		if err := s.AddBlobPart(ctx, c.blob(), c.bytes[off:off+30_000]); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.FinishBlob(ctx, c.blob()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(blobOf(t, s, c.Sha), c.bytes) {
		t.Error("other content")
	}
}

// Contents that turn out to be damaged on the disk are never given out, and are fetched again.
func TestDamagedContentsAreNotShown(t *testing.T) {
	s := apptest.NewStore(t)
	c := newContent(200_000)
	mustApply(t, s, apptest.Page(seat, 1, c.Attachment))
	if err := s.AddBlobPart(ctx, c.blob(), c.bytes); err != nil {
		t.Fatal(err)
	}
	if err := s.FinishBlob(ctx, c.blob()); err != nil {
		t.Fatal(err)
	}
	path := attached(t, s.Dir())[0]
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[150_000] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := s.OpenBlob(ctx, c.Sha)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	_, err = got.ReadFrom(r)
	_ = r.Close()
	if app.Code(err) != app.ErrDamaged || !bytes.HasPrefix(c.bytes, got.Bytes()) {
		t.Errorf("%d bytes, %v", got.Len(), err)
	}
	todo, err := s.BlobsToFetch(ctx, 10)
	if err != nil || fmt.Sprint(todo[len(todo)-1].Sha) != c.Sha {
		t.Errorf("to be fetched: %v %v", todo, err)
	}
}
