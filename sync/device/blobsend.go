package device

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// maxRestarts bounds how often one content is begun anew, or taken up elsewhere, in one go.
const maxRestarts = 3

func blobPath(sha string) string { return wire.PathBlobs + "/" + sha }

// send brings a content to the centre, from where the centre has it.
func (t *transfer) send(ctx context.Context, b wire.Blob) error {
	off, err := t.offset(ctx, b)
	for restarts := 0; err == nil && off < b.Size; restarts++ {
		if restarts > maxRestarts {
			return app.Errorf(app.ErrConflict, "附件内容没有发送完整，稍后再试")
		}
		off, err = t.sendFrom(ctx, b, off)
	}
	if err != nil {
		return err
	}
	// The answer is noted even if the program is closing: the work is done at the centre.
	return t.store.BlobSent(context.WithoutCancel(ctx), b.Sha)
}

// sendFrom sends chunks from off on, and returns where to go on: at the end, or where the centre says.
func (t *transfer) sendFrom(ctx context.Context, b wire.Blob, off int64) (_ int64, err error) {
	r, err := t.store.OpenBlob(ctx, b.Sha)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	if _, err := io.CopyN(io.Discard, r, off); err != nil {
		return 0, fmt.Errorf("device: content: %w", err)
	}
	for first := true; off < b.Size; first = false {
		if !first && t.stop() {
			return 0, errLater
		}
		chunk := make([]byte, min(t.e.transfers.size(), b.Size-off))
		if _, err := io.ReadFull(r, chunk); err != nil {
			return 0, fmt.Errorf("device: content: %w", err)
		}
		began := time.Now()
		err := t.sendChunk(ctx, b, off, chunk)
		if moved, elsewhere := refusedAs(err, wire.CodeOffset); elsewhere {
			return min(max(moved.problem.Expected, 0), b.Size), nil
		}
		if _, other := refusedAs(err, wire.CodeHash); other {
			return 0, t.verify(ctx, b)
		}
		t.e.transfers.took(time.Since(began), err)
		if err != nil {
			return 0, err
		}
		off += int64(len(chunk))
		t.progress(b, off, int64(len(chunk)))
	}
	return off, nil
}

func (t *transfer) sendChunk(ctx context.Context, b wire.Blob, off int64, chunk []byte) error {
	_, err := t.e.authorised(ctx, exchange{
		path: blobPath(b.Sha), method: http.MethodPatch, content: wire.ContentBlob, body: chunk,
		header: map[string]string{wire.HeaderUploadOffset: strconv.FormatInt(off, 10)},
	})
	return err
}

// offset returns how much of a content the centre has.
func (t *transfer) offset(ctx context.Context, b wire.Blob) (int64, error) {
	var off, length int64
	var status int
	ask := exchange{path: blobPath(b.Sha), method: http.MethodHead, answered: func(s int, h http.Header) {
		status = s
		off, _ = strconv.ParseInt(h.Get(wire.HeaderUploadOffset), 10, 64)
		length, _ = strconv.ParseInt(h.Get(wire.HeaderUploadLength), 10, 64)
	}}
	_, err := t.e.authorised(ctx, ask)
	if status == http.StatusUnauthorized {
		// An answer without a body does not say that it is the token's age.
		if _, err := t.e.access(ctx, t.e.staleAccess()); err != nil {
			return 0, err
		}
		_, err = t.e.authorised(ctx, ask)
	}
	if status == http.StatusNotFound {
		return 0, &app.Error{Code: app.ErrNotFound, Message: "中心没有这个附件", Cause: err}
	}
	if err != nil {
		return 0, err
	}
	if length != b.Size || off < 0 || off > b.Size {
		return 0, app.Errorf(app.ErrConflict, "附件内容与中心登记的大小不符")
	}
	return off, nil
}

// staleAccess returns the access token that the centre has refused just now.
func (e *Engine) staleAccess() string {
	e.tokens.mu.Lock()
	defer e.tokens.mu.Unlock()
	return e.tokens.now.Access
}

// verify reads a content whole: where the centre got another one, it may be the one here that is damaged. Error:
// app.ErrDamaged.
func (t *transfer) verify(ctx context.Context, b wire.Blob) error {
	r, err := t.store.OpenBlob(ctx, b.Sha)
	if err != nil {
		return err
	}
	sum := sha256.New()
	_, err = io.Copy(sum, r)
	if err := errors.Join(err, r.Close()); err != nil {
		return err
	}
	if hex.EncodeToString(sum.Sum(nil)) != b.Sha {
		return app.Errorf(app.ErrDamaged, "附件内容已损坏")
	}
	return nil
}
