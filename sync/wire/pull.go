package wire

import "github.com/fangce/fangce/app/record"

// PullRequest asks for what is new in every stream granted to the laptop's person.
type PullRequest struct {
	V       int              `json:"v"`
	Epoch   string           `json:"epoch"`
	Schema  int              `json:"schema"`
	Cursors map[string]int64 `json:"cursors"` // stream → greatest seq taken in
	Limit   int              `json:"limit"`
	// Digest asks for the digests of all granted streams once the tail is reached.
	Digest bool `json:"digest,omitempty"`
	// Unsent is how many operations wait on the laptop, and Oldest how long the oldest has waited, in milliseconds: the
	// centre shows both to those who look after laptops.
	Unsent int   `json:"unsent,omitempty"`
	Oldest int64 `json:"oldest,omitempty"`
}

// PullHead is the first line of a reply; Entry lines follow, then one PullTail.
type PullHead struct {
	V     int    `json:"v"`
	Epoch string `json:"epoch"`
	Now   int64  `json:"now"`
	// Enter lists streams granted that the request had no cursor for; Revoked those it had and may no longer have.
	Enter   []string `json:"enter,omitempty"`
	Revoked []string `json:"revoked,omitempty"`
	// Left is how many rows lie behind the request's cursors, those of this page included; 0 if there are none.
	Left int64 `json:"left,omitempty"`
	// Next are the tail's cursors, where the tail says that there is more: so that a laptop can ask for what follows while
	// the end of this page is still under way.
	Next map[string]int64 `json:"next,omitempty"`
}

// PullTail is the last line of a reply. Cursors are stored together with the entries they follow, in one transaction;
// streams whose cursor has not moved may be left out.
type PullTail struct {
	T       string           `json:"t"` // TypeTail
	Cursors map[string]int64 `json:"cursors,omitempty"`
	// Digests are there where the request asked for them and More is false: of each granted stream, at its new cursor.
	Digests    map[string]Digest `json:"digests,omitempty"`
	More       bool              `json:"more,omitempty"`
	NextPollMS int64             `json:"next_poll_ms,omitempty"`
}

// Types of lines in a pull.
const (
	TypeRow   = "row"   // a row as it is now
	TypeLeave = "leave" // a row has left the stream
	TypeTail  = "tail"
)

// Entry is one row of a stream as it is now, or its leaving.
type Entry struct {
	T      string `json:"t"`
	Stream string `json:"s"`
	// Seq counts within the stream. It is left out where it is one more than that of the entry before it, of the same
	// stream; ReadPage puts it in.
	Seq  int64       `json:"q,omitempty"`
	Kind string      `json:"k"`
	ID   string      `json:"id"`
	Ver  int64       `json:"ver"` // rises at every change of the row at the centre
	Body record.Body `json:"b,omitempty"`
	By   string      `json:"by,omitempty"` // person id of the last author
	At   int64       `json:"at,omitempty"` // when the centre took it in, milliseconds since 1970 UTC
	// Device is the laptop of the last author and DeviceName what it is called; "" for the centre's own doing, and where
	// the last change joined the texts of two people.
	Device     string `json:"d,omitempty"`
	DeviceName string `json:"dn,omitempty"`
}

// Page is one reply to a pull, decoded.
type Page struct {
	Head    PullHead
	Entries []Entry
	// Unknown holds the lines whose type this program does not know, as sent.
	Unknown [][]byte
	Tail    PullTail
}
