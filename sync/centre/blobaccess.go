package centre

import (
	"database/sql"
	"slices"

	"github.com/fangce/fangce/app"
)

// blobRow is a row that names a content.
type blobRow struct {
	stream string
	author string // who says that the content is his
	size   int64  // of the content
}

// blobRows returns the rows that name a content, as their own or as their small picture.
func (t *txn) blobRows(sha string) ([]blobRow, error) {
	var out []blobRow
	for _, q := range []string{
		`SELECT stream, coalesce(json_extract(body, '$.person_id'), ''), coalesce(json_extract(body, '$.size'), 0) FROM row
			WHERE kind = 'attachment' AND json_extract(body, '$.sha') = ?`,
		`SELECT stream, coalesce(json_extract(body, '$.person_id'), ''), coalesce(json_extract(body, '$.thumb_size'), 0) FROM row
			WHERE kind = 'attachment' AND json_extract(body, '$.thumb') = ?`,
	} {
		err := t.each(q, []any{sha}, func(rows *sql.Rows) error {
			var r blobRow
			err := rows.Scan(&r.stream, &r.author, &r.size)
			out = append(out, r)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// blobRight is what a person may do with a content.
type blobRight struct {
	size    int64    // of the content
	send    bool     // he may send it: he has written a row that names it, or may see one
	fetch   bool     // he may fetch it
	own     bool     // he has written a row that names it
	proven  bool     // he has shown that he has it
	vouched []string // the authors for whom his sending counts
}

// blobRight judges by the rows that name a content; that somebody knows its hash says nothing. Whoever makes a row of his
// own that names the hash of somebody else's content gains nothing by it either: a row lets its content be fetched once
// its author has sent that content himself, or somebody has who may see the row but has written none that names it, such
// as a successor whose laptop still has what a centre that was restored has lost.
func (t *txn) blobRight(p app.Person, sha string) (blobRight, error) {
	var right blobRight
	named, err := t.blobRows(sha)
	if err != nil || len(named) == 0 {
		return right, err
	}
	granted, err := t.grants(p)
	if err != nil {
		return right, err
	}
	right.own = slices.ContainsFunc(named, func(r blobRow) bool { return r.author == p.ID })
	for _, r := range named {
		mine, sees := r.author == p.ID, slices.Contains(granted, r.stream)
		if sees && !right.fetch {
			if right.fetch, err = t.hasSent(r.author, sha); err != nil {
				return right, err
			}
		}
		if mine || sees && !right.own {
			right.send, right.size = true, max(right.size, r.size)
			right.vouched = append(right.vouched, r.author)
		}
	}
	right.proven, err = t.hasSent(p.ID, sha)
	return right, err
}

// hasSent reports whether a person has sent a content whole, or somebody on his behalf.
func (t *txn) hasSent(person, sha string) (bool, error) {
	var n int
	return t.one(`SELECT 1 FROM blob WHERE sha = ? AND person = ?`, []any{sha, person}, &n)
}

// vouch notes that a person has shown to have a content.
func (t *txn) vouch(sha string, authors []string) error {
	for _, a := range authors {
		if err := t.exec(`INSERT INTO blob (sha, person, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`, sha, a, t.now); err != nil {
			return err
		}
	}
	return nil
}
