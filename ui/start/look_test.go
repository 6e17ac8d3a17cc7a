package start

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// TestLook writes pictures of every state of the screen to the folder FANGCE_LOOK names, to look at; without it nothing
// is done.
func TestLook(t *testing.T) {
	dir := os.Getenv("FANGCE_LOOK")
	if dir == "" {
		t.Skip("FANGCE_LOOK names no folder")
	}
	for _, code := range locale.Codes {
		for _, mode := range []theme.Mode{theme.Light, theme.Dark} {
			for _, size := range []fyne.Size{fyne.NewSize(1366, 730), fyne.NewSize(1920, 1042)} {
				if code != locale.Simplified && (mode == theme.Dark || size.Width > 1366) {
					continue
				}
				look(t, dir, code, mode, size)
			}
		}
	}
}

func look(t *testing.T, dir, code string, mode theme.Mode, size fyne.Size) {
	d := newDesk(t, "林晓燕", "郑志远", "何文静")
	theme.Apply(fyne.CurrentApp(), mode)
	if err := locale.Use(code); err != nil {
		t.Fatal(err)
	}
	d.deps.Backups = func(string) ([]app.Backup, error) { return backups(), nil }
	d.deps.UnlockRemembered = func(context.Context, string) error { return nil }
	list := d.deps.Accounts
	d.deps.Accounts = func() ([]Account, error) {
		all, err := list()
		all[0].Remembered = true
		return all, err
	}
	h := d.withHelp(app.Errorf(app.ErrOffline, ""))
	s := New(d.deps)
	s.async = d.async
	d.Screen = s
	d.window.Content().(*widgets.Stage).SetContent(s.Content())
	d.window.Resize(size)
	d.Show(Way{})
	save := func(name string) {
		f, err := os.Create(filepath.Join(dir, code+"-"+string(mode)+"-"+name+"-"+map[bool]string{true: "1366", false: "1920"}[size.Width < 1400]+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := png.Encode(f, d.window.Canvas().Capture()); err != nil {
			t.Fatal(err)
		}
	}
	a, _ := d.unlock.account()
	save("unlock")
	d.showRecovery(a)
	save("recover-1")
	f := d.recovery
	f.attempt = h
	f.showCode(h.Code() + "-8HPD")
	f.status.Set(widgets.Warning, lang.X("start.recover.offline", ""))
	f.step(recoverWait)
	save("recover-2")
	f.granted()
	f.pass.SetText("春眠不觉晓a")
	save("recover-3")
	d.showRestore(a)
	save("restore")
	f2 := d.restore
	f2.pass.SetText("x")
	test.Tap(f2.button)
	save("restore-sure")
	for _, o := range d.window.Canvas().Overlays().List() {
		d.window.Canvas().Overlays().Remove(o)
	}
	for _, field := range []string{"", FieldForeign, FieldKeys} {
		d.showRepair(a, "", app.FieldErrorf(app.ErrDamaged, field, ""))
		save("repair-" + field)
	}
	d.work.begin(d.repair.title.Value(), d.repair.how.Value())
	d.work.step(2, 3)
	save("working")
	text, tone := rescued(app.Rescued{Ops: 3, Lost: 1, From: "2026-11-22T0830.db", FetchAll: true}, backups())
	d.work.done("✓", text, tone, func() {})
	save("result")
	d.showEnrol()
	d.enrol.pass.SetText("123456")
	save("enrol")
}
