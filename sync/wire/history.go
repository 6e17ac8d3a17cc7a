package wire

import "github.com/fangce/fangce/app/record"

// PathHistory answers a GET with the whole history of rows: one query parameter "row" for each, kind/id, MaxHistoryRows
// at most.
const PathHistory = "/v1/history"

// MaxHistoryRows is how many rows one question after their history may name.
const MaxHistoryRows = 50

// HistoryReply holds the histories of those rows asked for that the laptop's person may pull; the others are left out.
type HistoryReply struct {
	V     int          `json:"v"`
	Epoch string       `json:"epoch"`
	Rows  []RowHistory `json:"rows"`
}

// RowHistory is what became of one row since the centre has it, oldest first.
type RowHistory struct {
	Kind    string   `json:"k"`
	ID      string   `json:"id"`
	Ver     int64    `json:"ver"` // of the row as it is now
	Changes []Change `json:"changes"`
}

// Change is one change of a row. The one that made version 1 created the row and has no Before.
type Change struct {
	// Ver is the version the change made; 0 for values that lost against a concurrent edit and never stood: After holds
	// them then, and Before what stood instead.
	Ver        int64       `json:"ver,omitempty"`
	By         string      `json:"by,omitempty"` // person id
	Device     string      `json:"d,omitempty"`  // "" for the centre's own doing, such as an import
	DeviceName string      `json:"dn,omitempty"`
	N          int64       `json:"n,omitempty"` // number of the operation, 0 for the centre's own doing
	At         int64       `json:"at"`          // when it was done by the laptop's clock, or taken in; milliseconds since 1970 UTC
	Before     record.Body `json:"b,omitempty"` // null for a field that had no value
	After      record.Body `json:"a,omitempty"`
}
