package app

// Signature (签名) is a name drawn on the screen with pen, finger or mouse, kept as strokes. It names what was signed, and
// by its hash the facts as they stood then, so that any later change of them can be seen. It is written once; one that
// takes a signature back is a new row that points at it.
type Signature struct {
	ID         string   `rec:"id"`
	CustomerID string   `rec:"customer_id"`
	RecordKind string   `rec:"record_kind"` // kind of what was signed: visit, survey …
	RecordID   string   `rec:"record_id"`
	Form       string   `rec:"form"` // name of the form, such as survey
	Role       string   `rec:"role"` // SignerCustomer or SignerPlanner
	Signer     string   `rec:"signer,personal"`
	Strokes    []Stroke `rec:"strokes,personal"`
	Width      int64    `rec:"width"` // of the field signed in, in the units of the strokes
	Height     int64    `rec:"height"`
	SignedAt   Instant  `rec:"signed_at"`
	Hash       string   `rec:"hash"` // SHA-256 of the facts signed, lower-case hexadecimal
	PersonID   string   `rec:"person_id"`
	Withdraws  string   `rec:"withdraws"`
}

// Who signs.
const (
	SignerCustomer = "customer"
	SignerPlanner  = "planner"
)

// Stroke is one line drawn without lifting the pen: x, y and the milliseconds since the first point of the signature, three
// numbers a point.
type Stroke []int
