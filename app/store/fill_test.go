package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/record"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/wire"
)

// A row that is being filled names its columns by the bits of a number.
func TestKindsFitTheFill(t *testing.T) {
	for _, k := range record.Kinds() {
		if n := len(store.LocalColumns(k.Name)) + len(k.Fields); n > 63 {
			t.Errorf("%s has %d columns", k.Name, n)
		}
	}
}

// allButLast says of pages that another follows, but of the last one.
func allButLast(pages []*wire.Page) []*wire.Page {
	for i, p := range pages {
		p.Tail.More = i < len(pages)-1
	}
	return pages
}

// Filling an empty store shows in the end what taking in page after page shows, while the centre goes on working and
// somebody writes here. Nothing shows before.
func TestFillingShowsWhatApplyingShows(t *testing.T) {
	for seed := range uint64(proof(8, 300)) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			a, b := apptest.NewStore(t), apptest.NewStore(t)
			rnd := rand.New(rand.NewPCG(seed, 6))
			c := newCentre(rnd)
			both := func(do func(s *store.Store)) { do(a); do(b) }
			if rnd.IntN(2) == 0 {
				both(func(s *store.Store) {
					apptest.MustCommit(t, s, store.Create(app.Customer{ID: "own", Name: "自己"}), store.Create(app.WorkLog{ID: "l1", PersonID: "x", Tomorrow: []app.PlanItem{{Text: "拜访"}}}),
						store.Create(apptest.Customer(1, "先写的")))
				})
			}
			for range 1 + rnd.IntN(6) {
				for range rnd.IntN(80) {
					c.work()
				}
				pages := c.pull(b, 1+rnd.IntN(30))
				for i, p := range pages {
					p.Tail.More = true
					if rnd.IntN(10) == 0 && i > 0 { // a field and a value of a newer program
						for _, e := range p.Entries {
							if e.Kind == "customer" && e.Body != nil {
								e.Body["mood"], e.Body["income_band"] = record.Value("开朗"), record.Value([]int{5})
							}
						}
					}
					mustApply(t, a, p)
					mustStage(t, b, p)
				}
				if rows, _ := b.Query(ctx, "SELECT id FROM customers WHERE id NOT IN ('own', ?)", apptest.Customer(1, "").ID); len(rows) > 0 {
					t.Fatalf("%v show before everything is here", rows)
				}
				if f, err := b.Filling(ctx); err != nil || !f {
					t.Fatal("no longer filling", err)
				}
			}
			mustPublish(t, b)
			sameShown(t, a, b)
			if x, y := schema(t, a), schema(t, b); !slices.Equal(x, y) {
				t.Fatalf("tables differ:\n%s\n\n%s", strings.Join(x, "\n"), strings.Join(y, "\n"))
			}
			if f, err := b.Filling(ctx); err != nil || f {
				t.Error("still filling", err)
			}
			// And it goes on as any other.
			for range 40 {
				c.work()
			}
			for _, p := range c.pull(b, 20) {
				mustApply(t, a, p)
				mustStage(t, b, p)
			}
			mustPublish(t, b)
			sameShown(t, a, b)
		})
	}
}

// schema returns the tables and indexes of a store.
func schema(t *testing.T, s *store.Store) []string {
	t.Helper()
	rows, err := s.Query(ctx, "SELECT name, replace(sql, '\"', '') FROM sqlite_schema WHERE name NOT LIKE 'search%' AND sql IS NOT NULL ORDER BY name")
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A centre that begins a new epoch while a store is filled is pulled from the beginning.
func TestAFillBeginsAnewInANewEpoch(t *testing.T) {
	s := apptest.NewStore(t)
	first := pageOf(entry(seat, 1, 9, apptest.Customer(1, "王芳")), entry(seat, 2, 9, apptest.Customer(2, "李强")))
	first.Tail.More = true
	mustStage(t, s, first)
	next := pageOf(entry(seat, 1, 2, apptest.Customer(2, "李")))
	next.Head.Epoch = "epoch-2"
	mustStage(t, s, next)
	mustPublish(t, s)
	if rows, _ := s.Query(ctx, "SELECT name FROM customers"); strings.Join(rows, " ") != "李" {
		t.Errorf("%v", rows)
	}
}

// A fill that was cut short, by the end of the program too, goes on where it was.
func TestAFillGoesOn(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	var pages []*wire.Page
	for p := range (apptest.Portfolio{Customers: 40, Records: 2}).Pages() {
		for i := 0; i < len(p.Entries); i += 30 {
			pages = append(pages, pageOf(p.Entries[i:min(i+30, len(p.Entries))]...))
		}
	}
	for i, p := range allButLast(pages) {
		mustStage(t, s, p)
		if i%3 == 1 {
			closed(t, s)
			s = opened(t, dir, key, store.Options{})
		}
		if cur, err := s.Cursors(ctx); err != nil || cur[seat] != p.Entries[len(p.Entries)-1].Seq {
			t.Fatal(cur, err)
		}
	}
	mustPublish(t, s)
	if n := found(t, s, app.CardQuery{}); n != 40 {
		t.Errorf("%d cards", n)
	}
}

// A later program opens an account in the middle of its first fill: what is being filled lacks what the program's migration
// has added, so it is filled anew.
func TestALaterProgramFillsAnew(t *testing.T) {
	dir, key := account(t)
	s := opened(t, dir, key, store.Options{})
	var pages []*wire.Page
	for p := range (apptest.Portfolio{Customers: 40, Records: 2}).Pages() {
		for i := 0; i < len(p.Entries); i += 30 {
			pages = append(pages, pageOf(p.Entries[i:min(i+30, len(p.Entries))]...))
		}
	}
	allButLast(pages)
	for _, p := range pages[:len(pages)/2] {
		mustStage(t, s, p)
	}
	own := app.Customer{ID: "own", Name: "自己"}
	apptest.MustCommit(t, s, store.Create(own))
	closed(t, s)
	defer store.AddMigration("ALTER TABLE customers ADD COLUMN later INTEGER NOT NULL DEFAULT 7")()
	s = opened(t, dir, key, store.Options{})
	cursors, err := s.Cursors(ctx)
	if n, serr := s.Staged(ctx); err != nil || serr != nil || len(cursors) > 0 || n > 0 {
		t.Fatalf("%d staged, cursors %v: %v %v", n, cursors, err, serr)
	}
	for _, p := range pages {
		mustStage(t, s, p)
	}
	mustPublish(t, s)
	if n := found(t, s, app.CardQuery{}); n != 41 {
		t.Errorf("%d cards", n)
	}
	if rows, err := s.Query(ctx, "SELECT DISTINCT later FROM customers"); err != nil || strings.Join(rows, " ") != "7" {
		t.Error(rows, err)
	}
	if rows, err := s.Query(ctx, "SELECT name FROM sqlite_schema WHERE name LIKE 'fill%'"); err != nil || len(rows) > 0 {
		t.Error(rows, err)
	}
}
