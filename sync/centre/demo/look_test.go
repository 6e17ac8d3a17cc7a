package demo

import (
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
)

func TestLook(t *testing.T) {
	start := time.Now()
	w, err := makeWorld(Options{Seed: 1, Now: time.Date(2026, 11, 23, 10, 40, 0, 0, app.Shanghai)})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(time.Since(start), w.missing)
	for _, p := range w.planners {
		n := map[string]int{}
		for _, r := range p.records {
			n[r.Stage+" "+r.Outcome+" "+r.Channel]++
		}
		fmt.Println(p.me.Name, len(p.records), len(p.appts), len(p.visits), len(p.surveys), len(p.verified), n)
	}
	p := w.planners[0]
	for _, r := range p.records[max(0, len(p.records)-60):] {
		fmt.Println(r.At.Time().Format("01-02 15:04"), p.names[r.CustomerID], r.Stage, r.Outcome, r.Channel, "|", r.Content, "|", r.Attitude, "|", r.Answer, "|", r.NextStep, r.NextOn, r.Promise, r.PromiseBy)
	}
	for _, pt := range w.parts[1:2] {
		for _, r := range pt.rows {
			switch v := r.of.(type) {
			case app.WorkLog:
				fmt.Println(v.Date, v.ClosedAt.Time().Format("01-02 15:04"), len(v.Entries), v.Figures, v.Development, v.PlanDone, len(v.Tomorrow))
			case app.LogMark:
				fmt.Println("   ", v.Score, v.Criteria, v.Comment)
			}
		}
	}
}

func TestDue(t *testing.T) {
	w, err := makeWorld(Options{Seed: 1, Now: time.Date(2026, 11, 23, 10, 40, 0, 0, app.Shanghai)})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range w.planners {
		late, open := map[app.DueKind]int{}, map[app.DueKind]int{}
		kept := map[string]bool{}
		for _, r := range p.records {
			kept[r.Kept] = true
		}
		for _, c := range p.clients {
			var done app.Contacts
			var last app.Date
			for _, r := range p.records {
				if r.CustomerID == c.card.ID {
					done.Add(r.Channel, r.Outcome, r.At)
					last = r.At.Date()
				}
			}
			for i, k := range c.cases {
				for _, s := range app.OpenStages(*k, *c.policies[i], c.card, done, p.cal) {
					if s.By < p.today {
						late[s.Kind]++
						if p.me.StaffNo == "1001" {
							fmt.Println(s, c.card.Name, c.pub, c.reason, c.card.Phones, done)
						}
					} else {
						open[s.Kind]++
					}
				}
			}
			if last != "" {
				if d := app.ReturnDue(last, c.card.Grade); d < p.today {
					late[app.DueReturn]++
				} else if d < p.today.AddDays(7) {
					open[app.DueReturn]++
				}
			}
		}
		for _, r := range p.records {
			if r.PromiseBy != "" && !kept[r.ID] {
				if r.PromiseBy < p.today {
					late[app.DuePromise]++
				} else {
					open[app.DuePromise]++
				}
			}
		}
		for _, a := range p.appts {
			if a.Status == app.AppointmentPlanned {
				open[app.DueAppointment]++
				if a.At.Time().Before(p.now) {
					late[app.DueAppointment]++
				}
			}
		}
		fmt.Println("late", late, "open", open)
	}
}

