package assets

import _ "embed"

// Holidays is the published holiday calendar of mainland China (国务院办公厅 放假安排) as JSON: year → "holidays", days
// off, and "workdays", weekend days worked in exchange (调休). In a year it does not name only weekends are free.
//
//go:embed holidays/cn.json
var Holidays []byte
