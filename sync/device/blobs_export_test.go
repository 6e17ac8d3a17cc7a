package device

import (
	"context"
	"io"
	"net/http"

	"github.com/fangce/fangce/sync/wire"
)

// MoveBlobs runs the part of a round that moves contents.
func (e *Engine) MoveBlobs(ctx context.Context) (Report, error) {
	var r Report
	err := e.blobs(ctx, &r)
	return r, err
}

// AskBlob sends one signed request about a content, whatever the store says, and returns the status of the answer.
func (e *Engine) AskBlob(ctx context.Context, method, sha string, body []byte) (status int, err error) {
	x := exchange{
		path: blobPath(sha), method: method, header: map[string]string{wire.HeaderUploadOffset: "0"},
		answered: func(s int, _ http.Header) { status = s },
		read:     func(r io.Reader) error { _, err := io.Copy(io.Discard, r); return err },
	}
	if method == http.MethodPatch {
		x.content, x.body = wire.ContentBlob, append([]byte{}, body...)
	}
	_, err = e.authorised(ctx, x)
	if status != 0 {
		err = nil
	}
	return status, err
}
