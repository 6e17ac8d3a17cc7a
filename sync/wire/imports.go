package wire

import "github.com/fangce/fangce/app"

// ImportRequest carries the accepted rows of an insurer's file to a planner's seat. The body is one JSON object,
// zstd-compressed under the limits.
type ImportRequest struct {
	V       int             `json:"v"`
	To      string          `json:"to"` // staff number of the planner
	Insurer string          `json:"insurer"`
	Reason  string          `json:"reason,omitempty"` // handover reason of the cases; app.ReasonOrphan where empty
	File    string          `json:"file,omitempty"`   // name of the file, for the records
	Rows    []app.ImportRow `json:"rows"`
	// Columns names the fields the file has columns for, as app.ImportColumn.Field does: an empty cell of such a column
	// says that the insurer no longer has that fact. Without them, empty facts of a row say nothing.
	Columns []string `json:"columns,omitempty"`
}

// ImportReply says what became of the rows.
type ImportReply struct {
	V         int                 `json:"v"`
	Customers int                 `json:"customers"` // new cards
	Policies  int                 `json:"policies"`  // new policies
	Changed   int                 `json:"changed"`   // policies whose facts changed
	Same      int                 `json:"same"`      // rows equal to what is stored
	Refused   []app.ImportProblem `json:"refused,omitempty"`
	// Notes tell what went otherwise than asked: a policy whose holder another planner already serves lies there.
	Notes []app.ImportProblem `json:"notes,omitempty"`
}
