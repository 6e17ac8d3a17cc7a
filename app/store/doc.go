// Package store is the only SQL of the laptop: one account's database with its shared rows, their history, what is
// still to be sent, and search.
//
// Shared rows change in three ways only, and all three end in rebuild: Commit (an edit of this laptop), Acknowledge (the
// centre's answer to one) and Publish (rows pulled, which Stage keeps aside until the centre has no more). While operations on a row are pending, table base keeps the centre's
// last row; rebuild replays the pending operations over it, writes the typed row and marks its customer for reindexing.
// What a window shows is therefore always the centre's row plus what this laptop has not sent yet.
//
// Every operation that is not acknowledged is kept a second time in outbox.log (package oplog), which Commit writes after the
// database: a damaged database does not take unsent work with it. Opening makes the two agree. With the rescue file, which
// holds the enrolment, Rescue begins a new database that goes on as the same laptop. Restore, Rescue and Rekey replace an
// account's files as a whole, see files.
//
// A store that pulls for the first time is filled another way, to the same end, see fill.go. What leaves is purged: rows,
// histories, drafts and the content of operations at once, what the search index, the log and backups keep soon after.
//
// Writing goes through one connection, reading through three others that cannot write. Everything a function changes is
// one transaction, but where it says that it goes in slices.
package store
