package device

import "context"

// blobs brings scans and photos to the centre, and from there.
func (e *Engine) blobs(context.Context, *Report) error { return nil }
