package centre_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// digests returns the digests of what the laptop holds.
func (l *laptop) digests() map[string]wire.Digest {
	out := map[string]wire.Digest{}
	for stream := range l.cursors {
		out[stream] = wire.Digest{}
	}
	for _, e := range l.rows {
		d := out[e.Stream]
		d.Add(e.Kind, e.ID, e.Ver, 1)
		out[e.Stream] = d
	}
	return out
}

// check pulls until the tail and returns the streams that are not what the centre says.
func (l *laptop) check() (wrong []string) {
	l.w.t.Helper()
	l.pull()
	got, p := l.post(wire.PathPull, l.pack(wire.PullRequest{V: wire.V, Epoch: l.epoch, Schema: wire.Schema, Cursors: l.cursors, Digest: true}), wire.ContentType)
	if p != nil {
		l.w.t.Fatal(p)
	}
	page, err := wire.ReadPage(bytes.NewReader(got))
	if err != nil || len(page.Entries) > 0 || len(page.Tail.Cursors) > 0 {
		l.w.t.Fatalf("%+v %v", page, err)
	}
	mine := l.digests()
	for stream := range mine {
		if _, told := page.Tail.Digests[stream]; !told {
			l.w.t.Errorf("no digest of %s", stream)
		}
	}
	for stream, d := range page.Tail.Digests {
		if mine[stream] != d {
			wrong = append(wrong, stream)
		}
	}
	slices.Sort(wrong)
	return wrong
}

// repair mends a stream as a laptop does, and returns how many entries came.
func (l *laptop) repair(stream string) int {
	l.w.t.Helper()
	var reply wire.DigestReply
	if p := l.call(wire.PathDigest, wire.DigestRequest{V: wire.V, Epoch: l.epoch, Stream: stream, Seq: l.cursors[stream]}, &reply); p != nil {
		l.w.t.Fatal(p)
	}
	if reply.Seq != l.cursors[stream] {
		l.w.t.Fatalf("the stream is at %d", reply.Seq)
	}
	mine := map[int]wire.Digest{}
	for _, e := range l.rows {
		if e.Stream == stream {
			d := mine[wire.Bucket(e.Kind, e.ID)]
			d.Add(e.Kind, e.ID, e.Ver, 1)
			mine[wire.Bucket(e.Kind, e.ID)] = d
		}
	}
	req := wire.RepairRequest{V: wire.V, Epoch: l.epoch, Stream: stream, Seq: l.cursors[stream]}
	for n := range wire.Buckets {
		if mine[n] != reply.Buckets[n] {
			req.Buckets = append(req.Buckets, n)
		}
	}
	for _, e := range l.rows {
		if e.Stream == stream && slices.Contains(req.Buckets, wire.Bucket(e.Kind, e.ID)) {
			req.Rows = append(req.Rows, wire.RowVer{Kind: e.Kind, ID: e.ID, Ver: e.Ver})
		}
	}
	got, p := l.post(wire.PathRepair, l.pack(req), wire.ContentType)
	if p != nil {
		l.w.t.Fatal(p)
	}
	page, err := wire.ReadPage(bytes.NewReader(got))
	if err != nil || len(page.Tail.Cursors) > 0 {
		l.w.t.Fatalf("%+v %v", page, err)
	}
	for _, e := range page.Entries {
		l.take(e)
	}
	return len(page.Entries)
}

// Whatever happens, the digests kept with every change are those of the rows, and those of laptops that have pulled.
func TestDigestsAreKeptWithEveryChange(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			rnd := rand.New(rand.NewPCG(seed, 4))
			w := newWorld(t)
			planners := []string{"1001", "1002", ""}
			laptops := []*laptop{w.laptop("1001", "2001", app.RolePlanner), w.laptop("1002", "2001", app.RolePlanner), w.enrol(w.user("1001", "2001", app.RolePlanner))}
			var cards []string
			for step := range 120 {
				l := laptops[rnd.IntN(len(laptops))]
				switch rnd.IntN(7) {
				case 0:
					c := customer("王芳")
					cards = append(cards, c.ID)
					l.push(l.create(c), l.create(app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID}))
				case 1, 2:
					if len(cards) > 0 {
						w.handOver(planners[rnd.IntN(3)], cards[rnd.IntN(len(cards))])
					}
				case 3:
					idNo := []string{"110101197005010021", "110101198003071239", "110101199001010066"}[rnd.IntN(3)]
					w.take(planners[rnd.IntN(2)], bought(2, fmt.Sprintf("P%d", rnd.IntN(4)), "客户"+idNo[10:], idNo))
				case 4:
					l.pullPage(1 + rnd.IntN(9))
				case 5:
					w.user("1001", []string{"2001", "2002"}[rnd.IntN(2)], app.RolePlanner)
				default:
					var mine []string
					for _, e := range l.rows {
						if e.Kind == "customer" {
							mine = append(mine, e.ID)
						}
					}
					if len(mine) > 0 {
						slices.Sort(mine)
						l.push(l.set("customer", mine[rnd.IntN(len(mine))], "employer", fmt.Sprint(step)))
					}
				}
			}
			kept, counted, err := w.c.Digests(t.Context())
			if err != nil || !maps.Equal(kept, counted) {
				t.Errorf("kept\n%v, counted\n%v, %v", kept, counted, err)
			}
			for i, l := range laptops {
				if wrong := l.check(); len(wrong) > 0 {
					t.Errorf("laptop %d: %v differ", i, wrong)
				}
			}
		})
	}
}

// A database from before digests were kept is counted when the first laptop asks.
func TestDigestsAreCountedOnFirstUse(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	if _, err := openRaw(t, w.path).Exec(`UPDATE stream SET count = NULL, sum = NULL`); err != nil {
		t.Fatal(err)
	}
	l.pull()
	l.push(l.set("customer", c.ID, "grade", "A")) // before anybody asks
	if wrong := l.check(); len(wrong) > 0 {
		t.Errorf("%v differ", wrong)
	}
	kept, counted, err := w.c.Digests(t.Context())
	if err != nil || !maps.Equal(kept, counted) {
		t.Errorf("kept %v, counted %v, %v", kept, counted, err)
	}
	l.push(l.set("customer", c.ID, "grade", "B"))
	if wrong := l.check(); len(wrong) > 0 {
		t.Errorf("%v differ", wrong)
	}
}

func TestRepair(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	w.user("1002", "", app.RolePlanner)
	var ids []string
	for range 60 {
		c := customer("王芳")
		ids = append(ids, c.ID)
		l.push(l.create(c))
	}
	l.pull()
	seat := app.SeatStream(l.person.ID)
	if wrong := l.check(); len(wrong) > 0 {
		t.Fatalf("%v differ", wrong)
	}
	gone := l.rows["customer/"+ids[1]]
	l.push(l.set("customer", ids[0], "grade", "A"))
	before := l.rows["customer/"+ids[0]]
	w.handOver("1002", ids[1])
	l.pull()
	l.rows["customer/"+ids[0]] = before                                                                     // missed a change
	l.rows["customer/"+ids[1]] = gone                                                                       // missed a leave
	delete(l.rows, "customer/"+ids[2])                                                                      // lost a row
	l.rows["customer/own"] = wire.Entry{T: wire.TypeRow, Stream: seat, Kind: "customer", ID: "own", Ver: 1} // the centre lost one
	if wrong := l.check(); !slices.Equal(wrong, []string{seat}) {
		t.Fatalf("%v differ", wrong)
	}
	if n := l.repair(seat); n != 3 {
		t.Errorf("%d entries came", n)
	}
	if _, here := l.rows["customer/own"]; !here {
		t.Error("a row the centre does not know was taken away")
	}
	delete(l.rows, "customer/own")
	if wrong := l.check(); len(wrong) > 0 {
		t.Errorf("%v differ after the repair", wrong)
	}

	// Where the stream has moved on, the laptop pulls first; streams of others are nobody's business.
	l.push(l.set("customer", ids[0], "grade", "B"))
	var reply wire.DigestReply
	if p := l.call(wire.PathDigest, wire.DigestRequest{V: wire.V, Epoch: l.epoch, Stream: seat, Seq: l.cursors[seat]}, &reply); p != nil || reply.Seq == l.cursors[seat] || len(reply.Buckets) > 0 {
		t.Errorf("%+v %+v", reply, p)
	}
	other := app.SeatStream(app.PersonID("1002"))
	if p := l.call(wire.PathDigest, wire.DigestRequest{V: wire.V, Stream: other}, &reply); p == nil || p.Code != app.ErrForbidden {
		t.Errorf("digest of another's seat: %+v", p)
	}
	if _, p := l.post(wire.PathRepair, l.pack(wire.RepairRequest{V: wire.V, Stream: other, Buckets: []int{-1, 1 << 40}}), wire.ContentType); p == nil || p.Code != app.ErrForbidden {
		t.Errorf("repair of another's seat: %+v", p)
	}
	if p := l.call(wire.PathDigest, wire.DigestRequest{V: wire.V, Epoch: "old", Stream: seat}, &reply); p == nil || p.Code != wire.CodeEpoch {
		t.Errorf("another epoch: %+v", p)
	}
}

func TestManifest(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	w.user("1002", "", app.RolePlanner)
	stays, goes := customer("王芳"), customer("李雷")
	l.push(l.create(stays), l.create(goes))
	w.handOver("1002", goes.ID)
	var reply wire.ManifestReply
	p := l.call(wire.PathManifest, wire.ManifestRequest{V: wire.V, Epoch: l.epoch, Cards: []string{stays.ID, goes.ID, "never seen"}}, &reply)
	if p != nil || !slices.Equal(reply.Gone, []string{goes.ID}) {
		t.Errorf("%+v %+v", reply, p)
	}
}
