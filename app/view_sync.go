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

	Phase        string // of the round that runs: the window translates "sync.phase.<phase>"; "" none runs
	Done, Total  int    // operations, rows or bytes of the phase; Total is 0 where it is not known
	Filling      bool   // the first taking-in of everything is not complete: nothing of it is to be shown
	Withheld     int    // cards the centre did not confirm to have gone; they stay
	LeaseUntil   Instant
	OldestUnsent Instant // when the oldest unsent change was made, 0 none
	NextTry      Instant // when the next round begins by itself, 0 not known
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
	// Written is what it would have written, in the order of the names of the fields.
	Written []Written
}

// Written is one field of a change: canonical JSON of a value, or of elements of a list that were added or, with Gone,
// removed.
type Written struct {
	Field, Value string
	Gone         bool
}

// KeptItem is a value that lost against another person's, with what is needed to show it.
type KeptItem struct {
	Kept   Kept
	Title  string
	Author string // name
}

// Removals is what a sync is about to take away from this laptop.
type Removals struct {
	Cards   []string // ids of customers
	Of      int      // of how many
	Streams []string // that leave as a whole
}
