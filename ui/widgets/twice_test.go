package widgets

import (
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

// A command pressed twice in a hurry types nothing into the field that it opens; the letter typed later is typed.
func TestACommandPressedTwice(t *testing.T) {
	test.NewTempApp(t)
	at := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	now = func() time.Time { return at }
	t.Cleanup(func() { now, command.letter = time.Now, 0 })
	e := NewEntry("")
	e.Set("2026-11-20")
	NoteCommand('2')
	at = at.Add(300 * time.Millisecond) // the dialog takes a while
	w := test.NewTempWindow(t, e)
	w.Canvas().Focus(e)
	at = at.Add(100 * time.Millisecond)
	e.TypedRune('2')
	if e.Text != "2026-11-20" {
		t.Fatalf("the second press was typed: %q", e.Text)
	}
	e.TypedRune('3')
	if e.Text == "2026-11-20" {
		t.Fatal("another letter was not typed")
	}
	e.Set("")
	at = at.Add(time.Second)
	e.TypedRune('2')
	if e.Text != "2" {
		t.Errorf("a letter typed later: %q", e.Text)
	}
	other := NewEntry("")
	NoteCommand('2')
	w.Canvas().Unfocus()
	w.Canvas().Focus(e)
	w.SetContent(other)
	w.Canvas().Focus(other) // by Tab, at once
	other.TypedRune('2')
	if other.Text != "2" {
		t.Errorf("the field after the one that was opened: %q", other.Text)
	}
}
