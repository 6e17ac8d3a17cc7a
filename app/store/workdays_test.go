package store_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// What days add up to is kept, and is right after whatever happens to one of their records: new ones of the past, withdrawn,
// replaced, pulled again with another day, and gone.
func TestDaysAddUpToTheirRecords(t *testing.T) {
	s, clock := apptest.NewStoreClock(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, apptest.Page(seat, 1, c))
	today := app.DateOf(clock.At)
	first := today.AddDays(-12)
	rnd := rand.New(rand.NewPCG(3, 4))
	var ids []string
	seq, made := int64(10), 0
	record := func() app.ServiceRecord {
		made++
		r := app.ServiceRecord{
			ID: fmt.Sprint("record-", made), CustomerID: c.ID, PersonID: apptest.Planner, Content: "问候",
			At:      app.InstantOf(clock.At.Add(-time.Duration(rnd.IntN(13*24*60)) * time.Minute)),
			Channel: []string{app.ChannelPhone, app.ChannelVisit, app.ChannelLetter}[rnd.IntN(3)],
			Outcome: []string{app.OutcomeDone, app.OutcomeNoAnswer, app.OutcomeAgreed}[rnd.IntN(3)],
		}
		if rnd.IntN(3) == 0 {
			r.Items = []string{app.ItemRemind, app.ItemTerms}
		}
		if len(ids) > 0 {
			switch rnd.IntN(5) {
			case 0:
				r.Withdraws = ids[rnd.IntN(len(ids))]
			case 1:
				r.Corrects = ids[rnd.IntN(len(ids))]
			}
		}
		ids = append(ids, r.ID)
		return r
	}
	for step := range 150 {
		switch rnd.IntN(4) {
		case 0, 1:
			if err := s.Commit(ctx, store.Create(record())); err != nil {
				t.Fatal(err)
			}
		case 2:
			seq++
			mustApply(t, s, apptest.Page(seat, seq, record()))
		case 3:
			if len(ids) > 0 && step%2 == 0 {
				seq++
				p := apptest.Page(seat, seq)
				p.Entries = append(p.Entries, wire.Entry{
					T: wire.TypeLeave, Stream: seat, Seq: seq, Kind: "service_record", ID: ids[rnd.IntN(len(ids))], Ver: 1 << 40,
				})
				mustApply(t, s, p)
			} else if len(ids) > 0 { // the same record again, on another day
				r := record()
				r.ID = ids[rnd.IntN(len(ids)-1)]
				seq++
				p := apptest.Page(seat, seq, r)
				p.Entries[0].Ver = seq * 1000
				mustApply(t, s, p)
			}
		}
		got, err := s.WorkDays(ctx, apptest.Planner, first, today)
		if err != nil {
			t.Fatal(err)
		}
		all, err := s.RecordsBetween(ctx, apptest.Planner, app.InstantOf(first.Time()), app.InstantOf(today.AddDays(1).Time()))
		if err != nil {
			t.Fatal(err)
		}
		byDay := map[app.Date][]app.ServiceRecord{}
		for _, r := range all {
			byDay[r.At.Date()] = append(byDay[r.At.Date()], r)
		}
		want := map[app.Date]app.DayFigures{}
		for d, of := range byDay {
			want[d] = app.FiguresOf(of)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("step %d: days add up to\n%v, but their records to\n%v", step, got, want)
		}
	}
	if n, _ := s.Query(ctx, "SELECT count(*) FROM work_days"); n[0] == "0" {
		t.Error("nothing was kept: every look at the month counts all of its records again")
	}
}
