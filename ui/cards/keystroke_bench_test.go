package cards

import (
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	_ "modernc.org/sqlite" // the driver, for the baseline

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
)

// benchCustomers is the size of portfolio the figures are reported for.
const benchCustomers = 5000

// BenchmarkKeystroke types names, spellings, initials and tails letter by letter into the search of the room, on a real
// store of 5 000 customers, and takes the time from each rune until the list shows what was found: asked, read, swapped
// and laid out, without the drawing. Beside it, taking turns, what the database alone needs for the same text with LIKE.
func BenchmarkKeystroke(b *testing.B) {
	s := apptest.NewStore(b)
	fillStore(b, s)
	r := benchRoom(b, s)
	var busy sync.WaitGroup
	swapped := make(chan time.Time, 64)
	r.async = func(work func()) {
		before := r.list.pages.round
		busy.Go(func() {
			work() // the test driver runs what is meant for the UI goroutine at once
			if r.list.pages.round != before {
				swapped <- time.Now()
			}
		})
	}
	// settle lets what the new list brought with it come to its end, such as the open card of its first customer.
	settle := func() {
		busy.Wait()
		for len(swapped) > 0 {
			<-swapped
		}
	}
	plain := plainSearch(b, s)
	var ours, like []time.Duration
	for b.Loop() {
		for _, text := range []string{"zhangwei", "lxy", "王秀", "1381", "8825", "200800000123", "chenjing", "ouyang", "shan", "zeng g", "欧阳", "wfang 13"} {
			r.list.search.SetText("")
			settle()
			for i, key := range []rune(text) {
				began := time.Now()
				r.list.search.TypedRune(key)
				ours = append(ours, (<-swapped).Sub(began))
				settle()
				began = time.Now()
				plain(string([]rune(text)[:i+1]))
				like = append(like, time.Since(began))
			}
		}
	}
	report := func(name string, all []time.Duration) {
		slices.Sort(all)
		b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, name+"-p50-ms")
		b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, name+"-p99-ms")
	}
	report("list", ours)
	report("like", like)
	b.ReportMetric(0, "ns/op")
}

// fillStore takes in customers with two policies and a case each, as a sync would.
func fillStore(b *testing.B, s *store.Store) {
	b.Helper()
	family, given := []rune("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高单仇解曾查尉欧"), []rune("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂建国文华志阳")
	var rows []any
	for i := range benchCustomers {
		name := string([]rune{family[i%len(family)], given[i/7%len(given)], given[i/11%len(given)]})
		c := apptest.Customer(i, name)
		c.Phones[0].Number = fmt.Sprintf("13%09d", i*199_933%1_000_000_000)
		p := apptest.Policy(2*i, c, app.Date("2025-01-01").AddDays(i%900))
		rows = append(rows, c, p, apptest.Policy(2*i+1, c, app.Date("2025-01-01").AddDays(i*7%900)), apptest.Case(p))
	}
	for i := 0; i < len(rows); i += wire.MaxEntries {
		page := apptest.Page(app.SeatStream(apptest.Planner), int64(i+1), rows[i:min(i+wire.MaxEntries, len(rows))]...)
		if _, err := s.Apply(b.Context(), page); err != nil {
			b.Fatal(err)
		}
	}
}

// benchRoom returns the room in a window of a laptop's size, with all customers listed.
func benchRoom(b *testing.B, s *store.Store) *Room {
	b.Helper()
	a := test.NewTempApp(b)
	theme.Apply(a, theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		b.Fatal(err)
	}
	clock := app.Clock(func() time.Time { return apptest.Now })
	me := app.Person{ID: apptest.Planner, Roles: []string{app.RolePlanner}}
	w := test.NewTempWindow(b, nil)
	r := New(Deps{
		Window: w, Clock: clock, Service: service.New(service.Config{Store: s, Clock: clock, Person: me}),
		Navigate: func(string, any) {}, Fail: func(err error) { b.Error(err) }, Toast: func(string, string, func()) {},
	})
	r.async = func(work func()) { work() }
	r.later = func(time.Duration, func()) {} // the card follows after the list has been seen
	w.SetPadded(false)
	w.SetContent(r.Content())
	w.Resize(fyne.NewSize(1366-theme.RailWidth, 730))
	r.Show(nil)
	if n := len(r.list.pages.ids); n != benchCustomers {
		b.Fatalf("%d customers listed", n)
	}
	return r
}

// plainSearch returns the baseline: LIKE over the same facts on a connection of its own, the first 64 rows.
func plainSearch(b *testing.B, s *store.Store) func(text string) {
	b.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.Dir(), store.FileDatabase)+"?_pragma=query_only(1)&_pragma=cache_size(-20000)")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	find, err := db.Prepare(`SELECT c.rid, c.name, c.grade, i.phone FROM customers c JOIN card_index i ON i.rid = c.rid
		WHERE c.name LIKE ?1 OR replace(i.sort_name, ' ', '') LIKE ?1 OR c.phones LIKE ?1 OR c.card_no LIKE ?1
		OR EXISTS (SELECT 1 FROM policies p WHERE p.customer_id = c.id AND p.number LIKE ?1) ORDER BY i.sort_name LIMIT 64`)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = find.Close() })
	return func(text string) {
		rows, err := find.Query("%" + text + "%")
		if err != nil {
			b.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var rid int64
			var name, grade, phone string
			if err := rows.Scan(&rid, &name, &grade, &phone); err != nil {
				b.Fatal(err)
			}
		}
		if err := rows.Err(); err != nil {
			b.Fatal(err)
		}
	}
}
