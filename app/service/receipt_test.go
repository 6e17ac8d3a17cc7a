package service_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
)

// The list has the month's cases of one planner, by category and then by rank.
func TestReceiptList(t *testing.T) {
	r := newRoom(t, planner)
	wang := apptest.Customer(1, "王颖")
	rows := []any{wang}
	add := func(n int, month, category string, rank int64, person string) {
		p := apptest.Policy(n, wang, "2026-04-10")
		c := app.Case{ID: app.CaseID(p.ID, month, person), PolicyID: p.ID, CustomerID: wang.ID, PersonID: person, Month: month, Category: category, Rank: rank}
		rows = append(rows, p, c)
	}
	add(1, "2026-03", app.CategoryOld, 1, apptest.Planner)
	add(2, "2026-03", app.CategoryMaturing, 2, apptest.Planner)
	add(3, "2026-03", app.CategoryMaturing, 1, apptest.Planner)
	add(4, "2026-02", app.CategoryMaturing, 1, apptest.Planner)
	add(5, "2026-03", app.CategoryMaturing, 1, "somebody else")
	r.seat(rows...)
	got, err := r.ReceiptList(ctx, "2026-03")
	if err != nil {
		t.Fatal(err)
	}
	var numbers []string
	for _, c := range got {
		numbers = append(numbers, c.Policy.ID)
		if c.Card.Name != "王颖" {
			t.Errorf("the name is %q", c.Card.Name)
		}
	}
	want := []string{apptest.Policy(3, wang, "").ID, apptest.Policy(2, wang, "").ID, apptest.Policy(1, wang, "").ID}
	if len(numbers) != 3 || numbers[0] != want[0] || numbers[1] != want[1] || numbers[2] != want[2] {
		t.Errorf("got %v, want %v", numbers, want)
	}
	if _, err := r.ReceiptList(ctx, "2026-13"); app.Code(err) != app.ErrInvalid {
		t.Errorf("a month that is none: %v", err)
	}
}
