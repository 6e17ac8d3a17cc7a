package bench

import (
	"slices"
	"testing"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/sync/simtest/line"
	"github.com/fangce/fangce/sync/wire"
)

// large is the portfolio of the first sync: 5 051 cards with their policies and cases, and 50 010 records (one card in a
// hundred is a prospect's, without any).
var large = apptest.Portfolio{Customers: 5051, Records: 10}

// lines are what the figures are reported for.
var lines = []onLine{{"loopback", line.Config{}}, {"10Mbit", line.Broadband}}

type onLine struct {
	name string
	line line.Config
}

// dial opens a line to an office.
func dial(b testing.TB, cfg line.Config, o *office) *line.Line {
	b.Helper()
	w, err := line.New(cfg.To(o.host))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = w.Close() })
	return w
}

// BenchmarkFirstSync fills an empty laptop, beside a plain bulk insert of what it then holds: the same rows, indexes,
// words of the search index and history; prepared, 10 000 rows a transaction, not encrypted.
func BenchmarkFirstSync(b *testing.B) {
	o := open(b, portfolio(b.Context(), large))
	for _, c := range append(slices.Clone(lines), onLine{"2Mbit", line.Config{Rate: 2_000_000, Delay: line.Broadband.Delay}}) {
		b.Run(c.name, func(b *testing.B) {
			var took, plain, times, wires, wireTimes, count, bytesRow, pages, computed []float64
			var all *bulk
			for b.Loop() {
				o.b = b
				w := dial(b, c.line, o)
				l := o.laptop(planner, w.Addr())
				_, before := w.Bytes()
				l.net.take()
				cpu := cpuTime()
				rows, t := l.sync()
				cpu = cpuTime() - cpu
				_, after := w.Bytes()
				_, body, n := bodies(l.net.take(), wire.PathPull)
				l.close()
				if all == nil {
					all = readBulk(b, l.dir)
				}
				cpuPlain := cpuTime()
				base := all.insert(b)
				cpuPlain = cpuTime() - cpuPlain
				computed = append(computed, cpu.Seconds()/cpuPlain.Seconds())
				took, plain, times = append(took, t.Seconds()), append(plain, base.Seconds()), append(times, t.Seconds()/base.Seconds())
				count = append(count, float64(rows))
				bytesRow, pages = append(bytesRow, float64(body)/float64(rows)), append(pages, float64(n))
				if c.line.Rate > 0 {
					wire := float64(after-before) * 8 / float64(c.line.Rate)
					wires, wireTimes = append(wires, wire), append(wireTimes, t.Seconds()/wire)
				}
			}
			b.ReportMetric(median(took), "s")
			b.ReportMetric(median(plain), "plain-s")
			b.ReportMetric(median(times), "times-plain")
			b.ReportMetric(median(computed), "times-plain-cpu") // the laptop's part alone; steadier on a busy machine
			b.ReportMetric(median(bytesRow), "B/row")
			b.ReportMetric(median(count), "rows")
			b.ReportMetric(median(pages), "pages")
			if len(wireTimes) > 0 {
				b.ReportMetric(median(wires), "wire-s")
				b.ReportMetric(median(wireTimes), "times-wire")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}

// BenchmarkWireBytes counts what a first sync of the demo data takes on the wire.
func BenchmarkWireBytes(b *testing.B) {
	o := open(b, demoData(b.Context()))
	var perRow []float64
	for b.Loop() {
		o.b = b
		l := o.laptop(planner, o.host)
		rows, _ := l.sync()
		_, body, _ := bodies(l.net.take(), wire.PathPull)
		perRow = append(perRow, float64(body)/float64(rows))
		l.close()
	}
	b.ReportMetric(median(perRow), "B/row")
	b.ReportMetric(0, "ns/op")
}

func median(all []float64) float64 {
	s := slices.Sorted(slices.Values(all))
	return s[len(s)/2]
}
