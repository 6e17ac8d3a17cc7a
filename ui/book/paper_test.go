package book_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
)

// The month's contact book and the invitations of those chosen are one letter away.
func TestPrint(t *testing.T) {
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	d := newDesk(t, me, theme.Light, party(), a, b)
	d.Show("month")
	d.press("b")
	d.press("r")
	d.tap("book.month.receipt")
	d.tap("book.month.print")
	month := "contact_book  " + app.DateOf(apptest.Now).Month()
	receipt := "receipt_list  " + app.DateOf(apptest.Now).Month()
	if !slices.Equal(d.printed, []string{month, receipt, receipt, month}) {
		t.Errorf("printed %q", d.printed)
	}
	d.printed = nil
	d.Show("activity-1")
	d.press("p")
	if len(d.printed) != 0 {
		t.Errorf("with nobody on the list %q was printed", d.printed)
	}
	for _, c := range []app.Customer{a, b} {
		if _, err := d.service.Invite(ctx, "activity-1", c.ID); err != nil {
			t.Fatal(err)
		}
	}
	d.Refresh()
	table[app.InvitationRow](d, "book.activity.people").TypedShortcut(&fyne.ShortcutSelectAll{})
	d.press("p")
	if want := "invitation " + b.ID + "," + a.ID + " activity-1"; !slices.Equal(d.printed, []string{want}) {
		t.Errorf("printed %q, want %q", d.printed, want)
	}
}
