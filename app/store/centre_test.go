package store_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// centre is a centre in a test: streams of rows and leavings as the contract of the sync has them. Cards move between the
// streams, some of which the laptop may pull.
type centre struct {
	rnd     *rand.Rand
	seq     map[string]int64
	rows    map[string]wire.Entry    // kind + id → row
	leaves  map[[3]string]wire.Entry // stream, kind, id
	granted map[string]bool
	made    int
}

var testStreams = []string{seat, "seat:b", "seat:c", "work:x"}

func newCentre(rnd *rand.Rand) *centre {
	c := &centre{rnd: rnd, seq: map[string]int64{}, rows: map[string]wire.Entry{}, leaves: map[[3]string]wire.Entry{}, granted: map[string]bool{}}
	for _, s := range testStreams {
		c.granted[s] = s != "seat:c"
	}
	return c
}

// put writes a row into a stream with its next version.
func (c *centre) put(stream, kind, id string, body record.Body) {
	k := key(kind, id)
	was, exists := c.rows[k]
	c.seq[stream]++
	c.rows[k] = wire.Entry{
		T: wire.TypeRow, Stream: stream, Seq: c.seq[stream], Kind: kind, ID: id, Ver: was.Ver + 1, Body: body,
		By: apptest.Supervisor, At: apptest.Now.UnixMilli() + c.seq[stream],
	}
	if exists && was.Stream != stream {
		c.leave(was.Stream, kind, id, was.Ver+1)
	}
	delete(c.leaves, [3]string{stream, kind, id})
}

func (c *centre) leave(stream, kind, id string, ver int64) {
	c.seq[stream]++
	c.leaves[[3]string{stream, kind, id}] = wire.Entry{T: wire.TypeLeave, Stream: stream, Seq: c.seq[stream], Kind: kind, ID: id, Ver: ver}
}

// work changes something at random.
func (c *centre) work() {
	n := c.rnd.IntN(12)
	card := apptest.Customer(n, []string{"王芳", "单雄信", "张伟", "欧阳修", "李娜"}[c.rnd.IntN(5)])
	has, exists := c.rows[key("customer", card.ID)]
	stream := testStreams[c.rnd.IntN(3)]
	if exists {
		stream = has.Stream
	}
	switch p := c.rnd.IntN(20); {
	case !exists || p < 5:
		card.Notes = fmt.Sprint(c.rnd.IntN(9))
		c.put(stream, "customer", card.ID, app.KindCustomer.Encode(card))
	case p < 9:
		// A policy that goes to another holder, whose card is handed over before that was pulled, is for digests to find.
		pol := apptest.Policy(2*n+c.rnd.IntN(2), card, app.Date("2026-03-01").AddDays(c.rnd.IntN(90)))
		c.put(stream, "policy", pol.ID, app.KindPolicy.Encode(pol))
	case p < 13:
		c.made++
		r := app.ServiceRecord{ID: fmt.Sprint("r", c.made), CustomerID: card.ID, Channel: app.ChannelPhone, Outcome: app.OutcomeDone, At: app.Instant(c.made)}
		if c.rnd.IntN(4) == 0 {
			r.Withdraws = fmt.Sprint("r", c.rnd.IntN(c.made)+1)
		}
		c.put(stream, "service_record", r.ID, app.KindServiceRecord.Encode(r))
	case p < 15:
		l := app.WorkLog{ID: fmt.Sprint("l", c.rnd.IntN(5)), PersonID: "x", PlanDone: fmt.Sprint(c.rnd.IntN(9))}
		c.put("work:x", "work_log", l.ID, app.KindWorkLog.Encode(l))
	case p < 16:
		c.put(stream, "pet", fmt.Sprint("p", n), record.Body{"customer_id": record.Value(card.ID), "name": record.Value("旺财")})
	case p < 17:
		s := []string{"seat:b", "seat:c"}[c.rnd.IntN(2)]
		c.granted[s] = !c.granted[s]
	default:
		c.handOver(card.ID, testStreams[c.rnd.IntN(3)])
	}
}

// handOver moves a card: its rows get new numbers in the new stream, the old one gets one leaving.
func (c *centre) handOver(card, to string) {
	is := c.rows[key("customer", card)]
	if is.Stream == to {
		return
	}
	for _, k := range slices.Sorted(maps.Keys(c.rows)) {
		r := c.rows[k]
		if r.Stream != is.Stream || r.ID != card && r.Body.Text("customer_id") != card {
			continue
		}
		c.seq[to]++
		r.Stream, r.Seq, r.Ver = to, c.seq[to], r.Ver+1
		c.rows[k] = r
		delete(c.leaves, [3]string{to, r.Kind, r.ID})
	}
	c.leave(is.Stream, "customer", card, is.Ver+1)
}

// pull returns the pages that follow a store's cursors, of a size.
func (c *centre) pull(s *store.Store, size int) []*wire.Page {
	cursors, err := s.Cursors(ctx)
	if err != nil {
		panic(err)
	}
	first := apptest.Page(seat, 0)
	first.Tail.Cursors = map[string]int64{}
	var all []wire.Entry
	for _, stream := range testStreams {
		at, has := cursors[stream]
		switch {
		case !c.granted[stream] && has:
			first.Head.Revoked = append(first.Head.Revoked, stream)
		case c.granted[stream] && !has:
			first.Head.Enter = append(first.Head.Enter, stream)
			first.Tail.Cursors[stream] = 0
		}
		if !c.granted[stream] {
			continue
		}
		var of []wire.Entry
		for _, e := range c.rows {
			if e.Stream == stream && e.Seq > at {
				of = append(of, e)
			}
		}
		for _, e := range c.leaves {
			if e.Stream == stream && e.Seq > at {
				of = append(of, e)
			}
		}
		slices.SortFunc(of, func(a, b wire.Entry) int { return cmp.Compare(a.Seq, b.Seq) })
		all = append(all, of...)
	}
	pages := []*wire.Page{first}
	for len(all) > 0 {
		n := min(size, len(all))
		p := pageOf(all[:n]...)
		pages, all = append(pages, p), all[n:]
	}
	return pages
}
