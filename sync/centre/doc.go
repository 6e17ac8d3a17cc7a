// Package centre is the centre's end of the sync: accounts and laptops, pull and push, the merge of concurrent edits,
// and the intake of insurers' files, on one embedded SQLite file.
//
// Everything shared is a row of one generic table. A row lies in exactly one stream and carries a seq from the stream's
// gapless counter and a ver that rises at every change. A writing transaction takes the database's only write lock first,
// so seqs are given out in the order in which transactions commit; a laptop that has taken in seq n of a stream has seen
// everything up to n. A pull reads the current rows behind the laptop's cursors in one read transaction.
//
// A push is a list of numbered operations. Operation (device, n) is taken in once: the same bytes again give the stored
// result, other bytes under the same number mean that two disks share one device id. Fields merge one by one. The author
// of an operation has seen the present value if the field's version is not above the operation's base, or if the same
// laptop wrote it by an earlier operation; then the new value stands. Otherwise the edits are concurrent, the greater
// (HLC, device, n) wins, and the value that lost becomes a `kept` row in the same stream, for the owner to settle.
//
// Several processes may work on one file: nothing about rows is cached between transactions.
package centre
