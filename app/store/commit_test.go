package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

var seat = app.SeatStream(apptest.Planner)

// pending returns the operations to be sent.
func pending(t *testing.T, s *store.Store) []wire.Op {
	t.Helper()
	all, err := s.Pending(ctx, 1000)
	if err != nil {
		t.Fatal(err)
	}
	ops := make([]wire.Op, len(all))
	for i, p := range all {
		if err := json.Unmarshal(p.Line, &ops[i]); err != nil {
			t.Fatal(err)
		}
		if ops[i].N != p.N || ops[i].Kind != p.Kind || ops[i].ID != p.ID || ops[i].At != int64(p.At) {
			t.Fatalf("%+v is listed as %+v", ops[i], p)
		}
	}
	return ops
}

func mustApply(t *testing.T, s *store.Store, p *wire.Page) int {
	t.Helper()
	n, err := s.Apply(ctx, p)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// mustChange commits the difference of two records.
func mustChange(t *testing.T, s *store.Store, before, after any) {
	t.Helper()
	e, differs := store.Change(before, after)
	if !differs {
		t.Fatalf("%+v and %+v do not differ", before, after)
	}
	apptest.MustCommit(t, s, e)
}

func get[T any](t *testing.T, s *store.Store, id string) T {
	t.Helper()
	v, err := store.Get[T](ctx, s, id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func js(v any) string { return string(record.Value(v)) }

func TestCommitWritesRowHistoryOperationAndIndex(t *testing.T) {
	s, clock := apptest.NewStoreClock(t)
	if err := s.SetSetting(ctx, "sync.clock_offset", "2500"); err != nil {
		t.Fatal(err)
	}
	c := apptest.Customer(1, "张三丰")
	mustApply(t, s, apptest.Page(seat, 1, c))
	after := c
	after.Name, after.Grade = "张君宝", ""
	after.Phones = []app.Phone{{Number: "13999990000", Kind: app.PhoneMobile}}
	mustChange(t, s, c, after)

	if got := get[app.Customer](t, s, c.ID); js(got) != js(after) {
		t.Errorf("row %+v", got)
	}
	ops := pending(t, s)
	if len(ops) != 1 {
		t.Fatalf("%d operations", len(ops))
	}
	op := ops[0]
	now := clock.At.UnixMilli()
	if op.N != 1 || op.Kind != "customer" || op.ID != c.ID || op.Stream != seat || op.New || op.At != now ||
		op.HLC.Millis() != now+2500 || op.Tx == "" {
		t.Errorf("%+v", op)
	}
	if js(op.Set) != `{"grade":"","name":"张君宝"}` || js(op.Base) != `{"grade":1,"name":1,"phones":1}` || len(op.From) != 0 {
		t.Errorf("set %s base %s from %s", js(op.Set), js(op.Base), js(op.From))
	}
	if js(op.Add) != `{"phones":[{"kind":"mobile","number":"13999990000"}]}` || js(op.Remove) != `{"phones":[{"kind":"mobile","number":"13812340001"}]}` {
		t.Errorf("add %s remove %s", js(op.Add), js(op.Remove))
	}
	all, _ := s.Pending(ctx, 1)
	sum := sha256.Sum256(all[0].Line)
	if rows, _ := s.Query(ctx, "SELECT lower(hex(hash)) FROM outbox"); rows[0] != hex.EncodeToString(sum[:]) {
		t.Error("the hash is not that of the line")
	}
	h, err := s.History(ctx, "customer", c.ID)
	if err != nil || len(h) != 3 {
		t.Fatalf("history %+v %v", h, err)
	}
	slices.SortFunc(h, func(a, b app.HistoryEntry) int {
		return len(a.Field)*1000 - len(b.Field)*1000 + int(a.Field[0]) - int(b.Field[0])
	})
	if want := (app.HistoryEntry{Field: "name", Before: `"张三丰"`, After: `"张君宝"`, Author: apptest.Planner, At: app.Instant(now), Device: apptest.Device, State: app.HistoryUnsent}); h[0] != want {
		t.Errorf("%+v", h[0])
	}
	for text, found := range map[string]int{"君宝": 1, "zjb": 1, "0000": 1, "三丰": 0, "zsf": 0, "12340001": 0} {
		if ids, err := s.CardIndex(ctx, app.CardQuery{Text: text}); err != nil || len(ids) != found {
			t.Errorf("%q finds %d (%v)", text, len(ids), err)
		}
	}
}

func TestNumbersHaveNoGapsAndTheClockNeverGoesBack(t *testing.T) {
	s, clock := apptest.NewStoreClock(t)
	c := apptest.Customer(1, "王芳")
	apptest.MustCommit(t, s, store.Create(c))
	last := c
	for i := range 20 {
		clock.Add(-time.Minute) // a laptop's clock set back
		next := last
		next.Notes = fmt.Sprint("第", i)
		mustChange(t, s, last, next)
		if err := s.Commit(ctx, store.Create(app.Customer{})); err == nil { // fails, and must not use a number up
			t.Fatal("a record without id was taken")
		}
		last = next
	}
	ops := pending(t, s)
	for i, op := range ops {
		if op.N != int64(i+1) || i > 0 && op.HLC <= ops[i-1].HLC {
			t.Fatalf("operation %d: n %d hlc %d", i, op.N, op.HLC)
		}
	}
}

func TestEditsOfOneCommitShareTheirFate(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	p := apptest.Policy(1, c, "2026-04-01")
	err := s.Commit(ctx, store.Create(c), store.Create(p), store.Edit{Kind: "customer", ID: "nobody", Set: record.Body{"name": record.Value("x")}})
	wantCode(t, err, app.ErrNotFound)
	if _, err := store.Get[app.Customer](ctx, s, c.ID); app.Code(err) != app.ErrNotFound {
		t.Errorf("the customer of a failed commit is there (%v)", err)
	}
	if n := len(pending(t, s)); n != 0 {
		t.Errorf("%d operations of a failed commit", n)
	}
	if ids, _ := s.CardIndex(ctx, app.CardQuery{Text: "王芳"}); len(ids) != 0 {
		t.Error("a failed commit is found")
	}
	apptest.MustCommit(t, s, store.Create(c), store.Create(p))
	ops := pending(t, s)
	if len(ops) != 2 || ops[0].Tx != ops[1].Tx || ops[0].Stream != seat || ops[1].Stream != seat || !ops[0].New || !ops[1].New {
		t.Errorf("%+v", ops)
	}
}

func TestStreams(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, apptest.Page("seat:key-customers", 1, c))
	rec := app.ServiceRecord{ID: "r1", CustomerID: c.ID, Channel: app.ChannelPhone, Content: "问候"}
	log := app.WorkLog{ID: app.WorkLogID(apptest.Planner, "2026-03-18"), PersonID: apptest.Planner, Date: "2026-03-18", Status: app.LogOpen}
	mark := app.LogMark{ID: "m1", LogID: log.ID, PersonID: apptest.Supervisor, MarkerID: apptest.Planner, Score: 15}
	lost := app.ServiceRecord{ID: "r2", CustomerID: "gone", Channel: app.ChannelPhone, Content: "问候"}
	kept := app.Kept{ID: "k1", Kind: "customer", RowID: c.ID, CustomerID: c.ID, Field: "name", Status: app.KeptOpen}
	apptest.MustCommit(t, s, store.Create(rec), store.Create(log), store.Create(mark), store.Create(lost), store.Create(kept))
	for i, want := range []string{"seat:key-customers", app.WorkStream(apptest.Planner), app.WorkStream(apptest.Supervisor), seat, "seat:key-customers"} {
		if got := pending(t, s)[i].Stream; got != want {
			t.Errorf("operation %d lies in %s, want %s", i+1, got, want)
		}
	}
}

func TestStatusMovesOnlyFromWhatWasSeen(t *testing.T) {
	s := apptest.NewStore(t)
	a := app.Appointment{ID: "a1", CustomerID: "c1", PersonID: apptest.Planner, Status: app.AppointmentPlanned}
	mustApply(t, s, apptest.Page(seat, 1, a))
	done, off := a, a
	done.Status, off.Status = app.AppointmentDone, app.AppointmentCancelled
	mustChange(t, s, a, done)
	e, _ := store.Change(a, off)
	wantCode(t, s.Commit(ctx, e), app.ErrConflict)
	op := pending(t, s)[0]
	if js(op.From) != `{"status":"planned"}` || js(op.Set) != `{"status":"done"}` {
		t.Errorf("set %s from %s", js(op.Set), js(op.From))
	}
}

func TestMakingTheSameThingTwiceMerges(t *testing.T) {
	s := apptest.NewStore(t)
	id := app.WorkLogID(apptest.Planner, "2026-03-18")
	log := app.WorkLog{ID: id, PersonID: apptest.Planner, Date: "2026-03-18", Status: app.LogClosed, PlanDone: "完成"}
	mustApply(t, s, apptest.Page(app.WorkStream(apptest.Planner), 1, log))
	again := app.WorkLog{ID: id, PersonID: apptest.Planner, Date: "2026-03-18", Status: app.LogOpen, Development: "走访两户"}
	apptest.MustCommit(t, s, store.Create(again))
	got := get[app.WorkLog](t, s, id)
	if got.Status != app.LogClosed || got.PlanDone != "完成" || got.Development != "走访两户" {
		t.Errorf("%+v", got)
	}
	if op := pending(t, s)[0]; op.New || js(op.Set) != `{"development":"走访两户"}` {
		t.Errorf("%+v", op)
	}
	apptest.MustCommit(t, s, store.Create(again))
	if n := len(pending(t, s)); n != 1 {
		t.Errorf("making it a third time left %d operations", n)
	}
	v := app.Visit{ID: "v1", CustomerID: "c1", Packed: []string{"pen"}}
	apptest.MustCommit(t, s, store.Create(v))
	v.Packed = []string{"id_card"}
	apptest.MustCommit(t, s, store.Create(v))
	if got := get[app.Visit](t, s, "v1"); !slices.Equal(got.Packed, []string{"pen", "id_card"}) {
		t.Errorf("lists of things made twice: %v", got.Packed)
	}
}

func TestInsertOnlyIsWrittenOnce(t *testing.T) {
	s := apptest.NewStore(t)
	r := app.ServiceRecord{ID: "r1", CustomerID: "c1", Channel: app.ChannelPhone, Content: "首次致电"}
	apptest.MustCommit(t, s, store.Create(r))
	changed := r
	changed.Content = "改写"
	apptest.MustCommit(t, s, store.Create(changed))
	e, _ := store.Change(r, changed)
	wantCode(t, s.Commit(ctx, e), app.ErrInvalid)
	if got := get[app.ServiceRecord](t, s, "r1"); got.Content != "首次致电" || len(pending(t, s)) != 1 {
		t.Errorf("%+v", got)
	}
}

// Somebody else's change arrives while a form is open: saving another field leaves it; saving the same field says that it
// was not seen; a list keeps both additions.
func TestEditOfARowThatMovedOn(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, apptest.Page(seat, 1, c))
	form := get[app.Customer](t, s, c.ID)
	theirs := c
	theirs.Occupation = "教师"
	theirs.Phones = append(slices.Clone(c.Phones), app.Phone{Number: "021-62345678", Kind: app.PhoneLandline})
	page := apptest.Page(seat, 2, theirs)
	page.Entries[0].Ver, page.Entries[0].By = 2, "other"
	mustApply(t, s, page)

	mine := form
	mine.Employer, mine.Occupation = "市一中", "会计"
	mine.Phones = append(slices.Clone(form.Phones), app.Phone{Number: "13700001111", Kind: app.PhoneMobile})
	mustChange(t, s, form, mine)
	got := get[app.Customer](t, s, c.ID)
	if got.Employer != "市一中" || got.Occupation != "会计" || len(got.Phones) != 3 {
		t.Errorf("%+v", got)
	}
	if op := pending(t, s)[0]; js(op.Base) != `{"employer":2,"occupation":0,"phones":2}` {
		t.Errorf("base %s", js(op.Base))
	}
}

func TestEditsThatChangeNothingLeaveNoTrace(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	mustApply(t, s, apptest.Page(seat, 1, c))
	if _, differs := store.Change(c, c); differs {
		t.Error("a record differs from itself")
	}
	same := store.Edit{Kind: "customer", ID: c.ID, Set: record.Body{"name": record.Value("王芳"), "notes": record.Value(""), "phones": record.Value(c.Phones)}}
	apptest.MustCommit(t, s, same)
	if n := len(pending(t, s)); n != 0 {
		t.Errorf("%d operations", n)
	}
	if h, _ := s.History(ctx, "customer", c.ID); len(h) != 0 {
		t.Errorf("history %+v", h)
	}
}

func TestRefusedEdits(t *testing.T) {
	s := apptest.NewStore(t)
	for name, e := range map[string]store.Edit{
		"unknown kind":  {Kind: "dragon", ID: "1", New: true},
		"unknown field": {Kind: "customer", ID: "1", New: true, Set: record.Body{"wings": record.Value(2)}},
		"no id":         {Kind: "customer", New: true},
	} {
		t.Run(name, func(t *testing.T) { wantCode(t, s.Commit(ctx, e), app.ErrInvalid) })
	}
	s.SetAuthor("", "")
	wantCode(t, s.Commit(ctx, store.Create(apptest.Customer(1, "王芳"))), app.ErrInvalid)
}

func TestOnChangeTellsKinds(t *testing.T) {
	s := apptest.NewStore(t)
	told := make(chan []string, 10)
	s.OnChange(func(kinds []string) { told <- kinds })
	c := apptest.Customer(1, "王芳")
	apptest.MustCommit(t, s, store.Create(c), store.Create(apptest.Policy(1, c, "2026-04-01")))
	select {
	case kinds := <-told:
		if !slices.Equal(kinds, []string{"customer", "policy"}) {
			t.Errorf("%v", kinds)
		}
	case <-time.After(5 * time.Minute):
		t.Fatal("nobody was told")
	}
}

// What the centre could never take is refused before it blocks what comes behind it.
func TestNothingIsCommittedThatCouldNotBeSent(t *testing.T) {
	s := apptest.NewStore(t)
	c := apptest.Customer(1, "王芳")
	apptest.MustCommit(t, s, store.Create(c))
	long := c
	long.Notes = strings.Repeat("长", 1<<19)
	e, _ := store.Change(c, long)
	wantCode(t, s.Commit(ctx, e), app.ErrInvalid)
	if ops := pending(t, s); len(ops) != 1 {
		t.Errorf("%d operations", len(ops))
	}
	if got := get[app.Customer](t, s, c.ID); got.Notes != c.Notes {
		t.Error("the notes were changed")
	}
}
