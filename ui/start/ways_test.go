package start

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// helped is a centre that answers as told.
type helped struct {
	desk     *desk
	answers  []error // of Wait, one after the other
	asked    int
	saved    string
	taken    string
	finished string
	err      error // of Finish
}

func (h *helped) Code() string { return "7K2M-9QRT-4XWF" }
func (h *helped) Wait(context.Context) error {
	h.asked++
	err := h.answers[0]
	h.answers = h.answers[1:]
	return err
}
func (h *helped) Save(path string) error { h.saved = path; return nil }
func (h *helped) Take(path string) error { h.taken = path; return nil }
func (h *helped) Finish(_ context.Context, passphrase string) error {
	h.finished = passphrase
	return h.err
}

// folder chooses the file it is told.
type folder string

func (f folder) Save(name string, chosen func(string)) { chosen(filepath.Join(string(f), name)) }
func (f folder) Open(chosen func(string))              { chosen(filepath.Join(string(f), "answer")) }

// withHelp makes the centre of a desk answer.
func (d *desk) withHelp(answers ...error) *helped {
	h := &helped{desk: d, answers: answers}
	d.deps.Recover = func(context.Context, string) (Recovery, error) { return h, nil }
	d.deps.Files = folder("somewhere")
	d.recovery.pause = func(context.Context, time.Duration) {}
	return h
}

// texts are all words in sight on the right half.
func (d *desk) texts() string { return strings.Join(textsOf(d.side), "\n") }

func textsOf(o fyne.CanvasObject) []string {
	var out []string
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			out = append(out, textsOf(child)...)
		}
	case *widgets.Text:
		out = append(out, o.Value())
	case *widgets.Paragraph:
		out = append(out, o.Value())
	case *widgets.Banner:
		out = append(out, o.Value())
	case *widgets.Button:
		out = append(out, o.Text())
	}
	return out
}

func (d *desk) says(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(d.texts(), w) {
			t.Errorf("the screen does not say %q:\n%s", w, d.texts())
		}
	}
}

func TestForgottenPassphrase(t *testing.T) {
	d := newDesk(t, "林晓燕")
	h := d.withHelp(app.Errorf(app.ErrOffline, ""), app.Errorf(app.ErrOffline, ""), nil)
	a, _ := d.unlock.account()
	d.showRecovery(a)
	d.says(t, "林晓燕", "申请找回")
	f := d.recovery
	test.Tap(f.begin)
	if h.asked != 3 {
		t.Errorf("asked %d times; a centre that cannot be reached is asked again", h.asked)
	}
	if d.window.Canvas().Focused() != fyne.Focusable(f.pass) || !f.steps[recoverNew].Visible() {
		t.Fatal("the new passphrase is not asked for once the centre has agreed")
	}
	for _, c := range [][2]string{{"", ""}, {"abc12", "abc12"}, {"abcdef12", "abcdef13"}} {
		f.pass.SetText(c[0])
		f.again.SetText(c[1])
		test.Tap(f.finish)
		if h.finished != "" || f.banner.Value() == "" {
			t.Errorf("%q and %q were taken", c[0], c[1])
		}
	}
	f.again.SetText("abcdef12")
	h.err = app.Errorf(app.ErrDiskFull, "满")
	test.Tap(f.finish)
	if f.banner.Value() != app.ErrDiskFull || f.finish.Disabled() {
		t.Errorf("a failure leaves %q", f.banner.Value())
	}
	h.err = nil
	f.pass.SetText("abcdef12")
	f.again.SetText("abcdef12")
	test.Tap(f.finish)
	if h.finished != "abcdef12" || f.pass.Text != "" {
		t.Errorf("finished with %q, the field holds %q", h.finished, f.pass.Text)
	}
}

func TestRecoveryShowsCode(t *testing.T) {
	d := newDesk(t, "林晓燕")
	h := d.withHelp(app.Errorf(app.ErrOffline, ""))
	a, _ := d.unlock.account()
	d.showRecovery(a)
	f := d.recovery
	var waiting func()
	n := 0
	d.async = func(work func()) {
		if n++; n == 2 { // the wait for the centre, which this test ends
			waiting = work
			return
		}
		work()
	}
	test.Tap(f.begin)
	d.says(t, "7K2M", "9QRT", "4XWF", "致电中心")
	f.pause = func(context.Context, time.Duration) { f.stop() }
	waiting()
	if !strings.Contains(f.status.Value(), "连不上") {
		t.Errorf("without a network: %q", f.status.Value())
	}
	_ = h
}

func TestRecoveryByFile(t *testing.T) {
	d := newDesk(t, "林晓燕")
	h := d.withHelp()
	a, _ := d.unlock.account()
	d.showRecovery(a)
	n := 0
	d.async = func(work func()) {
		if n++; n != 2 { // the centre never answers
			work()
		}
	}
	test.Tap(d.recovery.begin)
	d.recovery.save()
	if want := filepath.Join("somewhere", "找回口令申请-1001.json"); h.saved != want {
		t.Errorf("saved as %q, want %q", h.saved, want)
	}
	d.recovery.take()
	if h.taken == "" || !d.recovery.steps[recoverNew].Visible() {
		t.Error("an answer from a file does not go on")
	}
}

func TestRecoveryRefused(t *testing.T) {
	d := newDesk(t, "林晓燕")
	d.withHelp(app.Errorf(app.ErrRefused, "中心没有批准"))
	a, _ := d.unlock.account()
	d.showRecovery(a)
	test.Tap(d.recovery.begin)
	if d.recovery.banner.Value() != app.ErrRefused || !d.recovery.steps[recoverIntro].Visible() || d.recovery.begin.Disabled() {
		t.Error("after a refusal one cannot ask again")
	}
}

func TestRecoveryLeftEarly(t *testing.T) {
	d := newDesk(t, "林晓燕")
	d.withHelp(nil)
	a, _ := d.unlock.account()
	d.showRecovery(a)
	var later []func()
	d.async = func(work func()) { later = append(later, work) }
	test.Tap(d.recovery.begin)
	later[0]()
	d.showUnlock()
	later[1]() // the centre's answer comes too late
	if d.recovery.steps[recoverNew].Visible() || d.side.Objects[0] != d.unlock.content {
		t.Error("an answer to an attempt that was given up changes the screen")
	}
}

// backups are three copies, newest first.
func backups() []app.Backup {
	at := func(day, hour int) app.Instant {
		return app.InstantOf(time.Date(2026, 11, day, hour, 30, 0, 0, app.Shanghai))
	}
	return []app.Backup{
		{Name: "2026-11-22T0830.db", At: at(22, 8), Size: 12 << 20},
		{Name: "2026-11-21T0812.db", At: at(21, 8), Size: 12 << 20},
		{Name: "2026-11-15T0905.db", At: at(15, 9), Size: 11 << 20, Weekly: true},
	}
}

func TestRestore(t *testing.T) {
	d := newDesk(t, "林晓燕")
	var restored []string
	var fail error
	d.deps.Backups = func(string) ([]app.Backup, error) { return backups(), nil }
	d.deps.Restore = func(_ context.Context, id, pass, backup string, step func(int, int)) (app.Rescued, error) {
		restored = append(restored, pass+" "+backup)
		step(1, 2)
		return app.Rescued{Ops: 3, From: backup}, fail
	}
	d.Show(Way{Account: d.accounts[0].ID, To: ViewRestore})
	f := d.restore
	if f.list.Len() != 3 || d.window.Canvas().Focused() != fyne.Focusable(f.pass) {
		t.Fatalf("%d backups", f.list.Len())
	}
	test.Tap(f.button)
	if f.banner.Value() == "" || d.window.Canvas().Overlays().Top() != nil {
		t.Error("restores without a passphrase")
	}
	f.pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	f.pass.SetText("secret-林晓燕")
	confirm := func() {
		t.Helper()
		test.Tap(f.button)
		if d.window.Canvas().Overlays().Top() == nil {
			t.Fatal("not asked before a restore")
		}
		d.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	fail = app.Errorf(app.ErrPassphrase, "口令不正确")
	confirm()
	if f.banner.Value() != app.ErrPassphrase || f.pass.Text != "" {
		t.Errorf("a wrong passphrase: %q", f.banner.Value())
	}
	if row, _ := f.list.Selected(); row.ID != "2026-11-21T0812.db" {
		t.Errorf("after an error another backup is selected: %q", row.ID)
	}
	fail = nil
	f.pass.SetText("secret-林晓燕")
	confirm()
	if len(restored) != 2 || restored[1] != "secret-林晓燕 2026-11-21T0812.db" {
		t.Errorf("restored %v", restored)
	}
	d.says(t, "恢复完成", "11月21日", "3 项", "进入工作台")
	test.Tap(d.work.enter)
	if !strings.HasPrefix(filepath.Base(d.opened), "1001") {
		t.Errorf("opened %q", d.opened)
	}
}

// TestEscapeLeadsBack presses Escape at every place: it leads to the accounts where nothing is lost by it.
func TestEscapeLeadsBack(t *testing.T) {
	d := newDesk(t, "1001 林晓燕")
	d.withHelp(app.Errorf(app.ErrOffline, ""), nil)
	d.deps.Backups = func(string) ([]app.Backup, error) { return backups(), nil }
	escape := func() { d.Key(&fyne.KeyEvent{Name: fyne.KeyEscape}) }
	a := d.accounts[0]
	for name, show := range map[string]func(){
		"enrol": d.showEnrol, "restore": func() { d.showRestore(a) }, "recovery": func() { d.showRecovery(a) },
		"repair": func() { d.showRepair(a, "", app.Errorf(app.ErrDamaged, "")) },
	} {
		show()
		if escape(); d.side.Objects[0] != d.unlock.content {
			t.Errorf("%s cannot be left by Escape", name)
		}
	}
	d.showRecovery(a)
	for _, step := range []int{recoverWait, recoverNew} {
		d.recovery.step(step)
		if escape(); d.side.Objects[0] != d.recovery.content {
			t.Errorf("a key undoes step %d of a recovery", step)
		}
	}
	d.work.begin("", "")
	if escape(); d.side.Objects[0] != d.work.content {
		t.Error("a key leaves work under way")
	}
}

func TestRestoreWithoutBackups(t *testing.T) {
	d := newDesk(t, "林晓燕")
	d.deps.Backups = func(string) ([]app.Backup, error) { return nil, nil }
	d.Show(Way{Account: d.accounts[0].ID, To: ViewRestore})
	if !d.restore.button.Disabled() {
		t.Error("restores nothing")
	}
	d.says(t, "返回")
}

func TestRepair(t *testing.T) {
	d := newDesk(t, "林晓燕")
	damage := app.Errorf(app.ErrDamaged, "资料文件已损坏")
	open := d.deps.Unlock
	d.deps.Unlock = func(ctx context.Context, id, pass string) error {
		if damage != nil {
			return damage
		}
		return open(ctx, id, pass)
	}
	var with []string
	var fail error
	d.deps.Backups = func(string) ([]app.Backup, error) { return backups(), nil }
	d.deps.Rescue = func(_ context.Context, _, pass string, step func(int, int)) (app.Rescued, error) {
		with = append(with, pass)
		if fail != nil {
			return app.Rescued{}, fail
		}
		damage = nil
		return app.Rescued{Ops: 2, Lost: 1, From: "2026-11-22T0830.db", FetchAll: true}, nil
	}
	d.unlock.pass.SetText("secret-林晓燕")
	test.Tap(d.unlock.button)
	d.says(t, "资料文件需要修复", "林晓燕", "修复", "数据恢复…", "返回")
	if d.repair.asking.Visible() {
		t.Error("the passphrase just typed is asked for again")
	}
	fail = app.Errorf(app.ErrDiskFull, "磁盘空间不足")
	test.Tap(d.repair.button)
	if d.repair.banner.Value() != app.ErrDiskFull {
		t.Errorf("a repair that failed says %q", d.repair.banner.Value())
	}
	d.says(t, "修复", "返回") // never a dead end
	fail = nil
	test.Tap(d.repair.button)
	if len(with) != 2 || with[1] != "secret-林晓燕" {
		t.Errorf("repaired with %v", with)
	}
	d.says(t, "修复完成", "11月22日", "2 项", "1 处", "从中心下载")
	test.Tap(d.work.enter)
	if !strings.HasPrefix(filepath.Base(d.opened), "1001") {
		t.Errorf("opened %q", d.opened)
	}
}

func TestRepairAfterLock(t *testing.T) {
	d := newDesk(t, "郑志远", "林晓燕")
	rescued := ""
	d.deps.Backups = func(string) ([]app.Backup, error) { return nil, errors.New("no folder") }
	d.deps.Rescue = func(_ context.Context, id, pass string, _ func(int, int)) (app.Rescued, error) {
		if pass != "secret-林晓燕" {
			return app.Rescued{}, app.Errorf(app.ErrPassphrase, "")
		}
		rescued = id
		return app.Rescued{FetchAll: true}, nil
	}
	d.Show(Way{Account: d.accounts[1].ID, To: ViewRepair})
	f := d.repair
	if d.window.Canvas().Focused() != fyne.Focusable(f.pass) {
		t.Fatal("the passphrase is not asked for")
	}
	test.Tap(f.button)
	if f.banner.Value() == "" {
		t.Error("repairs without a passphrase")
	}
	f.pass.SetText("wrong1")
	f.pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if f.banner.Value() != app.ErrPassphrase || !f.asking.Visible() {
		t.Errorf("a wrong passphrase: %q", f.banner.Value())
	}
	f.pass.SetText("secret-林晓燕")
	f.pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if rescued != d.accounts[1].ID {
		t.Errorf("repaired %q", rescued)
	}
	d.says(t, "没有可用的备份", "没有需要补回")
}

func TestKindsOfDamage(t *testing.T) {
	d := newDesk(t, "林晓燕")
	a, _ := d.unlock.account()
	for field, want := range map[string]string{FieldForeign: "另一把密钥", FieldKeys: "密钥文件", "": "突然断电"} {
		d.showRepair(a, "secret", app.FieldErrorf(app.ErrDamaged, field, "x"))
		d.says(t, want, "返回")
		if lost := field == FieldKeys; d.repair.button.Visible() == lost || d.repair.enrol.Visible() != lost {
			t.Errorf("damage of %q: repair %v, enrol %v", field, d.repair.button.Visible(), d.repair.enrol.Visible())
		}
	}
}

func TestRekey(t *testing.T) {
	d := newDesk(t, "林晓燕")
	var fail error
	d.deps.Rekey = func(_ context.Context, _, old, next string, step func(int, int)) error {
		step(50, 100)
		return fail
	}
	opened := ""
	d.deps.Unlock = func(_ context.Context, _, pass string) error { opened = pass; return nil }
	way := Way{Account: d.accounts[0].ID, To: ViewRekey, Rekey: Rekey{Passphrase: "old-one", Next: "new-one"}}
	fail = app.Errorf(app.ErrDiskFull, "")
	d.Show(way)
	d.says(t, "没有更换", "仍然有效")
	test.Tap(d.work.enter)
	if opened != "old-one" {
		t.Errorf("after a failure opened with %q", opened)
	}
	fail = nil
	d.Show(way)
	d.says(t, "已更换", "新口令")
	test.Tap(d.work.enter)
	if opened != "new-one" {
		t.Errorf("opened with %q", opened)
	}
}

func TestDirect(t *testing.T) {
	d := newDesk(t, "林晓燕", "郑志远")
	opened := ""
	list := d.deps.Accounts
	d.deps.Accounts = func() ([]Account, error) {
		all, err := list()
		all[1].Remembered = true
		return all, err
	}
	d.deps.UnlockRemembered = func(_ context.Context, id string) error { opened = id; return app.Errorf(app.ErrPassphrase, "") }
	d.Show(Way{})
	f := d.unlock
	if f.direct.Visible() {
		t.Error("an account nobody remembered can be opened directly")
	}
	f.list.Select(1)
	if !f.direct.Visible() {
		t.Fatal("a remembered account cannot be opened directly")
	}
	test.Tap(f.direct)
	if !strings.HasPrefix(filepath.Base(opened), "1002") || f.banner.Value() != app.ErrPassphrase {
		t.Errorf("opened %q, says %q", opened, f.banner.Value())
	}
}
