package views_test

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

type kept map[string]string

func (k kept) Preference(_ context.Context, key string) (string, error) { return k[key], nil }
func (k kept) SetPreference(_ context.Context, key, value string) error { k[key] = value; return nil }

type seen struct {
	state views.State
	undo  func()
}

func start(t *testing.T, k kept, s *seen, width float32) (*views.Bar, fyne.Window) {
	t.Helper()
	widgets.EnableTags()
	theme.Apply(test.NewTempApp(t), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	widgets.ErrorText = func(err error) string { return err.Error() }
	w := test.NewTempWindow(t, nil)
	b := views.New(views.Config{
		List: "people", Window: w, Keep: k, Plain: views.State{Sort: "name"},
		State: func() views.State { return s.state }, Apply: func(to views.State) { s.state = to },
		Fail: func(err error) { t.Error(err) }, Toast: func(_, _ string, undo func()) { s.undo = undo }, Async: func(f func()) { f() },
	})
	b.Load()
	w.SetContent(widgets.VStack(0, b.Content))
	w.Resize(fyne.NewSize(width, 300))
	return b, w
}

func names(b *views.Bar) (out []string) {
	for _, v := range b.Views() {
		out = append(out, v.Name)
	}
	return out
}

func submit(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	widgets.Find("views.name").(*widgets.Entry).SetText(name)
	test.Tap(widgets.Find("views.form.submit").(fyne.Tappable))
	for range 1000 {
		if w.Canvas().Overlays().Top() == nil {
			return
		}
		pause()
	}
}

func seenIn(w fyne.Window, id string) bool {
	_, _, _, _, ok := widgets.Locate(id, w.Canvas())
	return ok
}

func TestViewsAreKept(t *testing.T) {
	k, s := kept{}, &seen{state: views.State{Filter: "grace", Sort: "due", Rest: map[string]string{"grade": "A"}}}
	b, w := start(t, k, s, 400)
	b.Save()
	submit(t, w, "宽限期 A 级")
	s.state = views.State{Sort: "name"}
	b.Changed()

	b, w = start(t, k, s, 400) // at the next start
	if got := names(b); len(got) != 1 || got[0] != "宽限期 A 级" {
		t.Fatal(got)
	}
	test.Tap(widgets.Find("people.views.1").(fyne.Tappable))
	if s.state.Filter != "grace" || s.state.Sort != "due" || s.state.Rest["grade"] != "A" {
		t.Fatal(s.state)
	}
	test.Tap(widgets.Find("people.views.0").(fyne.Tappable))
	if !s.state.Equal(views.State{Sort: "name"}) {
		t.Fatal("the plain view:", s.state)
	}
	test.Tap(widgets.Find("people.views.1").(fyne.Tappable))
	b.Rename()
	submit(t, w, "宽限")
	if got := names(b); len(got) != 1 || got[0] != "宽限" {
		t.Fatal(got)
	}
	b.Drop()
	if len(b.Views()) != 0 || s.undo == nil {
		t.Fatal(b.Views())
	}
	s.undo()
	if got := names(b); len(got) != 1 || got[0] != "宽限" {
		t.Fatal(got)
	}
}

func TestAViewOfTheSameNameIsReplacedOnlyWhenAsked(t *testing.T) {
	k, s := kept{}, &seen{state: views.State{Filter: "a"}}
	b, w := start(t, k, s, 400)
	b.Save()
	submit(t, w, "甲")
	s.state = views.State{Filter: "b"}
	b.Save()
	widgets.Find("views.name").(*widgets.Entry).SetText("乙")
	submit(t, w, "乙")
	s.state = views.State{Filter: "c"}
	b.Save()
	widgets.Find("views.name").(*widgets.Entry).SetText("甲")
	test.Tap(widgets.Find("views.form.submit").(fyne.Tappable))
	if w.Canvas().Overlays().Top() == nil || b.Views()[0].State.Filter != "a" {
		t.Fatal("replaced without asking", b.Views())
	}
	submit(t, w, "甲")
	if got := b.Views(); len(got) != 2 || got[0].State.Filter != "c" {
		t.Fatal(got)
	}
	b.Save()
	widgets.Find("views.name").(*widgets.Entry).SetText("")
	test.Tap(widgets.Find("views.form.submit").(fyne.Tappable))
	if w.Canvas().Overlays().Top() == nil {
		t.Fatal("saved without a name")
	}
}

func TestViewsThatDoNotFitAreInTheMenu(t *testing.T) {
	k, s := kept{}, &seen{}
	b, w := start(t, k, s, 260)
	for _, name := range []string{"一二三四五", "六七八九十", "甲乙丙丁戊"} {
		s.state = views.State{Text: name}
		b.Save()
		submit(t, w, name)
	}
	if !seenIn(w, "people.views.1") || seenIn(w, "people.views.3") || !seenIn(w, "people.views.more") {
		t.Fatal("what fits is in sight, the rest in the menu")
	}
	if got := b.Commands(); len(got) != 4 {
		t.Fatal(got)
	}
}
