package wire

import (
	"encoding/json"

	"github.com/fangce/fangce/app/record"
)

// PushHead is the first line of a push; one line per operation follows, in the order of N, gapless.
type PushHead struct {
	V      int    `json:"v"`
	Epoch  string `json:"epoch"`
	Device string `json:"device"`
	Schema int    `json:"schema"`
	Count  int    `json:"count"`
}

// Op is one numbered change of one row. Its identity is (device, N); the centre remembers the SHA-256 of its line as
// sent, so the same operation arriving twice gives the stored result again, and another one under its number is refused.
type Op struct {
	N      int64  `json:"n"`
	Tx     string `json:"tx"` // operations of one transaction apply together
	Kind   string `json:"k"`
	ID     string `json:"id"`
	Stream string `json:"s"`
	// Seen is the laptop's cursor of Stream when the operation was made: authority is judged as of then, so that work done
	// before a hand-over was known is merged wherever the row lies now.
	Seen int64 `json:"seen,omitempty"`
	// Blind is the first and the last of the laptop's own operations that it did not know of when it made this one: its
	// database had been put back to a backup. What those wrote it has not seen, although their numbers are smaller.
	Blind *[2]int64 `json:"blind,omitempty"`
	HLC   HLC       `json:"hlc"`
	At    int64     `json:"at"` // when it was done, by the laptop's clock, milliseconds since 1970 UTC
	New   bool      `json:"new,omitempty"`
	// Set holds the new values of scalar, text and status fields.
	Set record.Body `json:"set,omitempty"`
	// Base names per changed field the version of the row the author had seen; 0 for a row not yet at the centre.
	Base map[string]int64 `json:"base,omitempty"`
	// From holds the value a status field must still have.
	From record.Body `json:"from,omitempty"`
	// Add and Remove hold the elements by which set fields change.
	Add    map[string][]json.RawMessage `json:"add,omitempty"`
	Remove map[string][]json.RawMessage `json:"rem,omitempty"`
}

// PushReply is the first line of a reply; one Result line per operation of the push follows, in their order.
type PushReply struct {
	V     int    `json:"v"`
	Epoch string `json:"epoch"`
	Now   int64  `json:"now"`
	// Expected is the number of the next operation the centre will take from this device.
	Expected int64 `json:"expected"`
}

// Outcomes of an operation.
const (
	OutcomeApplied     = "applied"
	OutcomeKept        = "kept"        // merged; at least one field lost and became a kept record
	OutcomeRefused     = "refused"     // stored, not applied; Reason says why
	OutcomeQuarantined = "quarantined" // stored aside; nothing is lost
)

// Result is what became of one operation. Row is the resulting row if the author may pull its stream.
type Result struct {
	N       int64  `json:"n"`
	Kind    string `json:"k"`
	ID      string `json:"id"`
	Ver     int64  `json:"ver"`
	Outcome string `json:"outcome"`
	Reason  string `json:"reason,omitempty"` // a code: status_moved, forbidden, unknown_kind, invalid …
	Row     *Entry `json:"row,omitempty"`
}
