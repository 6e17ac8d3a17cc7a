package centre_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// history asks for the histories of rows, each kind/id.
func (l *laptop) history(rows ...string) (reply wire.HistoryReply, status int) {
	l.w.t.Helper()
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, l.w.url+wire.PathHistory+"?"+url.Values{"row": rows}.Encode(), nil)
	if err != nil {
		l.w.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+l.tokens.Access)
	l.sign(req, nil)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		l.w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode == http.StatusOK {
		if err := json.NewDecoder(res.Body).Decode(&reply); err != nil {
			l.w.t.Fatal(err)
		}
	}
	return reply, res.StatusCode
}

func TestHistoryTellsEveryChangeWithItsLaptop(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	outsider := w.laptop("1002", "", app.RolePlanner)
	c := app.Customer{ID: app.DerivedID("customer", "h"), Name: "林秀英", Grade: "B"}
	seat := centre.RowOf(c)
	seat.Stream = app.SeatStream(app.PersonID("1001"))
	if err := w.c.PutRows(t.Context(), app.PersonID("3001"), []centre.Row{seat}); err != nil {
		t.Fatal(err)
	}
	a.pull()
	b.pull()
	row := "customer/" + c.ID
	w.pass(time.Minute)
	first := a.set("customer", c.ID, "occupation", "教师")
	w.pass(time.Minute)
	second := b.set("customer", c.ID, "occupation", "护士") // has not seen the teacher, and is later
	other := b.set("customer", c.ID, "employer", "市一院")
	w.pass(5 * time.Minute)
	b.push(second, other)
	a.push(first)
	a.pull()
	same := a.set("customer", c.ID, "grade", "B") // changes nothing
	a.push(same)
	seat.Body = record.Body{"grade": record.Value("A")}
	if err := w.c.PutRows(t.Context(), app.PersonID("3001"), []centre.Row{seat}); err != nil {
		t.Fatal(err)
	}

	reply, status := a.history(row)
	if status != http.StatusOK || len(reply.Rows) != 1 {
		t.Fatalf("%d %+v", status, reply)
	}
	got := reply.Rows[0]
	type line struct {
		ver                int64
		by, device, before string
		after              string
		at                 int64
	}
	planner, office := app.PersonID("1001"), app.PersonID("3001")
	want := []line{
		{1, office, "", "", "", start.UnixMilli()},
		{2, planner, b.id, "null", `"护士"`, second.At},
		{3, planner, b.id, "null", `"市一院"`, other.At},
		{4, office, "", `"B"`, `"A"`, w.now.Load()},
		{0, planner, a.id, `"护士"`, `"教师"`, first.At},
	}
	if len(got.Changes) != len(want) || got.Ver != 4 {
		t.Fatalf("version %d, changes %+v", got.Ver, got.Changes)
	}
	fields := []string{"", "occupation", "employer", "grade", "occupation"}
	for i, c := range got.Changes {
		is := line{c.Ver, c.By, c.Device, string(c.Before[fields[i]]), string(c.After[fields[i]]), c.At}
		if is != want[i] {
			t.Errorf("change %d is %+v, want %+v", i, is, want[i])
		}
		if c.Device != "" && c.DeviceName != "测试机" {
			t.Errorf("change %d: laptop %q", i, c.DeviceName)
		}
	}
	if made := got.Changes[0]; string(made.After["name"]) != `"林秀英"` || string(made.After["grade"]) != `"B"` || len(made.After) != 2 {
		t.Errorf("the row began as %s", made.After)
	}
	if reply, status := outsider.history(row, "customer/nobody"); status != http.StatusOK || len(reply.Rows) != 0 {
		t.Errorf("another planner is told %d %+v", status, reply)
	}
	if _, status := a.history("customer"); status != http.StatusBadRequest {
		t.Errorf("a row without an id: %d", status)
	}
	a.tokens.Access = "nonsense"
	if _, status := a.history(row); status != http.StatusUnauthorized {
		t.Errorf("without a token: %d", status)
	}
}

func TestRowsSayOnWhichLaptopTheyChangedLast(t *testing.T) {
	w := newWorld(t)
	a := w.laptop("1001", "", app.RolePlanner)
	b := w.enrol(w.user("1001", "", app.RolePlanner))
	c := app.Customer{ID: app.DerivedID("customer", "h"), Name: "林秀英"}
	res := a.push(a.create(c))
	if e := res[0].Row; e == nil || e.Device != a.id || e.DeviceName != "测试机" {
		t.Errorf("the answer to a push says %+v", e)
	}
	b.pull()
	if e := b.rows["customer/"+c.ID]; e.Device != a.id || e.DeviceName != "测试机" {
		t.Errorf("a pull says %+v", e)
	}
	p := app.Policy{ID: app.PolicyID("RH", "1"), Insurer: "RH", Number: "1", CustomerID: c.ID}
	if err := w.c.PutRows(t.Context(), app.PersonID("3001"), []centre.Row{centre.RowOf(p)}); err != nil {
		t.Fatal(err)
	}
	b.pull()
	if e := b.rows["policy/"+p.ID]; e.Device != "" || e.DeviceName != "" {
		t.Errorf("the centre's own row names a laptop: %+v", e)
	}
}
