package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// digests are those of a test's centre.
func (c *centre) digests() map[string]wire.Digest {
	out := map[string]wire.Digest{}
	for _, r := range c.rows {
		d := out[r.Stream]
		d.Add(r.Kind, r.ID, r.Ver, 1)
		out[r.Stream] = d
	}
	return out
}

func sameDigests(t *testing.T, s *store.Store, want map[string]wire.Digest, streams ...string) {
	t.Helper()
	got, err := s.Digests(ctx, streams)
	if err != nil {
		t.Fatal(err)
	}
	for _, stream := range streams {
		if got[stream] != want[stream] {
			t.Errorf("%s: %+v, want %+v", stream, got[stream], want[stream])
		}
	}
}

// After any round the laptop's digests are the centre's, whatever waits to be sent.
func TestDigestsAreTheCentres(t *testing.T) {
	s := started(t)
	c := newCentre(rand.New(rand.NewPCG(3, 3)))
	for range 30 {
		for range 30 {
			c.work()
		}
		mustStage(t, s, c.pull(s, 20)...)
		mustPublish(t, s)
		var granted []string
		for _, stream := range testStreams {
			if c.granted[stream] {
				granted = append(granted, stream)
			}
		}
		sameDigests(t, s, c.digests(), granted...)
		ids, _ := s.Query(ctx, "SELECT id FROM customers ORDER BY id LIMIT 2")
		for _, id := range ids {
			was := get[app.Customer](t, s, id)
			now := was
			now.Employer = app.NewID(apptest.Now)
			mustChange(t, s, was, now)
		}
		apptest.MustCommit(t, s, store.Create(app.Customer{ID: app.NewID(apptest.Now), Name: "新客户"}))
		sameDigests(t, s, c.digests(), granted...)
	}
	if d, err := s.Digests(ctx, []string{"seat:nobody"}); err != nil || d["seat:nobody"] != (wire.Digest{}) {
		t.Error(d, err)
	}
}

// Receipts of rows in streams that are not pulled, and rows of an epoch that is over as long as they are offered, are not the
// centre's.
func TestWhatDigestsLeaveOut(t *testing.T) {
	s := started(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, pageOf(entry(seat, 1, 5, c)))
	apptest.MustCommit(t, s, store.Create(app.LogMark{ID: "m1", PersonID: "p", Score: 15}))
	mustAcknowledge(t, s, wire.Result{N: 1, Kind: "log_mark", ID: "m1", Ver: 3, Outcome: wire.OutcomeApplied})
	p := pageOf(entry(seat, 1, 6, apptest.Customer(2, "李强")))
	p.Head.Epoch = "epoch-2"
	mustStage(t, s, p)
	mustPublish(t, s)
	want := map[string]wire.Digest{}
	d := wire.Digest{}
	d.Add("customer", apptest.Customer(2, "").ID, 6, 1)
	want[seat] = d
	sameDigests(t, s, want, seat)
	if err := s.CloseEpoch(ctx); err != nil {
		t.Fatal(err)
	}
	sameDigests(t, s, want, seat)
}

// A row of an epoch that is over, which was offered and does not come, is asked about: it leaves if it lies elsewhere, with
// what hangs on it, and stays if nothing is said of it.
func TestWhatLiesElsewhereAfterARestoreLeaves(t *testing.T) {
	s := started(t)
	gone, stays := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	mustApply(t, s, pageOf(entry(seat, 1, 5, gone), entry(seat, 2, 5, stays)))
	r := app.ServiceRecord{ID: "r1", CustomerID: gone.ID, Channel: "phone", Content: "说过"}
	apptest.MustCommit(t, s, store.Create(r))
	mustAcknowledge(t, s, wire.Result{N: 1, Kind: "service_record", ID: r.ID, Outcome: wire.OutcomeQuarantined})
	p := pageOf(entry(seat, 1, 8, apptest.Customer(3, "张敏")))
	p.Head.Epoch = "epoch-2"
	mustStage(t, s, p)
	mustPublish(t, s)
	if err := s.CloseEpoch(ctx); err != nil {
		t.Fatal(err)
	}
	all, err := s.Offers(ctx, 10)
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	if err := s.Offered(ctx, all); err != nil {
		t.Fatal(err)
	}
	d := wire.Digest{}
	d.Add("customer", gone.ID, 5, 1)
	d.Add("customer", stays.ID, 5, 1)
	d.Add("customer", apptest.Customer(3, "").ID, 8, 1)
	sameDigests(t, s, map[string]wire.Digest{seat: d}, seat)
	rows, err := s.BucketRows(ctx, seat, []int{wire.Bucket("customer", gone.ID)})
	if err != nil || len(rows) == 0 {
		t.Fatal(rows, err)
	}
	p = pageOf(leave(seat, 0, 3, "customer", gone.ID)) // versions of two epochs do not compare
	p.Head.Epoch, p.Tail.Cursors = "epoch-2", nil
	if _, err := s.Repair(ctx, p); err != nil {
		t.Fatal(err)
	}
	if rows, _ := s.Query(ctx, "SELECT name FROM customers UNION ALL SELECT id FROM service_records ORDER BY 1"); len(rows) != 2 || slices.Contains(rows, "r1") {
		t.Errorf("%v", rows)
	}
}

// Whatever is wrong with the rows here is found by comparing digests and buckets, and mended by what the centre sends then.
func TestRepair(t *testing.T) {
	for name, damage := range map[string]string{
		"a row is missing":         "DELETE FROM policies WHERE rid % 7 = 0",
		"a row is old":             "UPDATE customers SET ver = ver - 1, name = '旧' WHERE rid % 5 = 0",
		"a row lies elsewhere":     "UPDATE customers SET stream = 'seat:b' WHERE rid % 5 = 0",
		"a row should have left":   "INSERT INTO customers (id, stream, ver, epoch, extra, name) SELECT 'left', stream, 1, epoch, '', '走' FROM customers LIMIT 1",
		"a body is damaged":        "UPDATE customers SET name = '坏' WHERE rid % 5 = 0",
		"an unknown kind is older": "UPDATE unknown SET ver = 0, body = '{}'",
	} {
		t.Run(name, func(t *testing.T) {
			s, whole := started(t), started(t)
			c := newCentre(rand.New(rand.NewPCG(4, 4)))
			for range 300 {
				c.work()
			}
			c.leaves[[3]string{seat, "customer", "left"}] = leave(seat, c.seq[seat]+1, 2, "customer", "left")
			c.granted["seat:b"], c.granted["seat:c"] = true, true
			mustStage(t, s, c.pull(s, 50)...)
			mustPublish(t, s)
			mustStage(t, whole, c.pull(whole, 50)...)
			mustPublish(t, whole)
			if err := s.Exec(ctx, damage); err != nil {
				t.Fatal(err)
			}
			for _, stream := range testStreams {
				c.repair(t, s, stream, name == "a body is damaged")
			}
			if name != "a body is damaged" {
				sameDigests(t, s, c.digests(), testStreams...)
			}
			if err := s.Reindex(ctx); err != nil {
				t.Fatal(err)
			}
			sameShown(t, whole, s)
		})
	}
}

// repair does what a laptop and its centre do about a stream whose digests differ.
func (c *centre) repair(t *testing.T, s *store.Store, stream string, all bool) {
	t.Helper()
	theirs := map[int]wire.Digest{}
	for _, r := range c.rows {
		if r.Stream == stream {
			d := theirs[wire.Bucket(r.Kind, r.ID)]
			d.Add(r.Kind, r.ID, r.Ver, 1)
			theirs[wire.Bucket(r.Kind, r.ID)] = d
		}
	}
	ours, err := s.Buckets(ctx, stream)
	if err != nil {
		t.Fatal(err)
	}
	var bad []int
	for n := range wire.Buckets {
		if all || ours[n] != theirs[n] {
			bad = append(bad, n)
		}
	}
	if !all && len(bad) == wire.Buckets {
		t.Fatal("every bucket is bad")
	}
	rows, err := s.BucketRows(ctx, stream, bad)
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]int64{}
	p := pageOf()
	for _, r := range rows {
		has[key(r.Kind, r.ID)] = r.Ver
		if is := c.rows[key(r.Kind, r.ID)]; is.Stream != stream {
			ver := is.Ver
			if l, left := c.leaves[[3]string{stream, r.Kind, r.ID}]; left {
				ver = l.Ver
			}
			if ver > 0 {
				p.Entries = append(p.Entries, leave(stream, 0, ver, r.Kind, r.ID))
			}
		}
	}
	for k, r := range c.rows {
		for _, n := range bad {
			if r.Stream == stream && wire.Bucket(r.Kind, r.ID) == n && (all || has[k] < r.Ver) {
				p.Entries = append(p.Entries, r)
			}
		}
	}
	was, _ := s.Cursors(ctx)
	if _, err := s.Repair(ctx, p); err != nil {
		t.Fatal(err)
	}
	if now, _ := s.Cursors(ctx); fmt.Sprint(now) != fmt.Sprint(was) {
		t.Errorf("the cursors were %v and are %v", was, now)
	}
}

// A mended body is no change anybody made.
func TestRepairWritesNoHistory(t *testing.T) {
	s := started(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, pageOf(entry(seat, 1, 5, c)))
	if err := s.Exec(ctx, "UPDATE customers SET name = '坏'"); err != nil {
		t.Fatal(err)
	}
	if n, err := s.Repair(ctx, pageOf(entry(seat, 1, 5, c))); err != nil || n != 1 {
		t.Error(n, err)
	}
	if h, err := s.History(ctx, "customer", c.ID); err != nil || len(h) != 0 || get[app.Customer](t, s, c.ID).Name != "王芳" {
		t.Errorf("%+v %v", h, err)
	}
	p := pageOf(wire.Entry{T: wire.TypeRow, Stream: seat, Kind: "customer", ID: c.ID, Ver: 9, Body: record.Body{}})
	p.Head.Epoch = "epoch-9"
	if n, err := s.Repair(ctx, p); err != nil || n != 0 {
		t.Error("a page of another epoch was taken", n, err)
	}
}
