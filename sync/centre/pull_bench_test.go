package centre_test

import (
	"bytes"
	"fmt"
	"maps"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// BenchmarkFirstPull measures how fast a new laptop gets a seat of 5 000 policies: rows a second through HTTP, with the
// decoding on the laptop's side.
func BenchmarkFirstPull(b *testing.B) {
	w := newWorld(b)
	l := w.laptop("1001", "", app.RolePlanner)
	rows := make([]app.ImportRow, 5000)
	for i := range rows {
		rows[i] = benchRow(i)
	}
	if _, err := w.c.Import(b.Context(), centre.ImportJob{To: "1001", Insurer: "RF", Rows: rows}); err != nil {
		b.Fatal(err)
	}
	var took time.Duration
	n := 0
	for b.Loop() {
		clear(l.rows)
		l.cursors = map[string]int64{}
		began := time.Now()
		for more := true; more; {
			page, p := l.pullPage(1000)
			if p != nil {
				b.Fatal(p)
			}
			n += len(page.Entries)
			more = page.Tail.More
		}
		took += time.Since(began)
	}
	b.ReportMetric(float64(n)/took.Seconds(), "rows/s")
}

// BenchmarkServe measures how fast the centre serves a new laptop 5 000 cards with 50 000 records: rows a second of the
// centre's side alone, in pages of 5 000, without what the laptop does with them; and the bytes of a row.
func BenchmarkServe(b *testing.B) {
	w := newWorld(b)
	l := w.laptop("1001", "", app.RolePlanner)
	var rows []centre.Row
	for i := range 5000 {
		r := benchRow(i * 3 / 2)
		c := r.Holder
		c.ID = app.NewID(start.Add(time.Duration(i) * time.Millisecond))
		row := centre.RowOf(c)
		row.Stream = app.SeatStream(l.person.ID)
		rows = append(rows, row)
		for j := range 10 {
			at := start.Add(time.Duration(i*10+j) * time.Second)
			rows = append(rows, centre.RowOf(app.ServiceRecord{
				ID: app.NewID(at), CustomerID: c.ID, PersonID: l.person.ID, Channel: app.ChannelPhone, At: app.InstantOf(at), RecordedAt: app.InstantOf(at),
				Phone: c.Phones[0].Number, Content: fmt.Sprintf("第%d次回访，客户询问红利领取方式", j+1), Attitude: "愿意再谈", NextOn: "2026-12-01",
			}))
		}
	}
	if err := w.c.PutRows(b.Context(), l.person.ID, rows); err != nil {
		b.Fatal(err)
	}
	var took time.Duration
	served, sent := 0, 0
	for b.Loop() {
		cursors := map[string]int64{}
		for more := true; more; {
			body := l.pack(wire.PullRequest{V: wire.V, Epoch: l.epoch, Schema: wire.Schema, Cursors: cursors, Limit: wire.MaxEntries})
			began := time.Now()
			got, p := l.post(wire.PathPull, body, wire.ContentType)
			took += time.Since(began)
			if p != nil {
				b.Fatal(p)
			}
			page, err := wire.ReadPage(bytes.NewReader(got))
			if err != nil {
				b.Fatal(err)
			}
			maps.Copy(cursors, page.Tail.Cursors)
			served += len(page.Entries)
			sent += len(got)
			more = page.Tail.More
		}
	}
	b.ReportMetric(float64(served)/took.Seconds(), "rows/s")
	b.ReportMetric(float64(sent)/float64(served), "B/row")
}
