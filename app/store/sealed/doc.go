// Package sealed keeps small files encrypted as a whole: what a database is not needed for, such as the enrolment a new
// database goes on with, attachments, and exports in progress.
//
// A file is a header and chunks. The header holds a mark and a random salt; the key of the file is derived from the data
// key, the salt and the file's name, so that no two files share one and none can stand in another's place. Each chunk
// holds up to 64 KiB, sealed with AES-256-GCM under a nonce that says which chunk it is and whether it is the last one
// (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár): chunks that are cut off, exchanged, repeated or
// appended do not open. Nothing is handed out before it is authenticated.
package sealed
