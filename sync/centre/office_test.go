package centre_test

import (
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Random work of several laptops while cards go from seat to seat, policies from holder to holder, teams change, and the
// centre is restored from older backups. In the end every laptop holds exactly what it may pull; what was recorded is
// there once; no version of a row ever had two contents.
func TestOfficesConverge(t *testing.T) {
	for seed := range uint64(5) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) { newOffice(t, seed).run() })
	}
}

// clerk is a laptop with all operations it ever made.
type clerk struct {
	*laptop
	ops  []wire.Op // by number, from 1
	sent int       // acknowledged
}

type office struct {
	*world
	t       *testing.T
	rnd     *rand.Rand
	clerks  []*clerk
	cards   []string
	calls   []string          // service records made
	seen    map[string]string // contents of versions, by kind, id and version
	backups []string
}

func newOffice(t *testing.T, seed uint64) *office {
	w := newWorld(t)
	o := &office{world: w, t: t, rnd: rand.New(rand.NewPCG(seed, 7)), seen: map[string]string{}}
	for _, l := range []*laptop{
		w.laptop("1001", "2001", app.RolePlanner), w.laptop("1002", "2001", app.RolePlanner),
		w.enrol(w.user("1001", "2001", app.RolePlanner)), w.laptop("2001", "", app.RoleSupervisor),
	} {
		o.clerks = append(o.clerks, &clerk{laptop: l})
	}
	return o
}

func (o *office) run() {
	restores := 0
	for range 250 {
		o.pass(time.Duration(o.rnd.IntN(2000)) * time.Millisecond)
		c := o.clerks[o.rnd.IntN(len(o.clerks))]
		switch n := o.rnd.IntN(24); {
		case n < 6:
			o.edit(c)
		case n < 9:
			o.create(c)
		case n < 12:
			o.send(c, true)
		case n < 17:
			c.renew()
			if _, p := c.pullPage(1 + o.rnd.IntN(12)); p != nil && p.Code != wire.CodeEpoch {
				o.t.Fatal(p)
			} else if p != nil {
				o.greet(c)
			}
			o.watch(c)
		case n < 20 && len(o.cards) > 0:
			if card := o.cards[o.rnd.IntN(len(o.cards))]; o.count(`SELECT count(*) FROM row WHERE id = ?`, card) > 0 {
				o.handOver([]string{"1001", "1002", ""}[o.rnd.IntN(3)], card)
			}
		case n < 22:
			no := o.rnd.IntN(3)
			id := []string{"110101197005010021", "110101198003071239", "110101199001010066"}[no]
			o.take([]string{"1001", "1002"}[o.rnd.IntN(2)], bought(2, fmt.Sprintf("P%d", o.rnd.IntN(4)), "客户"+fmt.Sprint(no), id))
		case n == 22 && o.rnd.IntN(3) == 0:
			o.backups = append(o.backups, o.backup())
		case n == 23 && len(o.backups) > 0 && restores < 2 && o.rnd.IntN(3) == 0:
			restores++
			o.pass(time.Minute)
			o.restore(o.backups[o.rnd.IntN(len(o.backups))])
		}
	}
	o.settle()
	o.judge()
}

// mine returns what the laptop holds of a kind in the person's own seat.
func (c *clerk) mine(kind string) (ids []string) {
	for _, e := range c.rows {
		if e.Kind == kind && e.Stream == app.SeatStream(c.person.ID) {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func (c *clerk) do(op wire.Op) { c.ops = append(c.ops, c.as(app.SeatStream(c.person.ID), op)) }

func (o *office) edit(c *clerk) {
	ids := c.mine("customer")
	if len(ids) == 0 {
		return
	}
	id := ids[o.rnd.IntN(len(ids))]
	c.do(c.set("customer", id, []string{"employer", "occupation", "notes"}[o.rnd.IntN(3)], fmt.Sprintf("值%d", len(c.ops))))
	if o.rnd.IntN(2) == 0 {
		call := app.ServiceRecord{ID: app.NewID(o.clock()), CustomerID: id, PersonID: c.person.ID}
		c.do(c.laptop.create(call))
		o.calls = append(o.calls, call.ID)
	}
}

func (o *office) create(c *clerk) {
	if !slices.Contains(c.person.Roles, app.RolePlanner) {
		return
	}
	v := customer("王芳")
	o.cards = append(o.cards, v.ID)
	c.do(c.laptop.create(v))
}

// send pushes some of what waits; sometimes the answer is lost.
func (o *office) send(c *clerk, flaky bool) {
	c.renew()
	n := len(c.ops) - c.sent
	if flaky && n > 0 {
		n = 1 + o.rnd.IntN(n)
	}
	_, _, p := c.tryPush(c.ops[c.sent : c.sent+n]...)
	switch {
	case p != nil && p.Code == wire.CodeEpoch:
		o.greet(c)
		return
	case p != nil:
		o.t.Fatalf("push: %+v", p)
	}
	if flaky && o.rnd.IntN(3) == 0 {
		return
	}
	c.sent += n
}

// greet meets a new epoch: everything is pulled anew, what the centre lacks is sent again, then offered.
func (o *office) greet(c *clerk) {
	expected, offers := c.meet()
	o.watch(c)
	c.sent = int(expected) - 1
	for c.sent < len(c.ops) {
		o.send(c, false)
	}
	c.offer(offers...)
}

// watch notes the versions a laptop holds.
func (o *office) watch(c *clerk) {
	for key, e := range c.rows {
		at := fmt.Sprintf("%s %d", key, e.Ver)
		content := string(record.Value(e.Body)) + e.Stream
		if before, known := o.seen[at]; known && before != content {
			o.t.Fatalf("%s was %s and is %s", at, before, content)
		}
		o.seen[at] = content
	}
}

func (o *office) settle() {
	for range 2 { // what one sends late another has to pull
		for _, c := range o.clerks {
			o.send(c, false)
			o.send(c, false)
			c.pull()
			o.watch(c)
		}
	}
}

// judge compares the laptops with what SQL says they may hold.
func (o *office) judge() {
	kept, counted, err := o.c.Digests(o.t.Context())
	if err != nil || !maps.Equal(kept, counted) {
		o.t.Errorf("digests kept %v, counted %v, %v", kept, counted, err)
	}
	// Only what hangs on a card that no laptop held when the centre lost it cannot be applied.
	if n := o.count(`SELECT count(*) FROM device_op o WHERE outcome NOT IN ('applied', 'kept') AND EXISTS (SELECT 1 FROM row c
		WHERE c.kind = 'customer' AND c.id = coalesce(json_extract(CAST(o.line AS TEXT), '$.set.customer_id'), o.id))`); n != 0 {
		o.t.Errorf("%d operations were not applied", n)
	}
	for i, c := range o.clerks {
		if wrong := c.check(); len(wrong) > 0 {
			o.t.Errorf("laptop %d: %v differ", i, wrong)
		}
		want := o.oracle(slices.Sorted(maps.Keys(c.cursors)))
		for key, e := range c.rows {
			if got := fmt.Sprintf("%d %s %s", e.Ver, e.Stream, record.Value(e.Body)); want[key] != got {
				o.t.Errorf("laptop %d: %s is\n%s, want\n%s", i, key, got, want[key])
			}
		}
		if len(c.rows) != len(want) {
			o.t.Errorf("laptop %d has %d rows, want %d", i, len(c.rows), len(want))
		}
	}
	for _, id := range o.calls {
		if n := o.count(`SELECT count(*) FROM row WHERE kind = 'service_record' AND id = ?1 UNION ALL
			SELECT count(*) FROM device_op WHERE id = ?1 AND outcome = 'quarantined' ORDER BY 1 DESC`, id); n != 1 {
			o.t.Errorf("a call is there %d times", n)
		}
	}
	if n := o.count(`SELECT count(*) FROM row r JOIN row c ON c.kind = 'customer' AND c.id = json_extract(r.body, '$.customer_id') WHERE c.stream <> r.stream`); n != 0 {
		o.t.Errorf("%d rows do not lie where their card lies", n)
	}
	if n := o.count(`SELECT count(*) FROM leave l JOIN row r ON r.kind = l.kind AND r.id = l.id AND r.stream = l.stream`); n != 0 {
		o.t.Errorf("%d leaves of rows that are there", n)
	}
}

// oracle returns what the streams hold, by kind and id.
func (o *office) oracle(streams []string) map[string]string {
	out := map[string]string{}
	rows, err := openRaw(o.t, o.path).Query(`SELECT kind, id, ver, stream, body FROM row WHERE instr(?, '|' || stream || '|') > 0`, "|"+strings.Join(streams, "|")+"|")
	if err != nil {
		o.t.Fatal(err)
	}
	defer func(rows *sql.Rows) { _ = rows.Close() }(rows)
	for rows.Next() {
		var kind, id, stream, body string
		var ver int64
		if err := rows.Scan(&kind, &id, &ver, &stream, &body); err != nil {
			o.t.Fatal(err)
		}
		out[kind+"/"+id] = fmt.Sprintf("%d %s %s", ver, stream, body)
	}
	return out
}
