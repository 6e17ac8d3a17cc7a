package book_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// three are customers with premiums due in April.
func three() []any {
	a, b, c := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷"), apptest.Customer(3, "韩梅梅")
	b.Phones = nil
	return []any{a, b, c, apptest.Policy(1, a, "2026-04-20"), apptest.Policy(2, b, "2026-04-05"), apptest.Policy(3, c, "2026-05-09")}
}

func names(d *desk) string {
	t := table[app.BookLine](d, "book.month.lines")
	var out []string
	for i := range t.Len() {
		out = append(out, t.Row(i).Name)
	}
	return strings.Join(out, " ")
}

func TestTheBookIsTurnedSearchedAndFiltered(t *testing.T) {
	d := newDesk(t, me, theme.Light, three()...)
	d.Show(nil)
	if names(d) != "" {
		t.Errorf("in March: %s", names(d))
	}
	d.press("]")
	if names(d) != "李雷 王芳" {
		t.Fatalf("in April: %s", names(d))
	}
	d.tap("book.month.after")
	if names(d) != "韩梅梅" {
		t.Errorf("in May: %s", names(d))
	}
	d.tap("book.month.now")
	d.press("]")
	d.pick("book.month.gaps", "phone")
	if names(d) != "李雷" {
		t.Errorf("without a phone: %s", names(d))
	}
	d.pick("book.month.gaps", "all")
	for text, want := range map[string]string{"wf": "王芳", "200800000002": "李雷", "人民路1号": "王芳", "某": ""} {
		d.write("book.month.search", text)
		if names(d) != want {
			t.Errorf("%s finds %q", text, names(d))
		}
	}
	d.write("book.month.search", "")
	d.tap("book.month.lines.head.premium")
	d.tap("book.month.lines.head.holder")
	if names(d) != "李雷 王芳" {
		t.Errorf("by holder: %s", names(d))
	}
	d.tap("book.month.filter.told")
	if names(d) != "" {
		t.Errorf("told: %s", names(d))
	}
}

// From a line one calls, writes and opens the card; a phone is masked until it is asked for, which is noted.
func TestActionsOfALineOfTheBook(t *testing.T) {
	rows := three()
	d := newDesk(t, me, theme.Light, rows...)
	d.Show(nil)
	d.press("]")
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	wang := rows[0].(app.Customer)
	d.press("c")
	if !slices.Equal(d.went[1].([]string), []string{wang.ID, rows[3].(app.Policy).ID, app.StagePayment}) || d.went[0] != "calls" {
		t.Errorf("C leads to %v", d.went)
	}
	d.key(fyne.KeyReturn)
	if n := len(d.went); d.went[n-2] != "cards" || d.went[n-1] != wang.ID {
		t.Errorf("Enter leads to %v", d.went)
	}
	phone := func() string {
		l := table[app.BookLine](d, "book.month.lines")
		row, _ := l.Selected()
		return row.Phone
	}
	if phone() == "" || d.sees("messages.copy") {
		t.Fatal("nothing is chosen")
	}
	d.press("v")
	d.press("v") // shown already
	if seen, err := d.service.Accesses(ctx, app.AccessQuery{CustomerID: wang.ID}); err != nil || len(seen) != 1 {
		t.Errorf("%d reveals are noted, %v", len(seen), err)
	}
	d.press("m")
	if d.window.Canvas().Overlays().Top() == nil {
		t.Error("M offers no texts")
	}
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top())
}

// Who has been reminded counts as told in the same month's book, without anything else to do.
func TestARecordMovesItsLine(t *testing.T) {
	rows := three()
	d := newDesk(t, me, theme.Light, rows...)
	d.clock.At = d.clock.At.AddDate(0, 0, 6)
	p := rows[3].(app.Policy)
	if _, err := d.service.AddRecord(ctx, app.ServiceRecord{CustomerID: p.CustomerID, PolicyID: p.ID, Channel: app.ChannelPhone, Content: "提醒交费。", Items: []string{app.ItemRemind}}); err != nil {
		t.Fatal(err)
	}
	d.Show(nil)
	d.press("]")
	d.tap("book.month.filter.told")
	if names(d) != "王芳" {
		t.Errorf("told: %s", names(d))
	}
	if got := widgets.Find("book.month.filter").(*widgets.Segmented).Label(); got != "已告知 1" {
		t.Errorf("the filter says %q", got)
	}
}

// The space bar picks lines; what is done is done with all of them, and they stay picked while filters change.
func TestSeveralPremiumsArePlanned(t *testing.T) {
	d := newDesk(t, me, theme.Light, three()...)
	d.Show(nil)
	d.press("]")
	d.key(fyne.KeyDown)
	d.key(fyne.KeySpace)
	d.key(fyne.KeyDown)
	d.key(fyne.KeySpace)
	d.press("p")
	plan := func() []app.PlanItem {
		v, err := d.service.Log(ctx, "2026-03-18")
		if err != nil {
			t.Fatal(err)
		}
		return v.Log.Tomorrow
	}
	if len(plan()) != 2 {
		t.Fatalf("planned: %+v", plan())
	}
	d.undo()
	if len(plan()) != 0 {
		t.Errorf("taken back: %+v", plan())
	}
	d.all()
	d.press("p")
	d.press("p")
	if len(plan()) != 2 {
		t.Errorf("all planned twice: %+v", plan())
	}
}

// How the book is seen can be kept under a name and is had back with one click.
func TestAViewOfTheBook(t *testing.T) {
	d := newDesk(t, me, theme.Light, three()...)
	if err := d.service.SetPreference(ctx, "view/book.month", `[{"name":"缺电话","state":{"filter":"all","rest":{"gaps":"phone"}}}]`); err != nil {
		t.Fatal(err)
	}
	d.Show(nil)
	d.press("]")
	d.tap("book.month.views.1")
	if names(d) != "李雷" {
		t.Errorf("seen so: %s", names(d))
	}
	d.tap("book.month.views.0")
	if names(d) != "李雷 王芳" {
		t.Errorf("as at first: %s", names(d))
	}
}
