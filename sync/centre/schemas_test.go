package centre_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// Operations as laptops of the first schema sent them, byte for byte. They may wait on a laptop for years; what they say
// must arrive whatever the centre has become since. Never change the file: a new schema gets a file of its own.
func TestOperationsOfEveryPastSchemaAreTaken(t *testing.T) {
	file, err := os.ReadFile("testdata/ops_schema1.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	old := w.laptop("1002", "", app.RolePlanner)
	w.now.Store(start.Add(time.Hour).UnixMilli())
	l.renew()
	old.renew()
	lines := bytes.Split(bytes.TrimSpace(file), []byte("\n"))
	for round := range 2 { // sent again they give the same results
		send := []any{wire.PushHead{V: 1, Epoch: l.epoch, Device: l.id, Schema: 1, Count: len(lines)}}
		for _, line := range lines {
			send = append(send, line)
		}
		_, results, p := l.pushLines(send...)
		if p != nil {
			t.Fatal(p)
		}
		for i, res := range results {
			want := wire.OutcomeApplied
			if res.Kind == "mood" {
				want = wire.OutcomeQuarantined
			}
			if res.N != int64(i+1) || res.Outcome != want {
				t.Errorf("round %d: %+v", round, res)
			}
		}
	}
	const card = "019ab0c4-0000-7000-8000-000000000001"
	c := w.export("customer")[card]
	if c["employer"] != "城东小学" || c["notes"] != "上午方便，先发短信" || c["shoe_size"] != 38.0 {
		t.Errorf("%v", c)
	}
	if phones := record.Value(c["phones"]); string(phones) != `[{"kind":"landline","number":"02162345678"}]` {
		t.Errorf("phones %s", phones)
	}
	for kind, want := range map[string]string{"appointment": app.AppointmentDone, "work_log": app.LogClosed} {
		for _, r := range w.export(kind) {
			if r["status"] != want {
				t.Errorf("%v", r)
			}
		}
	}
	for _, kind := range []string{"verification", "service_record", "visit", "survey", "log_addition"} {
		if n := len(w.export(kind)); n != 1 {
			t.Errorf("%d rows of %s", n, kind)
		}
	}

	// Too old to pull, never too old to push.
	if _, p := old.post(wire.PathPull, old.pack(wire.PullRequest{V: 1, Epoch: old.epoch, Schema: 0}), wire.ContentType); p == nil || p.Code != wire.CodeUpgrade {
		t.Errorf("an old pull: %+v", p)
	}
	op := old.create(customer("李雷"))
	if _, results, p := old.pushLines(wire.PushHead{V: 1, Device: old.id, Schema: 0, Count: 1}, op); p != nil || results[0].Outcome != wire.OutcomeApplied {
		t.Errorf("an old push: %+v %+v", results, p)
	}
}

// After 90 days the content of operations that were applied goes; what they were known by stays.
func TestOldOperationsAreTrimmed(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	ops := []wire.Op{
		l.create(c), l.create(app.Policy{ID: app.PolicyID("RF", "1"), Insurer: "RF", Number: "1", CustomerID: c.ID}), // the second is forbidden
		l.set("customer", c.ID, "employer", "甲"),
	}
	first := l.push(ops...)
	for range 2 {
		w.pass(46 * 24 * time.Hour)
		l.renew()
	}
	last := l.set("customer", c.ID, "grade", "A")
	l.push(last)
	db := openRaw(t, w.path)
	line := func(n int64) (line string) {
		if err := db.QueryRow(`SELECT CAST(line AS TEXT) FROM device_op WHERE n = ?`, n).Scan(&line); err != nil {
			t.Fatal(err)
		}
		return line
	}
	if got := line(3); strings.Contains(got, "甲") || !strings.Contains(got, `"at":`) {
		t.Errorf("an old operation: %s", got)
	}
	if got := line(1); strings.Contains(got, "王芳") {
		t.Errorf("an old operation: %s", got)
	}
	if got := line(2); !strings.Contains(got, `"number"`) {
		t.Errorf("what was refused is gone: %s", got)
	}
	if got := line(last.N); !strings.Contains(got, `"A"`) {
		t.Errorf("a young operation: %s", got)
	}
	for i, res := range l.push(ops...) {
		if res.Outcome != first[i].Outcome || res.Ver != first[i].Ver || res.Reason != first[i].Reason {
			t.Errorf("again %+v, first %+v", res, first[i])
		}
	}
	ops[0].Set["name"] = record.Value("李雷")
	if _, _, p := l.tryPush(ops[0]); p == nil || p.Code != wire.CodeCloned || p.N != 1 {
		t.Errorf("another content under an old number: %+v", p)
	}
}
