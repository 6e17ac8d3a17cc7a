package device_test

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre/demo"
	"github.com/fangce/fangce/sync/device"
	telephone "github.com/fangce/fangce/sync/simtest/line"
)

// demoOffice is an office whose centre holds the demonstration's people and cards, and the code of a planner.
func demoOffice(t *testing.T) (o *office, code string) {
	t.Helper()
	o = openEmpty(t)
	people, err := demo.Fill(t.Context(), o.centre, demo.Options{Seed: 1, Now: began})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.Roles[0] == app.RolePlanner {
			return o, p.Code
		}
	}
	t.Fatal("no planner")
	return nil, ""
}

// telephone returns a line to the centre.
func (o *office) telephone(cfg telephone.Config) *telephone.Line {
	o.t.Helper()
	u, err := url.Parse(o.server.URL)
	if err != nil {
		o.t.Fatal(err)
	}
	l, err := telephone.New(cfg.To(u.Host))
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() {
		if err := l.Close(); err != nil {
			o.t.Error(err)
		}
	})
	return l
}

// A first sync of a whole portfolio over a flaky 2G line, cut again and again: it completes, what is written meanwhile is
// kept and arrives once, and nobody who writes is held up by it. The short version has a line that is twenty-five times as fast.
func TestAFirstSyncOverAFlakyLine(t *testing.T) {
	cfg, cuts := telephone.Edge, 6
	if os.Getenv("FANGCE_PROOF") == "" {
		cfg.Rate, cfg.Delay, cuts = cfg.Rate*25, cfg.Delay/25, 2
	}
	cfg.Seed = 1
	o, code := demoOffice(t)
	slow := o.telephone(cfg)
	e, err := device.Enrol(t.Context(), device.EnrolConfig{CentreURL: "http://" + slow.Addr(), Code: code, DeviceName: "slow", Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	cards := o.cardsOf(e.Reply.Person.ID)
	if len(cards) < 100 {
		t.Fatalf("%d cards", len(cards))
	}
	l := o.bootWith(e, device.Config{Jitter: func() float64 { return 0 }})
	_, start := slow.Bytes()
	made := 0
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	done := make(chan struct{})
	began := time.Now()
	go func() { l.Run(ctx); close(done) }()

	var ids []string
	var longest time.Duration
	for filling := true; filling; {
		select {
		case <-time.After(100 * time.Millisecond):
		case <-t.Context().Done():
			t.Fatal("never completed")
		}
		wrote := time.Now()
		ids = append(ids, l.prospect())
		longest = max(longest, time.Since(wrote))
		if _, down := slow.Bytes(); made < cuts && down > start+int64(made+1)*25_000 {
			slow.Cut()
			made++
		}
		s, err := l.State(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		filling = s.Filling
	}
	took := time.Since(began)
	for l.pending() > 0 {
		l.Poke()
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	<-done
	_, down := slow.Bytes()
	t.Logf("%d cards in %v, %d KB down at %d kbit/s, %d cuts, %d written meanwhile, the longest commit %v",
		len(cards), took.Round(time.Millisecond), down/1000, cfg.Rate/1000, made, len(ids), longest)
	for _, id := range cards {
		if _, err := store.Get[app.Customer](t.Context(), l.store, id); err != nil {
			t.Fatalf("card %s: %v", id, err)
		}
	}
	count := map[string]int{}
	for _, r := range o.rows("customer") {
		count[r["id"].(string)]++
	}
	for _, id := range ids {
		if count[id] != 1 {
			t.Errorf("a customer written meanwhile arrived %d times", count[id])
		}
	}
}

// cardsOf returns the ids of a planner's customers.
func (o *office) cardsOf(person string) (ids []string) {
	o.t.Helper()
	db, err := sql.Open("sqlite", o.path)
	if err != nil {
		o.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query("SELECT id FROM row WHERE kind = 'customer' AND stream = ?", app.SeatStream(person))
	if err != nil {
		o.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			o.t.Fatal(err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		o.t.Fatal(err)
	}
	return ids
}

// prospect writes a new customer and returns the id.
func (l *laptop) prospect() string {
	l.t.Helper()
	c := app.Customer{ID: app.NewID(l.store.Clock()()), Name: "陈新", Sex: app.SexMale}
	l.commit(store.Create(c))
	return c.ID
}
