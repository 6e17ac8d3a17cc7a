package centre_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/wire"
)

// What a laptop sent under a former identity comes again under later numbers: it replaces nothing that was written since,
// and nobody is asked about it.
func TestWorkThatComesAgainReplacesNothing(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	c.Phones = []app.Phone{{Number: "13800000001", Kind: app.PhoneMobile}}
	a.push(a.create(c))
	a.pull()
	phone := record.Value(app.Phone{Number: "13900000002", Kind: app.PhoneMobile})
	old := []wire.Op{
		a.set("customer", c.ID, "grade", "A"),
		a.set("customer", c.ID, "notes", "旧"),
		a.op(wire.Op{Kind: "customer", ID: c.ID, Add: map[string][]json.RawMessage{"phones": {phone}}, Base: map[string]int64{"phones": 1}}),
	}
	a.push(old...)
	w.pass(time.Minute)
	a.push(
		a.set("customer", c.ID, "grade", "B"),
		a.set("customer", c.ID, "notes", "新"),
		a.op(wire.Op{Kind: "customer", ID: c.ID, Remove: map[string][]json.RawMessage{"phones": {phone}}, Base: map[string]int64{"phones": 1}}),
		a.set("customer", c.ID, "occupation", "教师"),
	)
	before := w.export("customer")[c.ID]
	for i, op := range old {
		a.n++
		op.N = a.n
		old[i] = op
	}
	for _, res := range a.push(old...) {
		expect(t, "again", res, wire.OutcomeApplied, "")
	}
	after := w.export("customer")[c.ID]
	for _, field := range []string{"grade", "notes"} {
		if before[field] != after[field] {
			t.Errorf("%s is %v, was %v", field, after[field], before[field])
		}
	}
	if phones := after["phones"].([]any); len(phones) != 1 {
		t.Errorf("phones: %v", phones)
	}
	if kept := w.export("kept"); len(kept) != 0 {
		t.Errorf("kept: %v", kept)
	}

	// What its author had seen is replaced, however slow the clock has become.
	a.pull()
	late := a.set("customer", c.ID, "occupation", "医生")
	late.HLC = old[0].HLC
	expect(t, "seen", a.push(late)[0], wire.OutcomeApplied, "")
	if got := w.export("customer")[c.ID]["occupation"]; got != "医生" {
		t.Errorf("occupation %v", got)
	}
}
