package centre_test

import (
	"bytes"
	"maps"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// backup copies the centre's database as it is.
func (w *world) backup() (path string) {
	w.t.Helper()
	path = filepath.Join(w.t.TempDir(), "backup.db")
	if _, err := openRaw(w.t, w.path).Exec(`VACUUM INTO ?`, path); err != nil {
		w.t.Fatal(err)
	}
	return path
}

// restore lets the centre go on from a copy of a backup.
func (w *world) restore(backup string) {
	w.t.Helper()
	path := filepath.Join(w.t.TempDir(), "restored.db")
	if _, err := openRaw(w.t, backup).Exec(`VACUUM INTO ?`, path); err != nil {
		w.t.Fatal(err)
	}
	if err := centre.StartEpoch(w.t.Context(), path, centre.Options{Clock: w.clock}); err != nil {
		w.t.Fatal(err)
	}
	c, err := centre.Open(w.t.Context(), path, centre.Options{Clock: w.clock})
	if err != nil {
		w.t.Fatal(err)
	}
	srv := httptest.NewServer(c.Handler())
	w.t.Cleanup(func() {
		srv.Close()
		if err := c.Close(); err != nil {
			w.t.Error(err)
		}
	})
	w.c, w.url, w.path = c, srv.URL, path
}

// renew gets new tokens.
func (l *laptop) renew() {
	l.w.t.Helper()
	reply, p := l.refresh(l.tokens.Refresh)
	if p != nil {
		l.w.t.Fatal(p)
	}
	l.tokens = reply.Tokens
}

// meet goes over to a new epoch as a laptop does: it learns which operation comes next, pulls everything anew, and returns
// the rows to offer.
func (l *laptop) meet() (expected int64, offers []wire.Entry) {
	l.w.t.Helper()
	l.renew()
	_, _, p := l.tryPush()
	if p == nil || p.Code != wire.CodeEpoch || p.Epoch != l.w.c.Epoch() {
		l.w.t.Fatalf("push in the old epoch: %+v", p)
	}
	if _, p := l.pullPage(10); p == nil || p.Code != wire.CodeEpoch {
		l.w.t.Fatalf("pull in the old epoch: %+v", p)
	}
	before := l.rows
	l.epoch, l.cursors, l.rows = "", map[string]int64{}, map[string]wire.Entry{}
	reply, _, p := l.tryPush()
	if p != nil {
		l.w.t.Fatal(p)
	}
	l.epoch = reply.Epoch
	l.pull()
	for key, e := range before {
		if l.rows[key].Ver < e.Ver {
			offers = append(offers, e)
		}
	}
	return reply.Expected, offers
}

// offer offers rows and returns how many were taken.
func (l *laptop) offer(rows ...wire.Entry) int {
	l.w.t.Helper()
	lines := []any{wire.AdoptHead{V: wire.V, Epoch: l.epoch, Count: len(rows)}}
	for _, e := range rows {
		lines = append(lines, e)
	}
	got, p := l.post(wire.PathAdopt, l.pack(lines...), wire.ContentType)
	if p != nil {
		l.w.t.Fatal(p)
	}
	r, err := wire.NewReader(bytes.NewReader(got))
	if err != nil {
		l.w.t.Fatal(err)
	}
	defer r.Close()
	var reply wire.AdoptReply
	if err := r.Read(&reply); err != nil {
		l.w.t.Fatal(err)
	}
	return reply.Taken
}

func TestLostOperationsComeAgain(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	ops := []wire.Op{l.create(c)}
	l.push(ops...)
	backup := w.backup()
	l.pull()
	ops = append(ops, l.set("customer", c.ID, "employer", "甲"), l.create(app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID}))
	l.push(ops[1:]...)
	l.pull()
	ops = append(ops, l.set("customer", c.ID, "employer", "乙"), l.set("customer", c.ID, "notes", "一"))
	l.push(ops[3:4]...) // the last one is not sent yet
	w.pass(time.Hour)
	w.restore(backup)

	expected, _ := l.meet()
	if expected != 2 {
		t.Fatalf("expected %d", expected)
	}
	for range 2 {
		for _, res := range l.push(ops[1:]...) {
			expect(t, "again", res, wire.OutcomeApplied, "")
		}
	}
	got := w.export("customer")[c.ID]
	if got["employer"] != "乙" || got["notes"] != "一" || len(w.export("service_record")) != 1 || len(w.export("kept")) != 0 {
		t.Errorf("%v, kept %v", got, w.export("kept"))
	}
	if low := w.count(`SELECT count(*) FROM row WHERE ver > 4 AND (ver < ?1 OR seq < ?1)`, start.UnixMilli()); low != 0 {
		t.Errorf("%d rows have versions or places that may have been given out before", low)
	}
	l.pull()
	if wrong := l.check(); len(wrong) > 0 {
		t.Errorf("%v differ", wrong)
	}
	// The same backup once more: what was given out in between is not given out again.
	last := got["ver"].(float64)
	w.pass(time.Minute)
	w.restore(backup)
	l.meet()
	l.push(ops[1:]...)
	if again := w.export("customer")[c.ID]["ver"].(float64); again <= last {
		t.Errorf("version %v after %v", again, last)
	}
}

func TestAnEpochIsAlwaysNamedWithCursors(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	l.pull()
	l.epoch = ""
	if _, p := l.pullPage(10); p == nil || p.Code != wire.CodeEpoch {
		t.Errorf("cursors without an epoch: %+v", p)
	}
}

// Rows the backup lacks come back from the laptops, to where they lay, once.
func TestLostRowsAreAdopted(t *testing.T) {
	w := newWorld(t)
	l, stranger := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"))
	c := customer("李雷")
	l.push(l.create(c))
	backup := w.backup()
	w.take("1001", bought(3, "P2", "王芳", "110101197005010021"), bought(4, "P3", "韩梅", "110101199001010066"))
	w.user("1003", "", app.RolePlanner)
	l.pull()
	l.push(l.set("customer", c.ID, "employer", "甲"), l.create(app.Visit{ID: app.NewID(start), CustomerID: c.ID}))
	l.pull()
	stranger.pull()
	before := l.rows
	w.pass(time.Hour)
	w.restore(backup)

	_, offers := l.meet() // what was pushed is not sent again: the laptop no longer has it
	_, theirs := stranger.meet()
	if n := stranger.offer(offers...); n != 0 {
		t.Errorf("%d rows were taken from a stranger", n)
	}
	if len(theirs) != 1 || stranger.offer(theirs...) != 0 {
		t.Errorf("a person was taken from a laptop: %v", theirs)
	}
	slices.Reverse(offers)
	insurers := 0 // rows that a planner may not write: their offers wait for an operator
	for _, e := range offers {
		if e.Kind == "policy" || e.Kind == "case" {
			insurers++
		}
	}
	if n := l.offer(offers...); n != len(offers)-insurers-1 || insurers < 4 { // not the person
		t.Errorf("%d of %d rows were taken, %d are not the planner's", n, len(offers), insurers)
	}
	if n := l.offer(offers...); n != 0 {
		t.Errorf("%d rows were taken twice", n)
	}
	if n, err := w.c.TakeOffers(t.Context(), stranger.person.ID); n != 0 || err != nil {
		t.Errorf("%d offers of a stranger: %v", n, err)
	}
	for _, want := range []int{insurers, 0} {
		if n, err := w.c.TakeOffers(t.Context(), l.person.ID); n != want || err != nil {
			t.Errorf("%d of %d offers were taken: %v", n, want, err)
		}
	}
	l.pull()
	for key, e := range before {
		if e.Kind == "person" {
			continue
		}
		now := l.rows[key]
		if now.Stream != e.Stream || !slices.Equal(record.Value(now.Body), record.Value(e.Body)) || now.By != e.By || now.At != e.At || now.Device != e.Device {
			t.Errorf("%s is %+v, was %+v", key, now, e)
		}
	}
	if wrong := l.check(); len(wrong) > 0 {
		t.Errorf("%v differ", wrong)
	}
	// The card numbers of adopted cards are not given out again.
	w.take("1001", bought(5, "P4", "新客户", ""))
	numbers := map[any]bool{}
	for _, c := range w.export("customer") {
		if no := c["card_no"]; no != "" && numbers[no] {
			t.Errorf("card number %v is there twice", no)
		} else {
			numbers[no] = true
		}
	}
	if n := w.count(`SELECT count(*) FROM audit WHERE what = 'adopt' AND who = ?`, l.person.ID); n != 1 {
		t.Errorf("%d entries in the audit log", n)
	}
}

// An offer does not undo what has been done since the restore, and who had seen a lost version has seen what came back.
func TestAnOfferMeetsNewWork(t *testing.T) {
	w := newWorld(t)
	first, second := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
	c := customer("王芳")
	first.push(first.create(c))
	backup := w.backup()
	for _, field := range []string{"employer", "occupation", "wechat", "notes"} {
		first.pull()
		w.pass(time.Minute)
		first.push(first.set("customer", c.ID, field, "旧"))
	}
	first.pull()
	second.pull()
	seen := second.set("customer", c.ID, "occupation", "看过") // based on a version that will be lost
	w.pass(time.Hour)
	w.restore(backup)

	_, offers := first.meet()
	_, theirs := second.meet()
	w.pass(time.Minute)
	first.n = 1 // what it sent after the backup is not sent again
	first.push(first.set("customer", c.ID, "employer", "新"))
	if n := first.offer(offers...); n != 1 {
		t.Errorf("%d rows were taken", n)
	}
	if n := second.offer(theirs...); n != 0 {
		t.Errorf("%d rows were taken twice", n)
	}
	expect(t, "work on what came back", second.push(seen)[0], wire.OutcomeApplied, "")
	got := w.export("customer")[c.ID]
	for field, want := range map[string]any{"employer": "新", "occupation": "看过", "wechat": "旧", "notes": "旧"} {
		if got[field] != want {
			t.Errorf("%s is %v, want %v", field, got[field], want)
		}
	}
	// The offered employer lost against the new one, and is kept.
	kept := w.export("kept")
	if len(kept) != 1 {
		t.Errorf("kept %v", kept)
	}
	for _, k := range kept {
		if k["field"] != "employer" || k["value"] != `"旧"` {
			t.Errorf("kept %v", k)
		}
	}
}

func TestOffersAreTakenForNinetyDays(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	lost := wire.Entry{T: wire.TypeRow, Stream: app.SeatStream(l.person.ID), Kind: "customer", ID: c.ID, Ver: 3, Body: app.KindCustomer.Encode(c), By: l.person.ID, At: start.UnixMilli()}
	l.pull()
	if n := l.offer(lost); n != 0 {
		t.Errorf("%d rows were taken although nothing was restored", n)
	}
	backup := w.backup()
	w.pass(time.Hour)
	w.restore(backup)
	l.meet()
	future := lost
	future.Ver = 1 << 52
	if n := l.offer(future); n != 0 {
		t.Error("a version of the future was taken")
	}
	for range 2 {
		w.pass(46 * 24 * time.Hour)
		l.renew()
	}
	if n := l.offer(lost); n != 0 {
		t.Errorf("%d rows were taken after 91 days", n)
	}
}

// A card was handed over after the backup: what its new planner did with it lands where the restored centre has it.
func TestWorkOnACardWhoseHandOverIsLost(t *testing.T) {
	w := newWorld(t)
	before, after := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	c := customer("王芳")
	before.push(before.create(c))
	before.pull()
	after.pull()
	backup := w.backup()
	w.handOver("1002", c.ID)
	before.pull()
	after.pull()
	seat := app.SeatStream(after.person.ID)
	ops := []wire.Op{
		after.as(seat, after.set("customer", c.ID, "employer", "甲")),
		after.as(seat, after.create(app.ServiceRecord{ID: app.NewID(start), CustomerID: c.ID})),
	}
	after.push(ops[0])
	w.pass(time.Hour)
	w.restore(backup)

	_, offers := after.meet()
	for _, res := range after.push(ops...) {
		expect(t, res.Kind, res, wire.OutcomeApplied, "")
	}
	if n := after.offer(offers...); n != 0 {
		t.Errorf("%d rows were taken: the card was drawn to the laptop that offers it", n)
	}
	before.meet()
	if e := before.rows["customer/"+c.ID]; e.Stream != app.SeatStream(before.person.ID) || e.Body.Text("employer") != "甲" {
		t.Errorf("%+v", e)
	}
	// Work begun in the new epoch on somebody else's card is not.
	late := after.as(seat, after.op(wire.Op{Kind: "customer", ID: c.ID, Set: record.Body{"grade": record.Value("A")}}))
	late.Seen = int64(start.Add(2 * time.Hour).UnixMilli())
	expect(t, "work of the new epoch", after.push(late)[0], wire.OutcomeRefused, "forbidden")
}

// Somebody wrote into a text after the restore; a text that continues one which was lost keeps both.
func TestATextThatContinuesALostOne(t *testing.T) {
	w := newWorld(t)
	first, second := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
	c := customer("王芳")
	c.Notes = "甲"
	first.push(first.create(c))
	backup := w.backup()
	first.pull()
	first.push(first.set("customer", c.ID, "notes", "甲乙"))
	first.pull()
	second.pull()
	continued := second.set("customer", c.ID, "notes", "甲乙丙") // based on the lost version
	w.pass(time.Hour)
	w.restore(backup)
	first.meet()
	second.meet()
	first.n-- // what it sent after the backup is not sent again
	first.push(first.set("customer", c.ID, "notes", "甲丁"))
	second.push(continued)
	if got := w.export("customer")[c.ID]["notes"]; got != "甲乙丙丁" {
		t.Errorf("%v", got)
	}
}

// What a text was in a version that is lost is not known: one that was begun from it takes nothing of another's away.
func TestATextBegunFromALostVersion(t *testing.T) {
	w := newWorld(t)
	first, second := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
	c := customer("王芳")
	first.push(first.create(c))
	backup := w.backup()
	first.pull()
	first.push(first.set("customer", c.ID, "employer", "旧"))
	first.pull()
	second.pull()
	begun := second.set("customer", c.ID, "notes", "乙")
	w.pass(time.Hour)
	w.restore(backup)
	_, offers := first.meet()
	second.meet()
	first.n = 1 // what it sent after the backup is not sent again
	first.push(first.set("customer", c.ID, "notes", "甲"))
	first.offer(offers...)
	second.push(begun)
	if got := w.export("customer")[c.ID]["notes"]; got != "甲\n乙" {
		t.Errorf("%q", got)
	}
}

// Who is who, and may do what, is the centre's: no laptop brings it back after a restore, not even a centre manager's.
func TestPeopleAreNotAdopted(t *testing.T) {
	w := newWorld(t)
	boss := w.laptop("9001", "", app.RoleCentreManager)
	w.laptop("1001", "", app.RolePlanner)
	boss.pull()
	backup := w.backup()
	w.pass(time.Hour)
	w.restore(backup)
	boss.meet()
	was := w.export("person")
	offered := 0
	for _, e := range boss.rows {
		if e.Kind != app.KindPerson.Name {
			continue
		}
		e.Ver++
		e.Body = maps.Clone(e.Body)
		e.Body["roles"] = record.Value([]string{app.RoleCentreManager})
		offered++
		if n := boss.offer(e); n != 0 {
			t.Errorf("%s was taken", e.ID)
		}
	}
	if is := w.export("person"); offered < 2 || !reflect.DeepEqual(is, was) {
		t.Errorf("%d offered: %v, were %v", offered, is, was)
	}
	if n, err := w.c.TakeOffers(t.Context(), ""); n != 0 || err != nil {
		t.Errorf("%d wait for the operator, %v", n, err)
	}
}

// Work on a card that a restore had lost, and that comes back only after another restore, is applied then.
func TestWorkThatLackedItsCardOutlivesAnotherRestore(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	without := w.backup()
	c := customer("王芳")
	l.push(l.create(c))
	l.pull()
	w.pass(time.Hour)
	w.restore(without)
	_, offers := l.meet()
	l.n = 0 // what it sent after the backup is not sent again
	call := app.ServiceRecord{
		ID: app.NewID(w.clock()), CustomerID: c.ID, PersonID: l.person.ID, Channel: app.ChannelPhone, At: 1, RecordedAt: 1,
		Outcome: app.OutcomeAgreed, Content: "内容", Attitude: "客气", Answer: "已答复",
	}
	if r := l.push(l.create(call))[0]; r.Reason != "unknown_customer" {
		t.Fatalf("%+v", r)
	}
	refused := w.backup()
	w.pass(time.Hour)
	w.restore(refused)
	l.meet()
	if n := l.offer(offers...); n != 1 {
		t.Fatalf("%d rows were taken", n)
	}
	if len(w.export("service_record")) != 1 {
		t.Error("the work is refused still")
	}
}
