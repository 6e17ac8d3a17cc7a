package bench

import (
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/simtest/line"
	"github.com/fangce/fangce/sync/wire"
)

// small is a portfolio for what does not depend on its size.
var small = apptest.Portfolio{Customers: 600, Records: 4}

// edits is how many changes wait on the laptop.
const edits = 500

// BenchmarkEdits sends 500 edits made without a network: until the centre has them on its disk and the laptop knows. What
// the line itself takes is not theirs: the round trips of the exchanges, and the bytes.
func BenchmarkEdits(b *testing.B) {
	o := open(b, portfolio(b.Context(), small))
	for _, c := range lines {
		b.Run(c.name, func(b *testing.B) {
			o.b = b
			w := dial(b, c.line, o)
			l := o.laptop(planner, w.Addr())
			l.sync()
			var pushed pushes
			var whole []float64
			n := 0
			for b.Loop() {
				for i := range edits {
					n++
					e := store.Edit{Kind: app.KindCustomer.Name, ID: apptest.Customer(i, "").ID, Set: app.KindCustomer.Encode(app.Customer{Notes: fmt.Sprint("第", n, "次联系")})}
					if err := l.store.Commit(b.Context(), e); err != nil {
						b.Fatal(err)
					}
				}
				l.net.take()
				up, _ := w.Bytes()
				watch := watchPush(l)
				_, took := l.sync()
				upNow, _ := w.Bytes()
				if left, err := l.store.Pending(b.Context(), 1); err != nil || len(left) > 0 {
					b.Fatal("not everything was sent", err)
				}
				all := l.net.take()
				pushed.add(c.line, watch(), all, wire.PathPush, upNow-up)
				whole = append(whole, took.Seconds()*1000)
			}
			b.ReportMetric(median(pushed.work), "ms")
			b.ReportMetric(median(pushed.all), "ms-with-line")
			b.ReportMetric(median(pushed.bytes), "B/edit")
			b.ReportMetric(median(pushed.trips), "round-trips")
			b.ReportMetric(median(whole), "ms-round")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// pushes gathers how long something took, with what the line took.
type pushes struct{ work, all, bytes, trips []float64 }

func (n *pushes) add(cfg line.Config, took time.Duration, all []request, path string, up int64) {
	sent, answered, trips := bodies(all, path)
	line := time.Duration(trips) * 2 * cfg.Delay
	if cfg.Rate > 0 {
		line += time.Duration(float64(up+answered) * 8 / float64(cfg.Rate) * float64(time.Second))
	}
	n.work = append(n.work, (took-line).Seconds()*1000)
	n.all = append(n.all, took.Seconds()*1000)
	n.bytes = append(n.bytes, float64(sent)/edits)
	n.trips = append(n.trips, float64(trips))
}

// watchPush returns a function that says how long the next round took to push.
func watchPush(l *laptop) func() time.Duration {
	var began, ended time.Time
	done := false
	l.OnState(func(p device.Progress) {
		switch {
		case done:
		case p.Phase == device.PhasePush && began.IsZero():
			began = time.Now()
		case p.Phase == device.PhasePull && ended.IsZero():
			ended = time.Now()
		}
	})
	return func() time.Duration {
		done = true
		return ended.Sub(began)
	}
}

// BenchmarkIdle counts what a laptop and the centre say when there is nothing new.
func BenchmarkIdle(b *testing.B) {
	o := open(b, portfolio(b.Context(), small))
	l := o.laptop(planner, o.host)
	l.sync()
	l.sync()
	var sizes, ups, downs, ms []float64
	for b.Loop() {
		l.net.take()
		_, took := l.sync()
		up, down, _ := bodies(l.net.take(), "")
		sizes, ups, downs, ms = append(sizes, float64(up+down)), append(ups, float64(up)), append(downs, float64(down)), append(ms, took.Seconds()*1000)
	}
	b.ReportMetric(median(sizes), "B")
	b.ReportMetric(median(ups), "B-up")
	b.ReportMetric(median(downs), "B-down")
	b.ReportMetric(median(ms), "ms")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkHandOver counts what it takes on the wire, at both laptops, to hand over one card of a hundred records.
func BenchmarkHandOver(b *testing.B) {
	thick := apptest.Portfolio{Customers: 20, Records: 100}
	o := open(b, portfolio(b.Context(), thick))
	from, to := o.laptop(planner, o.host), o.laptop(neighbor, o.host)
	from.sync()
	to.sync()
	var gives, takes, rows []float64
	card := 0
	people := []string{app.PersonID(planner), app.PersonID(neighbor)}
	for b.Loop() {
		id := apptest.Customer(card%19, "").ID
		target := people[(card/19+1)%2]
		card++
		if _, err := o.c.HandOver(b.Context(), []string{id}, target, people[0]); err != nil {
			b.Fatal(err)
		}
		from.net.take()
		to.net.take()
		n, _ := from.sync()
		m, _ := to.sync()
		_, a, _ := bodies(from.net.take(), "")
		_, c, _ := bodies(to.net.take(), "")
		if target == people[0] {
			a, c = c, a
		}
		gives, takes, rows = append(gives, float64(a)), append(takes, float64(c)), append(rows, float64(max(n, m)))
	}
	b.ReportMetric((median(gives)+median(takes))/1024, "KB")
	b.ReportMetric(median(gives), "B-leaves")
	b.ReportMetric(median(takes), "B-enters")
	b.ReportMetric(median(rows), "rows")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCut breaks the line in the middle of a first sync and counts what comes a second time.
func BenchmarkCut(b *testing.B) {
	o := open(b, portfolio(b.Context(), large))
	for _, c := range lines {
		b.Run(c.name, func(b *testing.B) {
			o.b = b
			var again, pages, took []float64
			for b.Loop() {
				// What it takes uncut, and the largest page.
				w := dial(b, c.line, o)
				l := o.laptop(planner, w.Addr())
				l.net.take()
				rows, _ := l.sync()
				_, whole, _ := bodies(l.net.take(), wire.PathPull)
				l.close()

				l = o.laptop(planner, w.Addr())
				l.net.take()
				began := time.Now()
				w.CutDown(whole / 2)
				first, err := l.Sync(b.Context())
				if err == nil {
					b.Fatal("the line was not cut")
				}
				second, err := l.Sync(b.Context())
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(began).Seconds())
				all := l.net.take()
				_, body, _ := bodies(all, wire.PathPull)
				largest := int64(1)
				for _, r := range all {
					if r.path == wire.PathPull {
						largest = max(largest, r.down)
					}
				}
				if first.Pulled+second.Pulled < rows {
					b.Fatalf("%d and %d rows came, of %d", first.Pulled, second.Pulled, rows)
				}
				again, pages = append(again, float64(body-whole)/1024), append(pages, float64(body-whole)/float64(largest))
				l.close()
			}
			b.ReportMetric(median(pages), "pages-again")
			b.ReportMetric(median(again), "KB-again")
			b.ReportMetric(median(took), "s")
			b.ReportMetric(0, "ns/op")
		})
	}
}
