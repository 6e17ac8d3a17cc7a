package centre_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// handOver hands cards over in the name of the resource manager.
func (w *world) handOver(to string, cards ...string) int {
	w.t.Helper()
	id := ""
	if to != "" {
		id = app.PersonID(to)
	}
	moved, err := w.c.HandOver(w.t.Context(), cards, id, app.PersonID("7002"))
	if err != nil {
		w.t.Fatal(err)
	}
	return moved
}

// count returns how many rows in the centre's file a query counts.
func (w *world) count(query string, args ...any) (n int) {
	w.t.Helper()
	if err := openRaw(w.t, w.path).QueryRow(query, args...).Scan(&n); err != nil {
		w.t.Fatal(err)
	}
	return n
}

func TestHandOver(t *testing.T) {
	w := newWorld(t)
	from, to := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	asleep := w.enrol(w.user("1001", "", app.RolePlanner)) // pulls at the start and at the end only
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"), bought(3, "P2", "王芳", "110101197005010021"), bought(4, "P3", "李雷", "110101198003071239"))
	from.pull()
	asleep.pull()
	card := from.rows["policy/"+app.PolicyID("RF", "P1")].Body.Text("customer_id")
	stays := from.rows["policy/"+app.PolicyID("RF", "P3")].Body.Text("customer_id")
	call := app.ServiceRecord{ID: app.NewID(start), CustomerID: card}
	asleep.push(asleep.set("customer", card, "employer", "甲"))
	from.push(from.create(call), from.set("customer", card, "employer", "乙"))
	from.pull()
	held := len(from.rows) // with a kept value

	if n := w.handOver("1002", card, card); n != 1 {
		t.Errorf("%d cards moved", n)
	}
	page, _ := from.pullPage(100)
	if len(page.Entries) != 1 || page.Entries[0].T != wire.TypeLeave || page.Entries[0].ID != card || page.Head.Left != 1 {
		t.Errorf("the laptop that loses the card is told %+v", page)
	}
	if len(from.rows) != held-7 || from.rows["customer/"+stays].Ver == 0 { // card, two policies, two cases, call, kept
		t.Errorf("%d of %d rows are left", len(from.rows), held)
	}
	to.pull()
	for _, key := range []string{"customer/" + card, "service_record/" + call.ID, "policy/" + app.PolicyID("RF", "P2")} {
		if e := to.rows[key]; e.Stream != app.SeatStream(to.person.ID) || e.Ver < 2 {
			t.Errorf("%s came as %+v", key, e)
		}
	}
	if c := to.field("policy", app.PolicyID("RF", "P2"), "circulated"); c != "1" {
		t.Errorf("circulated %s times", c)
	}
	kept := 0
	for _, e := range to.rows {
		if e.Kind == "kept" {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("%d kept values came along", kept)
	}
	if by := w.export("policy")[app.PolicyID("RF", "P1")]; by["circulated"] != 1.0 {
		t.Errorf("%v", by)
	}

	// To the pool and back: the words of its leaving are taken back where it lies again.
	w.handOver("", card)
	w.handOver("1001", card)
	from.pull()
	to.pull()
	asleep.pull()
	if _, here := to.rows["customer/"+card]; here {
		t.Error("the card stayed where it was")
	}
	for _, l := range []*laptop{from, asleep} {
		if len(l.rows) != held {
			t.Errorf("%d rows, want %d", len(l.rows), held)
		}
	}
	if n := w.count(`SELECT count(*) FROM leave WHERE stream = ?`, app.SeatStream(from.person.ID)); n != 0 {
		t.Errorf("%d leaves of a card that is here", n)
	}
	if c := from.field("policy", app.PolicyID("RF", "P2"), "circulated"); c != "2" {
		t.Errorf("circulated %s times", c)
	}
}

func TestHandOverRefuses(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	w.user("2001", "", app.RoleSupervisor)
	c := customer("王芳")
	l.push(l.create(c))
	for name, x := range map[string]struct{ card, to, code string }{
		"no planner": {c.ID, app.PersonID("2001"), app.ErrInvalid},
		"nobody":     {c.ID, "x", app.ErrNotFound},
		"no card":    {"x", app.PersonID("1001"), app.ErrNotFound},
	} {
		if n, err := w.c.HandOver(t.Context(), []string{x.card}, x.to, ""); app.Code(err) != x.code || n != 0 {
			t.Errorf("%s: %d %v", name, n, err)
		}
	}
}

// A policy whose holder is somebody else by now goes to that holder's card, with its cases.
func TestAPolicyFollowsItsHolder(t *testing.T) {
	w := newWorld(t)
	first, second := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"), bought(3, "P2", "王芳", "110101197005010021"))
	w.take("1002", bought(2, "P3", "李雷", "110101198003071239"))
	first.pull()
	second.pull()
	mother, son := first.rows["policy/"+app.PolicyID("RF", "P1")].Body.Text("customer_id"), second.rows["policy/"+app.PolicyID("RF", "P3")].Body.Text("customer_id")
	held := len(first.rows)

	if reply := w.take("1001", bought(2, "P1", "李雷", "110101198003071239")); reply.Changed != 1 || len(reply.Notes) != 1 {
		t.Errorf("%+v", reply)
	}
	first.pull()
	second.pull()
	if len(first.rows) != held-2 || first.rows["policy/"+app.PolicyID("RF", "P2")].Ver != 1 { // policy and case
		t.Errorf("%d of %d rows are left", len(first.rows), held)
	}
	p := second.rows["policy/"+app.PolicyID("RF", "P1")]
	if p.Body.Text("customer_id") != son || p.Body.Text("holder_name") != "李雷" {
		t.Errorf("%+v", p)
	}
	k := second.rows["case/"+app.CaseID(p.ID, "2026-11", first.person.ID)]
	if k.Body.Text("customer_id") != son {
		t.Errorf("%+v", k)
	}
	// Somebody not known yet gets a card; a corrected name under the same number is the same person.
	w.take("1001", bought(2, "P1", "韩梅", "110101199001010066"))
	w.take("1001", bought(3, "P2", "王方", "110101197005010021"))
	policies := w.export("policy")
	if c := policies[p.ID]["customer_id"]; c == son || c == mother || policies[p.ID]["stream"] != app.SeatStream(first.person.ID) {
		t.Errorf("%v", policies[p.ID])
	}
	if c := policies[app.PolicyID("RF", "P2")]["customer_id"]; c != mother {
		t.Errorf("a corrected name moved the policy to %v", c)
	}
}

// A policy that changed over to another card of the same seat leaves with that card also where its change was not heard of.
func TestAPolicyChangesOverBeforeItsCardIsHandedOver(t *testing.T) {
	w := newWorld(t)
	from, to := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"), bought(3, "P2", "李雷", "110101198003071239"))
	from.pull()
	stays, goes := from.rows["policy/"+app.PolicyID("RF", "P1")].Body.Text("customer_id"), from.rows["policy/"+app.PolicyID("RF", "P2")].Body.Text("customer_id")
	w.take("1001", bought(2, "P1", "李雷", "110101198003071239"))
	if c := w.export("policy")[app.PolicyID("RF", "P1")]["customer_id"]; c != goes {
		t.Fatalf("the policy hangs on %v", c)
	}
	w.handOver("1002", goes)
	from.pull()
	to.pull()
	for key, e := range from.rows {
		if key != "customer/"+stays && e.Stream == app.SeatStream(from.person.ID) {
			t.Errorf("%s stays with the planner who lost it", key)
		}
	}
	if wrong := from.check(); len(wrong) > 0 {
		t.Errorf("digests differ: %v", wrong)
	}
	// There and back: nothing speaks against what has come back.
	w.handOver("1001", goes)
	from.pull()
	to.pull()
	if from.rows["policy/"+app.PolicyID("RF", "P1")].Body.Text("customer_id") != goes || len(to.rows) > 0 && to.rows["policy/"+app.PolicyID("RF", "P1")].Ver > 0 {
		t.Error("the policy has not come back with its card")
	}
}

// A file gives the cards it names out of the pool to the planner it is for.
func TestImportTakesFromThePool(t *testing.T) {
	w := newWorld(t)
	w.laptop("1001", "", app.RolePlanner)
	l := w.laptop("1002", "", app.RolePlanner)
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"))
	cards, err := w.c.Cards(t.Context(), app.PersonID("1001"))
	if err != nil || len(cards) != 1 || cards[0].Name != "王芳" || cards[0].CardNo != "KF2026000001" {
		t.Fatal(cards, err)
	}
	w.handOver("", cards[0].ID)
	if cards, err = w.c.Cards(t.Context(), ""); err != nil || len(cards) != 1 {
		t.Fatal(cards, err)
	}
	if reply := w.take("1002", bought(3, "P2", "王芳", "110101197005010021")); reply.Customers != 0 || reply.Policies != 1 {
		t.Errorf("%+v", reply)
	}
	l.pull()
	if l.rows["customer/"+cards[0].ID].Ver == 0 || l.rows["policy/"+app.PolicyID("RF", "P1")].Ver == 0 {
		t.Errorf("%v", l.rows)
	}
}

// Everything that hangs on a card names it in the field the hand-over looks at.
func TestWhatHangsOnACardIsFound(t *testing.T) {
	for _, k := range record.Kinds() {
		if k.Customer != "" && k.Customer != "id" && k.Customer != "customer_id" {
			t.Errorf("%s hangs on its customer by %s", k.Name, k.Customer)
		}
	}
}

// The new laptop gets a card handed over in few bytes.
func TestAHandedOverCardIsSmall(t *testing.T) {
	w := newWorld(t)
	w.user("1001", "", app.RolePlanner)
	to := w.laptop("1002", "", app.RolePlanner)
	var rows []app.ImportRow
	for i := range 2 {
		rows = append(rows, benchRow(i))
		rows[i].Holder = rows[0].Holder
	}
	if _, err := w.c.Import(t.Context(), centre.ImportJob{To: "1001", Insurer: "RF", Rows: rows}); err != nil {
		t.Fatal(err)
	}
	cards, err := w.c.Cards(t.Context(), app.PersonID("1001"))
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		r := centre.RowOf(app.ServiceRecord{ID: app.NewID(start), CustomerID: cards[0].ID, Content: "客户希望下月缴费前再联系一次，关注红利领取方式与保单年检安排。"})
		if err := w.c.PutRows(t.Context(), app.PersonID("1001"), []centre.Row{r}); err != nil {
			t.Fatal(err)
		}
	}
	to.pull()
	w.handOver("1002", cards[0].ID)
	ask := to.pack(wire.PullRequest{V: wire.V, Epoch: to.epoch, Schema: wire.Schema, Cursors: to.cursors})
	reply, p := to.post(wire.PathPull, ask, wire.ContentType)
	if p != nil {
		t.Fatal(p)
	}
	t.Logf("hand-over of one card with 24 rows hanging on it: %d bytes", len(ask)+len(reply))
	if len(ask)+len(reply) > 50_000 {
		t.Error("above 50 KB")
	}
}
