package service_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
)

// fill gives a planner n customers with two policies each, of which one in twenty has lapsed and the others are due on
// all days of a year, and four records each over a year and a half.
func fill(b testing.TB, r room, n int) {
	b.Helper()
	var rows []any
	now := app.InstantOf(apptest.Now)
	names := []string{"王芳", "李强", "赵敏", "孙丽", "周杰", "欧阳娜", "尉迟恭", "单雄信"}
	for i := range n {
		c := apptest.Customer(i, names[i%len(names)])
		c.Grade = []string{"A", "B", "C"}[i%3]
		c.OpenedOn, c.CheckedOn = "2026-01-05", "2026-01-08"
		p := apptest.Policy(2*i, c, app.Date("2026-02-18").AddDays(i%365))
		if i%20 == 0 {
			p.NextDue = app.Date("2025-01-18").AddDays(i % 300)
		}
		q := apptest.Policy(2*i+1, c, "")
		q.Mode, q.NextDue, q.MaturesOn = app.ModeSingle, "", app.Date("2026-03-18").AddDays(i%1800)
		k := apptest.Case(p)
		k.PublishedOn = "2024-08-05"
		k.SignedAt = now - 60*86400_000
		rows = append(rows, c, p, q, k)
		for j := range 4 {
			outcome, channel := app.OutcomeDone, app.ChannelPhone
			if j == 1 {
				channel = app.ChannelVisit
			}
			if j == 3 && i%10 == 0 {
				outcome = app.OutcomeNoAnswer
			}
			rows = append(rows, app.ServiceRecord{
				ID: app.DerivedID("rec", fmt.Sprint(i, j)), CustomerID: c.ID, PolicyID: p.ID, PersonID: apptest.Planner, Channel: channel,
				Outcome: outcome, Content: "核对保单信息。", At: now - app.Instant(540-160*j+i%60)*86400_000,
			})
		}
	}
	apply(b, r.store, app.SeatStream(apptest.Planner), rows...)
}

func BenchmarkToday(b *testing.B) {
	for _, n := range []int{300, 5000} {
		r := newRoom(b, planner)
		fill(b, r, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for range b.N {
				if _, err := r.Today(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint(n, "/after a record"), func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				r.clock.Add(time.Second)
				if _, err := r.AddRecord(ctx, app.ServiceRecord{CustomerID: apptest.Customer(1, "").ID, Channel: app.ChannelGift, Content: "寄贺卡。"}); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				if _, err := r.Today(ctx); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint(n, "/queue"), func(b *testing.B) {
			for range b.N {
				if _, err := r.CallQueue(ctx, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprint(n, "/card"), func(b *testing.B) {
			for range b.N {
				if _, err := r.Card(ctx, apptest.Customer(1, "").ID); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkBig measures what the rooms read, at 1 000 and at 100 000 customers with five records each.
func BenchmarkBig(b *testing.B) {
	small := apptest.Big
	small.Customers = 1000
	for _, p := range []apptest.Portfolio{small, apptest.Big} {
		clock := app.Clock(func() time.Time { return apptest.Now })
		s := service.New(service.Config{Store: apptest.NewPortfolio(b, p), Clock: clock, Person: planner})
		one := apptest.Customer(2, "").ID
		for _, read := range []struct {
			name string
			of   func() error
		}{
			{"today", func() error { _, err := s.Today(ctx); return err }},
			{"queue page", func() error { _, _, err := s.CallPage(ctx, "", 100); return err }},
			{"queue", func() error { _, err := s.CallQueue(ctx, ""); return err }},
			{"queue counts", func() error { _, err := s.CallCounts(ctx); return err }},
			{"call sheet", func() error { _, err := s.CallSheet(ctx, one, "", ""); return err }},
			{"card", func() error { _, err := s.Card(ctx, one); return err }},
		} {
			b.Run(fmt.Sprint(p.Customers, "/", read.name), func(b *testing.B) {
				for range b.N {
					if err := read.of(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkDue measures what a piece of due work costs Today, and a line of the queue its first page, at 100 000 customers, and
// as the ratio x/small what it costs beside the same at 1 000: what is not due must cost nothing.
func BenchmarkDue(b *testing.B) {
	small := apptest.Big
	small.Customers = 1000
	of := map[string]map[int]float64{"today": {}, "queue page": {}}
	for _, p := range []apptest.Portfolio{small, apptest.Big} {
		s := service.New(service.Config{Store: apptest.NewPortfolio(b, p), Clock: func() time.Time { return apptest.Now }, Person: planner})
		for name, read := range map[string]func() (int, error){
			"today":      func() (int, error) { v, err := s.Today(ctx); return len(v.Due), err },
			"queue page": func() (int, error) { _, total, err := s.CallPage(ctx, "", 100); return total, err },
		} {
			b.Run(fmt.Sprint(p.Customers, "/", name), func(b *testing.B) {
				n := 0
				for range b.N {
					due, err := read()
					if err != nil {
						b.Fatal(err)
					}
					n = due
				}
				each := float64(b.Elapsed().Nanoseconds()) / float64(b.N) / float64(n)
				of[name][p.Customers] = each
				b.ReportMetric(each, "ns/due")
				if base := of[name][small.Customers]; p.Customers > small.Customers && base > 0 {
					b.ReportMetric(each/base, "x/small")
				}
			})
		}
	}
}
