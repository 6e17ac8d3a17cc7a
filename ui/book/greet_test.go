package book_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/theme"
)

func toGreet(d *desk) string {
	t := table[app.Greeting](d, "book.greet.people")
	var out []string
	for i := range t.Len() {
		out = append(out, t.Row(i).Who)
	}
	return strings.Join(out, " ")
}

func TestWhoWasGreetedLeavesTheList(t *testing.T) {
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	a.BirthDate, b.BirthDate, b.Grade = "1960-03-20", "1970-03-25", "C"
	a.Family = []app.Relative{{Name: "王小明", Relation: "子女", BirthDate: "1990-03-22"}}
	d := newDesk(t, me, theme.Light, a, b)
	d.Show("greet")
	if toGreet(d) != "王芳 王小明 李雷" {
		t.Fatalf("to greet: %s", toGreet(d))
	}
	d.press("g")
	if toGreet(d) != "王小明 李雷" {
		t.Errorf("after one: %s", toGreet(d))
	}
	if r := d.records(a.ID); len(r) != 1 || r[0].Stage != app.StageBirthday || r[0].Channel != app.ChannelGift || r[0].Items[0] != app.ItemGreeting {
		t.Errorf("%+v", r)
	}
	d.undo()
	if toGreet(d) != "王芳 王小明 李雷" || len(d.records(a.ID)) != 0 {
		t.Errorf("after undo: %s", toGreet(d))
	}
	d.tap("book.occasions.2") // 劳动节: grades A and B
	if toGreet(d) != "王芳" {
		t.Errorf("on the festival: %s", toGreet(d))
	}
	d.pick("book.greet.audience", app.AudienceAll)
	if toGreet(d) != "王芳 李雷" {
		t.Errorf("all: %s", toGreet(d))
	}
	d.tap("book.occasions.1") // 清明: nobody is greeted
	if toGreet(d) != "" || d.sees("book.greet.audience") {
		t.Errorf("on 清明: %s", toGreet(d))
	}
}

// A text that was sent counts as the greeting.
func TestAGreetingByMessage(t *testing.T) {
	a := apptest.Customer(1, "王芳")
	d := newDesk(t, me, theme.Light, a)
	d.clock.At = d.clock.At.AddDate(0, 0, 41) // 劳动节 is three days ahead
	d.Show("greet")
	d.tap("book.occasions.1")
	d.press("m")
	if !d.sees("messages.text") {
		t.Fatal("no text is offered")
	}
	d.tap("messages.form.submit") // copy
	d.tap("messages.form.submit") // and note it as sent
	if toGreet(d) != "" {
		t.Errorf("still to greet: %s", toGreet(d))
	}
	d.tap("book.greet.filter.done")
	if toGreet(d) != "王芳" {
		t.Errorf("greeted: %s", toGreet(d))
	}
	d.key(fyne.KeyReturn)
	if n := len(d.went); n < 2 || d.went[n-2] != "cards" {
		t.Errorf("Enter leads to %v", d.went)
	}
}

// Texts for several go one after the other.
func TestSeveralAreGreetedOneAfterTheOther(t *testing.T) {
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	a.BirthDate, b.BirthDate = "1960-03-20", "1970-03-21"
	d := newDesk(t, me, theme.Light, a, b)
	d.Show("greet")
	d.all()
	d.press("m")
	for range 2 {
		d.tap("messages.form.submit") // copy
		d.tap("messages.form.submit") // note it as sent, and on to the next
	}
	if toGreet(d) != "" || len(d.records(a.ID)) != 1 || len(d.records(b.ID)) != 1 {
		t.Errorf("still to greet: %s", toGreet(d))
	}
}

func TestSeveralAreMarkedAtOnce(t *testing.T) {
	a, b := apptest.Customer(1, "王芳"), apptest.Customer(2, "李雷")
	a.BirthDate, b.BirthDate = "1960-03-20", "1970-03-21"
	d := newDesk(t, me, theme.Light, a, b)
	d.Show("greet")
	d.all()
	d.press("g")
	if toGreet(d) != "" {
		t.Errorf("still to greet: %s", toGreet(d))
	}
	d.undo()
	if toGreet(d) != "王芳 李雷" {
		t.Errorf("taken back: %s", toGreet(d))
	}
}
