package book_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
)

func invited(d *desk) string {
	t := table[app.InvitationRow](d, "book.activity.people")
	var out []string
	for i := range t.Len() {
		out = append(out, t.Row(i).Name+":"+t.Row(i).Invitation.Status)
	}
	return strings.Join(out, " ")
}

func TestCustomersAreInvitedAndCome(t *testing.T) {
	a, b, c := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷"), apptest.Customer(3, "韩梅梅")
	c.Grade = "C"
	d := newDesk(t, me, theme.Light, party(), a, b, c)
	d.Show("activity-1")
	if d.sees("book.activity.edit") || d.sees("book.activities.new") {
		t.Error("a planner may change activities")
	}
	d.press("i")
	d.pick("book.invite.grade", "B")
	d.tap("book.invite.all")
	d.pick("book.invite.grade", "C") // those picked stay picked
	d.tap("book.invite.form.submit")
	if invited(d) != "李雷:listed 王芳:listed" {
		t.Fatalf("on the list: %s", invited(d))
	}
	d.press("1")
	if invited(d) != "李雷:sent 王芳:listed" || len(d.records(b.ID)) != 1 {
		t.Errorf("told: %s", invited(d))
	}
	d.press("2+")
	v, err := d.service.Activity(ctx, "activity-1")
	if err != nil || v.Row.Counts.Accepted != 1 || v.Row.Counts.Seats != 2 {
		t.Errorf("accepted with one guest: %+v", v.Row.Counts)
	}
	d.press("4")
	if invited(d) != "李雷:came 王芳:listed" || len(d.records(b.ID)) != 2 {
		t.Errorf("came: %s", invited(d))
	}
	d.undo()
	if invited(d) != "李雷:accepted 王芳:listed" || len(d.records(b.ID)) != 1 {
		t.Errorf("taken back: %s", invited(d))
	}
	d.key(fyne.KeyDown)
	d.press("5") // who was not told cannot be absent
	if invited(d) != "李雷:accepted 王芳:listed" {
		t.Errorf("%s", invited(d))
	}
	d.tap("book.activity.step.dropped")
	if invited(d) != "李雷:accepted" {
		t.Errorf("off the list: %s", invited(d))
	}
	d.undo()
	if invited(d) != "李雷:accepted 王芳:listed" {
		t.Errorf("on it again: %s", invited(d))
	}
}

// Who was sent the text of the invitation is told by that, and is not once the record is taken back.
func TestAnInvitationByMessage(t *testing.T) {
	a := apptest.Customer(1, "王芳")
	d := newDesk(t, me, theme.Light, party(), a)
	if _, err := d.service.Invite(ctx, "activity-1", a.ID); err != nil {
		t.Fatal(err)
	}
	d.Show("activities")
	d.press("m")
	d.tap("messages.form.submit")
	d.tap("messages.form.submit")
	if invited(d) != "王芳:sent" || len(d.records(a.ID)) != 1 {
		t.Errorf("%s, %d records", invited(d), len(d.records(a.ID)))
	}
	d.undo()
	if invited(d) != "王芳:listed" || len(d.records(a.ID)) != 0 {
		t.Errorf("taken back: %s", invited(d))
	}
}

func TestASupervisorPreparesAnActivity(t *testing.T) {
	d := newDesk(t, leader, theme.Light)
	d.Show(nil)
	d.press("n")
	d.write("book.activity.form.title", "夏季健康讲座")
	d.pick("book.activity.form.kind", app.ActivityTalk)
	d.write("book.activity.form.day", "2026-06-12")
	d.write("book.activity.form.from", "9:30")
	d.write("book.activity.form.to", "11:00")
	d.keep.Keeps("book.activity/new", "title", "夏季健康讲座")
	d.tap("book.activity.form.submit") // no place yet
	d.write("book.activity.form.place", "中心三楼")
	d.write("book.activity.form.capacity", "30")
	d.tap("book.activity.form.submit")
	all, err := d.service.Activities(ctx)
	if err != nil || len(all) != 1 || all[0].Activity.Capacity != 30 || all[0].Activity.StartsAt.Clock() != "09:30" || all[0].Activity.EndsAt.Clock() != "11:00" {
		t.Fatalf("%+v, %v", all, err)
	}
	if d.sees("book.pages.month") || d.sees("book.activity.invite") {
		t.Error("who has no customers sees them")
	}
	d.tap("book.activity.cancel")
	if all, _ = d.service.Activities(ctx); all[0].Activity.Status != app.ActivityCancelled {
		t.Errorf("%+v", all[0].Activity)
	}
	d.undo()
	if all, _ = d.service.Activities(ctx); all[0].Activity.Status != app.ActivityPlanned {
		t.Errorf("taken back: %+v", all[0].Activity)
	}
	d.press("e")
	d.write("book.activity.form.place", "中心五楼")
	d.tap("book.activity.form.submit")
	if all, _ = d.service.Activities(ctx); all[0].Activity.Place != "中心五楼" {
		t.Errorf("%+v", all[0].Activity)
	}
}

func TestFamiliesAreLinkedFromTheRoom(t *testing.T) {
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	a.Family = []app.Relative{{Name: "李雷", Relation: "配偶", BirthDate: b.BirthDate}}
	d := newDesk(t, me, theme.Light, a, b)
	d.Show(nil)
	d.tap("book.families")
	d.tap("book.kin.0.link")
	if c := d.customer(b.ID); len(c.Family) != 1 || c.Family[0].CustomerID != a.ID {
		t.Errorf("%+v", c.Family)
	}
	if d.sees("book.kin.0.link") {
		t.Error("still proposed")
	}
	d.undo()
	if c := d.customer(b.ID); len(c.Family) != 0 {
		t.Errorf("taken back: %+v", c.Family)
	}
}

// Commands say why they cannot be done, and do what their key does.
func TestCommandsOfTheRoom(t *testing.T) {
	d := newDesk(t, me, theme.Light, party(), apptest.Customer(1, "王芳"))
	d.Show(nil)
	seen := map[string]bool{}
	for _, c := range d.Commands() {
		if seen[c.ID] || !strings.HasPrefix(c.ID, "book.") || c.Label == "" || c.Label == c.ID {
			t.Errorf("%+v", c)
		}
		seen[c.ID] = true
		if c.ID == "book.prospect_to_met" && c.Why() == "" {
			t.Error("moves a prospect while the contact book is in sight")
		}
		if c.ID == "book.month_after" {
			c.Run()
		}
	}
	if len(seen) < 20 {
		t.Errorf("%d commands", len(seen))
	}
}

// Several move together; those that cannot stay. Why somebody does not come is kept.
func TestSeveralInvitationsAndAReason(t *testing.T) {
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	d := newDesk(t, me, theme.Light, party(), a, b)
	if _, err := d.service.Invite(ctx, "activity-1", a.ID, b.ID); err != nil {
		t.Fatal(err)
	}
	d.Show("activities")
	d.all()
	d.press("1")
	if invited(d) != "李雷:sent 王芳:sent" {
		t.Errorf("told: %s", invited(d))
	}
	d.undo()
	if invited(d) != "李雷:listed 王芳:listed" || len(d.records(a.ID)) != 0 {
		t.Errorf("taken back: %s", invited(d))
	}
	d.press("r")
	d.write("book.reason.text", "要带孩子上课")
	d.tap("book.reason.form.submit")
	note := func() string { return table[app.InvitationRow](d, "book.activity.people").Row(0).Invitation.Note }
	if note() != "要带孩子上课" {
		t.Errorf("noted %q", note())
	}
	d.undo()
	if note() != "" {
		t.Errorf("taken back: %q", note())
	}
}
