package store_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
)

// Every order and every filter of the list, the search and the lines are read along indexes: no table is gone through,
// and nothing is sorted.
func TestTheListIsReadAlongIndexes(t *testing.T) {
	s := apptest.NewStore(t)
	walk := regexp.MustCompile(`^SCAN card_index USING COVERING INDEX card_index_(name|due|contact|completeness)$`)
	fine := regexp.MustCompile(`^(SEARCH |CO-ROUTINE |SCAN \(subquery|SCAN j VIRTUAL TABLE|SCAN search VIRTUAL TABLE INDEX 0:M)`)
	n := 0
	for what, query := range store.CardQueries(app.DateOf(apptest.Now), "张 zh 138") {
		args := make([]any, strings.Count(query, "?"))
		for i := range args {
			args[i] = "2026-03-18"
		}
		plan, err := s.Query(ctx, "EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		for _, line := range plan {
			step := line[strings.LastIndex(line, "|")+1:]
			if strings.HasPrefix(what, "order ") && walk.MatchString(step) {
				n++
				continue
			}
			if !fine.MatchString(step) {
				t.Errorf("%s: %s\n%s", what, step, query)
			}
		}
	}
	if n == 0 {
		t.Error("no order walks along an index: are the queries still those of the store?")
	}
}

// What the first letter of many names finds is dear to read and stays, however much is typed after it.
func TestWhatIsDearToReadStays(t *testing.T) {
	s := apptest.NewStore(t)
	if err := (apptest.Portfolio{Customers: 60}).Fill(s); err != nil {
		t.Fatal(err)
	}
	for _, text := range append([]string{"1"}, keystrokes(60, 60)...) {
		if _, err := s.CardIndex(ctx, app.CardQuery{Text: text}); err != nil {
			t.Fatal(err)
		}
	}
	if !store.Keeps(s, "1") {
		t.Error("all numbers that begin or end with a 1 have to be read again")
	}
}

// What is due is found in indexes alone: with a row of a table for each, Today of 100 000 customers took seconds.
func TestWhatIsDueIsReadFromIndexes(t *testing.T) {
	s := apptest.NewStore(t)
	if err := (apptest.Portfolio{Customers: 60, Records: 3}).Fill(s); err != nil {
		t.Fatal(err)
	}
	fine := regexp.MustCompile(`^SEARCH \w+ USING COVERING INDEX (policies_due|card_index_return|service_records_promise|service_records_next) \(`)
	for what, query := range store.DueQueries() {
		plan, err := s.Query(ctx, "EXPLAIN QUERY PLAN "+query, "2026-03-18", "2026-03-18", 30)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		for _, line := range plan {
			if step := line[strings.LastIndex(line, "|")+1:]; !fine.MatchString(step) && step != "USE TEMP B-TREE FOR LAST TERM OF ORDER BY" {
				t.Errorf("%s: %s\n%s", what, step, query)
			}
		}
	}
}
