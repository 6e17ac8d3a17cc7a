// Package wire holds the messages the laptops and the centre exchange, their codec and their limits.
//
// Requests and replies of enrolment and tokens are one JSON object. Pull and push are JSON lines under zstd: one head
// line, then one line per entry, operation or result. Every head carries V; a reader keeps entries whose T it does not
// know instead of failing on them, so that an older laptop survives a newer centre.
package wire

// V is the version of the envelope.
const V = 1

// Schema counts the changes of the shared kinds; a laptop names it in every pull and push.
const Schema = 1

// Limits of one message (architecture §3).
const (
	MaxEncoded = 8 << 20  // bytes as sent
	MaxDecoded = 64 << 20 // bytes after decompression
	MaxOps     = 1000     // operations in one push
	MaxEntries = 5000     // entries in one page of a pull
	MaxRow     = 1 << 20  // bytes of the values of one row, and of an operation, which holds no more: every row fits a page
)

// ContentType of pull and push bodies, requests and replies.
const ContentType = "application/x-ndjson+zstd"

// Paths of the API.
const (
	PathEnrol   = "/v1/enrol"
	PathToken   = "/v1/token"
	PathPull    = "/v1/pull"
	PathPush    = "/v1/push"
	PathImports = "/v1/imports"

	PathDigest   = "/v1/digest"
	PathRepair   = "/v1/repair"
	PathManifest = "/v1/manifest"
	PathAdopt    = "/v1/adopt"
	PathRejoin   = "/v1/rejoin"
	PathDevices  = "/v1/devices"
	PathWiped    = "/v1/wiped"
	PathBlobs    = "/v1/blobs" // then "/" and the content's SHA-256 in hexadecimal
	PathHealth   = "/healthz"
)
