package app

// Paper (纸质表单) is a form printed for a customer that is to come back signed: its code stands on the page for a scanner,
// so that a scan or photo of it finds what it belongs to. While it is out, it is on a list of Today.
type Paper struct {
	ID           string  `rec:"id"`
	CustomerID   string  `rec:"customer_id"`
	Form         string  `rec:"form"`        // a Paper constant
	Code         string  `rec:"form_no"`     // in the page's QR: printable ASCII
	RecordKind   string  `rec:"record_kind"` // of what it was printed from, "" the card
	RecordID     string  `rec:"record_id"`
	PersonID     string  `rec:"person_id"` // who printed it
	PrintedAt    Instant `rec:"printed_at"`
	ReturnedAt   Instant `rec:"returned_at"` // 0: still out
	AttachmentID string  `rec:"attachment_id"`
	VoidAt       Instant `rec:"void_at"` // 0; else it is not expected any more (作废)
}

// Forms that come back signed.
const (
	PaperSurvey = "questionnaire" // 客户服务满意度调查问卷
	PaperReview = "family_review" // 家庭保单整理
)

// PaperView is a form that is out, with whom it is for.
type PaperView struct {
	Paper
	Customer string // name
	Days     int    // since it was printed
}

// Returned says where a scanned form was filed.
type Returned struct {
	Code       string
	CustomerID string
	Customer   string // name
	Form       string // a Paper constant, "" a form that is not expected back, such as a card
	Attachment Attachment
	Again      bool // this very picture had been filed before; nothing was stored
}
