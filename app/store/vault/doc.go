// Package vault encrypts an SQLite database below SQLite: a VFS (SQLite's layer towards the operating system) seals every
// page on its way to the disk and opens it on its way back.
//
// # What lies on the disk
//
// A page of 4096 bytes ends in 32 bytes that SQLite leaves to us (reserved bytes, byte 20 of the database header):
//
//	0     4064           4080          4092 4096
//	| sealed content     | tag (16)    | nonce (12) | mark (4) |
//
// Content is sealed with AES-256-GCM; the kind of file and the place in it are authenticated with it, so a page moved
// elsewhere does not open. Because the seal has its place inside the page, sizes and offsets are those of a plain file.
//
//	page.go     the seal of one page
//	keys.go     the keys, and how they leave the memory
//	database.go, wal.go, journal.go
//	            what SQLite reads and writes in each kind of file, and what of it is sealed
//	transfer.go what is common to reading and writing them
//	versions.go the latest version of each page, against pages that come back older
//	open.go, passthrough.go, glue.go, register.go, handles.go
//	            the VFS as SQLite sees it: C memory, function pointers, handles
//	create.go, check.go
//	            files from outside SQLite
//
// # What is not detected
//
// Across two openings, an older copy of the whole database or of single pages opens: no file can know that it is the
// latest. (The store counts its openings in the database and beside it.) While a database is open, a page that comes back
// older than this process last read or wrote it is an error. A damaged frame ends the write-ahead log at the next
// opening, as it does in a plain one, since a power cut leaves the same. The index of the log (-shm) is not encrypted: it
// holds page numbers and one checksum.
package vault
