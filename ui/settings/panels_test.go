package settings

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// keys is an account's security as a test sees it.
type keys struct {
	mu         sync.Mutex
	passphrase string
	remembered bool
	idle       int
	fail       error
}

func (k *keys) CheckPassphrase(_ context.Context, p string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if p != k.passphrase {
		return app.Errorf(app.ErrPassphrase, "口令不正确")
	}
	return k.fail
}

func (k *keys) ChangePassphrase(ctx context.Context, p, next string) error {
	if err := k.CheckPassphrase(ctx, p); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.passphrase = next
	return nil
}

func (k *keys) Remembered() bool { k.mu.Lock(); defer k.mu.Unlock(); return k.remembered }

func (k *keys) Remember(ctx context.Context, p string) error {
	if err := k.CheckPassphrase(ctx, p); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.remembered = true
	return nil
}

func (k *keys) Forget(context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail == nil {
		k.remembered = false
	}
	return k.fail
}

func (k *keys) IdleMinutes() int { k.mu.Lock(); defer k.mu.Unlock(); return k.idle }

func (k *keys) SetIdleMinutes(_ context.Context, n int) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail == nil {
		k.idle = n
	}
	return k.fail
}

// files are an account's files as a test sees them.
type files struct {
	health app.StoreHealth
	made   int
	fail   error
}

func (f *files) Health(context.Context) (app.StoreHealth, error) { return f.health, nil }

func (f *files) Backup(context.Context) (app.Backup, error) {
	f.made++
	return app.Backup{Size: 12 << 20}, f.fail
}

// bench is the room with what it did.
type bench struct {
	t *testing.T
	*Room
	window   fyne.Window
	stage    *widgets.Stage
	keys     *keys
	files    *files
	failed   []string
	said     string
	idle     int
	rekeyed  []string
	restores int
}

func newBench(t *testing.T, mode theme.Mode, size fyne.Size) *bench {
	t.Helper()
	theme.Apply(test.NewTempApp(t), mode)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	was := widgets.ErrorText
	widgets.ErrorText = func(err error) string { return app.Code(err) }
	t.Cleanup(func() { widgets.ErrorText = was })
	widgets.EnableTags()
	b := &bench{t: t, keys: &keys{passphrase: "old-secret", idle: 10}, files: &files{}}
	b.files.health = app.StoreHealth{Size: 182 << 20, Free: 88 << 30, LastBackup: at(22), Backups: []app.Backup{
		{Name: "b", At: at(22), Size: 12 << 20}, {Name: "a", At: at(21), Size: 12 << 20}, {Name: "w", At: at(15), Size: 11 << 20, Weekly: true},
	}}
	b.stage = widgets.NewStage(nil)
	b.window = test.NewTempWindow(t, b.stage)
	b.window.SetPadded(false)
	b.Room = New(Deps{
		Window: b.window,
		Account: func() Account {
			return Account{
				Person: app.Person{Name: "林晓燕", StaffNo: "1001", Roles: []string{app.RolePlanner}, Licence: "02000349591426247826201001"},
				Centre: "瑞禾人寿银保理财中心", Address: "https://fangce.example.cn", Device: "书房", Folder: "/home/lin/.local/share/fangce/accounts/1001", Version: "0.1.0",
			}
		},
		Today: "2026-11-22", Language: func() string { return locale.Simplified }, Theme: func() string { return string(mode) }, Languages: locale.Codes,
		SetLanguage: func(string) {}, SetTheme: func(string) {}, Lock: func() {},
		Security: b.keys, Safety: b.files, IdleChanged: func(n int) { b.idle = n },
		Rekey:   func(p, next string) { b.rekeyed = append(b.rekeyed, p+" "+next) },
		Restore: func() { b.restores++ },
		Fail:    func(err error) { b.failed = append(b.failed, app.Code(err)) },
		Toast:   func(text, _ string, _ func()) { b.said = text },
	})
	b.async = func(work func()) { work() }
	b.stage.SetContent(b.Content())
	b.window.Resize(size)
	b.Show(nil)
	return b
}

func at(day int) app.Instant {
	return app.InstantOf(time.Date(2026, 11, day, 8, 30, 0, 0, app.Shanghai))
}

var laptop = fyne.NewSize(1298, 730)

func (b *bench) press(id string) {
	b.t.Helper()
	x, y, w, h, ok := widgets.Locate(id, b.window.Canvas())
	if !ok {
		b.t.Fatalf("%s cannot be seen", id)
	}
	test.TapCanvas(b.window.Canvas(), fyne.NewPos(float32(x+w/2), float32(y+h/2)))
}

func (b *bench) type_(id, text string) {
	b.t.Helper()
	e, ok := widgets.Find(id).(*widgets.Entry)
	if !ok {
		b.t.Fatalf("there is no field %s", id)
	}
	e.SetText(text)
}

// rest waits until the work of a dialog is done: no goroutine but the test's runs code of the window. The drawing
// library's test driver draws on whichever goroutine asks, so the test must not look meanwhile.
func (b *bench) rest() {
	b.t.Helper()
	buf := make([]byte, 1<<20)
	for range 1000 {
		stacks := strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")
		if !slices.ContainsFunc(stacks[1:], func(s string) bool { return strings.Contains(s, "fangce/ui") }) {
			return
		}
		time.Sleep(time.Millisecond)
	}
	b.t.Fatal("the window does not come to rest")
}

func (b *bench) open() bool { return b.window.Canvas().Overlays().Top() != nil }

func TestChangePassphrase(t *testing.T) {
	b := newBench(t, theme.Light, laptop)
	b.press("settings.passphrase")
	for _, c := range []struct{ old, next, again string }{
		{"", "", ""}, {"old-secret", "short", "short"}, {"old-secret", "new-secret", "new-secrex"}, {"old-secret", "old-secret", "old-secret"},
	} {
		b.type_("settings.passphrase.old", c.old)
		b.type_("settings.passphrase.new", c.next)
		b.type_("settings.passphrase.again", c.again)
		b.press("settings.passphrase.change.submit")
		if !b.open() || b.keys.passphrase != "old-secret" {
			t.Fatalf("%+v was taken", c)
		}
	}
	b.type_("settings.passphrase.old", "wrong-one")
	b.type_("settings.passphrase.new", "new-secret")
	b.type_("settings.passphrase.again", "new-secret")
	b.press("settings.passphrase.change.submit")
	b.rest()
	if !b.open() {
		t.Fatal("a wrong passphrase closes the dialog")
	}
	b.type_("settings.passphrase.old", "old-secret")
	b.press("settings.passphrase.change.submit")
	if b.rest(); b.open() {
		t.Fatal("the dialog stays")
	}
	if b.keys.CheckPassphrase(t.Context(), "new-secret") != nil || !strings.Contains(b.said, "已修改") {
		t.Errorf("the passphrase is %q, said %q", b.keys.passphrase, b.said)
	}
}

func TestIdleMinutes(t *testing.T) {
	b := newBench(t, theme.Light, laptop)
	b.press("settings.idle.5")
	if b.keys.idle != 5 || b.idle != 5 {
		t.Errorf("stored %d, holds %d", b.keys.idle, b.idle)
	}
	b.keys.fail = app.Errorf(app.ErrDiskFull, "")
	b.press("settings.idle.30")
	if b.idle != 5 || b.security.idle.Value() != "5" || len(b.failed) != 1 {
		t.Errorf("a choice that was not stored holds: %d, shown %s", b.idle, b.security.idle.Value())
	}
}

func TestRemember(t *testing.T) {
	b := newBench(t, theme.Light, laptop)
	b.press("settings.remember")
	if !b.open() {
		t.Fatal("remembers without a passphrase")
	}
	b.press("settings.remember.ask.cancel")
	if b.security.remember.Value() {
		t.Error("the box is ticked after a cancel")
	}
	b.press("settings.remember")
	b.type_("settings.remember.passphrase", "old-secret")
	b.press("settings.remember.ask.submit")
	if b.rest(); b.open() {
		t.Fatal("the dialog stays")
	}
	if !b.keys.Remembered() || !b.security.remember.Value() {
		t.Error("not remembered")
	}
	b.keys.fail = app.Errorf(app.ErrInternal, "")
	b.press("settings.remember")
	if !b.security.remember.Value() || len(b.failed) != 1 {
		t.Error("the box shows what did not happen")
	}
	b.keys.fail = nil
	b.press("settings.remember")
	if b.keys.Remembered() || b.security.remember.Value() {
		t.Error("not forgotten")
	}
}

func TestRekeyAsksForBoth(t *testing.T) {
	b := newBench(t, theme.Light, laptop)
	b.press("settings.rekey")
	b.type_("settings.rekey.old", "wrong-one")
	b.type_("settings.rekey.new", "new-secret")
	b.type_("settings.rekey.again", "new-secret")
	b.press("settings.rekey.ask.submit")
	b.rest()
	if !b.open() || len(b.rekeyed) != 0 {
		t.Fatal("a wrong passphrase leaves the account")
	}
	b.type_("settings.rekey.old", "old-secret")
	b.press("settings.rekey.ask.submit")
	if b.rest(); len(b.rekeyed) != 1 {
		t.Fatal("the account is not left")
	}
	if b.rekeyed[0] != "old-secret new-secret" {
		t.Errorf("%v", b.rekeyed)
	}
}

func TestSafety(t *testing.T) {
	b := newBench(t, theme.Light, laptop)
	if v := b.safety.facts.Value("size"); v != "182 MB" {
		t.Errorf("size %q", v)
	}
	if v := b.safety.facts.Value("last"); !strings.Contains(v, "11月22日") || !strings.Contains(v, "08:30") {
		t.Errorf("last backup %q", v)
	}
	b.press("settings.backup")
	if b.files.made != 1 || !strings.Contains(b.said, "备份完成") || b.safety.button.Disabled() {
		t.Errorf("%d backups, said %q", b.files.made, b.said)
	}
	b.files.fail = app.Errorf(app.ErrDiskFull, "")
	b.press("settings.backup")
	if len(b.failed) != 1 || b.safety.button.Disabled() {
		t.Error("a backup that failed says nothing")
	}
	for want, h := range map[string]app.StoreHealth{
		"磁盘剩余": {Low: true, Free: 320 << 20}, "无法保存": {Full: true, Low: true}, "日志副本": {LogBehind: true}, "两天": {BackupLate: true}, "没有完成": {BackupNote: "x", BackupLate: true}, "": {},
	} {
		b.files.health = h
		b.Refresh()
		if got := b.safety.banner.Value(); !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("%+v says %q", h, got)
		}
	}
	b.press("settings.restore")
	b.press("settings.restore.sure.cancel")
	if b.restores != 0 {
		t.Error("a cancel restores")
	}
	b.press("settings.restore")
	b.press("settings.restore.sure.submit")
	if b.restores != 1 {
		t.Error("does not restore")
	}
}

// TestLook writes pictures of the room to the folder FANGCE_LOOK names; without it nothing is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for name, size := range map[string]fyne.Size{"1366": laptop, "1920": fyne.NewSize(1852, 1042)} {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			b := newBench(t, mode, size)
			save := func(what string) {
				f, err := os.Create(filepath.Join(dir, "settings-"+string(mode)+"-"+what+"-"+name+".png"))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if err := png.Encode(f, b.window.Canvas().Capture()); err != nil {
					t.Fatal(err)
				}
			}
			save("room")
			b.press("settings.rekey")
			b.type_("settings.rekey.new", "abcd1234xy")
			save("rekey")
		}
	}
}
