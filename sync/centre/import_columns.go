package centre

import (
	"fmt"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// lastRows returns the last row of every policy: a file that says two things of one policy would otherwise change it back
// and forth each time it is taken in.
func (job ImportJob) lastRows(reply *wire.ImportReply) []app.ImportRow {
	last := make(map[string]int, len(job.Rows))
	for i := range job.Rows {
		last[strings.TrimSpace(job.Rows[i].Policy.Number)] = i
	}
	rows := make([]app.ImportRow, 0, len(last))
	for i, r := range job.Rows {
		number := strings.TrimSpace(r.Policy.Number)
		if number == "" || last[number] == i {
			rows = append(rows, r)
			continue
		}
		reply.Same++
		reply.Notes = append(reply.Notes, app.ImportProblem{
			Line: r.Line, Column: policyColumn, Reason: fmt.Sprintf("与第 %d 行保单号相同，以第 %d 行为准", job.Rows[last[number]].Line, job.Rows[last[number]].Line),
		})
	}
	return rows
}

// takeBack empties the facts whose cells are empty in a file that has columns for them. A row with a cell that was not
// understood takes nothing back: that cell looks empty too.
func (im *importer) takeBack(set record.Body, r *app.ImportRow) {
	if len(r.Policy.Doubts) > 0 {
		return
	}
	for _, column := range im.job.Columns {
		for _, name := range policyFields(column) {
			if set[name] == nil {
				set[name] = record.Value(nil)
			}
		}
	}
}

// policyFields names the policy's fields a column is read into. The day of the file is no fact of the policy.
func policyFields(column string) []string {
	if _, known := app.KindPolicy.Field(column); !known || column == string(intake.AsOf) {
		return nil
	}
	if column == string(intake.Term) {
		return []string{column, "term_years"}
	}
	return []string{column}
}
