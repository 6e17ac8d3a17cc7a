package today

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/ui/widgets"
)

// What was begun and not handed in is listed: it can be gone on with, or given up and had back.
func TestWhatWasBegunIsListed(t *testing.T) {
	st := newStand(t, planner)
	widgets.EnableTags()
	st.Show(nil)
	st.settle()
	if st.drafts.content.Visible() {
		t.Error("a list without anything in it is shown")
	}
	at := app.InstantOf(apptest.Now)
	for _, d := range []app.Draft{
		{Key: "calls.call/c-1", Room: "calls", About: "c-1", Title: "王芳", Form: "calls.call", At: at - 2},
		{Key: "calls.result/c-1/refused", Room: "calls", About: "c-1", Title: "欧阳建国 · 拒绝", Form: "calls.result", At: at - 86_400_000},
		{Key: "worklog.day/2026-03-18", Room: "worklog", Title: "2026-03-18", Form: "worklog.day", At: at, Body: []byte("{}")},
	} {
		if err := st.service.SaveDraft(context.Background(), d); err != nil {
			t.Fatal(err)
		}
	}
	st.Refresh()
	st.settle()
	if !st.drafts.content.Visible() || len(st.drafts.lines.Objects) != 2 {
		t.Fatalf("%d lines; a call whose outcome is being written down is one piece of work", len(st.drafts.lines.Objects))
	}
	st.window.Resize(fyne.NewSize(1280, 730)) // as the window lays out what has come
	if cut := cutTexts(st.drafts.lines); len(cut) > 0 {
		t.Errorf("is not shown whole: %q", cut)
	}
	widgets.Find("today.draft.0.open").(*widgets.Button).OnTap()
	if d, ok := st.arg.(app.Draft); !ok || st.room != "worklog" || d.Key != "worklog.day/2026-03-18" {
		t.Errorf("leads to %s with %+v", st.room, st.arg)
	}
	test.Tap(widgets.Find("today.draft.1.discard").(fyne.Tappable))
	st.keep.Gone("calls.result/c-1/refused")
	st.settle()
	if len(st.drafts.lines.Objects) != 2 { // the call is a piece of work of its own again
		t.Errorf("%d lines after one was given up", len(st.drafts.lines.Objects))
	}
	st.undo()
	st.keep.Flush()
	if _, ok, err := st.store.Draft(context.Background(), "calls.result/c-1/refused"); err != nil || !ok {
		t.Errorf("what was given up cannot be had back: %v", err)
	}
}

// cutTexts are the texts in o that have less room than they need.
func cutTexts(o fyne.CanvasObject) (cut []string) {
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			cut = append(cut, cutTexts(child)...)
		}
	case *widgets.Text:
		if whole := widgets.NewText(o.Value()).MinSize().Width; o.Size().Width < whole {
			cut = append(cut, o.Value())
		}
	}
	return cut
}
