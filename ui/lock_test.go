package ui

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/service"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/start"
	"github.com/fangce/fangce/ui/widgets"
)

// quiet is a sync that never answers: with the drawing library's test driver, what a room shows after it has loaded would
// be drawn beside the test.
type quiet struct {
	Sync
	standing *atomic.Pointer[app.SyncState]
}

func (quiet) State(context.Context) (app.SyncState, error) { select {} }
func (quiet) Waiting(context.Context) (int, error)         { select {} }
func (quiet) OnProgress(func(bool))                        {}
func (q quiet) Standing(context.Context) (app.SyncState, error) {
	if q.standing == nil {
		return app.SyncState{}, nil
	}
	return *q.standing.Load(), nil
}

// desk is a window over one account, whose store is real.
type desk struct {
	*Window
	store   *store.Store
	closed  chan struct{}
	once    sync.Once
	damaged func()
	opened  int
	health  app.StoreHealth
	rekeyed string
}

func (d *desk) Health(context.Context) (app.StoreHealth, error) { return d.health, nil }
func (d *desk) Backup(context.Context) (app.Backup, error)      { return app.Backup{}, nil }

func newDesk(t *testing.T) *desk {
	t.Helper()
	s, clock := apptest.NewStoreClock(t)
	d := &desk{store: s, closed: make(chan struct{})}
	me := app.Person{ID: apptest.Planner, StaffNo: "1001", Name: "林晓燕"} // without a role: rooms that load nothing
	account := start.Account{ID: "folder", Name: me.Name, StaffNo: me.StaffNo, Roles: me.Roles}
	w, err := newWindow(Config{
		App: test.NewTempApp(t), Clock: clock.Now, Lang: locale.Simplified, Theme: "light", Tagged: true,
		Accounts: func() ([]start.Account, error) { return []start.Account{account}, nil },
		Backups:  func(string) ([]app.Backup, error) { return nil, nil },
		Unlock: func(_ context.Context, _, passphrase string) (*Session, error) {
			if passphrase != "secret" {
				return nil, app.Errorf(app.ErrPassphrase, "口令不正确")
			}
			d.opened++
			return &Session{
				Account: account, Person: me, Service: service.New(service.Config{Store: s, Clock: clock.Now, Person: me}), Sync: quiet{},
				OnChange: func(func([]string)) {}, OnDamaged: func(tell func()) { d.damaged = tell },
				Close: func() { d.once.Do(func() { close(d.closed) }) },
			}, nil
		},
		Rekey: func(_ context.Context, id, passphrase, next string, _ func(int, int)) error {
			d.rekeyed = id + " " + passphrase + " " + next
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Window = w
	t.Cleanup(w.win.Close)
	if err := d.enter(d.cfg.Unlock(t.Context(), "folder", "secret")); err != nil {
		t.Fatal(err)
	}
	d.guard.end() // time passes as the test says
	return d
}

// seen reports whether an element can be seen.
func (d *desk) seen(id string) bool {
	_, _, _, _, ok := widgets.Locate(id, d.win.Canvas())
	return ok
}

// left waits until the account is closed.
func (d *desk) left(t *testing.T) {
	t.Helper()
	select {
	case <-d.closed:
	case <-time.After(5 * time.Minute):
		t.Fatal("the account was not closed")
	}
}

// atRest waits until no goroutine but the test's runs code of a package.
func atRest(t *testing.T, pkg string) {
	t.Helper()
	buf := make([]byte, 1<<20)
	for range 30_000 {
		stacks := strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")
		if !slices.ContainsFunc(stacks[1:], func(s string) bool { return strings.Contains(s, pkg) }) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s does not come to rest", pkg)
}

// half is a room with a form that is half typed.
type half struct {
	content fyne.CanvasObject
	flushed int
}

func (h *half) Content() fyne.CanvasObject { return h.content }
func (h *half) Show(any)                   {}
func (h *half) Refresh()                   {}
func (h *half) Flush()                     { h.flushed++ }

func TestLockLeavesNothing(t *testing.T) {
	d := newDesk(t)
	c := d.win.Canvas()
	room := &half{content: widgets.NewEntry("")}
	d.bench.rooms = append(d.bench.rooms, place{id: "half", room: room})
	pressed := 0
	widgets.AddShortcut(c, &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}, func() { pressed++ })
	widgets.ShowForm(c, widgets.Form{Title: "张三丰", OnSubmit: func() error { pressed++; return nil }})
	widgets.ShowToast(c, widgets.Toast{Text: "已保存 张三丰"})
	widgets.Copy("13800138000")

	d.Lock()
	d.left(t)

	if room.flushed != 1 {
		t.Errorf("what is half typed was written down %d times", room.flushed)
	}
	if d.bench != nil || c.Overlays().Top() != nil || d.stage.ToastText() != "" {
		t.Error("rooms, dialogs or toasts are left in the window")
	}
	if d.seen("nav.lock") || !d.seen("start.passphrase") {
		t.Error("the start screen is not shown")
	}
	if widgets.Find("nav") != nil || widgets.Find("toast") == nil {
		t.Error("names of elements hold on to rooms")
	}
	for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEscape} {
		c.OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
	if widgets.TriggerShortcut(c, &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}); pressed != 0 {
		t.Error("a key of a room still works")
	}
	if text := fyne.CurrentApp().Clipboard().Content(); text != "" {
		t.Errorf("the clipboard holds %q", text)
	}
	if d.win.Title() != "访册" {
		t.Errorf("the window is called %q", d.win.Title())
	}
}

func TestLockAboveAll(t *testing.T) {
	d := newDesk(t)
	c := d.win.Canvas()
	pass := widgets.NewPassword("")
	widgets.ShowForm(c, widgets.Form{Title: "张三丰", Fields: []widgets.FormField{{Label: "口令", Input: pass}}})
	now := time.Now()
	d.guard.begin(now)
	d.guard.looked = now.Add(9 * time.Minute)
	d.guard.look(now.Add(9*time.Minute + 40*time.Second))
	over := c.Overlays().Top().(widgets.Covering).Over()
	if len(over.Objects) == 0 {
		t.Error("the veil of a dialog hides that the window is about to be locked")
	}
	if d.guard.touch(now.Add(9*time.Minute + 41*time.Second)); len(over.Objects) > 0 {
		t.Error("the notice stays above the dialog")
	}
	widgets.FocusIn(pass)
	pass.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierShortcutDefault})
	d.left(t)
	if d.bench != nil || c.Overlays().Top() != nil || !d.seen("start.passphrase") {
		t.Error("a dialog keeps the window from being locked")
	}
}

func TestClipboardOfOthersStays(t *testing.T) {
	d := newDesk(t)
	widgets.Copy("13800138000")
	fyne.CurrentApp().Clipboard().SetContent("from another program")
	d.Lock()
	if text := fyne.CurrentApp().Clipboard().Content(); text != "from another program" {
		t.Errorf("the clipboard holds %q", text)
	}
}

func TestLockWhenIdle(t *testing.T) {
	d := newDesk(t)
	now := time.Now()
	d.guard.begin(now)
	d.guard.look(now.Add(30 * time.Second))
	d.guard.looked = now.Add(9 * time.Minute) // the looks between
	d.guard.look(now.Add(9*time.Minute + 40*time.Second))
	if text := d.stage.ToastText(); !strings.Contains(text, "20 秒后自动锁定") {
		t.Errorf("before the lock: %q", text)
	}
	d.guard.touch(now.Add(9*time.Minute + 41*time.Second))
	if text := d.stage.ToastText(); text != "" || d.bench == nil {
		t.Errorf("after an input: %q", text)
	}
	d.setIdle(1)
	d.guard.begin(now)
	d.guard.looked = now.Add(50 * time.Second)
	d.guard.look(now.Add(time.Minute))
	if d.bench != nil || !d.seen("start.passphrase") {
		t.Error("not locked")
	}
	d.Touched() // the pointer that moves over the start screen
}

func TestIdleFromCommandLine(t *testing.T) {
	d := newDesk(t)
	d.cfg.Idle = 5 * time.Second
	if d.setIdle(10); d.guard.after != 5*time.Second {
		t.Errorf("locks after %v", d.guard.after)
	}
	d.cfg.Idle = time.Hour
	if d.setIdle(10); d.guard.after != 10*time.Minute {
		t.Errorf("the command line keeps it open longer than its owner wants: %v", d.guard.after)
	}
}

func TestUnlockWaitsForClose(t *testing.T) {
	d := newDesk(t)
	hold := make(chan struct{})
	d.bench.session.Close = func() { <-hold }
	d.Lock()
	wait, done := d.settling(), make(chan struct{})
	go func() { wait(); close(done) }()
	select {
	case <-done:
		t.Fatal("an account is opened again while it is being closed")
	case <-time.After(50 * time.Millisecond):
	}
	close(hold)
	<-done
}

func TestDamageLocks(t *testing.T) {
	d := newDesk(t)
	d.damaged()
	d.left(t)
	if d.bench != nil || !d.seen("start.repair") || !d.seen("start.repair.passphrase") {
		t.Error("damage does not lead to the repair")
	}
}

func TestRekeyAndRestoreLock(t *testing.T) {
	d := newDesk(t)
	d.lockTo(start.Way{To: start.ViewRestore})
	if !d.seen("start.backups") {
		t.Error("the backups are not shown")
	}
	d = newDesk(t)
	d.lockTo(start.Way{To: start.ViewRekey, Rekey: start.Rekey{Passphrase: "old", Next: "new"}})
	atRest(t, "fangce/ui/start")
	if d.rekeyed != "folder old new" || !d.seen("start.result") {
		t.Errorf("rekeyed %q", d.rekeyed)
	}
}

func TestOlderDatabaseIsTold(t *testing.T) {
	d := newDesk(t)
	s := d.bench.session
	d.Lock()
	d.left(t)
	s.Restored = &app.Rescued{Ops: 3}
	if err := d.enter(s, nil); err != nil {
		t.Fatal(err)
	}
	d.guard.end()
	if d.win.Canvas().Overlays().Top() == nil {
		t.Error("a database that was put back from outside is not told of")
	}
}

func TestNoticeOfDisk(t *testing.T) {
	d := newDesk(t)
	d.bench.session.Safety = d
	now := time.Now()
	show := func(h app.StoreHealth, at time.Time) string {
		d.bench.notice.set(h, at)
		d.bench.frame.Refresh()
		return d.bench.notice.banner.Value()
	}
	if d.seen("notice") {
		t.Error("a notice of nothing")
	}
	d.health = app.StoreHealth{Low: true, Free: 320 << 20}
	d.bench.lookAtHealth()
	if text := d.bench.notice.banner.Value(); !strings.Contains(text, "磁盘剩余 320 MB") || !d.seen("notice") {
		t.Errorf("little room: %q", text)
	}
	if text := show(app.StoreHealth{Low: true, Full: true, Free: 12 << 20}, now); !strings.Contains(text, "无法保存") {
		t.Errorf("no room: %q", text)
	}
	if text := show(app.StoreHealth{LogBehind: true}, now); text != "" {
		t.Errorf("a log that lags for a moment: %q", text)
	}
	if text := show(app.StoreHealth{LogBehind: true}, now.Add(behindFor)); !strings.Contains(text, "日志副本") {
		t.Errorf("a log that lags for long: %q", text)
	}
	if text := show(app.StoreHealth{}, now.Add(behindFor)); text != "" || d.seen("notice") {
		t.Errorf("all is well again: %q", text)
	}
}

// A window that locked by itself says why; the lock somebody asked for needs no word.
func TestLockSaysWhy(t *testing.T) {
	for _, c := range []struct {
		lock func(d *desk)
		want string
	}{
		{func(d *desk) { d.lockIdle(false) }, "已闲置 10 分钟，自动锁定"},
		{func(d *desk) { d.lockIdle(true) }, "电脑休眠后已自动锁定"},
		{func(d *desk) { d.Lock() }, ""},
	} {
		d := newDesk(t)
		d.guard.after = 10 * time.Minute
		c.lock(d)
		d.left(t)
		if got := widgets.Find("start.why").(*widgets.Banner).Value(); got != c.want || d.seen("start.why") != (c.want != "") {
			t.Errorf("says %q, want %q; seen: %v", got, c.want, d.seen("start.why"))
		}
	}
}

// A draft that cannot be kept is told above the dialog it is typed in, in words about it.
func TestDraftNotKeptIsTold(t *testing.T) {
	d := newDesk(t)
	dialog := widgets.ShowForm(d.win.Canvas(), widgets.Form{Title: "家庭成员"})
	d.bench.failDraft(app.Errorf(app.ErrDiskFull, ""))
	if got := d.stage.ToastText(); got != "磁盘已满，未提交的内容暂未保留" {
		t.Errorf("says %q", got)
	}
	over := d.win.Canvas().Overlays().Top().(widgets.Covering).Over()
	if !dialog.Open() || len(over.Objects) == 0 {
		t.Error("the dialog covers it")
	}
}

// The strip about a full disk goes with the first save after room was made, not half a minute later.
func TestNoticeGoesWithASave(t *testing.T) {
	d := newDesk(t)
	b := d.bench
	b.session.Safety = d
	if b.lookAgain(); len(b.saved) != 0 {
		t.Error("the disk is looked at with every save while nothing is wrong")
	}
	d.health = app.StoreHealth{Full: true}
	b.lookAtHealth()
	if !d.seen("notice") {
		t.Fatal("a full disk is not told")
	}
	if b.lookAgain(); len(b.saved) != 1 {
		t.Error("nobody looks after a save")
	}
	b.lookAgain() // does not wait
	d.health = app.StoreHealth{}
	b.lookAtHealth()
	if d.seen("notice") || b.told.Load() {
		t.Error("the strip stands after room was made")
	}
}
