package centre_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// bought returns a row of an insurer's file.
func bought(line int, number, name, idNo string) app.ImportRow {
	return app.ImportRow{
		Line:   line,
		Policy: app.Policy{Number: number, Product: "瑞丰年金", Premium: app.Yuan(6800), Mode: app.ModeRegular, NextDue: "2026-11-28", HolderName: name},
		Holder: app.Customer{Name: name, IDNo: idNo, IDType: app.IDCard, BirthDate: "1970-05-01", Phones: []app.Phone{{Number: "13812345678", Kind: app.PhoneMobile}}},
	}
}

func (w *world) take(to string, rows ...app.ImportRow) wire.ImportReply {
	w.t.Helper()
	reply, err := w.c.Import(w.t.Context(), centre.ImportJob{To: to, Insurer: "RF", Rows: rows})
	if err != nil {
		w.t.Fatal(err)
	}
	return reply
}

func TestImportFillsASeat(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	rows := []app.ImportRow{
		bought(2, "P1", "王芳", "110101197005010021"),
		bought(3, "P2", "王芳", "110101197005010021"),
		bought(4, "P3", "尉迟恭", "11010119700501003X"),
		{Line: 5, Holder: app.Customer{Name: "无单"}},
	}
	reply := w.take("1001", rows...)
	if reply.Customers != 2 || reply.Policies != 3 || reply.Same != 0 || len(reply.Refused) != 1 || reply.Refused[0].Line != 5 {
		t.Fatalf("%+v", reply)
	}
	l.pull()
	p := l.rows["policy/"+app.PolicyID("RF", "P1")]
	card := l.rows["customer/"+p.Body.Text("customer_id")]
	if p.Body.Text("insurer") != "RF" || p.Body.Int("premium") != 680000 || p.Body.Text("as_of") != "2026-11-23" || card.Body.Text("name") != "王芳" {
		t.Errorf("policy %v, card %v", p.Body, card.Body)
	}
	if card.Body.Text("card_no") != "KF2026000001" || card.Body.Text("source") != "import" {
		t.Errorf("card %v", card.Body)
	}
	k := l.rows["case/"+app.CaseID(p.ID, "2026-11", l.person.ID)]
	for field, want := range map[string]string{
		"category": app.CategoryRenewal, "reason": app.ReasonOrphan, "published_on": "2026-11-23", "sign_by": "2026-11-26",
		"person_id": l.person.ID, "customer_id": card.ID, "policy_id": p.ID,
	} {
		if got := k.Body.Text(field); got != want {
			t.Errorf("case: %s is %q, want %q", field, got, want)
		}
	}

	// Importing twice changes nothing, wherever the rows now stand in the file.
	before := len(l.rows)
	rows[0].Line = 99
	if reply := w.take("1001", rows[:3]...); reply.Same != 3 || reply.Changed+reply.Customers+reply.Policies != 0 {
		t.Errorf("again: %+v", reply)
	}
	w.pass(24 * time.Hour)
	w.take("1001", rows[:3]...)
	if page, _ := func() (*wire.Page, *wire.Problem) { w.pass(-24 * time.Hour); return l.pullPage(100) }(); len(page.Entries) != 0 || len(l.rows) != before {
		t.Errorf("importing twice moved %v", page.Entries)
	}

	// The insurer books the premium: one policy moves on, with its history; nothing else.
	rows[0].Policy.NextDue, rows[0].Policy.PaidTo = "2027-11-28", "2027-11-28"
	if reply := w.take("1001", rows[:3]...); reply.Changed != 1 || reply.Same != 2 {
		t.Errorf("after a payment: %+v", reply)
	}
	page, _ := l.pullPage(100)
	if len(page.Entries) != 1 || page.Entries[0].Body.Text("next_due") != "2027-11-28" || page.Entries[0].Ver != 2 {
		t.Errorf("after a payment: %+v", page.Entries)
	}
	var before1 string
	if err := openRaw(t, w.path).QueryRow(`SELECT before FROM history WHERE kind = 'policy' AND id = ?`, p.ID).Scan(&before1); err != nil || !strings.Contains(before1, "2026-11-28") {
		t.Errorf("history %q %v", before1, err)
	}
}

func TestImportDoesNotDoubleCustomers(t *testing.T) {
	w := newWorld(t)
	w.laptop("1001", "", app.RolePlanner)
	other := w.laptop("1002", "", app.RolePlanner)
	w.take("1001", bought(2, "P1", "王芳", "110101197005010021"))

	sameID := bought(3, "P2", "王芳", "110101197005010021")
	sameID.Holder.BirthDate, sameID.Holder.Phones = "", nil
	samePhone := bought(4, "P3", "王芳", "")
	stranger := bought(5, "P4", "王芳", "")
	stranger.Holder.Phones = []app.Phone{{Number: "13900000009", Kind: app.PhoneMobile}}
	reply := w.take("1002", sameID, samePhone, stranger)
	if reply.Customers != 1 || reply.Policies != 3 || len(reply.Notes) != 2 {
		t.Fatalf("%+v", reply)
	}
	if n := reply.Notes[0]; n.Line != 3 || !strings.Contains(n.Reason, "1001") {
		t.Errorf("note %+v", n)
	}
	if n := len(w.export("customer")); n != 2 {
		t.Errorf("%d customers, want 2", n)
	}
	for number, seat := range map[string]string{"P1": "1001", "P2": "1001", "P3": "1001", "P4": "1002"} {
		p := w.export("policy")[app.PolicyID("RF", number)]
		k := w.export("case")[app.CaseID(app.PolicyID("RF", number), "2026-11", app.PersonID(seat))]
		if p["stream"] != app.SeatStream(app.PersonID(seat)) || k == nil || k["stream"] != p["stream"] {
			t.Errorf("%s lies in %v, its case is %v", number, p["stream"], k)
		}
	}
	// The same number at another insurer is another policy.
	if _, err := w.c.Import(t.Context(), centre.ImportJob{To: "1002", Insurer: "ZX", Reason: app.ReasonStripped, Rows: []app.ImportRow{bought(2, "P1", "韩梅", "")}}); err != nil {
		t.Fatal(err)
	}
	other.pull()
	if k := other.rows["case/"+app.CaseID(app.PolicyID("ZX", "P1"), "2026-11", other.person.ID)]; k.Body.Text("reason") != app.ReasonStripped {
		t.Errorf("case %v", k.Body)
	}
}

func TestImportLeavesAPlannersWorkAlone(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	row := bought(2, "P1", "王芳", "110101197005010021")
	row.Holder.Employer, row.Holder.Occupation = "旧单位", "教师"
	w.take("1001", row)
	l.pull()
	card := w.export("policy")[app.PolicyID("RF", "P1")]["customer_id"].(string)
	l.push(l.set("customer", card, "employer", "新单位"), l.set("customer", card, "grade", "A"))

	row.Holder.Employer, row.Holder.Occupation, row.Holder.WeChat = "保险公司说的单位", "医生", "wx1"
	row.Holder.Phones = append(row.Holder.Phones, app.Phone{Number: "021-62345678", Kind: app.PhoneLandline})
	if reply := w.take("1001", row); reply.Changed != 1 {
		t.Errorf("%+v", reply)
	}
	got := w.export("customer")[card]
	for field, want := range map[string]any{
		"employer":   "新单位", // the planner's
		"grade":      "A",
		"occupation": "医生",  // nobody touched what the insurer said before
		"wechat":     "wx1", // was empty
	} {
		if got[field] != want {
			t.Errorf("%s is %v, want %v", field, got[field], want)
		}
	}
	if n := len(got["phones"].([]any)); n != 2 {
		t.Errorf("%d phones, want 2", n)
	}
	// A phone the planner took away does not come back with the next file.
	l.pull()
	l.push(l.op(wire.Op{Kind: "customer", ID: card, Remove: map[string][]json.RawMessage{"phones": {json.RawMessage(`{"number":"021-62345678","kind":"landline"}`)}}}))
	row.Policy.NextDue = "2027-11-28"
	w.take("1001", row)
	if n := len(w.export("customer")[card]["phones"].([]any)); n != 1 {
		t.Errorf("%d phones, want 1", n)
	}
	// A file with fewer columns takes nothing back.
	bare := app.ImportRow{Line: 2, Policy: app.Policy{Number: "P1"}, Holder: app.Customer{Name: "王芳"}}
	if reply := w.take("1001", bare); reply.Same != 1 {
		t.Errorf("%+v", reply)
	}
	if p := w.export("policy")[app.PolicyID("RF", "P1")]; p["product"] != "瑞丰年金" {
		t.Errorf("policy %v", p)
	}
}

func TestImportFromALaptop(t *testing.T) {
	w := newWorld(t)
	planner := w.laptop("1001", "", app.RolePlanner)
	manager := w.laptop("7002", "", app.RoleResourceManager)
	post := func(l *laptop, to string) (reply wire.ImportReply, p *wire.Problem) {
		body := l.pack(wire.ImportRequest{V: wire.V, To: to, Insurer: "RF", File: "瑞丰.csv", Rows: []app.ImportRow{bought(2, "P1", "王芳", "110101197005010021")}})
		got, p := l.post(wire.PathImports, body, wire.ContentType)
		if p == nil {
			if err := json.Unmarshal(got, &reply); err != nil {
				t.Fatal(err)
			}
		}
		return reply, p
	}
	if _, p := post(planner, "1001"); p == nil || p.Code != app.ErrForbidden {
		t.Errorf("a planner imports: %+v", p)
	}
	if _, p := post(manager, "7002"); p == nil || p.Code != app.ErrInvalid {
		t.Errorf("to somebody who is no planner: %+v", p)
	}
	if _, p := post(manager, "9999"); p == nil || p.Code != app.ErrNotFound {
		t.Errorf("to nobody: %+v", p)
	}
	if reply, p := post(manager, "1001"); p != nil || reply.Policies != 1 {
		t.Errorf("%+v %+v", reply, p)
	}
	planner.pull()
	if p := planner.rows["policy/"+app.PolicyID("RF", "P1")]; p.By != manager.person.ID {
		t.Errorf("imported by %q", p.By)
	}
	known := w.c.Known(t.Context(), "RF")
	want := bought(0, "P1", "王芳", "110101197005010021")
	want.Line = 0
	if got, ok := known("P1"); !ok || !reflect.DeepEqual(got, want) {
		t.Errorf("known: %+v, want %+v", got, want)
	}
	if _, ok := known("P2"); ok {
		t.Error("P2 is known")
	}
}

func TestAProspectBecomesACustomer(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	c := customer("王芳")
	c.IDNo = "110101197005010021"
	l.push(l.create(c))
	reply := w.take("1001", bought(2, "P1", "王芳", "110101197005010021"))
	got := w.export("customer")[c.ID]
	if reply.Customers != 0 || got["prospect"] != false || got["card_no"] != "KF2026000001" || got["birth_date"] != "1970-05-01" {
		t.Errorf("%+v %v", reply, got)
	}
}

// Card numbers have no gaps, not even when an import fails or the year turns.
func TestCardNumbers(t *testing.T) {
	w := newWorld(t)
	w.laptop("1001", "", app.RolePlanner)
	var rows []app.ImportRow
	for i := range 2500 { // more than one transaction
		rows = append(rows, bought(i+2, fmt.Sprintf("P%d", i), fmt.Sprintf("客户%d", i), ""))
	}
	w.take("1001", rows...)
	w.now.Store(time.Date(2027, 1, 4, 9, 0, 0, 0, app.Shanghai).UnixMilli())
	w.take("1001", bought(2, "N1", "新年", ""))
	seen := map[any]bool{}
	for _, c := range w.export("customer") {
		seen[c["card_no"]] = true
	}
	for i := range 2500 {
		if no := fmt.Sprintf("KF2026%06d", i+1); !seen[no] {
			t.Fatalf("%s is missing", no)
		}
	}
	if len(seen) != 2501 || !seen["KF2027000001"] {
		t.Errorf("%d numbers", len(seen))
	}
}

// A file that has a column but no value in it takes the fact back; one that lacks the column does not.
func TestTheInsurerTakesAFactBack(t *testing.T) {
	w := newWorld(t)
	w.laptop("1001", "", app.RolePlanner)
	row := bought(2, "P1", "王芳", "110101197005010021")
	row.Policy.Term, row.Policy.TermYears, row.Policy.Branch = "10年", 10, "城东支行"
	w.take("1001", row)
	row.Policy.NextDue, row.Policy.Term, row.Policy.TermYears, row.Policy.Branch = "", "", 0, ""
	job := centre.ImportJob{To: "1001", Insurer: "RF", Rows: []app.ImportRow{row}, Columns: []string{"policy_no", "holder_name", "next_due", "term", "as_of"}}
	for i, want := range []wire.ImportReply{{V: 1, Changed: 1}, {V: 1, Same: 1}} {
		reply, err := w.c.Import(t.Context(), job)
		if err != nil || !reflect.DeepEqual(reply, want) {
			t.Errorf("import %d: %+v %v", i+1, reply, err)
		}
	}
	p := w.export("policy")[app.PolicyID("RF", "P1")]
	for field, want := range map[string]any{"next_due": "", "term": "", "term_years": 0.0, "branch": "城东支行", "product": "瑞丰年金", "as_of": "2026-11-23", "holder_name": "王芳"} {
		if p[field] != want {
			t.Errorf("%s is %v, want %v", field, p[field], want)
		}
	}
	// What could not be read takes nothing back, but is shown.
	row.Policy.Product = ""
	row.Policy.Doubts = []app.Doubt{{Column: "险种", Text: "###", Reason: "看不懂"}}
	job.Rows, job.Columns = []app.ImportRow{row}, []string{"policy_no", "product"}
	if _, err := w.c.Import(t.Context(), job); err != nil {
		t.Fatal(err)
	}
	if p := w.export("policy")[app.PolicyID("RF", "P1")]; p["product"] != "瑞丰年金" || len(p["doubts"].([]any)) != 1 {
		t.Errorf("%v", p)
	}
}

// A file of another day that has news of the customer only leaves the policy as it was.
func TestOnlyWhatChangedMoves(t *testing.T) {
	w := newWorld(t)
	w.laptop("1001", "", app.RolePlanner)
	row := bought(2, "P1", "王芳", "110101197005010021")
	w.take("1001", row)
	w.pass(24 * time.Hour)
	row.Holder.WeChat = "wx1"
	if reply := w.take("1001", row); reply.Changed != 1 {
		t.Errorf("%+v", reply)
	}
	p := w.export("policy")[app.PolicyID("RF", "P1")]
	if p["ver"] != 1.0 || p["as_of"] != "2026-11-23" || w.export("customer")[p["customer_id"].(string)]["wechat"] != "wx1" {
		t.Errorf("%v", p)
	}
}

// A file that says two things of one policy ends where its last row says, however often it is taken in.
func TestAContradictingFileSettles(t *testing.T) {
	w := newWorld(t)
	w.laptop("1001", "", app.RolePlanner)
	first, second := bought(2, "P1", "王芳", "110101197005010021"), bought(3, "P1", "王芳", "110101197005010021")
	second.Policy.Product = "瑞丰终身寿险"
	for i, ver := range []float64{1, 1} {
		reply := w.take("1001", first, second)
		p := w.export("policy")[app.PolicyID("RF", "P1")]
		if p["ver"] != ver || p["product"] != "瑞丰终身寿险" || len(reply.Notes) != 1 {
			t.Errorf("import %d: %v %+v", i+1, p, reply)
		}
	}
}
