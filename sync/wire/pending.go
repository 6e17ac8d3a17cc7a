package wire

import "github.com/fangce/fangce/app"

// Pending is one operation the centre has not yet acknowledged, as the laptop's store keeps it. Line holds the exact
// bytes of its Op line: they are sent and hashed as they are, never encoded again.
type Pending struct {
	N    int64
	Line []byte
	Kind string
	ID   string
	At   app.Instant
}
