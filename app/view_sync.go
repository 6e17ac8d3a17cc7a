package app

// SyncState is what the Sync room shows.
type SyncState struct {
	Centre      string // address
	CentreName  string
	Device      string
	Enrolled    bool
	Running     bool
	LastSync    Instant
	LastError   string // an error code, "" none
	LastErrorAt Instant
	Unsent      []UnsentItem // oldest first
	Refused     []RefusedItem
	Kept        []KeptItem
	Pulled      int // rows taken in by the last round
	Pushed      int
	ClockOff    int64 // measured offset of this laptop's clock, milliseconds
}

// UnsentItem is one change not yet at the centre.
type UnsentItem struct {
	N     int64
	Kind  string
	Title string // what it is about: a customer's name, a date
	At    Instant
}

// RefusedItem is one change the centre did not apply. Nothing of it is lost.
type RefusedItem struct {
	N      int64
	Kind   string
	Title  string
	Reason string
	At     Instant
}

// KeptItem is a value that lost against another person's, with what is needed to show it.
type KeptItem struct {
	Kept   Kept
	Title  string
	Author string // name
}
