package record_test

import (
	"encoding/json"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
)

func TestABodyComesBackAsTheRecordItWas(t *testing.T) {
	before := app.Customer{
		ID: "c1", Name: "王𬱖", BirthDate: "1970-02-03", Key: true,
		Phones: []app.Phone{{Number: "13812345678", Kind: app.PhoneMobile}},
		Family: []app.Relative{{Name: "王小<二>", Relation: "子女"}},
	}
	body := app.KindCustomer.Encode(before)
	if _, there := body["grade"]; there {
		t.Error("a zero field must not travel")
	}
	var after app.Customer
	extra, err := app.KindCustomer.Decode(body, &after)
	if err != nil || extra != nil {
		t.Fatal(err, extra)
	}
	app.KindCustomer.SetID(&after, "c1")
	if d := app.KindCustomer.Diff(before, after); len(d) != 0 {
		t.Errorf("differs after the trip: %s", d)
	}
}

func TestFieldsOfALaterVersionAreKept(t *testing.T) {
	var c app.Customer
	extra, err := app.KindCustomer.Decode(record.Body{"name": json.RawMessage(`"李四"`), "mood": json.RawMessage(`"calm"`)}, &c)
	if err != nil || c.Name != "李四" || string(extra["mood"]) != `"calm"` {
		t.Fatalf("%v %+v %s", err, c, extra)
	}
}

func TestAFieldOfTheWrongTypeIsNamed(t *testing.T) {
	var p app.Policy
	if _, err := app.KindPolicy.Decode(record.Body{"premium": json.RawMessage(`"many"`)}, &p); err == nil {
		t.Fatal("accepted")
	}
}

func TestDiffNamesAFieldThatWasEmptied(t *testing.T) {
	d := app.KindCustomer.Diff(app.Customer{Grade: "A", Notes: "x"}, app.Customer{Notes: "x"})
	if len(d) != 1 || string(d["grade"]) != `""` {
		t.Fatalf("%s", d)
	}
	if b := app.KindCustomer.Overlay(record.Body{"grade": json.RawMessage(`"A"`)}, d); len(b) != 0 {
		t.Fatalf("overlay left %s", b)
	}
}

func TestSetsChangeByElement(t *testing.T) {
	a := record.Value([]app.Phone{{Number: "1", Kind: "mobile"}, {Number: "2", Kind: "mobile"}})
	b := record.Value([]app.Phone{{Number: "2", Kind: "mobile"}, {Number: "3", Kind: "mobile"}})
	add, remove := record.SetDiff(a, b)
	if len(add) != 1 || len(remove) != 1 {
		t.Fatalf("add %s remove %s", add, remove)
	}
	// Somebody else added a number meanwhile: it survives.
	other := record.Value([]app.Phone{{Number: "1", Kind: "mobile"}, {Number: "2", Kind: "mobile"}, {Number: "9", Kind: "mobile"}})
	var got []app.Phone
	if err := json.Unmarshal(record.SetApply(other, add, remove), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || got[0].Number != "2" || got[1].Number != "9" || got[2].Number != "3" {
		t.Fatalf("%+v", got)
	}
	if again := record.SetApply(record.Value(got), add, remove); string(again) != string(record.SetApply(other, add, remove)) {
		t.Error("applying twice changes the list")
	}
}

func TestColumnsScanBackIntoTheRecord(t *testing.T) {
	for _, k := range record.Kinds() {
		if len(k.Columns()) != len(k.Args(k.New())) || len(k.Columns()) != len(k.Dest(k.New())) {
			t.Errorf("%s: columns, values and destinations differ in number", k.Name)
		}
	}
	in := app.WorkLog{ID: "l", Date: "2026-11-20", Tomorrow: []app.PlanItem{{Kind: app.PlanVisit, Text: "拜访"}}, ClosedAt: 5}
	args := app.KindWorkLog.Args(in)
	var out app.WorkLog
	for i, d := range app.KindWorkLog.Dest(&out) {
		if err := d.(interface{ Scan(any) error }).Scan(args[i]); err != nil {
			t.Fatal(err)
		}
	}
	out.ID = "l"
	if d := app.KindWorkLog.Diff(in, out); len(d) != 0 {
		t.Errorf("differs: %s", d)
	}
}
