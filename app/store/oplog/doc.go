// Package oplog keeps the operations a laptop has not sent yet a second time, beside the database: a damaged database
// cannot take unsent work with it.
//
// The file (outbox.log) begins with a header that names the log and shows whether a key belongs to it. Frames follow. Each
// is a mark to find it by, the log's id, its length, its number in the log, the number of the last frame that was known to
// lie on the disk when it was written, a CRC32C, and a payload sealed with AES-256-GCM under a key made for this log, bound
// to the frame's number. So a frame cannot be changed, moved, repeated or taken from another log unnoticed.
//
// There are three kinds of frames: operations of one transaction, acknowledgements of operations, and the state: whose
// numbers these are, the greatest one ever given, and how often the store was opened.
//
// Reading goes from mark to mark. What does not open is skipped. A number that is missing although a later frame says that
// it was on the disk is damage, and counted; any other is what a power cut left of a frame nobody was told about, and
// dropped. The log is written anew without it before anything else is appended.
//
// Not detected: a log cut off where a frame ends, and a log put back as it was at an earlier time. The store compares the
// counter of openings and the numbers of operations with its database for that.
package oplog
