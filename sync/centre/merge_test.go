package centre_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

func TestFieldsMergeOneByOne(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	c := customer("王芳")
	c.Notes = "喜欢喝茶"
	c.Phones = []app.Phone{{Number: "13800000001", Kind: app.PhoneMobile}}
	a.push(a.create(c))
	a.pull()
	b.pull()

	// Different fields: both stand.
	expect(t, "a", a.push(a.set("customer", c.ID, "grade", "A"))[0], wire.OutcomeApplied, "")
	expect(t, "b", b.push(b.set("customer", c.ID, "employer", "市一中"))[0], wire.OutcomeApplied, "")

	// The same field: the later one wins, whichever arrives first.
	late := a.set("customer", c.ID, "occupation", "医生")
	w.pass(time.Minute)
	expect(t, "later and first", b.push(b.set("customer", c.ID, "occupation", "教师"))[0], wire.OutcomeApplied, "")
	expect(t, "earlier and last", a.push(late)[0], wire.OutcomeKept, "")
	early := b.set("customer", c.ID, "best_time", "上午")
	w.pass(time.Minute)
	expect(t, "later", a.push(a.set("customer", c.ID, "best_time", "晚上"))[0], wire.OutcomeApplied, "")
	expect(t, "earlier", b.push(early)[0], wire.OutcomeKept, "")

	// Text keeps both, a set takes every element.
	a.push(a.set("customer", c.ID, "notes", "喜欢喝茶\n有一个女儿"))
	b.push(b.set("customer", c.ID, "notes", "喜欢喝茶\n下午不便接听"))
	add := func(l *laptop, number string) wire.Op {
		return l.op(wire.Op{Kind: "customer", ID: c.ID, Add: map[string][]json.RawMessage{"phones": {record.Value(app.Phone{Number: number, Kind: app.PhoneMobile})}}})
	}
	removed := a.op(wire.Op{Kind: "customer", ID: c.ID, Remove: map[string][]json.RawMessage{"phones": {record.Value(c.Phones[0])}}})
	a.push(removed, add(a, "13900000002"))
	b.push(add(b, "13700000003"))

	got := w.export("customer")[c.ID]
	for field, want := range map[string]any{
		"grade": "A", "employer": "市一中", "occupation": "教师", "best_time": "晚上", "notes": "喜欢喝茶\n下午不便接听\n有一个女儿",
	} {
		if got[field] != want {
			t.Errorf("%s is %q, want %q", field, got[field], want)
		}
	}
	if phones := got["phones"].([]any); len(phones) != 2 || phones[0].(map[string]any)["number"] != "13900000002" {
		t.Errorf("phones: %v", phones)
	}

	// Both laptops see both losers and the owner settles one.
	a.pull()
	b.pull()
	kept := w.export("kept")
	if len(kept) != 2 {
		t.Fatalf("%d kept values, want 2: %v", len(kept), kept)
	}
	for id, k := range kept {
		if k["stream"] != app.SeatStream(a.person.ID) || k["customer_id"] != c.ID || k["row_id"] != c.ID || k["author"] != a.person.ID || k["status"] != app.KeptOpen {
			t.Errorf("kept %v", k)
		}
		if k["field"] == "occupation" && (k["value"] != `"医生"` || k["winner"] != `"教师"`) {
			t.Errorf("kept occupation: %v", k)
		}
		if a.rows["kept/"+id].Ver != 1 || b.rows["kept/"+id].Ver != 1 {
			t.Errorf("kept %s did not reach both laptops", id)
		}
		settle := a.op(wire.Op{Kind: "kept", ID: id, Set: record.Body{"status": record.Value(app.KeptSettled)}, From: record.Body{"status": record.Value(app.KeptOpen)}})
		expect(t, "settle", a.push(settle)[0], wire.OutcomeApplied, "")
	}
}

func TestWhoHasSeenTheValueReplacesIt(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	b.behind = time.Hour // its clock is slow: cause counts, not the clock
	c := customer("王芳")
	a.push(a.create(c))
	a.pull()
	a.push(a.set("customer", c.ID, "grade", "A"))
	b.pull()
	expect(t, "seen", b.push(b.set("customer", c.ID, "grade", "B"))[0], wire.OutcomeApplied, "")
	// The same laptop twice without a pull in between: its own earlier operation counts as seen.
	b.push(b.set("customer", c.ID, "employer", "甲"))
	expect(t, "own", b.push(b.set("customer", c.ID, "employer", "乙"))[0], wire.OutcomeApplied, "")
	got := w.export("customer")[c.ID]
	if got["grade"] != "B" || got["employer"] != "乙" || len(w.export("kept")) != 0 {
		t.Errorf("%v, kept %v", got, w.export("kept"))
	}
}

// What a laptop wrote first and then replaced itself is nobody's to settle any more.
func TestALoserItsAuthorReplacedIsSettled(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	c := customer("王芳")
	a.push(a.create(c))
	a.pull()
	b.pull()
	first := a.set("customer", c.ID, "employer", "甲")
	w.pass(time.Second)
	b.push(b.set("customer", c.ID, "employer", "乙"))
	w.pass(time.Second)
	second := a.set("customer", c.ID, "employer", "甲公司")
	expect(t, "first", a.push(first)[0], wire.OutcomeKept, "")
	expect(t, "second", a.push(second)[0], wire.OutcomeApplied, "")
	open := ""
	for _, k := range w.export("kept") {
		if k["status"] == app.KeptOpen {
			open += k["value"].(string)
		}
	}
	if got := w.export("customer")[c.ID]["employer"]; got != "甲公司" || open != `"乙"` {
		t.Errorf("employer %v, open losers %s", got, open)
	}
}

func TestAClockThatRunsAheadDoesNotWinForEver(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	b.behind = -30 * 24 * time.Hour
	c := customer("王芳")
	a.push(a.create(c))
	a.pull()
	b.pull()
	expect(t, "ahead by a month", b.push(b.set("customer", c.ID, "grade", "B"))[0], wire.OutcomeApplied, "")
	w.pass(6 * time.Minute)
	expect(t, "concurrent, six minutes later", a.push(a.set("customer", c.ID, "grade", "A"))[0], wire.OutcomeApplied, "")
	if got := w.export("customer")[c.ID]["grade"]; got != "A" {
		t.Errorf("grade %v, want A: the future is clamped to 5 minutes", got)
	}
}

func TestTextsJoin(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	c := customer("王芳")
	a.push(a.create(c))
	a.pull()
	b.pull()
	a.push(a.set("customer", c.ID, "notes", "养猫"))
	// b types on without having pulled: what it wrote before is replaced, not repeated.
	b.push(b.set("customer", c.ID, "notes", "退休"))
	b.push(b.set("customer", c.ID, "notes", "退休教师"))
	if got := w.export("customer")[c.ID]["notes"]; got != "养猫\n退休教师" {
		t.Errorf("notes %q", got)
	}
}
