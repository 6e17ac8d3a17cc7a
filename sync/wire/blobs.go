package wire

// Headers of the transfer of contents. HEAD tells how much the centre has, PATCH sends what follows, GET with Range
// fetches.
const (
	HeaderUploadOffset = "Upload-Offset" // bytes that are there; of a PATCH, where its body belongs
	HeaderUploadLength = "Upload-Length" // bytes of the whole content
)

// ContentBlob is the type of the body of a PATCH.
const ContentBlob = "application/offset+octet-stream"

// MaxChunk is how many bytes of a content travel in one request.
const MaxChunk = 1 << 20

// Codes of problems about contents.
const (
	CodeOffset = "offset" // the chunk does not follow what is there; Problem.Expected says how much that is
	CodeHash   = "hash"   // what arrived is not the content it was said to be: begin anew
)

// Blob names one content.
type Blob struct {
	Sha  string // SHA-256, lower-case hexadecimal
	Size int64  // bytes
}
