package centre

import (
	"database/sql"
	"encoding/json"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake"
)

// known is what is here of the policies of a batch. It is read with one query each before the batch: queries for each row
// of the file would be a fifth of the time an import takes.
type known struct {
	said map[string]string // what the insurer said last, as it is stored, by policy id
	here map[string]bool   // ids of the policies that have a row
	// cards are the customers' cards read or made so far, by id; they change where they stand.
	cards map[string]*row
	rows  []app.ImportRow // the batch
}

// learn reads what is here of the policies of rows.
func (im *importer) learn(rows []app.ImportRow) error {
	im.known = known{said: map[string]string{}, here: map[string]bool{}, cards: map[string]*row{}, rows: rows}
	ids := make([]string, len(rows))
	for i := range rows {
		ids[i] = app.PolicyID(im.job.Insurer, strings.TrimSpace(rows[i].Policy.Number))
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	err = im.each(`SELECT policy, body FROM import_row WHERE policy IN (SELECT value FROM json_each(?))`, []any{string(list)}, func(rows *sql.Rows) error {
		var id, body string
		err := rows.Scan(&id, &body)
		im.known.said[id] = body
		return err
	})
	if err != nil {
		return err
	}
	return im.each(`SELECT id FROM row WHERE kind = ? AND id IN (SELECT value FROM json_each(?))`, []any{app.KindPolicy.Name, string(list)}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		im.known.here[id] = true
		return err
	})
}

// meetHolders reads to whom the keys of the batch's holders lead, when the first of them is asked for: a file that says
// nothing new asks for none.
func (im *importer) meetHolders() error {
	if im.holders != nil {
		return nil
	}
	var keys []string
	for i := range im.known.rows {
		keys = append(keys, intake.HolderKeys(im.known.rows[i].Holder)...)
	}
	return im.learnHolders(keys)
}
