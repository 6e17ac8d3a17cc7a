package device

import "context"

// MoveBlobs runs the part of a round that moves contents.
func (e *Engine) MoveBlobs(ctx context.Context) (Report, error) {
	var r Report
	err := e.blobs(ctx, &r)
	return r, err
}
