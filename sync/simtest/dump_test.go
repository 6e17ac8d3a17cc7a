package simtest

import (
	"database/sql"
	"encoding/json"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app/record"
)

// rowKey names a row.
type rowKey struct{ kind, id string }

// held is one row as one end holds it.
type held struct {
	stream string
	ver    int64
	body   string // canonical
}

// dump is what lies in a laptop's database, read past all code of the store but that of its encryption.
type dump struct {
	rows    map[rowKey]held
	pending int
	refused map[string]bool // tx|kind|id of operations its author is told of
	blank   map[string]bool // of operations whose content was purged with the card they were about
	cursors map[string]int64
	own     map[string]bool // contents that were added here and are here
	waiting map[string]int  // rows of the tables that must be empty when nothing moves
}

// must be empty on a laptop when nothing moves.
var passing = []string{"inbox", "offers", "base", "leaving"}

// readLaptop reads the database in the folder of a laptop that is closed or was killed, of its records those of some kinds.
func (w *world) readLaptop(dir string, kinds []*record.Kind) *dump {
	db := w.openSealed(dir)
	defer db.Close()
	d := &dump{rows: map[rowKey]held{}, refused: map[string]bool{}, blank: map[string]bool{}, cursors: map[string]int64{}, own: map[string]bool{}, waiting: map[string]int{}}
	w.readDump(db, kinds, d)
	return d
}

// openSealed opens the database in a laptop's folder past all code of the store but that of its encryption.
func (w *world) openSealed(dir string) *sql.DB {
	paths, _ := filepath.Glob(filepath.Join(dir, "fangce*.db"))
	if len(paths) != 1 {
		w.fail("%d databases in a laptop's folder", len(paths))
	}
	q := url.Values{"vfs": {template().vault.Name()}}
	q.Add("_pragma", "temp_store(2)")
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Opaque: paths[0], RawQuery: q.Encode()}).String())
	w.must(err, "open a laptop's database")
	db.SetMaxOpenConns(1)
	return db
}

func (w *world) readDump(db *sql.DB, kinds []*record.Kind, d *dump) {
	for _, k := range kinds {
		w.readKind(db, k, d)
	}
	each := func(query string, f func(*sql.Rows) error) {
		rows, err := db.Query(query)
		w.must(err, "%s", query)
		defer rows.Close()
		for rows.Next() {
			w.must(f(rows), "%s", query)
		}
		w.must(rows.Err(), "%s", query)
	}
	each("SELECT count(*) FROM outbox WHERE state = 0", func(r *sql.Rows) error { return r.Scan(&d.pending) })
	each("SELECT tx, kind, id FROM outbox WHERE state = 2 UNION SELECT tx, kind, id FROM outbox_old WHERE state = 2", func(r *sql.Rows) error {
		var tx, kind, id string
		err := r.Scan(&tx, &kind, &id)
		d.refused[tx+"|"+kind+"|"+id] = true
		return err
	})
	each("SELECT tx, kind, id, length(line) FROM outbox UNION ALL SELECT tx, kind, id, length(line) FROM outbox_old", func(r *sql.Rows) error {
		var tx, kind, id string
		var size int
		err := r.Scan(&tx, &kind, &id, &size)
		if size == 0 {
			d.blank[tx+"|"+kind+"|"+id] = true
		}
		return err
	})
	each("SELECT sha FROM blobs WHERE own = 1 AND have = 1", func(r *sql.Rows) error {
		var sha string
		err := r.Scan(&sha)
		d.own[sha] = true
		return err
	})
	each("SELECT stream, seq FROM cursors", func(r *sql.Rows) error {
		var stream string
		var seq int64
		err := r.Scan(&stream, &seq)
		d.cursors[stream] = seq
		return err
	})
	for _, table := range passing {
		each("SELECT count(*) FROM "+table, func(r *sql.Rows) error {
			var n int
			err := r.Scan(&n)
			d.waiting[table] = n
			return err
		})
	}
}

func (w *world) readKind(db *sql.DB, k *record.Kind, d *dump) {
	rows, err := db.Query("SELECT id, stream, ver, extra, " + strings.Join(k.Columns(), ", ") + " FROM " + k.Table)
	w.must(err, "read %s", k.Table)
	defer rows.Close()
	for rows.Next() {
		var id, extra string
		var h held
		v := k.New()
		w.must(rows.Scan(append([]any{&id, &h.stream, &h.ver, &extra}, k.Dest(v)...)...), "read %s", k.Table)
		h.body = string(record.Value(k.Encode(v)))
		d.rows[rowKey{k.Name, id}] = h
	}
	w.must(rows.Err(), "read %s", k.Table)
}

// readCentre returns the rows of the centre.
func (o *office) rows() map[rowKey]held {
	out := map[rowKey]held{}
	var kind, id, body string
	var h held
	o.each("SELECT kind, id, stream, ver, body FROM row", nil, []any{&kind, &id, &h.stream, &h.ver, &body}, func() {
		k := record.Lookup(kind)
		var b record.Body
		o.w.must(json.Unmarshal([]byte(body), &b), "body of %s %s", kind, id)
		v := k.New()
		_, err := k.Decode(b, v)
		o.w.must(err, "body of %s %s", kind, id)
		is := h
		is.body = string(record.Value(k.Encode(v)))
		out[rowKey{kind, id}] = is
	})
	return out
}
