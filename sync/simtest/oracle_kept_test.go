package simtest

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"os"

	"github.com/fangce/fangce/sync/wire"
)

// sampled is one run in how many what takes long to check is checked.
const sampled = 8

// digested checks that the digests the centre keeps with every change are those of its rows.
func (o *office) digested(centre map[rowKey]held) {
	is := map[string]wire.Digest{}
	for key, row := range centre {
		d := is[row.stream]
		d.Add(key.kind, key.id, row.ver, 1)
		is[row.stream] = d
	}
	var stream string
	var count, sum int64
	o.each("SELECT name, count, sum FROM stream WHERE count IS NOT NULL AND sum IS NOT NULL", nil, []any{&stream, &count, &sum}, func() {
		if want := is[stream]; want.Count != count || want.Sum != uint64(sum) {
			o.w.fail("the centre keeps digest %d %x of stream %s, its rows have %d %x", count, uint64(sum), stream, want.Count, want.Sum)
		}
	})
}

// audited checks that the centre's audit log is whole.
func (o *office) audited() {
	if o.w.seed%sampled != 0 {
		return
	}
	r, err := o.centre.VerifyAudit(context.Background(), "")
	o.w.must(err, "verify the audit log")
	if len(r.Findings) > 0 {
		o.w.fail("the audit log: %v", r.Findings)
	}
}

// indexed checks that what a laptop has kept up to date for its searches is what it would make anew from its rows.
func (l *laptop) indexed() {
	w := l.w
	if w.seed%sampled != 1 || w.damaged { // a row taken away behind the program's back stays in the index
		return
	}
	was := l.words()
	w.must(l.store.Reindex(context.Background()), "%s: index anew", l.name)
	if is := l.words(); !maps.Equal(was, is) {
		w.fail("%s searches %v, made anew %v", l.name, was, is)
	}
}

// words returns what the index of a running laptop says: how often which word occurs in which card and column.
func (l *laptop) words() map[string]int {
	dir := l.w.path("words")
	l.w.must(copyFolder(l.dir, dir), "look at %s", l.name)
	defer func() { _ = os.RemoveAll(dir) }()
	db := l.w.openSealed(dir)
	defer func() { _ = db.Close() }()
	_, err := db.Exec("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, 'instance')")
	l.w.must(err, "read the index")
	rows, err := db.Query("SELECT term, doc, col FROM temp.words")
	l.w.must(err, "read the index")
	defer func() { _ = rows.Close() }()
	out := map[string]int{}
	for rows.Next() {
		var term, column sql.NullString
		var doc int64
		l.w.must(rows.Scan(&term, &doc, &column), "read the index")
		out[fmt.Sprint(doc, column.String, term.String)]++
	}
	l.w.must(rows.Err(), "read the index")
	return out
}
