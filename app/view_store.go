package app

// Backup is one copy of an account's database. It is sealed with the account's data key, like the database.
type Backup struct {
	Name   string // of the file
	At     Instant
	Size   int64 // bytes
	Weekly bool  // kept as one of the weekly copies
}

// StoreHealth is what the window says about the account's files.
type StoreHealth struct {
	Size       int64 // bytes of all the account's files
	Free       int64 // bytes left on the disk; -1 if the system does not tell
	Low        bool  // little is left: warn
	Full       bool  // too little is left: nothing is stored any more
	LogBehind  bool  // unsent work could not be copied to the second place; it is in the database only
	LastBackup Instant
	BackupLate bool     // none for more than two days
	BackupNote string   // code of the error that kept the last backup from being made, "" if it was made
	Backups    []Backup // newest first
}

// Rescued says what became of an account whose database was damaged or put back.
type Rescued struct {
	Ops      int    // unsent operations found in the log and put into the database
	Lost     int    // frames of the log that could not be read
	From     string // name of the backup the database came from, "" if it was made anew
	FetchAll bool   // the rest comes from the centre at the next sync
}
