package centre_test

import (
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
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
