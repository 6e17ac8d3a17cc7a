package ui

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/widgets"
)

func TestUndoByKey(t *testing.T) {
	d := newDesk(t)
	c := d.win.Canvas()
	undone := 0
	took := func() { undone++ }
	ctrlZ := func() { widgets.TriggerShortcut(c, &fyne.ShortcutUndo{}) }

	ctrlZ()
	if d.stage.ToastText() != "没有可以撤销的操作" {
		t.Fatal(d.stage.ToastText())
	}
	d.bench.toast("已记录：王建国 同意见面", "撤销", took)
	d.DropToast() // its time is over
	ctrlZ()
	if undone != 1 || d.stage.ToastText() != "已撤销：已记录：王建国 同意见面" {
		t.Fatal(undone, d.stage.ToastText())
	}
	ctrlZ()
	if undone != 1 {
		t.Fatal("taken back twice by the key")
	}

	d.bench.toast("一", "撤销", took)
	test.Tap(widgets.Find("toast.action").(fyne.Tappable))
	ctrlZ()
	if undone != 2 {
		t.Fatal("taken back twice, by button and key:", undone)
	}

	d.bench.toast("二", "撤销", took)
	apptest.MustCommit(t, d.store, store.Create(app.Access{ID: "look", PersonID: apptest.Planner, CustomerID: "c", What: app.AccessPhone, How: app.AccessReveal}))
	if d.bench.noUndo() != "" {
		t.Fatal("a look at a number ends the way back:", d.bench.noUndo())
	}
	apptest.MustCommit(t, d.store, store.Create(apptest.Customer(1, "张三")))
	ctrlZ()
	if undone != 2 || d.stage.ToastText() != "之后又有改动，“二”不能一键撤销了" {
		t.Fatal("something else was changed meanwhile:", undone, d.stage.ToastText())
	}

	field := widgets.NewEntry("")
	d.bench.body.Objects = []fyne.CanvasObject{field}
	d.bench.body.Refresh()
	c.Focus(field)
	d.bench.toast("三", "撤销", took)
	test.Type(field, "a")
	field.TypedShortcut(&fyne.ShortcutUndo{})
	if undone != 2 || field.Text != "" {
		t.Fatalf("in a field Ctrl+Z takes back what was typed first: %d %q", undone, field.Text)
	}
	field.TypedShortcut(&fyne.ShortcutUndo{})
	if undone != 3 {
		t.Fatal("in a field with nothing to take back Ctrl+Z takes back what was done")
	}
}
