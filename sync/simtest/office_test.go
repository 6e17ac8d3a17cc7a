package simtest

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/prepared"
	"github.com/fangce/fangce/sync/centre"
)

// office is the centre with its database.
type office struct {
	w       *world
	path    string
	centre  *centre.Centre
	handler http.Handler
	db      *sql.DB // reads what lies in the tables, beside the centre
	skew    int64   // of its clock, milliseconds
	page    int     // entries of a page, 0: as many as fit
	files   int
	copies  []string // backups, oldest first

	read     int64           // rid of the last operation read from device_op
	taken    map[string]bool // keys of operations the centre has
	restores int
	past     past
}

// openOffice opens a centre on a copy of the template.
func (w *world) openOffice() {
	o := &office{w: w, path: w.path("centre.db"), taken: map[string]bool{}, past: newPast((w.rnd.one(3) || w.focus.name == "pages") && w.focus.name != "damage" && staged())}
	w.office = o
	if !w.rnd.one(3) {
		o.page = w.rnd.between(1, 12)
	}
	if w.focus.page > 0 {
		o.page = w.rnd.between(1, w.focus.page)
	}
	w.must(copyFile(template().centre, o.path), "copy the centre")
	o.open()
}

func (o *office) clock() time.Time { return time.UnixMilli(o.w.now + o.skew).In(app.Shanghai) }

func (o *office) open() {
	c, err := centre.Open(context.Background(), o.path, centre.Options{
		Clock: o.clock, Limits: centre.Limits{Page: o.page, DeviceBurst: 1 << 30, OriginBurst: 1 << 30},
	})
	o.w.must(err, "open the centre")
	o.centre, o.handler = c, c.Handler()
	o.db, err = sql.Open(prepared.Driver, "file:"+o.path+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	o.w.must(err, "read the centre")
	o.db.SetMaxOpenConns(1)
}

func (o *office) close() {
	if o.centre != nil {
		o.w.must(errors.Join(o.db.Close(), o.centre.Close()), "close the centre")
		o.centre = nil
	}
}

// each hands over row after row of a query over the centre's tables.
func (o *office) each(query string, args []any, dest []any, f func()) {
	rows, err := o.db.Query(query, args...)
	o.w.must(err, "%s", query)
	defer rows.Close()
	for rows.Next() {
		o.w.must(rows.Scan(dest...), "%s", query)
		f()
	}
	o.w.must(rows.Err(), "%s", query)
}

// put stores rows as the centre's own doing.
func (o *office) put(rows ...centre.Row) {
	o.w.must(o.centre.PutRows(context.Background(), "", rows), "put rows")
	o.note()
}
