package store_test

import (
	"bytes"
	"strconv"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// arrive takes in an attachment of another laptop with its content.
func arrive(t *testing.T, s *store.Store, seq int64, size int) content {
	t.Helper()
	c := newContent(size)
	c.Thumb, c.ThumbSize = "", 0
	mustApply(t, s, apptest.Page(seat, seq, c.Attachment))
	if err := s.AddBlobPart(ctx, c.blob(), c.bytes); err != nil {
		t.Fatal(err)
	}
	if err := s.FinishBlob(ctx, c.blob()); err != nil {
		t.Fatal(err)
	}
	return c
}

func here(t *testing.T, s *store.Store, c content) bool {
	t.Helper()
	r, err := s.OpenBlob(ctx, c.Sha)
	if err == nil {
		return r.Close() == nil
	}
	if app.Code(err) != app.ErrNotFound {
		t.Fatal(err)
	}
	return false
}

// A cache that is full gives up what the centre has, what was not looked at for longest first, and never what may be here
// only.
func TestTheCacheGivesUpTheOldest(t *testing.T) {
	s, clock := apptest.NewStoreClock(t)
	mine := attach(t, s, 60_000)
	var got []content
	for i := range 4 {
		clock.Add(48 * time.Hour)
		got = append(got, arrive(t, s, int64(i+1), 50_000))
	}
	clock.Add(48 * time.Hour)
	if !here(t, s, got[0]) { // looked at again
		t.Fatal("not here")
	}
	if err := s.SetSetting(ctx, store.SettingBlobLimit, strconv.Itoa(170_000)); err != nil {
		t.Fatal(err)
	}
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false, false, true} {
		if here(t, s, got[i]) != want {
			t.Errorf("content %d is here: %v", i, !want)
		}
	}
	if err := s.SetSetting(ctx, store.SettingBlobLimit, "0"); err != nil {
		t.Fatal(err)
	}
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	if here(t, s, got[0]) || here(t, s, got[3]) {
		t.Error("the limit does not hold")
	}
	if !bytes.Equal(blobOf(t, s, mine.Sha), mine.bytes) {
		t.Error("what is nowhere else was given up")
	}
	if err := s.BlobSent(ctx, mine.Sha); err != nil {
		t.Fatal(err)
	}
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	if here(t, s, mine) {
		t.Error("what the centre has stays although there is no room")
	}
	if len(attached(t, s.Dir())) != 1 { // its small picture
		t.Errorf("files: %q", attached(t, s.Dir()))
	}
}

// What leaves takes its contents along; what was added here stays until the centre has it.
func TestContentsLeaveWithTheirCard(t *testing.T) {
	s := apptest.NewStore(t)
	mustApply(t, s, apptest.Page(seat, 1, apptest.Customer(1, "林秀英")))
	id := apptest.Customer(1, "").ID
	theirs, mine := newContent(40_000), newContent(50_000)
	theirs.CustomerID, mine.CustomerID = id, id
	mustApply(t, s, apptest.Page(seat, 2, theirs.Attachment))
	if err := s.AddBlobPart(ctx, theirs.blob(), theirs.bytes); err != nil {
		t.Fatal(err)
	}
	if err := s.FinishBlob(ctx, theirs.blob()); err != nil {
		t.Fatal(err)
	}
	if err := s.Attach(ctx, mine.Attachment, mine.bytes, mine.thumb); err != nil {
		t.Fatal(err)
	}
	if todo, err := s.BlobsToSend(ctx, 10); err != nil || len(todo) != 0 {
		t.Errorf("to be sent before their row: %v %v", todo, err)
	}
	if err := s.Acknowledge(ctx, []wire.Result{{N: 1, Kind: "attachment", ID: mine.ID, Ver: 1, Outcome: wire.OutcomeApplied}}); err != nil {
		t.Fatal(err)
	}
	mustApply(t, s, leaves(3, "customer", id, 9))
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	if list, err := s.AttachmentsOf(ctx, id); err != nil || len(list) != 0 {
		t.Fatalf("%+v %v", list, err)
	}
	if here(t, s, theirs) || !here(t, s, mine) || len(attached(t, s.Dir())) != 2 {
		t.Errorf("files: %q", attached(t, s.Dir()))
	}
	todo, err := s.BlobsToSend(ctx, 10)
	if err != nil || len(todo) != 2 {
		t.Fatalf("to be sent: %v %v", todo, err)
	}
	for _, b := range todo {
		if err := s.BlobSent(ctx, b.Sha); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	if len(attached(t, s.Dir())) != 0 {
		t.Errorf("left: %q", attached(t, s.Dir()))
	}
}

// A backup that is put back knows nothing of contents added since: they are there all the same, and still sent.
func TestContentsOutliveARestore(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 1)
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c := attach(t, s, 90_000)
	// The centre has the row, but not the content: the log holds the operation no longer.
	var done []wire.Result
	for _, op := range pending(t, s) {
		done = append(done, wire.Result{N: op.N, Kind: op.Kind, ID: op.ID, Ver: 1, Outcome: wire.OutcomeApplied})
	}
	if err := s.Acknowledge(ctx, done); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	if _, err := store.Restore(ctx, dir, key, b.Name, store.Options{}); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{})
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	s = opened(t, dir, key, store.Options{})
	if !bytes.Equal(blobOf(t, s, c.Sha), c.bytes) {
		t.Error("the content is gone")
	}
	if todo, err := s.BlobsToSend(ctx, 10); err != nil || len(todo) != 2 {
		t.Errorf("to be sent: %v %v", todo, err)
	}
}

// A backup may know a content from somebody else's row only, who never sent it; attached here since, this is its one copy.
func TestAContentKnownByNameOutlivesARestore(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	fill(t, s, 0, 1)
	theirs, mine := newContent(90_000), newContent(1)
	theirs.CustomerID, mine.CustomerID = onCard, onCard
	mustApply(t, s, apptest.Page(seat, 900, theirs.Attachment))
	if err := s.WantBlob(ctx, theirs.Sha); err != nil {
		t.Fatal(err)
	}
	b, err := s.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	mine.Sha, mine.Size, mine.Thumb, mine.ThumbSize = theirs.Sha, theirs.Size, "", 0
	if err := s.Attach(ctx, mine.Attachment, theirs.bytes, nil); err != nil {
		t.Fatal(err)
	}
	closed(t, s)
	if _, err := store.Restore(ctx, dir, key, b.Name, store.Options{}); err != nil {
		t.Fatal(err)
	}
	s = opened(t, dir, key, store.Options{})
	if !bytes.Equal(blobOf(t, s, theirs.Sha), theirs.bytes) {
		t.Error("the content is gone")
	}
}

// A centre that was restored may lack contents: all that are here are offered to it again.
func TestANewEpochConfirmsContentsAnew(t *testing.T) {
	s := apptest.NewStore(t)
	c := arrive(t, s, 1, 30_000)
	if todo, err := s.BlobsToSend(ctx, 10); err != nil || len(todo) != 0 {
		t.Fatalf("%v %v", todo, err)
	}
	p := apptest.Page(seat, 1, c.Attachment)
	p.Head.Epoch = "another"
	mustApply(t, s, p)
	if todo, err := s.BlobsToSend(ctx, 10); err != nil || len(todo) != 1 || todo[0].Sha != c.Sha {
		t.Errorf("%v %v", todo, err)
	}
}

// A content that was added here and whose card has left stays while a restored centre has not confirmed it anew: it may be
// nowhere else.
func TestAContentOfACardThatLeftIsSentToARestoredCentre(t *testing.T) {
	s := apptest.NewStore(t)
	c := attach(t, s, 30_000)
	for _, op := range pending(t, s) {
		mustAcknowledge(t, s, wire.Result{N: op.N, Kind: op.Kind, ID: op.ID, Ver: 1, Outcome: wire.OutcomeApplied})
	}
	sent := func() {
		t.Helper()
		for _, sha := range []string{c.Sha, c.Thumb} {
			if err := s.BlobSent(ctx, sha); err != nil {
				t.Fatal(err)
			}
		}
	}
	sent()
	if err := s.DoubtBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	if todo, err := s.BlobsToSend(ctx, 10); err != nil || len(todo) != 2 {
		t.Errorf("doubted: %v %v", todo, err)
	}
	sent()
	p := apptest.Page(seat, 9)
	p.Head.Epoch = "another"
	p.Entries = []wire.Entry{leave(seat, 9, 9, app.KindAttachment.Name, c.ID)}
	mustApply(t, s, p)
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	if todo, err := s.BlobsToSend(ctx, 10); err != nil || len(todo) != 2 {
		t.Errorf("in a new epoch: %v %v", todo, err)
	}
	sent()
	if err := s.TidyBlobs(ctx); err != nil {
		t.Fatal(err)
	}
	if here(t, s, c) {
		t.Error("it stays though the centre has it")
	}
}
