package device

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Blobs is implemented by a store that holds the contents of attachments.
type Blobs interface {
	// BlobsToSend returns contents that the centre has not confirmed and whose row it has, smallest first.
	BlobsToSend(ctx context.Context, limit int) ([]wire.Blob, error)
	// BlobsToFetch returns contents that are wanted here, smallest first.
	BlobsToFetch(ctx context.Context, limit int) ([]wire.Blob, error)
	// BlobHere returns a content that an attachment names, and whether it is here. Error: app.ErrNotFound.
	BlobHere(ctx context.Context, sha string) (wire.Blob, bool, error)
	// WantBlob notes that a content shall be fetched.
	WantBlob(ctx context.Context, sha string) error
	// OpenBlob returns a reader of a content that is here.
	OpenBlob(ctx context.Context, sha string) (io.ReadCloser, error)
	// BlobSent notes that the centre has a content, verified and on its disk.
	BlobSent(ctx context.Context, sha string) error
	// DoubtBlobs forgets which contents the centre has confirmed, as it was restored.
	DoubtBlobs(ctx context.Context) error
	// BlobArrived returns how many bytes of a content have been kept by AddBlobPart.
	BlobArrived(ctx context.Context, sha string) (int64, error)
	// AddBlobPart keeps the bytes that follow what has arrived.
	AddBlobPart(ctx context.Context, b wire.Blob, part []byte) error
	// FinishBlob verifies what has arrived and makes it the content. Error: app.ErrDamaged if it is another; what has
	// arrived is gone then.
	FinishBlob(ctx context.Context, b wire.Blob) error
	// BlobProgress tells how many bytes of a content are through; -1 that it moves no longer.
	BlobProgress(sha string, done int64)
	// TidyBlobs removes the contents that no attachment names any more and those for which there is no room in the cache.
	TidyBlobs(ctx context.Context) error
}

const (
	// blobTime bounds what one round spends on contents; what is left comes with the next, soon. Rows go first, always.
	blobTime = 20 * time.Second
	// blobsAtOnce is how many contents are looked up at a time.
	blobsAtOnce = 200
)

// errLater ends a transfer in the middle, to go on where it was.
var errLater = errors.New("device: later")

// blobs brings scans and photos to the centre, and from there. Trouble with one of them holds up neither the others nor
// the round; a line that breaks ends it, to go on from there with the next.
func (e *Engine) blobs(ctx context.Context, report *Report) error {
	store, ok := e.store.(Blobs)
	if !ok {
		return nil
	}
	if err := store.TidyBlobs(ctx); err != nil {
		return fmt.Errorf("device: tidy contents: %w", err)
	}
	began := time.Now()
	t := &transfer{e: e, store: store, stop: func() bool { return time.Since(began) > blobTime || e.unsent(ctx) }}
	err := t.all(ctx, store.BlobsToSend, t.send)
	if err == nil {
		err = t.all(ctx, store.BlobsToFetch, t.fetch)
	}
	report.Blobs += t.through
	switch {
	case errors.Is(err, errLater), app.Code(err) == app.ErrOffline && t.moved > 0:
		if report.NextPoll == 0 || report.NextPoll > pollShortest && report.NextPoll <= pollEvery {
			report.NextPoll = pollShortest
		}
		return nil
	}
	return err
}

// drainBlobs sends every content that may be nowhere else, however long that takes. What the centre does not want, such as
// one whose row it has refused, is left; everything else has arrived when it returns nil.
func (e *Engine) drainBlobs(ctx context.Context, report *Report) error {
	store, ok := e.store.(Blobs)
	if !ok {
		return nil
	}
	t := &transfer{e: e, store: store, insist: true, stop: func() bool { return false }}
	for before := -1; t.through > before; {
		before = t.through
		if err := t.all(ctx, store.BlobsToSend, t.send); err != nil {
			return err
		}
	}
	report.Blobs += t.through
	return nil
}

// transfer is what one round, or somebody who waits for a picture, brings through.
type transfer struct {
	e       *Engine
	store   Blobs
	stop    func() bool // asked between chunks
	insist  bool        // tries those too that made trouble a while ago
	through int         // contents
	moved   int64       // bytes
	total   int64       // bytes there are to move in this round, 0 beside one
}

// all brings everything through that a list names, until stop. Contents that made trouble are left for later.
func (t *transfer) all(ctx context.Context, list func(context.Context, int) ([]wire.Blob, error), one func(context.Context, wire.Blob) error) error {
	todo, err := list(ctx, blobsAtOnce)
	if err != nil {
		return fmt.Errorf("device: contents: %w", err)
	}
	for _, b := range todo {
		t.total += b.Size
	}
	for _, b := range todo {
		if !t.insist && !t.e.transfers.due(b.Sha) {
			continue
		}
		done, alone := t.e.transfers.enter(b.Sha)
		if !alone {
			continue // somebody waits for it already
		}
		err := one(ctx, b)
		t.store.BlobProgress(b.Sha, -1)
		done()
		switch app.Code(err) {
		case "":
			t.through++
			t.e.transfers.settled(b.Sha)
		case app.ErrOffline, app.ErrUnauthorised, app.ErrCancelled, app.ErrDiskFull:
			return err
		default:
			if errors.Is(err, errLater) || ctx.Err() != nil {
				return err
			}
			t.e.transfers.trouble(b.Sha, err)
		}
	}
	return nil
}

// progress tells how far a content is; a round tells how far it is itself, too.
func (t *transfer) progress(b wire.Blob, done, more int64) {
	t.moved += more
	t.store.BlobProgress(b.Sha, done)
	if t.total > 0 {
		t.e.step(PhaseBlobs, int(t.moved), int(max(t.total, t.moved)))
	}
}

// FetchBlob brings one content here, now, beside a round that may be running. Errors: app.ErrNotFound if the centre has not
// got it or may not give it to this person, app.ErrOffline, app.ErrDiskFull, app.ErrCancelled.
func (e *Engine) FetchBlob(ctx context.Context, sha string) error {
	store, ok := e.store.(Blobs)
	if !ok {
		return app.Errorf(app.ErrNotFound, "附件内容尚未传到本机")
	}
	for {
		b, here, err := store.BlobHere(ctx, sha)
		if err != nil || here {
			return err
		}
		done, alone := e.transfers.enter(sha)
		if !alone {
			if err := e.transfers.wait(ctx, sha); err != nil {
				return networkError(ctx, err)
			}
			continue
		}
		if err = store.WantBlob(ctx, sha); err == nil {
			t := &transfer{e: e, store: store, stop: func() bool { return false }}
			err = t.fetch(ctx, b)
			store.BlobProgress(sha, -1)
		}
		done()
		if err != nil && ctx.Err() != nil {
			return networkError(ctx, err)
		}
		return err
	}
}
