package start

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// desk is the start screen over real accounts in a folder.
type desk struct {
	*Screen
	window   fyne.Window
	opened   string // id of the account that was unlocked
	enrolled []Enrolment
	err      error // of enrolling
}

func newDesk(t *testing.T, names ...string) *desk {
	t.Helper()
	theme.Apply(test.NewTempApp(t), theme.Light)
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	apptest.FastKeys(t)
	was := widgets.ErrorText
	widgets.ErrorText = func(err error) string { return app.Code(err) }
	t.Cleanup(func() { widgets.ErrorText = was })
	dir := t.TempDir()
	for i, name := range names {
		if _, _, err := store.CreateAccount(dir, store.Account{StaffNo: "100" + string(rune('1'+i)), Name: name, Roles: []string{app.RolePlanner}}, "secret-"+name); err != nil {
			t.Fatal(err)
		}
	}
	d := &desk{}
	stage := widgets.NewStage(nil)
	d.window = test.NewTempWindow(t, stage)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(1366, 730))
	d.Screen = New(Deps{
		Window: d.window, Version: "0.1.0",
		Accounts: func() ([]Account, error) {
			all, err := store.Accounts(dir)
			var out []Account
			for _, a := range all {
				out = append(out, Account{ID: a.Dir, Name: a.Name, StaffNo: a.StaffNo, Roles: a.Roles})
			}
			return out, err
		},
		Unlock: func(_ context.Context, id, passphrase string) error {
			_, err := store.Unlock(id, passphrase)
			if err == nil {
				d.opened = id
			}
			return err
		},
		Enrol: func(_ context.Context, e Enrolment, step func(string)) error {
			step(StepCentre)
			d.enrolled = append(d.enrolled, e)
			return d.err
		},
	})
	d.async = func(work func()) { work() }
	stage.SetContent(d.Content())
	d.Show(Way{})
	return d
}

func TestUnlock(t *testing.T) {
	d := newDesk(t, "林晓燕", "郑志远")
	f := d.unlock
	if d.window.Canvas().Focused() != fyne.Focusable(f.pass) {
		t.Error("one cannot type the passphrase at once")
	}
	enter := func() { f.pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn}) }
	enter()
	if f.banner.Value() == "" || d.opened != "" {
		t.Errorf("without a passphrase: %q", f.banner.Value())
	}
	f.pass.SetText("secret-郑志远")
	enter()
	if d.opened != "" || f.banner.Value() != app.ErrPassphrase || f.pass.Text != "" || f.button.Disabled() {
		t.Errorf("another account's passphrase: opened %q, %q", d.opened, f.banner.Value())
	}
	f.pass.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // the second account, without leaving the field
	f.pass.SetText("secret-郑志远")
	enter()
	if !strings.HasPrefix(filepath.Base(d.opened), "1002-") {
		t.Errorf("opened %q", d.opened)
	}
}

func TestEnrol(t *testing.T) {
	d := newDesk(t) // no account yet: enrolling is all there is
	f := d.enrol
	if d.window.Canvas().Focused() != fyne.Focusable(f.centre) || f.back.Visible() {
		t.Error("a laptop without accounts does not ask to be enrolled")
	}
	for _, c := range []struct {
		fill  func()
		where *widgets.Entry
	}{
		{func() {}, f.centre},
		{func() { f.centre.SetText("https://centre.example") }, f.code},
		{func() { f.code.SetText("2556-B4CW-3CL2") }, f.pass},
		{func() { f.pass.SetText("五个字短了") }, f.pass},
		{func() { f.pass.SetText("六个字够长了"); f.again.SetText("六个字够长啦") }, f.again},
	} {
		c.fill()
		test.Tap(f.button)
		if d.window.Canvas().Focused() != fyne.Focusable(c.where) || f.banner.Value() == "" || len(d.enrolled) != 0 {
			t.Errorf("the cursor is not where something is missing; the screen says %q", f.banner.Value())
		}
	}
	f.again.SetText("六个字够长了")
	d.err = app.Errorf(app.ErrCode, "登记码不正确")
	test.Tap(f.button)
	if f.banner.Value() != app.ErrCode || d.window.Canvas().Focused() != fyne.Focusable(f.code) || f.button.Disabled() {
		t.Errorf("an expired code: %q", f.banner.Value())
	}
	if f.centre.Text == "" || f.pass.Text == "" {
		t.Error("what was typed is lost after an error")
	}
	d.err = nil
	test.Tap(f.button)
	want := Enrolment{Centre: "https://centre.example", Code: "2556-B4CW-3CL2", Passphrase: "六个字够长了"}
	if len(d.enrolled) != 2 || d.enrolled[1] != want {
		t.Errorf("%+v", d.enrolled)
	}
}

func TestAccountsInWords(t *testing.T) {
	if err := locale.Use(locale.Simplified); err != nil {
		t.Fatal(err)
	}
	got := rows([]Account{{ID: "x", Name: "林晓燕", StaffNo: "1001", Roles: []string{app.RolePlanner, app.RoleSupervisor}}})
	if got[0].ID != "x" || got[0].Title != "林晓燕" || got[0].Beside != "1001" || !strings.Contains(got[0].Sub, "保险规划师") || !strings.Contains(got[0].Sub, "主管") {
		t.Errorf("%+v", got[0])
	}
}
