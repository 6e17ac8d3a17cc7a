package cards_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// TestChosenCustomersAreChangedTogether marks several customers as key customers in one commit, and takes that back.
func TestChosenCustomersAreChangedTogether(t *testing.T) {
	var all []any
	for i := range 5 {
		all = append(all, apptest.Customer(i, fmt.Sprintf("客户%d", i)))
	}
	b := open(t, all...)
	b.Show(nil)
	list := widgets.Find("cards.list").(*widgets.List)
	if _, _, _, _, ok := widgets.Locate("cards.chosen.key", b.window.Canvas()); ok {
		t.Fatal("the line of actions stands while nobody is chosen")
	}
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := text("cards.chosen.count"); got != "已选 5 项" {
		t.Fatal(got)
	}
	if _, _, _, _, ok := widgets.Locate("cards.chosen.key", b.window.Canvas()); !ok {
		t.Fatal("the line of actions is not in sight")
	}
	before := b.store.Changes()
	b.press("cards.chosen.key")
	keys := func() (n int) {
		for i := range 5 {
			if b.customer(apptest.Customer(i, "").ID).Key {
				n++
			}
		}
		return n
	}
	if keys() != 5 || b.store.Changes() != before+1 || b.toast != "5 位客户已标为重点客户" || b.failed != nil {
		t.Fatal(keys(), b.store.Changes()-before, b.toast, b.failed)
	}
	if len(list.Chosen()) != 0 {
		t.Fatal("still chosen after it was done")
	}
	b.undo()
	if keys() != 0 || b.store.Changes() != before+2 || b.failed != nil {
		t.Fatal(keys(), b.store.Changes()-before, b.failed)
	}
}
