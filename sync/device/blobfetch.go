package device

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// leastPart is how much of a broken answer is worth keeping, in bytes.
const leastPart = 4 << 10

// fetch brings a content here, from where it is here already. It is shown once it is whole and verified.
func (t *transfer) fetch(ctx context.Context, b wire.Blob) error {
	off, err := t.store.BlobArrived(ctx, b.Sha)
	if err != nil {
		return err
	}
	for first := true; off < b.Size; first = false {
		if !first && t.stop() {
			return errLater
		}
		began := time.Now()
		part, err := t.fetchPart(ctx, b, off, t.e.transfers.size())
		t.e.transfers.took(time.Since(began), err)
		if len(part) > 0 && (err == nil || len(part) >= leastPart) {
			// What has come is kept even if the program is closing.
			if kept := t.store.AddBlobPart(context.WithoutCancel(ctx), b, part); kept != nil {
				return errors.Join(kept, err)
			}
			off += int64(len(part))
			t.progress(b, off, int64(len(part)))
		}
		if err != nil {
			return err
		}
	}
	return t.store.FinishBlob(context.WithoutCancel(ctx), b)
}

// fetchPart asks for up to n bytes from off on, and returns those that came, with an error too.
func (t *transfer) fetchPart(ctx context.Context, b wire.Blob, off, n int64) ([]byte, error) {
	n = min(n, b.Size-off)
	var said string
	part := make([]byte, 0, n)
	_, err := t.e.authorised(ctx, exchange{
		path: blobPath(b.Sha), method: http.MethodGet,
		header:   map[string]string{"Range": fmt.Sprintf("bytes=%d-%d", off, off+n-1)},
		answered: func(_ int, h http.Header) { said, part = h.Get("Content-Range"), part[:0] },
		read: func(r io.Reader) error {
			var from, to, size int64
			if _, err := fmt.Sscanf(said, "bytes %d-%d/%d", &from, &to, &size); err != nil || from != off || to < from || to >= off+n || size != b.Size {
				return app.Errorf(app.ErrConflict, "中心给出的附件内容与登记的不符")
			}
			got, err := io.ReadFull(r, part[:to-from+1])
			part = part[:got]
			return cutShort(err)
		},
	})
	if err == nil && len(part) == 0 {
		err = app.Errorf(app.ErrConflict, "中心给出的附件内容与登记的不符")
	}
	return part, err
}
