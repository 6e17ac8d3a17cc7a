package start

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// backupsShown is how many backups the list shows without scrolling.
const backupsShown = 5

// restoreForm puts one of an account's backups in the place of its database.
type restoreForm struct {
	screen  *Screen
	account Account
	backups []app.Backup
	list    *widgets.List
	pass    *widgets.Entry
	banner  *widgets.Banner
	button  *widgets.Button
	back    *widgets.Button
	intro   *widgets.Paragraph
	content fyne.CanvasObject
}

func newRestoreForm(s *Screen) *restoreForm {
	f := &restoreForm{screen: s, intro: widgets.NewParagraph("")}
	f.list = widgets.Tag("start.backups", widgets.NewList(widgets.EmptyState(theme.IconClock, lang.X("start.restore.none", ""), "", nil)))
	f.list.OnSelect = func(widgets.Row) { f.banner.Set(widgets.Neutral, "") }
	f.list.OnOpen = func(widgets.Row) { f.screen.focus(f.pass) }
	f.pass = widgets.Tag("start.restore.passphrase", widgets.NewPassword(lang.X("start.passphrase", "")))
	f.pass.OnEnter = f.submit
	f.pass.OnKey = func(k *fyne.KeyEvent) bool { return stepList(f.list, k) }
	f.banner = widgets.Tag("start.restore.problem", widgets.NewBanner(widgets.Neutral, ""))
	f.button = widgets.Tag("start.restore", widgets.Primary(lang.X("start.restore", ""), theme.IconClock, f.submit))
	f.back = widgets.Tag("start.restore.back", widgets.Quiet(lang.X("common.back", ""), theme.IconLeft, s.showUnlock))
	f.content = widgets.VStack(14,
		widgets.Title(lang.X("start.restore.title", "")),
		f.intro,
		widgets.FixedHeight(widgets.ListRowHeight*backupsShown+2, widgets.Surface(f.list)),
		widgets.Labeled(lang.X("start.passphrase", ""), f.pass),
		f.banner,
		widgets.HStack(8, f.button, widgets.Spring(), f.back),
	)
	return f
}

// stepList chooses another row without leaving the field the keys go to.
func stepList(list *widgets.List, k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyUp:
		list.MoveSelection(-1)
	case fyne.KeyDown:
		list.MoveSelection(1)
	default:
		return false
	}
	return true
}

// fill lists the account's backups.
func (f *restoreForm) fill(a Account) {
	f.account = a
	f.intro.Set(lang.X("start.restore.intro", "", map[string]any{"Name": a.Name}))
	f.pass.Set("")
	f.banner.Set(widgets.Neutral, "")
	var err error
	if f.backups, err = f.screen.deps.Backups(a.ID); err != nil {
		f.banner.Set(widgets.Danger, widgets.ErrorText(err))
	}
	f.list.SetRows(words.Backups(f.backups))
	if len(f.backups) == 0 {
		f.button.Disable()
		return
	}
	f.button.Enable()
	f.list.Select(0)
}

func (f *restoreForm) focus() { f.screen.focus(f.pass) }

func (f *restoreForm) submit() {
	row, chosen := f.list.Selected()
	if !chosen {
		return
	}
	if f.pass.Text == "" {
		f.banner.Set(widgets.Warning, lang.X("start.need.passphrase", ""))
		f.focus()
		return
	}
	i := slices.IndexFunc(f.backups, func(b app.Backup) bool { return b.Name == row.ID })
	pass, backup := f.pass.Text, f.backups[i]
	widgets.ShowConfirm(f.screen.deps.Window.Canvas(), widgets.Confirm{
		ID: "start.restore.sure", Title: lang.X("start.restore.sure", ""),
		Text: lang.X("start.restore.sure.text", "", map[string]any{"Backup": nameOf(backup.Name, f.backups)}),
		Yes:  lang.X("start.restore", ""), OnYes: func() { f.run(pass, backup) },
	})
}

func (f *restoreForm) run(pass string, backup app.Backup) {
	s, a, backups := f.screen, f.account, f.backups
	f.pass.Set("")
	s.work.begin(lang.X("start.restore.working", ""), lang.X("start.working", ""))
	s.async(func() {
		r, err := s.deps.Restore(context.Background(), a.ID, pass, backup.Name, s.work.step)
		fyne.Do(func() {
			if err != nil {
				s.showRestore(a)
				f.list.SelectID(backup.Name)
				f.banner.Set(widgets.Danger, widgets.ErrorText(err))
				return
			}
			if r.From == "" {
				r.From = backup.Name
			}
			text, tone := rescued(r, backups)
			s.work.done(lang.X("start.restore.done", ""), text, tone, func() { s.enterWith(a, pass) })
		})
	})
}
