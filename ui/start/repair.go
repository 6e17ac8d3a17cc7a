package start

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// repairForm says what is wrong with an account's files and repairs what can be repaired.
type repairForm struct {
	screen  *Screen
	account Account
	known   string // the passphrase that has just been typed; "": ask
	title   *widgets.Text
	what    *widgets.Paragraph
	how     *widgets.Paragraph
	pass    *widgets.Entry
	asking  *fyne.Container
	banner  *widgets.Banner
	button  *widgets.Button
	enrol   *widgets.Button
	restore *widgets.Button
	back    *widgets.Button
	content fyne.CanvasObject
}

func newRepairForm(s *Screen) *repairForm {
	f := &repairForm{screen: s, title: widgets.Title(""), what: widgets.NewParagraph(""), how: widgets.NewParagraph("")}
	f.pass = widgets.Tag("start.repair.passphrase", widgets.NewPassword(lang.X("start.passphrase", "")))
	f.pass.OnEnter = f.submit
	f.asking = widgets.Labeled(lang.X("start.passphrase", ""), f.pass)
	f.banner = widgets.Tag("start.repair.problem", widgets.NewBanner(widgets.Neutral, ""))
	f.button = widgets.Tag("start.repair", widgets.Primary(lang.X("start.repair", ""), theme.IconShield, f.submit))
	f.enrol = widgets.Tag("start.repair.enrol", widgets.Primary(lang.X("start.repair.enrol", ""), theme.IconShield, s.showEnrol))
	f.restore = widgets.Tag("start.repair.restore", widgets.Quiet(lang.X("start.restore.link", ""), theme.IconClock, func() { s.showRestore(f.account) }))
	f.back = widgets.Tag("start.repair.back", widgets.Quiet(lang.X("common.back", ""), theme.IconLeft, s.showUnlock))
	f.content = widgets.VStack(14, f.title, f.what, f.how, f.asking, f.banner,
		widgets.HStack(8, f.button, f.enrol, widgets.Spring(), f.restore, f.back))
	return f
}

// fill shows what is damaged.
func (f *repairForm) fill(a Account, passphrase string, err error) {
	f.account, f.known = a, passphrase
	f.pass.Set("")
	f.banner.Set(widgets.Neutral, "")
	kind := "database"
	if field := app.FieldOf(err); field == FieldKeys || field == FieldForeign {
		kind = field
	}
	f.title.Set(lang.X("start.repair.title."+kind, ""))
	f.what.Set(lang.X("start.repair.what."+kind, "", map[string]any{"Name": a.Name}))
	f.how.Set(lang.X("start.repair.how."+kind, ""))
	lost := kind == FieldKeys // no passphrase opens what has no key
	show(f.button, !lost)
	show(f.restore, !lost)
	show(f.enrol, lost)
	show(f.asking, !lost && passphrase == "")
	f.screen.fit()
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (f *repairForm) focus() {
	switch {
	case f.enrol.Visible():
		f.screen.focus(f.enrol)
	case f.asking.Visible():
		f.screen.focus(f.pass)
	default:
		f.screen.focus(f.button)
	}
}

func (f *repairForm) submit() {
	pass := f.known
	if pass == "" {
		pass = f.pass.Text
	}
	if pass == "" {
		f.banner.Set(widgets.Warning, lang.X("start.need.passphrase", ""))
		f.focus()
		return
	}
	s, a := f.screen, f.account
	f.pass.Set("")
	s.work.begin(lang.X("start.repair.working", ""), lang.X("start.working", ""))
	s.async(func() {
		r, err := s.deps.Rescue(context.Background(), a.ID, pass, s.work.step)
		backups, _ := s.deps.Backups(a.ID) // for the names only
		fyne.Do(func() {
			if err != nil {
				s.failRepair(a, pass, err)
				return
			}
			text, tone := rescued(r, backups)
			s.work.done(lang.X("start.repair.done", ""), text, tone, func() { s.enterWith(a, pass) })
		})
	})
}

// failRepair goes back to the form with what went wrong.
func (s *Screen) failRepair(a Account, passphrase string, err error) {
	wrong := app.Code(err) == app.ErrPassphrase
	if wrong {
		passphrase = ""
	}
	damage := err
	if app.Code(err) != app.ErrDamaged {
		damage = app.Errorf(app.ErrDamaged, "")
	}
	s.showRepair(a, passphrase, damage)
	s.repair.banner.Set(widgets.Danger, widgets.ErrorText(err))
}
