package centre_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/app/allot/allotjson"
	"github.com/fangce/fangce/sync/centre"
)

// written returns the bytes a result is printed as.
func written(t *testing.T, r *allot.Result) string {
	t.Helper()
	var b bytes.Buffer
	if err := allotjson.Write(&b, r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func allotted(t *testing.T, in *allot.Input) *allot.Result {
	t.Helper()
	r, err := allot.Allocate(in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func monthOf(cases int) *allot.Input {
	in := &allot.Input{Month: "2026-12", Mode: allot.ModeScore, Shares: allot.DefaultShares, Bands: allot.DefaultBands}
	for i := range 7 {
		in.Planners = append(in.Planners, allot.Planner{
			StaffNo: fmt.Sprint(1001 + i), Series: allot.SeriesSales, Grade: allot.GradeJunior, Target: allot.Ratio{Num: int64(20 * i), Den: 100}, Flexible: int64(i),
		})
	}
	for i := range cases {
		in.Cases = append(in.Cases, allot.Case{
			PolicyNo: fmt.Sprintf("P%06d", i*7919%1_000_003), Customer: fmt.Sprint("c", i/2), Category: allot.Category(i % allot.Categories), Date: "2026-12-09",
			Amount: app.Yuan(int64(i * 37 % 120_000)), Address: app.Part, Phone: app.Full, Branch: fmt.Sprint(i % 9), Effective: "2020-02-29",
		})
	}
	return in
}

// What is kept comes out to the byte, also after the centre was opened again, and later runs leave it as it is.
func TestAllotRunsAreKept(t *testing.T) {
	w := newWorld(t)
	first := allotted(t, monthOf(20_000))
	other := monthOf(40)
	other.Mode = allot.ModeEqual
	var numbers []int64
	for i, r := range []*allot.Result{first, allotted(t, other), first} {
		n, err := w.c.KeepAllotRun(t.Context(), centre.KeptAllot{Result: r, Note: fmt.Sprint("第", i+1, "稿")})
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, n)
		w.pass(time.Minute)
	}
	if numbers[0] != 1 || numbers[1] != 2 || numbers[2] != 3 {
		t.Errorf("numbers %v", numbers)
	}
	again, err := centre.Open(t.Context(), w.path, centre.Options{Clock: w.clock, MustExist: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = again.Close() }()
	for _, c := range []*centre.Centre{w.c, again} {
		r, err := c.AllotRun(t.Context(), 1)
		if err != nil || written(t, r) != written(t, first) {
			t.Errorf("the first run comes out otherwise: %v", err)
		}
		if r, err = c.AllotRun(t.Context(), 2); err != nil || r.Total != 40 {
			t.Error(err)
		}
	}
	runs, err := again.AllotRuns(t.Context(), "2026-12")
	if err != nil || len(runs) != 3 || runs[0].Cases != 20_000 || runs[0].Planners != 7 || runs[1].Note != "第2稿" || runs[1].MadeAt <= runs[0].MadeAt {
		t.Errorf("%+v, %v", runs, err)
	}
	if runs, err := again.AllotRuns(t.Context(), "2026-11"); err != nil || len(runs) != 0 {
		t.Errorf("%+v, %v", runs, err)
	}
	if before := app.Date(app.DateOf(w.clock()).Month() + "-01").AddDays(-1).Month(); runs[0].Factors != before {
		t.Errorf("the factors are of %s, and the last closed month is %s", runs[0].Factors, before)
	}
	if _, err := w.c.KeepAllotRun(t.Context(), centre.KeptAllot{Result: first, Factors: "2026-9"}); app.Code(err) != app.ErrInvalid {
		t.Error(err)
	}
	if _, err := again.AllotRun(t.Context(), 9); app.Code(err) != app.ErrNotFound {
		t.Error(err)
	}
}

// A run that somebody has had a hand in is no run any more.
func TestAllotRunsThatWereChanged(t *testing.T) {
	w := newWorld(t)
	if _, err := w.c.KeepAllotRun(t.Context(), centre.KeptAllot{Result: allotted(t, monthOf(50)), Factors: "2026-09"}); err != nil {
		t.Fatal(err)
	}
	raw := openRaw(t, w.path)
	if _, err := raw.Exec(`UPDATE allot_run SET note = 'x'`); err == nil {
		t.Error("a run could be changed")
	}
	for _, change := range []string{
		`UPDATE allot_input SET data = substr(data, 1, length(data) - 1)`,
		`UPDATE allot_input SET data = x'00'`,
		`DELETE FROM allot_input`,
	} {
		if _, err := raw.Exec(change); err != nil {
			t.Fatal(err)
		}
		if r, err := w.c.AllotRun(t.Context(), 1); app.Code(err) != app.ErrDamaged || r != nil {
			t.Errorf("%s: %v", change, err)
		}
	}
}

// The pool is the policies of customers without a planner, with their categories and factors of the month.
func TestAllotPool(t *testing.T) {
	w := newWorld(t)
	if _, err := w.c.AddUser(t.Context(), centre.User{StaffNo: "1001", Name: "李静", Roles: []string{app.RolePlanner}, Phone: "13800000001"}); err != nil {
		t.Fatal(err)
	}
	row := func(number, holder, phone, address string, p app.Policy) app.ImportRow {
		p.Number = number
		r := app.ImportRow{Policy: p, Holder: app.Customer{Name: holder, Phones: app.ParsePhones(phone)}}
		if holder == "王芳" {
			r.Holder.IDType, r.Holder.IDNo = app.IDCard, "110101197005010021"
		}
		if address != "" {
			r.Holder.Addresses = []app.Address{{Text: address}}
		}
		return r
	}
	rows := []app.ImportRow{
		row("A1", "王芳", "13812345678", "上海市浦东新区世纪大道100号", app.Policy{Mode: app.ModeSingle, MaturesOn: "2026-12-05", MaturityAmount: app.Yuan(60_000), Branch: "0003"}),
		row("A2", "王芳", "13812345678", "上海市浦东新区世纪大道100号", app.Policy{Mode: app.ModeRegular, NextDue: "2026-12-20", Premium: app.Yuan(12_000), EffectiveOn: "2019-12-20", YearsLeft: 3}),
		row("A3", "李雷", "13800000001", "浦东", app.Policy{Mode: app.ModeRegular, NextDue: "2027-03-20", Premium: app.Yuan(800)}),
		row("A4", "韩梅梅", "", "", app.Policy{Mode: app.ModeSingle, MaturesOn: "2024-06-01", PaidOutOn: "2024-06-20", Circulated: 2, Converted: true}),
	}
	if _, err := w.c.Import(t.Context(), centre.ImportJob{To: "1001", Insurer: "RH", Rows: rows}); err != nil {
		t.Fatal(err)
	}
	if pool, err := w.c.AllotPool(t.Context(), "2026-12"); err != nil || len(pool.Cases) != 0 {
		t.Errorf("customers who have a planner are dealt: %+v, %v", pool, err)
	}
	cards, err := w.c.Cards(t.Context(), app.PersonID("1001"))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, card := range cards {
		ids = append(ids, card.ID)
	}
	if _, err := w.c.HandOver(t.Context(), ids, "", ""); err != nil {
		t.Fatal(err)
	}
	pool, err := w.c.AllotPool(t.Context(), "2026-12")
	if err != nil || len(pool.Cases) != 4 || len(pool.Doubled)+len(pool.Ownerless) != 0 {
		t.Fatalf("%+v, %v", pool, err)
	}
	for i, want := range []allot.Case{
		{PolicyNo: "A1", Category: allot.Maturing, Date: "2026-12-05", Amount: app.Yuan(60_000), Branch: "0003", Address: app.Full, Phone: app.Full, Circulated: 1},
		{PolicyNo: "A2", Category: allot.Renewal, Date: "2026-12-20", Amount: app.Yuan(12_000), Effective: "2019-12-20", YearsLeft: 3, Address: app.Full, Phone: app.Full, Circulated: 1},
		{PolicyNo: "A3", Category: allot.Other, Address: app.Part, Phone: app.Part, Circulated: 1},
		{PolicyNo: "A4", Category: allot.Old, Date: "2024-06-01", Address: app.None, Phone: app.None, Circulated: 3, Converted: true},
	} {
		got := pool.Cases[i]
		want.Customer = got.Customer
		if got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if pool.Cases[0].Customer != pool.Cases[1].Customer || pool.Cases[0].Customer == pool.Cases[2].Customer {
		t.Error("customers are not kept apart")
	}
	in := monthOf(0)
	in.Cases = pool.Cases
	if r := allotted(t, in); r.Total != 4 {
		t.Errorf("%d cases", r.Total)
	}
	if _, err := w.c.AllotPool(t.Context(), "2026-13"); app.Code(err) != app.ErrInvalid {
		t.Error(err)
	}
}
