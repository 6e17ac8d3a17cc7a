package store_test

import (
	"encoding/json"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// What an operation does to a row, by class of field (architecture §2).
func TestReplay(t *testing.T) {
	list := func(s ...string) map[string][]json.RawMessage {
		m := map[string][]json.RawMessage{}
		for _, e := range s {
			m["packed"] = append(m["packed"], record.Value(e))
		}
		return m
	}
	for name, c := range map[string]struct {
		kind   *record.Kind
		row    string // "" there is none
		op     wire.Op
		result string
	}{
		"a new row":                   {app.KindVisit, "", wire.Op{New: true, Set: record.Body{"content": record.Value("a")}, Add: list("pen")}, `{"content":"a","packed":["pen"]}`},
		"a scalar":                    {app.KindVisit, `{"content":"a","answer":"b"}`, wire.Op{Set: record.Body{"content": record.Value("c")}}, `{"answer":"b","content":"c"}`},
		"emptied":                     {app.KindVisit, `{"content":"a","answer":"b"}`, wire.Op{Set: record.Body{"content": record.Value("")}}, `{"answer":"b"}`},
		"a list grows":                {app.KindVisit, `{"packed":["id_card"]}`, wire.Op{Add: list("pen", "id_card")}, `{"packed":["id_card","pen"]}`},
		"a list shrinks":              {app.KindVisit, `{"packed":["id_card","pen"]}`, wire.Op{Remove: list("pen", "x")}, `{"packed":["id_card"]}`},
		"a list empties":              {app.KindVisit, `{"packed":["pen"]}`, wire.Op{Remove: list("pen")}, `{}`},
		"a status moves":              {app.KindAppointment, `{"status":"planned"}`, wire.Op{Set: record.Body{"status": record.Value("done")}, From: record.Body{"status": record.Value("planned")}}, `{"status":"done"}`},
		"a stale status":              {app.KindAppointment, `{"status":"cancelled"}`, wire.Op{Set: record.Body{"status": record.Value("done"), "note": record.Value("x")}, From: record.Body{"status": record.Value("planned")}}, `{"note":"x","status":"cancelled"}`},
		"made twice, with a status":   {app.KindAppointment, `{"status":"done"}`, wire.Op{New: true, Set: record.Body{"status": record.Value("planned"), "place": record.Value("p")}}, `{"place":"p","status":"done"}`},
		"insert-only, made twice":     {app.KindServiceRecord, `{"content":"a"}`, wire.Op{New: true, Set: record.Body{"content": record.Value("b")}}, `{"content":"a"}`},
		"fields of a newer programme": {app.KindVisit, `{"mood":"x"}`, wire.Op{Set: record.Body{"content": record.Value("c")}}, `{"content":"c","mood":"x"}`},
	} {
		t.Run(name, func(t *testing.T) {
			row := record.Body{}
			if c.row != "" {
				if err := json.Unmarshal([]byte(c.row), &row); err != nil {
					t.Fatal(err)
				}
			}
			was := js(row)
			if got := js(store.Replay(c.kind, row, c.row != "", []wire.Op{c.op})); got != c.result {
				t.Errorf("%s, want %s", got, c.result)
			}
			if js(row) != was {
				t.Error("the row it began with was changed")
			}
		})
	}
}
