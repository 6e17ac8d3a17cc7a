package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// names returns the names of the cards a query finds, in order.
func names(t *testing.T, s *store.Store, q app.CardQuery) []string {
	t.Helper()
	ids, err := s.CardIndex(ctx, q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	rows, err := s.CardRows(ctx, ids)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != len(ids) {
		t.Fatalf("%d rows for %d cards", len(rows), len(ids))
	}
	var out []string
	for i, r := range rows {
		if r.Rowid != ids[i] {
			t.Fatal("rows come in another order")
		}
		out = append(out, r.Name)
	}
	return out
}

// product §10: everything listed can be found by pinyin initials, full pinyin, characters, the tail of a phone or a
// policy number.
func TestSearch(t *testing.T) {
	s := apptest.NewStore(t)
	var all []any
	for i, name := range []string{"张三丰", "单雄信", "尉迟恭", "王𬱖", "欧阳娜娜", "阿依古丽·买买提", "张伟", "李娜", "𠮷田花子", "John Smith"} {
		c := apptest.Customer(i+1, name)
		c.Phones = []app.Phone{{Number: fmt.Sprintf("1381234%04d", 1000+i), Kind: app.PhoneMobile}}
		all = append(all, c, apptest.Policy(i+1, c, "2026-04-01"))
	}
	land := all[12].(app.Customer) // 张伟
	land.Phones = append(land.Phones, app.Phone{Number: "0512-65223344", Kind: app.PhoneLandline}, app.Phone{Number: "不详5566", Kind: app.PhoneInvalid})
	all[12] = land
	letters := all[15].(app.Policy) // 李娜
	letters.Number = "P2019-AB-7788"
	all[15] = letters
	mustApply(t, s, apptest.Page(seat, 1, all...))

	for text, want := range map[string][]string{
		"张":                   {"张三丰", "张伟"},
		"三丰":                  {"张三丰"},
		"丰三":                  nil,
		"zhang":               {"张三丰", "张伟"},
		"ZHANG":               {"张三丰", "张伟"},
		"ｚｈａｎｇ":               {"张三丰", "张伟"},
		"zhangs":              {"张三丰"},
		"zsf":                 {"张三丰"},
		"zs":                  {"张三丰"},
		"zh":                  {"张三丰", "张伟"},
		"sanfeng":             {"张三丰"},
		"zhang feng":          nil,
		"zhang sanfeng":       {"张三丰"},
		"张 sf":                {"张三丰"},
		"张sf":                 {"张三丰"},
		"shanxiong":           {"单雄信"},
		"yuchi":               {"尉迟恭"},
		"ycg":                 {"尉迟恭"},
		"𬱖":                   {"王𬱖"},
		"王𬱖":                  {"王𬱖"},
		"𠮷":                   {"𠮷田花子"},
		"娜":                   {"李娜", "欧阳娜娜"},
		"娜娜":                  {"欧阳娜娜"},
		"oynn":                {"欧阳娜娜"},
		"ayiguli":             {"阿依古丽·买买提"},
		"古丽·买":                {"阿依古丽·买买提"},
		"johns":               {"John Smith"},
		"13812341000":         {"张三丰"},
		"1381234100":          {"张三丰", "单雄信", "尉迟恭", "王𬱖", "欧阳娜娜", "阿依古丽·买买提", "张伟", "李娜", "𠮷田花子", "John Smith"},
		"1001":                {"单雄信"},
		"138 1234":            nil,
		"0512-6522":           {"张伟"},
		"3344":                {"张伟"},
		"5566":                {"张伟"},
		"200800000002":        {"单雄信"},
		"00000002":            {"单雄信"},
		"p2019ab":             {"李娜"},
		"P2019-AB":            {"李娜"},
		"ab7788":              {"李娜"},
		"kf2026000003":        {"尉迟恭"},
		"zhang 1000":          {"张三丰"},
		"li 1000":             nil,
		`" OR name:*`:         nil,
		"han":                 nil,
		"张三丰 AND 王":           nil,
		"(":                   nil,
		"*":                   nil,
		"-":                   nil,
		"'; DROP TABLE x; --": nil,
	} {
		got := names(t, s, app.CardQuery{Text: text})
		slices.Sort(got)
		want = slices.Clone(want)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
}

func TestSortOrders(t *testing.T) {
	s := apptest.NewStore(t)
	a, b, c, d := apptest.Customer(1, "曾国藩"), apptest.Customer(2, "安平"), apptest.Customer(3, "张伟"), apptest.Customer(4, "李安")
	d.Phones, d.Addresses = nil, nil
	old := apptest.Policy(3, c, "2020-01-01") // reinstatement long over: not due any more
	mustApply(t, s, apptest.Page(seat, 1, a, b, c, d, apptest.Policy(1, a, "2026-03-10"), apptest.Policy(2, b, "2026-05-01"), old,
		app.ServiceRecord{ID: "r1", CustomerID: a.ID, Outcome: app.OutcomeDone, At: app.InstantOf(apptest.Now.AddDate(0, 0, -3))},
		app.ServiceRecord{ID: "r2", CustomerID: b.ID, Outcome: app.OutcomeDone, At: app.InstantOf(apptest.Now.AddDate(0, 0, -30))},
		app.ServiceRecord{ID: "r3", CustomerID: c.ID, Outcome: app.OutcomeNoAnswer, At: app.InstantOf(apptest.Now)}))
	for sort, want := range map[app.CardSort][]string{
		"":                     {"安平", "李安", "曾国藩", "张伟"},
		app.SortByName:         {"安平", "李安", "曾国藩", "张伟"},
		app.SortByNextDue:      {"曾国藩", "安平", "李安", "张伟"},
		app.SortByLastContact:  {"李安", "张伟", "安平", "曾国藩"},
		app.SortByCompleteness: {"李安", "安平", "曾国藩", "张伟"},
	} {
		if got := names(t, s, app.CardQuery{Sort: sort}); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", sort, got, want)
		}
	}
}

func TestFiltersAndRows(t *testing.T) {
	s := apptest.NewStore(t)
	a, b, c := apptest.Customer(1, "安平"), apptest.Customer(2, "鲍勃"), apptest.Customer(3, "蔡琴")
	a.Key, b.Prospect = true, true
	p := apptest.Policy(1, a, "2026-03-10")  // in grace
	p2 := apptest.Policy(2, a, "2026-04-10") // due soon
	q := apptest.Policy(3, c, "2025-06-01")  // lapsed
	m := apptest.Policy(4, c, "")
	m.Mode, m.MaturesOn = app.ModeSingle, "2026-04-10"
	rec := app.ServiceRecord{ID: "r1", CustomerID: c.ID, Outcome: app.OutcomeDone, At: app.InstantOf(apptest.Now)}
	taken := app.ServiceRecord{ID: "r2", CustomerID: a.ID, Outcome: app.OutcomeDone, At: app.InstantOf(apptest.Now)}
	undo := app.ServiceRecord{ID: "r3", CustomerID: a.ID, Withdraws: "r2", At: app.InstantOf(apptest.Now)}
	mustApply(t, s, apptest.Page(seat, 1, a, b, c, p, p2, q, m, apptest.Case(p), rec, taken, undo))
	if err := s.SetRequired(ctx, []string{"name", "card_no"}); err != nil {
		t.Fatal(err)
	}
	full := b
	full.CardNo = ""
	mustChange(t, s, b, full)
	for filter, want := range map[app.CardFilter][]string{
		app.CardsAll:        {"安平", "鲍勃", "蔡琴"},
		app.CardsUnsigned:   {"安平"},
		app.CardsDueSoon:    {"安平"},
		app.CardsInGrace:    {"安平"},
		app.CardsLapsed:     {"蔡琴"},
		app.CardsMaturing:   {"蔡琴"},
		app.CardsIncomplete: {"鲍勃"},
		app.CardsKey:        {"安平"},
		app.CardsNoContact:  {"安平", "鲍勃"},
		app.CardsProspects:  {"鲍勃"},
	} {
		if got := names(t, s, app.CardQuery{Filter: filter}); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", filter, got, want)
		}
	}
	if got := names(t, s, app.CardQuery{Text: "an", Filter: app.CardsInGrace, Sort: app.SortByNextDue}); !slices.Equal(got, []string{"安平"}) {
		t.Errorf("all three together: %v", got)
	}
	ids, _ := s.CardIndex(ctx, app.CardQuery{})
	rows, err := s.CardRows(ctx, append([]int64{999}, ids...))
	if err != nil || len(rows) != 3 {
		t.Fatalf("%v %v", rows, err)
	}
	r := rows[0]
	if r.Policies != 2 || r.NextDue != "2026-03-10" || r.Status != app.StatusInGrace || r.DaysLeft != 52 || r.Completeness != 100 ||
		r.LastContact != "" || !r.Key || r.Unsigned != 1 || r.Phone != "13812340001" || r.CardNo != a.CardNo || r.ID != a.ID {
		t.Errorf("%+v", r)
	}
	if rows[2].LastContact != "2026-03-18" || rows[2].Status != app.StatusLapsed || rows[1].Status != "" {
		t.Errorf("%+v\n%+v", rows[1], rows[2])
	}
	wantCode(t, s.SetRequired(ctx, []string{"wings"}), app.ErrInvalid)
}

// A filter finds exactly the cards that have a policy of that status today, whatever the policies' facts.
func TestFiltersAgreeWithTheStatusRule(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	s, clock := apptest.NewStoreClock(t)
	today := app.DateOf(apptest.Now)
	day := func() app.Date { return today.AddDays(rnd.IntN(2000) - 1200) }
	near := func() app.Date { return today.AddDays(rnd.IntN(200) - 100) }
	pick := func(of ...string) string { return of[rnd.IntN(len(of))] }
	var all []any
	var policies []app.Policy
	for i := range 400 {
		c := apptest.Customer(i, fmt.Sprint("客户", i))
		p := apptest.Policy(i, c, day())
		if rnd.IntN(2) == 0 {
			p.NextDue = near()
		}
		p.GraceDays = int64(rnd.IntN(3) * 30)
		p.Mode = pick(app.ModeRegular, app.ModeRegular, app.ModeRegular, app.ModeSingle)
		p.InsurerStatus = pick("", "", "", "有效", "失效", "退保", "满期", "效力中止")
		p.AsOf = app.Date(pick("", string(near())))
		if rnd.IntN(3) == 0 {
			p.MaturesOn = near()
		}
		if rnd.IntN(6) == 0 {
			p.PaidOutOn = near()
		}
		if rnd.IntN(10) == 0 {
			p.NextDue = ""
		}
		all, policies = append(all, c, p), append(policies, p)
	}
	mustApply(t, s, apptest.Page(seat, 1, all...))
	for range 40 {
		now := app.DateOf(clock.At)
		for filter, status := range map[app.CardFilter]app.PolicyStatus{
			app.CardsDueSoon: app.StatusDueSoon, app.CardsInGrace: app.StatusInGrace, app.CardsLapsed: app.StatusLapsed,
		} {
			ids, err := s.CardIndex(ctx, app.CardQuery{Filter: filter})
			if err != nil {
				t.Fatal(err)
			}
			rows, err := s.CardRows(ctx, ids)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for _, r := range rows {
				got[r.ID] = true
				if r.Status != status {
					t.Errorf("%s: filter %s finds a card of status %s", now, filter, r.Status)
				}
			}
			for _, p := range policies {
				if want := app.State(p, now).Status == status; want != got[p.CustomerID] {
					t.Fatalf("%s: filter %s finds it: %v, state %+v, policy %+v %+v", now, filter, got[p.CustomerID], app.State(p, now), p, p.Boundaries())
				}
			}
		}
		clock.Add(7 * 24 * 3600 * 1e9)
	}
}

func TestTheIndexIsBuiltAnewWhenItsRulesChange(t *testing.T) {
	dir := t.TempDir()
	s, err := open(t, dir, apptest.Key())
	if err != nil {
		t.Fatal(err)
	}
	mustApply(t, s, apptest.Page(seat, 1, apptest.Customer(1, "王芳")))
	if err := s.Exec(ctx, "DELETE FROM search"); err != nil {
		t.Fatal(err)
	}
	if err := s.SetSetting(ctx, "store.index", "0"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if s, err = open(t, dir, apptest.Key()); err != nil {
		t.Fatal(err)
	}
	if got := names(t, s, app.CardQuery{Text: "wangf"}); len(got) != 1 {
		t.Errorf("%v", got)
	}
}
