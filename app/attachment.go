package app

import (
	"strings"
	"unicode/utf8"
)

// Attachment (附件) is a scan or photo on a card: an identity card, a bank card, a signed form. The row says what it is; its
// content travels apart from it, known by its SHA-256. Rows are written once; one that takes an attachment back is a new
// row that points at it, and lists skip both.
type Attachment struct {
	ID         string `rec:"id"`
	CustomerID string `rec:"customer_id"`
	RecordKind string `rec:"record_kind"`   // kind of what it hangs on, "" the card itself
	RecordID   string `rec:"record_id"`     // id of what it hangs on, "" the card itself
	Name       string `rec:"name,personal"` // of the file, without its folder
	Mime       string `rec:"mime"`          // a Mime constant
	Size       int64  `rec:"size"`          // bytes of the content
	Sha        string `rec:"sha"`           // SHA-256 of the content, lower-case hexadecimal
	Thumb      string `rec:"thumb"`         // SHA-256 of its small picture, a JPEG; "" none
	ThumbSize  int64  `rec:"thumb_size"`    // bytes of that
	// Width and Height in pixels as it is shown, turned upright; 0 for what is no picture.
	Width     int     `rec:"width"`
	Height    int     `rec:"height"`
	TakenAt   Instant `rec:"taken_at"` // as the camera noted it, 0 not known
	AddedAt   Instant `rec:"added_at"`
	PersonID  string  `rec:"person_id"` // who added it
	Note      string  `rec:"note,personal"`
	Withdraws string  `rec:"withdraws"` // id of the attachment this row takes back
}

// Limits of attachments.
const (
	MaxAttachment     = 25 << 20   // bytes of one content
	MaxThumb          = 256 << 10  // bytes of a small picture
	MaxPixels         = 50_000_000 // of a picture
	MaxAttachmentName = 200        // characters
)

// Types of content that can be attached.
const (
	MimeJPEG = "image/jpeg"
	MimePNG  = "image/png"
	MimeWebP = "image/webp"
	MimeTIFF = "image/tiff"
	MimeBMP  = "image/bmp"
	MimeGIF  = "image/gif"
	MimePDF  = "application/pdf"
)

// Mimes lists the types of content that can be attached.
var Mimes = []string{MimeJPEG, MimePNG, MimeWebP, MimeTIFF, MimeBMP, MimeGIF, MimePDF}

// Where the content of an attachment is, as AttachmentView.State says it.
const (
	BlobHere     = "here"     // on this laptop only, waiting to be sent
	BlobSending  = "sending"  // on its way to the centre; Done bytes have arrived
	BlobSent     = "sent"     // here and at the centre
	BlobRemote   = "remote"   // at the centre, not here
	BlobFetching = "fetching" // wanted here; Done bytes have come
)

// AttachmentView is an attachment as a card lists it.
type AttachmentView struct {
	Attachment
	State  string // a Blob constant
	Done   int64  // bytes that are through, of a content on its way
	Author string // name of who added it, "" if not known here
	Unsent bool   // the row itself is not at the centre yet
}

// Picture reports whether the content is a picture.
func (a Attachment) Picture() bool { return strings.HasPrefix(a.Mime, "image/") }

// Valid reports whether a row can be an attachment: what it names is a content within bounds, or another attachment that
// it takes back.
func (a Attachment) Valid() bool {
	if a.Withdraws != "" {
		return a.Sha == "" && a.Thumb == "" && a.Size == 0
	}
	known := false
	for _, m := range Mimes {
		known = known || m == a.Mime
	}
	thumb := a.Thumb == "" && a.ThumbSize == 0 || ValidSha(a.Thumb) && a.ThumbSize > 0 && a.ThumbSize <= MaxThumb
	return known && ValidSha(a.Sha) && a.Size > 0 && a.Size <= MaxAttachment && thumb &&
		utf8.RuneCountInString(a.Name) <= MaxAttachmentName
}

// ValidSha reports whether s is a SHA-256 as rows and addresses hold it: 64 lower-case hexadecimal digits.
func ValidSha(s string) bool {
	if len(s) != 64 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
