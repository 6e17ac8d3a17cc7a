package store

import (
	"database/sql"
	"math/bits"
	"strings"

	"github.com/fangce/fangce/sync/wire"
)

// filledRow is a row as the tables that are being filled take it: the columns that are not empty, by a bit each, and their
// values. The others have their defaults, which are what empty fields are stored as.
type filledRow struct {
	entry   *wire.Entry
	table   *table
	columns uint64
	values  []any
	extra   string
}

// batchRows is how many rows are handed over at once between those who decode and who insert.
const batchRows = 128

// preparedRows are rows being decoded beside the transaction that inserts them.
type preparedRows struct {
	batches chan []filledRow
	quit    chan struct{}
}

func prepareRows(entries []wire.Entry) *preparedRows {
	p := &preparedRows{make(chan []filledRow, 4), make(chan struct{})}
	go func() {
		defer close(p.batches)
		for len(entries) > 0 {
			n := min(batchRows, len(entries))
			batch := make([]filledRow, 0, n)
			for i := range entries[:n] {
				if named(&entries[i]) {
					batch = append(batch, filledRowOf(&entries[i]))
				}
			}
			entries = entries[n:]
			select {
			case p.batches <- batch:
			case <-p.quit:
				return
			}
		}
	}()
	return p
}

// stop ends the decoding.
func (p *preparedRows) stop() { close(p.quit) }

func filledRowOf(e *wire.Entry) filledRow {
	r := filledRow{entry: e, table: tables()[e.Kind]}
	if r.table == nil || e.T == wire.TypeLeave {
		return r
	}
	k := r.table.kind
	r.values = make([]any, 0, len(e.Body)+len(r.table.local.names))
	var at [64]any
	for name, raw := range e.Body {
		i, known := k.Place(name)
		v, fits := any(nil), false
		if known {
			v, fits = k.Column(i, raw)
		}
		if !fits {
			return decodedRow(e, r.table)
		}
		at[i] = v
		r.columns |= 1 << i
	}
	if r.table.local.args != nil {
		v := k.New()
		if _, err := k.Decode(e.Body, v); err != nil {
			return decodedRow(e, r.table)
		}
		for i, v := range r.table.local.args(v) {
			at[len(k.Fields)+i] = v
			r.columns |= 1 << (len(k.Fields) + i)
		}
	}
	for left := r.columns; left != 0; left &= left - 1 {
		r.values = append(r.values, at[bits.TrailingZeros64(left)])
	}
	return r
}

// decodedRow is filledRowOf for a body that holds what this program does not know.
func decodedRow(e *wire.Entry, t *table) filledRow {
	v, extra := decode(t.kind, e.ID, e.Body)
	r := filledRow{entry: e, table: t, values: t.kind.Args(v), extra: row{extra: extra}.extraText()}
	if t.local.args != nil {
		r.values = append(r.values, t.local.args(v)...)
	}
	r.columns = 1<<len(r.values) - 1
	return r
}

// filler inserts rows into the tables that are being filled, within one transaction.
type filler struct {
	*session
	made    map[*table]bool
	inserts map[fillKey]*sql.Stmt
	args    []any
}

type fillKey struct {
	table   *table
	columns uint64
	merge   bool
}

func newFiller(w *session) (*filler, error) {
	f := &filler{session: w, made: map[*table]bool{}, inserts: map[fillKey]*sql.Stmt{}}
	kinds, err := w.filledKinds()
	for _, k := range kinds {
		f.made[tables()[k.Name]] = true
	}
	return f, err
}

func (f *filler) close() {
	for _, st := range f.inserts {
		_ = st.Close() // nothing of it is open
	}
}

// take stores one row. One that came before gives way to a newer version; leavings wait for the end.
func (f *filler) take(r *filledRow) error {
	switch {
	case r.entry.T == wire.TypeLeave:
		return f.stage(r.entry)
	case r.table == nil:
		return f.applying().keepUnknown(r.entry)
	}
	n, err := f.insert(r, false)
	if err != nil || n > 0 {
		return err
	}
	all := decodedRow(r.entry, r.table) // the columns that became empty too
	_, err = f.insert(&all, true)
	return err
}

func (f *filler) insert(r *filledRow, merge bool) (int64, error) {
	key := fillKey{r.table, r.columns, merge}
	st := f.inserts[key]
	if st == nil {
		if !f.made[r.table] {
			if err := f.makeFillTable(r.table.kind); err != nil {
				return 0, err
			}
			f.made[r.table] = true
		}
		var err error
		if st, err = f.s.write.conn.PrepareContext(f.ctx, r.table.fillInsert(r.columns, merge)); err != nil {
			return 0, err
		}
		f.inserts[key] = st
	}
	e := r.entry
	f.args = append(append(f.args[:0], e.ID, e.Stream, e.Ver, f.epoch, r.extra), r.values...)
	res, err := st.ExecContext(f.ctx, f.args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// fillInsert returns the statement that inserts a row with some of the columns. With merge it replaces an older version,
// without it does nothing where there is one.
func (t *table) fillInsert(columns uint64, merge bool) string {
	all := append(t.kind.Columns(), t.local.names...)
	names := []string{"id", "stream", "ver", "epoch", "extra"}
	for i, c := range all {
		if columns&(1<<i) != 0 {
			names = append(names, c)
		}
	}
	q := "INSERT INTO " + fillPrefix + t.kind.Table + " (" + strings.Join(names, ", ") + ") VALUES (?" +
		strings.Repeat(", ?", len(names)-1) + ") ON CONFLICT (id) DO "
	if !merge {
		return q + "NOTHING"
	}
	set := make([]string, 0, len(names))
	for _, c := range names[1:] {
		set = append(set, c+" = excluded."+c)
	}
	return q + "UPDATE SET " + strings.Join(set, ", ") + " WHERE excluded.ver >= ver"
}
