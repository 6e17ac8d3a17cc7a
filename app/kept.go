package app

// Kept is a value that lost against a concurrent edit of the same field. The owner of the row sees and settles it.
type Kept struct {
	ID         string  `rec:"id"`
	Kind       string  `rec:"kind"`
	RowID      string  `rec:"row_id"`
	CustomerID string  `rec:"customer_id"` // of the row, "" if it has none
	Field      string  `rec:"field"`
	Value      string  `rec:"value,personal"`  // canonical JSON of the value that lost
	Winner     string  `rec:"winner,personal"` // canonical JSON of the value that stands
	Author     string  `rec:"author"`          // person id of who wrote the lost value
	At         Instant `rec:"at"`              // when it was written
	Status     string  `rec:"status,status"`
}

// Statuses of a kept value.
const (
	KeptOpen    = "open"
	KeptSettled = "settled"
)
