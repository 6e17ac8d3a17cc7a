package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

func mustStage(t testing.TB, s *store.Store, pages ...*wire.Page) {
	t.Helper()
	for _, p := range pages {
		if _, err := s.Stage(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
}

func mustPublish(t testing.TB, s *store.Store) int {
	t.Helper()
	n, err := s.Publish(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := s.Staged(ctx); err != nil || left != 0 {
		t.Fatal(left, "entries left", err)
	}
	return n
}

// entry returns a row of a stream at a version.
func entry(stream string, seq, ver int64, v any) wire.Entry {
	e := apptest.Entry(stream, seq, ver, v)
	e.By = apptest.Supervisor
	return e
}

func leave(stream string, seq, ver int64, kind, id string) wire.Entry {
	return wire.Entry{T: wire.TypeLeave, Stream: stream, Seq: seq, Kind: kind, ID: id, Ver: ver}
}

// pageOf returns a page of entries with the cursors they lead to.
func pageOf(entries ...wire.Entry) *wire.Page {
	p := apptest.Page(seat, 0)
	p.Entries, p.Tail.Cursors = entries, map[string]int64{}
	for _, e := range entries {
		p.Tail.Cursors[e.Stream] = max(p.Tail.Cursors[e.Stream], e.Seq)
	}
	return p
}

// started returns a store that has pulled something before, so that it is not filled for the first time.
func started(t testing.TB) *store.Store {
	t.Helper()
	s := apptest.NewStore(t)
	if _, err := s.Apply(ctx, apptest.Page(app.StreamPeople, 1, app.Person{ID: "p0", Name: "周建国"})); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWhatIsStagedShowsWhenPublished(t *testing.T) {
	s := started(t)
	if f, err := apptest.NewStore(t).Filling(ctx); err != nil || !f {
		t.Error("an empty store is not being filled", err)
	}
	if f, err := s.Filling(ctx); err != nil || f {
		t.Error("a store that has pulled is being filled", err)
	}
	c := apptest.Customer(1, "王芳")
	p := pageOf(entry(seat, 1, 1, c), wire.Entry{T: wire.TypeRow, Stream: seat, Seq: 2, Kind: "pet", ID: "p1", Ver: 1, Body: record.Body{"customer_id": record.Value(c.ID)}})
	p.Unknown = [][]byte{[]byte(`{"t":"news"}`)}
	mustStage(t, s, p)
	if n := found(t, s, app.CardQuery{}); n != 0 {
		t.Error("a staged card is shown")
	}
	if cur, err := s.Cursors(ctx); err != nil || cur[seat] != 2 {
		t.Errorf("the resume point is %v %v", cur, err)
	}
	mustStage(t, s, pageOf(entry(seat, 3, 2, apptest.Policy(1, c, "2026-04-01"))))
	if n, err := s.Staged(ctx); err != nil || n != 3 {
		t.Errorf("%d staged (%v)", n, err)
	}
	var steps []int
	if n, err := s.Publish(ctx, func(done, total int) { steps = append(steps, done*10+total) }); err != nil || n != 3 {
		t.Errorf("%d rows changed (%v)", n, err)
	}
	if len(steps) == 0 || steps[len(steps)-1] != 33 {
		t.Errorf("told %v", steps)
	}
	if n := found(t, s, app.CardQuery{Text: "王芳"}); n != 1 {
		t.Error("the card is not shown")
	}
	if rows, _ := s.Query(ctx, "SELECT kind FROM unknown UNION ALL SELECT line FROM unknown_lines"); strings.Join(rows, " ") != `pet {"t":"news"}` {
		t.Errorf("unknown: %v", rows)
	}
	if n := mustPublish(t, s); n != 0 {
		t.Errorf("published again: %d rows", n)
	}
}

// Whatever becomes of rows between two publishings, what shows is what the last of it says.
func TestStagedRowsAndLeavings(t *testing.T) {
	const other = "seat:other"
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	p := apptest.Policy(1, c, "2026-04-01")
	moved := p
	moved.CustomerID = d.ID
	for name, it := range map[string]struct {
		staged []wire.Entry
		want   string // customers and policies
	}{
		"leaves": {[]wire.Entry{leave(seat, 10, 6, "customer", c.ID)}, "李强"},
		"leaves and returns": {[]wire.Entry{
			leave(seat, 10, 6, "customer", c.ID),
			entry(seat, 11, 7, c), entry(seat, 12, 7, p),
		}, "李强 王芳:p"},
		"changes and leaves": {[]wire.Entry{entry(seat, 10, 6, c), entry(seat, 11, 6, p), leave(seat, 12, 7, "customer", c.ID)}, "李强"},
		"leaves twice":       {[]wire.Entry{leave(seat, 10, 6, "customer", c.ID), leave(seat, 11, 8, "customer", c.ID)}, "李强"},
		"an old leaving":     {[]wire.Entry{leave(seat, 10, 4, "customer", c.ID)}, "李强 王芳:p"},
		"goes to another stream of ours": {[]wire.Entry{
			leave(seat, 10, 6, "customer", c.ID),
			entry(other, 1, 6, c), entry(other, 2, 6, p),
		}, "李强 王芳:p"},
		"the policy goes to another card": {[]wire.Entry{entry(seat, 10, 6, moved)}, "李强:p 王芳"},
		"the policy leaves":               {[]wire.Entry{leave(seat, 10, 6, "policy", p.ID)}, "李强 王芳"},
		"the policy changes and leaves":   {[]wire.Entry{entry(seat, 10, 6, moved), leave(seat, 11, 7, "policy", p.ID)}, "李强 王芳"},
		"a card that comes and leaves": {[]wire.Entry{
			entry(seat, 10, 1, apptest.Customer(3, "周瑜")), entry(seat, 11, 1, apptest.Policy(3, apptest.Customer(3, ""), "2026-04-01")),
			leave(seat, 12, 2, "customer", apptest.Customer(3, "").ID),
		}, "李强 王芳:p"},
		"something unknown leaves": {[]wire.Entry{leave(seat, 10, 6, "customer", "nobody"), leave(seat, 11, 6, "pet", "p1")}, "李强 王芳:p"},
		"rows that are older":      {[]wire.Entry{entry(seat, 10, 3, moved)}, "李强 王芳:p"},
	} {
		t.Run(name, func(t *testing.T) {
			s := started(t)
			mustApply(t, s, pageOf(entry(seat, 1, 5, c), entry(seat, 2, 5, p), entry(seat, 3, 5, d)))
			for _, e := range it.staged { // a page each
				mustStage(t, s, pageOf(e))
			}
			mustPublish(t, s)
			rows, err := s.Query(ctx, `SELECT c.name || CASE WHEN EXISTS (SELECT 1 FROM policies p WHERE p.customer_id = c.id) THEN ':p' ELSE '' END
				FROM customers c ORDER BY c.name COLLATE BINARY`)
			slices.Sort(rows)
			want := strings.Split(it.want, " ")
			slices.Sort(want)
			if err != nil || !slices.Equal(rows, want) {
				t.Errorf("%v, want %v (%v)", rows, want, err)
			}
			for _, table := range []string{"leaving", "inbox"} {
				if rows, _ := s.Query(ctx, "SELECT count(*) FROM "+table); rows[0] != "0" {
					t.Errorf("%s in %s", rows[0], table)
				}
			}
		})
	}
}

// A card with work that is not sent stays until it is; what was written stays on top of what comes.
func TestStagedUnderPendingOperations(t *testing.T) {
	s := started(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, pageOf(entry(seat, 1, 5, c), entry(seat, 2, 5, apptest.Policy(1, c, "2026-04-01"))))
	theirs := c
	theirs.Employer = "市一中"
	mustStage(t, s, pageOf(entry(seat, 3, 6, theirs)))
	mine := c
	mine.Grade = "A"
	mustChange(t, s, c, mine)
	mustPublish(t, s)
	if got := get[app.Customer](t, s, c.ID); got.Grade != "A" || got.Employer != "市一中" {
		t.Errorf("%+v", got)
	}
	mustStage(t, s, pageOf(leave(seat, 4, 7, "customer", c.ID)))
	mustPublish(t, s)
	if rows, _ := s.Query(ctx, "SELECT (SELECT count(*) FROM customers) || (SELECT count(*) FROM policies)"); rows[0] != "10" {
		t.Errorf("%s customers and policies", rows[0])
	}
	mustAcknowledge(t, s, wire.Result{N: 1, Kind: "customer", ID: c.ID, Ver: 8, Outcome: wire.OutcomeApplied})
	if n := found(t, s, app.CardQuery{}); n != 0 {
		t.Error("the card stays after its work was sent")
	}
}

// The centre answers an operation on a card handed over meanwhile, before the leaving was pulled: the card goes all the same.
func TestALeavingComesAfterTheAnswer(t *testing.T) {
	s := started(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, pageOf(entry(seat, 1, 5, c)))
	mine := c
	mine.Grade = "A"
	mustChange(t, s, c, mine)
	apptest.MustCommit(t, s, store.Create(app.ServiceRecord{ID: "r1", CustomerID: c.ID, Channel: app.ChannelPhone, Content: "问候"}))
	mustAcknowledge(t, s, wire.Result{N: 1, Kind: "customer", ID: c.ID, Ver: 7, Outcome: wire.OutcomeApplied},
		wire.Result{N: 2, Kind: "service_record", ID: "r1", Ver: 1, Outcome: wire.OutcomeApplied})
	if got := get[app.Customer](t, s, c.ID); got.Grade != "A" {
		t.Errorf("%+v", got)
	}
	mustStage(t, s, pageOf(leave(seat, 2, 6, "customer", c.ID)))
	mustPublish(t, s)
	if rows, _ := s.Query(ctx, "SELECT (SELECT count(*) FROM customers) || (SELECT count(*) FROM service_records)"); rows[0] != "00" {
		t.Errorf("%s customers and records stay", rows[0])
	}
}

func TestAStreamTakenAwayAndGrantedAgain(t *testing.T) {
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	revoked := pageOf()
	revoked.Head.Revoked = []string{seat}
	again := pageOf(entry(seat, 1, 5, c), leave(seat, 3, 6, "customer", d.ID))
	again.Head.Enter = []string{seat}
	for name, it := range map[string]struct {
		do   func(*store.Store)
		want int
	}{
		"taken away":                    {func(s *store.Store) { mustStage(t, s, revoked); mustPublish(t, s) }, 0},
		"granted again before it shows": {func(s *store.Store) { mustStage(t, s, revoked, again); mustPublish(t, s) }, 1},
		"granted again after": {func(s *store.Store) {
			mustStage(t, s, revoked)
			mustPublish(t, s)
			mustStage(t, s, again)
			mustPublish(t, s)
		}, 1},
		"its rows are staged": {func(s *store.Store) {
			mustStage(t, s, pageOf(entry(seat, 3, 6, d)), revoked)
			mustPublish(t, s)
		}, 0},
		"one of its cards lies elsewhere": {func(s *store.Store) {
			mustStage(t, s, revoked, pageOf(entry("seat:other", 1, 6, c)))
			mustPublish(t, s)
		}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := started(t)
			mustApply(t, s, pageOf(entry(seat, 1, 5, c), entry(seat, 2, 5, d)))
			it.do(s)
			if n := found(t, s, app.CardQuery{}); n != it.want {
				t.Errorf("%d cards, want %d", n, it.want)
			}
			if rows, _ := s.Query(ctx, "SELECT (SELECT count(*) FROM leaving) || (SELECT count(*) FROM cursors WHERE seq < 0)"); rows[0] != "00" {
				t.Errorf("not done with: %s", rows[0])
			}
		})
	}
}

// After its revocation a stream is asked for as a new one at once, though it is still shown.
func TestTheCursorOfARevokedStream(t *testing.T) {
	s := started(t)
	mustApply(t, s, pageOf(entry(seat, 1, 5, apptest.Customer(1, "王芳"))))
	p := pageOf()
	p.Head.Revoked = []string{seat}
	mustStage(t, s, p)
	if cur, _ := s.Cursors(ctx); len(cur) != 1 {
		t.Errorf("cursors %v", cur)
	}
	if n := found(t, s, app.CardQuery{}); n != 1 {
		t.Error("gone before it was published")
	}
}

func TestANewEpochDropsWhatIsStaged(t *testing.T) {
	s := started(t)
	c := apptest.Customer(1, "王芳")
	mustStage(t, s, pageOf(entry(seat, 1, 9, c)))
	next := pageOf(entry(seat, 1, 2, apptest.Customer(2, "李强")))
	next.Head.Epoch = "epoch-2"
	mustStage(t, s, next)
	mustPublish(t, s)
	if rows, _ := s.Query(ctx, "SELECT name FROM customers"); strings.Join(rows, " ") != "李强" {
		t.Errorf("%v", rows)
	}
	if cur, _ := s.Cursors(ctx); len(cur) != 1 || cur[seat] != 1 {
		t.Errorf("cursors %v", cur)
	}
}

// Somebody who looks all the time sees of each card either what was or what comes, never a part of it.
func TestNobodySeesHalfACard(t *testing.T) {
	s := started(t)
	const cards = 120
	version := func(v int) []*wire.Page {
		var rows, rest []wire.Entry
		for i := range cards {
			c := apptest.Customer(i, "王芳")
			c.Notes = fmt.Sprint(v)
			rows = append(rows, entry(seat, int64(i), int64(v), c))
			for j := range 3 {
				p := apptest.Policy(3*i+j, c, "2026-04-01")
				p.Remark = c.Notes
				if j == 2 { // of the next card every other time
					p.CustomerID = apptest.Customer((i+v)%cards, "").ID
				}
				rest = append(rest, entry(seat, int64(1000+3*i+j), int64(v), p))
			}
		}
		return []*wire.Page{pageOf(rows...), pageOf(rest...)} // customers first, as the worst order
	}
	mustStage(t, s, version(1)...)
	mustPublish(t, s)
	stop := make(chan struct{})
	var looking sync.WaitGroup
	for range 2 {
		looking.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				half, err := s.Query(ctx, `SELECT c.id, c.notes, p.remark FROM customers c JOIN policies p ON p.customer_id = c.id WHERE p.remark <> c.notes`)
				if err != nil || len(half) > 0 {
					t.Errorf("half a card: %v %v", half, err)
					return
				}
			}
		})
	}
	for v := 2; v < 6; v++ {
		mustStage(t, s, version(v)...)
		mustPublish(t, s)
	}
	close(stop)
	looking.Wait()
}

// Staging pages and publishing them at the end shows the same as taking each in as it comes.
func TestStagingShowsWhatApplyingShows(t *testing.T) {
	for seed := range uint64(proof(6, 200)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			a, b := started(t), started(t)
			rnd := rand.New(rand.NewPCG(seed, 5))
			c := newCentre(rnd)
			for range 12 {
				for range rnd.IntN(40) {
					c.work()
				}
				pages := c.pull(b, 1+rnd.IntN(25))
				for _, p := range pages {
					mustApply(t, a, p)
					mustStage(t, b, p)
				}
				mustPublish(t, b)
				sameShown(t, a, b)
			}
		})
	}
}

func sameShown(t *testing.T, a, b *store.Store) {
	t.Helper()
	x, err := a.Dump(ctx)
	if err != nil {
		t.Fatal(err)
	}
	y, err := b.Dump(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if x == y {
		return
	}
	p, q := strings.Split(x, "\n"), strings.Split(y, "\n")
	for i := range p {
		if i >= len(q) || p[i] != q[i] {
			t.Fatalf("line %d\napplied %s\nstaged  %s", i, p[i], q[min(i, len(q)-1)])
		}
	}
	t.Fatal("the staged one has more")
}

// A commit does not wait for a publishing of any length to end.
func TestCommitsGoBetween(t *testing.T) {
	s := started(t)
	var pages []*wire.Page
	for p := range (apptest.Portfolio{Customers: 1200, Records: 3}).Pages() {
		pages = append(pages, p)
	}
	mustStage(t, s, pages...)
	done := make(chan struct{})
	go func() {
		defer close(done)
		if _, err := s.Publish(ctx, nil); err != nil {
			t.Error(err)
		}
	}()
	between := 0
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
			apptest.MustCommit(t, s, store.Create(app.Customer{ID: app.NewID(time.Now()), Name: "新客户"}))
			between++
		}
	}
	if between < 5 {
		t.Errorf("%d commits", between)
	}
	// The WAL is brought into the database beside them.
	rows, err := s.Query(ctx, "PRAGMA wal_checkpoint(PASSIVE)")
	var busy, frames, moved int
	if _, scan := fmt.Sscanf(strings.Join(rows, " "), "%d|%d|%d", &busy, &frames, &moved); err != nil || scan != nil || busy != 0 || frames != moved || frames > 8000 {
		t.Errorf("checkpoint: %v %v", rows, err)
	}
}

// A restored centre is asked for everything anew and does not say which of the streams it no longer grants: those that were
// pulled before and do not come in are left, the others stay.
func TestAStreamARestoredCentreDoesNotGrantIsLeft(t *testing.T) {
	s := started(t)
	const lost = "work:another"
	mustStage(t, s, pageOf(entry(seat, 1, 5, apptest.Customer(1, "王芳")), entry(lost, 1, 6, apptest.Customer(2, "李强"))))
	mustPublish(t, s)
	next := pageOf(entry(seat, 1, 5, apptest.Customer(1, "王芳")))
	next.Head.Epoch, next.Head.Enter = "epoch-2", []string{seat}
	mustStage(t, s, next)
	mustPublish(t, s)
	if rows, _ := s.Query(ctx, "SELECT name FROM customers"); strings.Join(rows, " ") != "王芳" {
		t.Errorf("%v", rows)
	}
}
