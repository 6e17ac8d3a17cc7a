// Package store is the only SQL of the laptop: one account's database with its shared rows, their history, what is
// still to be sent, and search.
//
// Shared rows change in three ways only, and all three end in rebuild: Commit (an edit of this laptop), Acknowledge (the
// centre's answer to one) and Apply (rows pulled). While operations on a row are pending, table base keeps the centre's
// last row; rebuild replays the pending operations over it, writes the typed row and marks its customer for reindexing.
// What a window shows is therefore always the centre's row plus what this laptop has not sent yet.
//
// Every operation that is not acknowledged is kept a second time in outbox.log (package oplog), which Commit writes after the
// database: a damaged database does not take unsent work with it. Opening makes the two agree. With the rescue file, which
// holds the enrolment, Rescue begins a new database that goes on as the same laptop. Restore, Rescue and Rekey replace an
// account's files as a whole, see files.
//
// Writing goes through one connection, reading through three others that cannot write. Everything a function changes is
// one transaction.
package store
