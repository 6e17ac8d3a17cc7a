package ui

import (
	"errors"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/fangce/fangce/ui/widgets"
)

// page is a page over the window that notes what reaches it.
func page(seen *[]string) *widgets.Sheet {
	s := widgets.NewSheet(widgets.NewText("王颖"))
	s.OnKey = func(k *fyne.KeyEvent) bool { *seen = append(*seen, string(k.Name)); return true }
	s.OnRune = func(r rune) bool { *seen = append(*seen, string(r)); return true }
	s.OnDrop = func(paths []string) { *seen = append(*seen, paths...) }
	s.OnGone = func() { *seen = append(*seen, "gone") }
	return s
}

func TestACustomerSeesNothingOfOthers(t *testing.T) {
	d := newDesk(t)
	var seen []string
	first := d.bench.rail.Active()
	p := page(&seen)
	d.bench.toast("李军的电话已记录", "", nil)
	d.bench.cover(p, true)
	if !d.win.FullScreen() || d.stage.ToastText() != "" {
		t.Fatalf("full screen %v, toast %q", d.win.FullScreen(), d.stage.ToastText())
	}
	d.bench.toast("李军已提交", "撤销", func() {})
	d.bench.fail(errors.New("other"))
	d.bench.toast("赵强已提交", "", nil)
	if got := d.stage.ToastText(); got != "" {
		t.Errorf("the customer reads %q", got)
	}
	c := d.win.Canvas()
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	c.OnTypedRune()('n')
	widgets.TriggerShortcut(c, &desktop.CustomShortcut{KeyName: fyne.Key2, Modifier: fyne.KeyModifierShortcutDefault})
	if len(seen) != 2 || d.bench.over == nil || d.bench.rail.Active() != first {
		t.Errorf("the page got %v, covered %v, room %q", seen, d.bench.over != nil, d.bench.rail.Active())
	}
	d.bench.uncover()
	if d.win.FullScreen() || d.stage.ToastText() != "赵强已提交" || seen[len(seen)-1] != "gone" {
		t.Errorf("afterwards: full screen %v, toast %q, page %v", d.win.FullScreen(), d.stage.ToastText(), seen)
	}
}

func TestLockTakesThePageAway(t *testing.T) {
	d := newDesk(t)
	var seen []string
	d.win.SetFullScreen(true)
	d.bench.cover(page(&seen), true)
	widgets.TriggerShortcut(d.win.Canvas(), &desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault})
	if d.bench != nil || len(seen) != 1 || seen[0] != "gone" || !d.win.FullScreen() {
		t.Errorf("locked %v, page %v, full screen as before %v", d.bench == nil, seen, d.win.FullScreen())
	}
	d.left(t)
	if err := d.enter(d.cfg.Unlock(t.Context(), "folder", "secret")); err != nil {
		t.Fatal(err)
	}
	d.guard.end()
	widgets.TriggerShortcut(d.win.Canvas(), &desktop.CustomShortcut{KeyName: fyne.Key2, Modifier: fyne.KeyModifierShortcutDefault})
	if d.bench.rail.Active() != d.bench.rooms[1].id {
		t.Error("after unlocking, the keys of the rooms are still silent")
	}
}

func TestAPageForThePlannerLeavesTheKeys(t *testing.T) {
	d := newDesk(t)
	var seen []string
	d.bench.cover(page(&seen), false)
	d.bench.toast("已保存", "", nil)
	if d.stage.ToastText() != "已保存" {
		t.Error("a message to the planner is held back")
	}
	var next []string
	d.bench.cover(page(&next), true)
	if len(seen) != 1 || len(next) != 0 {
		t.Errorf("one page over the other: %v, %v", seen, next)
	}
	d.bench.cover(page(&next), false)
	widgets.TriggerShortcut(d.win.Canvas(), &desktop.CustomShortcut{KeyName: fyne.Key2, Modifier: fyne.KeyModifierShortcutDefault})
	if d.bench.over != nil || d.win.FullScreen() || d.bench.rail.Active() != d.bench.rooms[1].id {
		t.Error("another room does not take the page away")
	}
}
