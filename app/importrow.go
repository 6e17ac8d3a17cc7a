package app

// ImportRow is one usable row of an insurer's file, understood: what the preview shows and the centre takes in.
type ImportRow struct {
	Line     int             `json:"line"`   // the row as a spreadsheet shows it, from 1
	Policy   Policy          `json:"policy"` // without id, insurer and customer
	Holder   Customer        `json:"holder"` // name, sex, birth date, papers, phones, addresses as far as the file has them
	Problems []ImportProblem `json:"problems,omitempty"`
}

// ImportProblem is a cell that could not be understood, or the reason why a row is refused.
type ImportProblem struct {
	Line   int    `json:"line,omitempty"`
	Column string `json:"column"` // the file's header
	Reason string `json:"reason"` // in Chinese, for the person at the screen
}

// Statuses of a row of a preview.
const (
	ImportOK      = "ok"
	ImportSame    = "same"    // equal to what is stored or to an earlier row, after normalising
	ImportRefused = "refused" // no usable policy number
)

// ImportLine is the result for one row of a preview.
type ImportLine struct {
	Line     int             `json:"line"`
	Status   string          `json:"status"`
	PolicyNo string          `json:"policy_no"` // normalised; the original where refused
	Holder   string          `json:"holder"`
	Problems []ImportProblem `json:"problems"`
	Row      *ImportRow      `json:"-"` // nil where refused
}

// ImportPreview is what was understood of a file before anything is stored.
type ImportPreview struct {
	File                        string
	Sheet                       string
	Others                      []string       // other worksheets with policy numbers, which were not read
	Columns                     []ImportColumn // as found, in the file's order
	Lines                       []ImportLine
	OK, Same, Refused, Doubtful int
}

// ImportColumn is one column of the file and the field it was taken for.
type ImportColumn struct {
	Header string
	Field  string // "" not used; the window translates "intake.field.<field>"
}

// ImportResult says what became of the rows the centre took in.
type ImportResult struct {
	Customers int             // new cards
	Policies  int             // new policies
	Changed   int             // policies whose facts changed
	Same      int             // rows equal to what is stored
	Refused   []ImportProblem // rows the centre did not take
	Notes     []ImportProblem // rows that went elsewhere, such as to the planner who holds the customer
}
