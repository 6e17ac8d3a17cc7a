package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// at returns a page with one row at a version, by another person.
func at(seq, ver int64, v any) *wire.Page {
	p := apptest.Page(seat, seq, v)
	p.Entries[0].Ver, p.Entries[0].By = ver, apptest.Supervisor
	return p
}

func leaves(seq int64, kind, id string, ver int64) *wire.Page {
	p := apptest.Page(seat, seq)
	p.Entries = []wire.Entry{{T: wire.TypeLeave, Stream: seat, Seq: seq, Kind: kind, ID: id, Ver: ver}}
	p.Tail.Cursors[seat] = seq
	return p
}

func found(t *testing.T, s *store.Store, q app.CardQuery) int {
	t.Helper()
	ids, err := s.CardIndex(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	return len(ids)
}

func TestApplyKeepsTheNewestVersion(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	for i, step := range []struct {
		ver   int64
		grade string
		want  string
		rows  int
	}{{3, "A", "A", 1}, {2, "B", "A", 0}, {3, "C", "C", 1}, {4, "B", "B", 1}} {
		c.Grade = step.grade
		if rows := mustApply(t, s, at(int64(i+1), step.ver, c)); rows != step.rows {
			t.Errorf("version %d: %d rows", step.ver, rows)
		}
		if got := get[app.Customer](t, s, c.ID); got.Grade != step.want {
			t.Errorf("version %d: grade %s, want %s", step.ver, got.Grade, step.want)
		}
	}
	if cur, err := s.Cursors(ctx); err != nil || cur[seat] != 4 {
		t.Errorf("cursors %v %v", cur, err)
	}
}

func TestPendingEditsStayOnTopOfWhatIsPulled(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, at(1, 1, c))
	mine := c
	mine.Grade = "A"
	mustChange(t, s, c, mine)
	theirs := c
	theirs.Grade, theirs.Employer = "C", "市一中"
	mustApply(t, s, at(2, 2, theirs))
	if got := get[app.Customer](t, s, c.ID); got.Grade != "A" || got.Employer != "市一中" {
		t.Errorf("%+v", got)
	}
	mustApply(t, s, at(1, 1, c)) // an old page, again
	if got := get[app.Customer](t, s, c.ID); got.Employer != "市一中" {
		t.Errorf("an older row came back: %+v", got)
	}
	h, err := s.History(ctx, "customer", c.ID)
	if err != nil || len(h) != 3 || h[0].State != app.HistoryUnsent || h[1].Author != apptest.Supervisor || h[1].Device != "" {
		t.Errorf("history %+v %v", h, err)
	}
	// Refused: the row shows what the centre has.
	if err := s.Acknowledge(ctx, []wire.Result{{N: 1, Kind: "customer", ID: c.ID, Ver: 2, Outcome: wire.OutcomeRefused, Reason: "forbidden"}}); err != nil {
		t.Fatal(err)
	}
	if got := get[app.Customer](t, s, c.ID); got.Grade != "C" || got.Employer != "市一中" {
		t.Errorf("after the refusal %+v", got)
	}
	r, err := s.Refused(ctx)
	if err != nil || len(r) != 1 || r[0].Reason != "forbidden" || r[0].Title != "王芳" || r[0].N != 1 {
		t.Errorf("refused %+v %v", r, err)
	}
	if rows, _ := s.Query(ctx, "SELECT count(*) FROM base"); rows[0] != "0" {
		t.Errorf("%s rows left in base", rows[0])
	}
}

func TestWhatIsUnknownIsKept(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	page := at(1, 1, c)
	page.Entries[0].Body["mood"] = record.Value("开朗")                // a field of a newer program
	page.Entries[0].Body["income_band"] = record.Value([]int{5, 10}) // a known one of another type
	page.Entries = append(page.Entries, wire.Entry{T: wire.TypeRow, Stream: seat, Seq: 2, Kind: "pet", ID: "p1", Ver: 1, Body: record.Body{"name": record.Value("旺财")}})
	page.Unknown = [][]byte{[]byte(`{"t":"digest","x":1}`)}
	mustApply(t, s, page)

	body, _, _, err := s.Body(ctx, "customer", c.ID)
	if err != nil || body.Text("mood") != "开朗" || js(body["income_band"]) != "[5,10]" || body.Text("name") != "王芳" {
		t.Errorf("%s %v", js(body), err)
	}
	// An edit neither loses nor sends them.
	mine := get[app.Customer](t, s, c.ID)
	after := mine
	after.Grade = "A"
	mustChange(t, s, mine, after)
	if body, _, _, _ = s.Body(ctx, "customer", c.ID); body.Text("mood") != "开朗" || body.Text("grade") != "A" {
		t.Errorf("after an edit %s", js(body))
	}
	if op := pending(t, s)[0]; js(op.Set) != `{"grade":"A"}` {
		t.Errorf("sent %s", js(op.Set))
	}
	if rows, _ := s.Query(ctx, "SELECT kind, id, body FROM unknown"); !slices.Equal(rows, []string{`pet|p1|{"name":"旺财"}`}) {
		t.Errorf("unknown kinds: %v", rows)
	}
	if rows, _ := s.Query(ctx, "SELECT line FROM unknown_lines"); !slices.Equal(rows, []string{`{"t":"digest","x":1}`}) {
		t.Errorf("unknown lines: %v", rows)
	}
}

// A program that has learnt a kind takes over what an older one kept.
func TestUnknownRowsAreAdopted(t *testing.T) {
	dir := t.TempDir()
	s, err := open(t, dir, apptest.Key())
	if err != nil {
		t.Fatal(err)
	}
	c := apptest.Customer(1, "王芳")
	body := js(app.KindCustomer.Encode(c))
	if err := s.Exec(ctx, "INSERT INTO unknown (kind, id, stream, ver, epoch, body) VALUES ('customer', ?, 'seat:x', 7, 0, ?)", c.ID, body); err != nil {
		t.Fatal(err)
	}
	if err := store.Adopt(s); err != nil {
		t.Fatal(err)
	}
	if got := get[app.Customer](t, s, c.ID); js(got) != js(c) {
		t.Errorf("%+v", got)
	}
	if n := found(t, s, app.CardQuery{Text: "wf"}); n != 1 {
		t.Errorf("the adopted card is found %d times", n)
	}
	if rows, _ := s.Query(ctx, "SELECT count(*) FROM unknown"); rows[0] != "0" {
		t.Error("it is still unknown")
	}
}

func TestANewEpochStartsOver(t *testing.T) {
	s := apptest.NewStore(t)
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	mustApply(t, s, at(1, 9, c))
	mine := d
	apptest.MustCommit(t, s, store.Create(mine))
	c.Grade = "A"
	page := at(1, 2, c) // restored from a backup: lower versions, a shorter stream
	page.Head.Epoch = "epoch-2"
	page.Tail.Cursors = map[string]int64{seat: 1}
	if err := s.Exec(ctx, "INSERT INTO cursors (stream, seq) VALUES ('work:old', 5)"); err != nil {
		t.Fatal(err)
	}
	mustApply(t, s, page)
	if got := get[app.Customer](t, s, c.ID); got.Grade != "A" {
		t.Errorf("the row of the new epoch did not come in: %+v", got)
	}
	if cur, _ := s.Cursors(ctx); len(cur) != 1 || cur[seat] != 1 {
		t.Errorf("cursors %v", cur)
	}
	if n := len(pending(t, s)); n != 1 {
		t.Errorf("%d operations", n)
	}
	c.Grade = "B"
	mustApply(t, s, at(2, 3, c)) // a page of the old epoch would start over again; this one is a third
	if got := get[app.Customer](t, s, c.ID); got.Grade != "B" {
		t.Errorf("%+v", got)
	}
}

func TestALeavingCardTakesAlongWhatHangsOnIt(t *testing.T) {
	s := apptest.NewStore(t)
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	p, q := apptest.Policy(1, c, "2026-04-01"), apptest.Policy(2, d, "2026-04-01")
	mustApply(t, s, apptest.Page(seat, 1, c, p, apptest.Case(p), d, q))
	mustApply(t, s, leaves(9, "customer", c.ID, 1))
	for _, gone := range []string{"customers", "policies"} {
		if rows, _ := s.Query(ctx, "SELECT count(*) FROM "+gone); rows[0] != "1" {
			t.Errorf("%s: %s rows left", gone, rows[0])
		}
	}
	if n := found(t, s, app.CardQuery{Text: "王芳"}); n != 0 {
		t.Error("the card is still found")
	}
	if n := found(t, s, app.CardQuery{Text: "李强"}); n != 1 {
		t.Error("another card is gone")
	}
	if rows, _ := s.Query(ctx, "SELECT count(*) FROM leaving"); rows[0] != "0" {
		t.Error("the leaving is not done with")
	}
}

func TestALeaveDoesNotTakeWhatCameBackOrLiesElsewhere(t *testing.T) {
	s := apptest.NewStore(t)
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	p := apptest.Policy(1, c, "2026-04-01")
	mustApply(t, s, at(1, 5, c))
	mustApply(t, s, at(2, 1, p))
	mustApply(t, s, apptest.Page("seat:other", 1, d))
	mustApply(t, s, leaves(3, "customer", c.ID, 4))
	mustApply(t, s, leaves(4, "customer", d.ID, 9))
	if n := found(t, s, app.CardQuery{}); n != 2 {
		t.Errorf("%d cards left", n)
	}
	get[app.Policy](t, s, p.ID)
}

func TestARevokedStreamGoesOnceEverythingIsSent(t *testing.T) {
	s := apptest.NewStore(t)
	c, d := apptest.Customer(1, "王芳"), apptest.Customer(2, "李强")
	mustApply(t, s, apptest.Page(seat, 1, c, d))
	mustApply(t, s, apptest.Page("work:x", 1, app.WorkLog{ID: "l1", PersonID: "x", Date: "2026-03-17"}))
	mine := c
	mine.Grade = "A"
	mustChange(t, s, c, mine)
	page := apptest.Page("work:x", 2)
	page.Head.Revoked = []string{seat}
	mustApply(t, s, page)
	if n := found(t, s, app.CardQuery{}); n != 1 {
		t.Errorf("%d cards left while one has unsent work", n)
	}
	if cur, _ := s.Cursors(ctx); cur[seat] != 0 {
		t.Errorf("cursors %v", cur)
	}
	if err := s.Acknowledge(ctx, []wire.Result{{N: 1, Kind: "customer", ID: c.ID, Ver: 2, Outcome: wire.OutcomeApplied}}); err != nil {
		t.Fatal(err)
	}
	if n := found(t, s, app.CardQuery{}); n != 0 {
		t.Errorf("%d cards left after everything was sent", n)
	}
	get[app.WorkLog](t, s, "l1")
	// Granted again, it fills anew and stays.
	page = apptest.Page(seat, 1, c)
	page.Head.Enter = []string{seat}
	mustApply(t, s, page)
	if n := found(t, s, app.CardQuery{}); n != 1 {
		t.Errorf("%d cards after it was granted again", n)
	}
}

func TestApplyIsAllOrNothing(t *testing.T) {
	s := apptest.NewStore(t)
	stop, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Apply(stop, at(1, 1, apptest.Customer(1, "王芳"))); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if n := found(t, s, app.CardQuery{}); n != 0 {
		t.Errorf("%d cards of a cancelled page", n)
	}
	mustApply(t, s, at(1, 1, apptest.Customer(1, "王芳"))) // the store goes on working
	if n := found(t, s, app.CardQuery{}); n != 1 {
		t.Errorf("%d cards", n)
	}
}
