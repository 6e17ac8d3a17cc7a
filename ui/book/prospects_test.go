package book_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
)

func prospect(n int, name, stage, source string) app.Customer {
	c := apptest.Customer(n, name)
	c.Prospect, c.ProspectStage, c.Source, c.OpenedOn = true, stage, source, "2026-03-10"
	return c
}

func listed(d *desk) string {
	t := table[app.ProspectRow](d, "book.prospects.list")
	var out []string
	for i := range t.Len() {
		out = append(out, t.Row(i).Name)
	}
	return strings.Join(out, " ")
}

func TestAProspectMovesByOneKeyAndBack(t *testing.T) {
	a, b := prospect(1, "沈一帆", app.ProspectNew, app.SourceFriend), prospect(2, "顾晓燕", app.ProspectDropped, app.SourceReferral)
	d := newDesk(t, me, theme.Light, a, b)
	d.Show("prospects")
	if listed(d) != "沈一帆" {
		t.Fatalf("followed: %s; who is put aside is not", listed(d))
	}
	d.press("3")
	if got := d.customer(a.ID).ProspectStage; got != app.ProspectMet || !strings.Contains(d.said, "已面谈") {
		t.Errorf("stands at %q, said %q", got, d.said)
	}
	d.undo()
	if got := app.StageOf(d.customer(a.ID)); got != app.ProspectNew {
		t.Errorf("taken back to %q", got)
	}
	d.tap("book.prospects.stage.proposal")
	if got := d.customer(a.ID).ProspectStage; got != app.ProspectProposal {
		t.Errorf("by its button to %q", got)
	}
	d.press("w")
	if c := d.customer(a.ID); c.Prospect || listed(d) != "" {
		t.Errorf("won, and still %v, listed %q", c.Prospect, listed(d))
	}
	d.tap("book.prospects.filter.won")
	if listed(d) != "沈一帆" {
		t.Errorf("won: %s", listed(d))
	}
	d.press("1") // a customer has no stages
	if c := d.customer(a.ID); c.Prospect || c.ProspectStage != app.ProspectClosed {
		t.Errorf("%+v", c)
	}
	d.undo()
	if c := d.customer(a.ID); !c.Prospect || c.ProspectStage != app.ProspectProposal {
		t.Errorf("taken back: %v %s", c.Prospect, c.ProspectStage)
	}
	d.tap("book.prospects.filter.dropped")
	d.pick("book.prospects.source", app.SourceReferral)
	if listed(d) != "顾晓燕" {
		t.Errorf("put aside, recommended: %s", listed(d))
	}
	d.pick("book.prospects.source", app.SourceCold)
	if listed(d) != "" {
		t.Errorf("cold: %s", listed(d))
	}
}

func TestANewProspect(t *testing.T) {
	known := apptest.Customer(1, "王芳")
	d := newDesk(t, me, theme.Light, known)
	d.Show("prospects")
	d.press("n")
	d.write("book.prospect.name", "王芳")
	if !d.sees("book.prospect.like.0") {
		t.Error("who bears that name already is not named")
	}
	d.write("book.prospect.name", "尉迟恭")
	if d.sees("book.prospect.like.0") {
		t.Error("the warning stays")
	}
	d.write("book.prospect.phone", known.Phones[0].Number)
	if !d.sees("book.prospect.like.0") {
		t.Error("who has that number already is not named")
	}
	d.keep.Keeps("book.prospect", "name", "尉迟恭")
	d.tap("book.prospect.form.submit") // no source yet
	d.pick("book.prospect.source", app.SourceReferral)
	d.write("book.prospect.referrer", "wf")
	d.tap("book.prospect.referrer.0")
	d.tap("book.prospect.form.submit") // asks once more
	if listed(d) != "" {
		t.Error("stored without asking about the double")
	}
	d.tap("book.prospect.form.submit")
	if listed(d) != "尉迟恭" {
		t.Fatalf("listed %q", listed(d))
	}
	row := table[app.ProspectRow](d, "book.prospects.list").Row(0)
	if row.Referrer != "王芳" || row.Source != app.SourceReferral || row.Stage != app.ProspectNew {
		t.Errorf("%+v", row)
	}
	d.keep.Gone("book.prospect")
	d.key(fyne.KeyReturn)
	if n := len(d.went); n < 2 || d.went[n-2] != "cards" || d.went[n-1] != row.ID {
		t.Errorf("Enter leads to %v", d.went)
	}
}

// What was begun comes back with the room, as after a crash.
func TestABegunProspectComesBack(t *testing.T) {
	d := newDesk(t, me, theme.Light, apptest.Customer(1, "王芳"))
	d.Show("prospects")
	d.press("n")
	d.write("book.prospect.name", "尉迟恭")
	draft := d.keep.Keeps("book.prospect", "name", "尉迟恭")
	d.window.Canvas().Overlays().Remove(d.window.Canvas().Overlays().Top())
	d.enter()
	d.Show(draft)
	if !d.sees("book.prospect.name") || !d.sees("draft") {
		t.Error("the form does not come back")
	}
}
