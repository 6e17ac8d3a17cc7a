// Package store is the only SQL of the laptop: one account's database with its shared rows, their history, what is
// still to be sent, and search.
//
// Shared rows change in three ways only, and all three end in rebuild: Commit (an edit of this laptop), Acknowledge (the
// centre's answer to one) and Apply (rows pulled). While operations on a row are pending, table base keeps the centre's
// last row; rebuild replays the pending operations over it, writes the typed row and marks its customer for reindexing.
// What a window shows is therefore always the centre's row plus what this laptop has not sent yet.
//
// Writing goes through one connection, reading through three others that cannot write. Everything a function changes is
// one transaction.
package store
