package start

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// unlockForm chooses an account and asks for its passphrase.
type unlockForm struct {
	screen  *Screen
	list    *widgets.List
	room    *fyne.Container // of the list, as high as its accounts need
	pass    *widgets.Entry
	button  *widgets.Button
	direct  *widgets.Button // with the system's keyring
	banner  *widgets.Banner
	why     *widgets.Banner // the account was locked
	content fyne.CanvasObject
	busy    bool
}

// mostAccounts is how many accounts the list shows without scrolling.
const mostAccounts = 6

func newUnlockForm(s *Screen) *unlockForm {
	f := &unlockForm{screen: s}
	f.list = widgets.Tag("start.accounts", widgets.NewList(nil))
	f.list.OnSelect = func(widgets.Row) {
		f.banner.Set(widgets.Neutral, "")
		f.chosen()
		widgets.FocusIn(f.pass)
	}
	f.list.OnOpen = func(widgets.Row) { f.focus() }
	f.pass = widgets.Tag("start.passphrase", widgets.NewPassword(lang.X("start.passphrase", "")))
	f.pass.OnEnter = f.submit
	f.pass.OnKey = f.key
	f.room = widgets.Stack()
	f.button = widgets.Tag("start.unlock", widgets.Primary(lang.X("start.unlock", ""), theme.IconLock, f.submit))
	f.banner = widgets.Tag("start.problem", widgets.NewBanner(widgets.Neutral, ""))
	f.why = widgets.Tag("start.why", widgets.NewBanner(widgets.Info, ""))
	f.direct = widgets.Tag("start.direct", widgets.Secondary(lang.X("start.direct", ""), theme.IconShield, f.enterDirectly))
	other := widgets.Tag("start.other", widgets.Quiet(lang.X("start.other", ""), theme.IconAdd, s.showEnrol))
	with := func(do func(Account)) func() {
		return func() {
			if a, chosen := f.account(); chosen && !f.busy {
				do(a)
			}
		}
	}
	forgot := widgets.Tag("start.forgot", widgets.Quiet(lang.X("start.forgot", ""), nil, with(s.showRecovery)).Compact())
	restore := widgets.Tag("start.restore.link", widgets.Quiet(lang.X("start.restore.link", ""), nil, with(s.showRestore)).Compact())
	show(forgot, s.deps.Recover != nil)
	show(restore, s.deps.Backups != nil)
	f.content = widgets.VStack(14,
		widgets.Title(lang.X("start.welcome", "")),
		widgets.MutedText(lang.X("start.choose", "")),
		f.why,
		f.room,
		widgets.Labeled(lang.X("start.passphrase", ""), f.pass),
		f.banner,
		widgets.HStack(8, f.button, f.direct, widgets.Spring(), other),
		widgets.Line(),
		widgets.HStack(8, forgot, restore, widgets.Spring()),
	)
	return f
}

func (f *unlockForm) fill(accounts []Account) {
	f.list.SetRows(rows(accounts))
	f.room.Objects = []fyne.CanvasObject{widgets.FixedHeight(widgets.ListRowHeight*float32(min(max(len(accounts), 1), mostAccounts))+2, widgets.Surface(f.list))}
	f.room.Refresh()
	f.pass.Set("")
	f.banner.Set(widgets.Neutral, "")
	if _, chosen := f.list.Selected(); !chosen {
		f.list.Select(0)
	}
	f.chosen()
}

// account returns the account that is selected.
func (f *unlockForm) account() (Account, bool) {
	row, chosen := f.list.Selected()
	if !chosen {
		return Account{}, false
	}
	for _, a := range f.screen.accounts {
		if a.ID == row.ID {
			return a, true
		}
	}
	return Account{}, false
}

// chosen shows what the selected account can be unlocked with.
func (f *unlockForm) chosen() {
	a, _ := f.account()
	show(f.direct, a.Remembered && f.screen.deps.UnlockRemembered != nil)
	f.screen.fit()
}

// rows shows accounts: the name and number, below it what the person does.
func rows(accounts []Account) []widgets.Row {
	out := make([]widgets.Row, len(accounts))
	for i, a := range accounts {
		var roles []string
		for _, r := range a.Roles {
			roles = append(roles, lang.X("role."+r, r))
		}
		out[i] = widgets.Row{ID: a.ID, Title: a.Name, Beside: a.StaffNo, Sub: strings.Join(roles, lang.X("start.and", "")), Icon: theme.IconUser}
	}
	return out
}

// key chooses another account without leaving the passphrase.
func (f *unlockForm) key(k *fyne.KeyEvent) bool { return stepList(f.list, k) }

func (f *unlockForm) focus() { f.screen.deps.Window.Canvas().Focus(f.pass) }

func (f *unlockForm) submit() {
	a, chosen := f.account()
	if !chosen || f.busy {
		return
	}
	if f.pass.Text == "" {
		f.banner.Set(widgets.Warning, lang.X("start.need.passphrase", ""))
		f.focus()
		return
	}
	pass := f.pass.Text
	f.run(a, pass, func(ctx context.Context) error { return f.screen.deps.Unlock(ctx, a.ID, pass) })
}

// enterDirectly unlocks with what the system's keyring keeps.
func (f *unlockForm) enterDirectly() {
	a, chosen := f.account()
	if !chosen || f.busy {
		return
	}
	f.run(a, "", func(ctx context.Context) error { return f.screen.deps.UnlockRemembered(ctx, a.ID) })
}

// run unlocks; pass is the passphrase it is done with, "" for none.
func (f *unlockForm) run(a Account, pass string, unlock func(context.Context) error) {
	f.setBusy(true)
	f.screen.async(func() {
		err := unlock(context.Background())
		fyne.Do(func() {
			f.setBusy(false)
			f.pass.Set("")
			if err != nil {
				f.screen.failUnlock(a, pass, err)
			}
		})
	})
}

// failUnlock says why an account does not open: what can be repaired is offered to be.
func (s *Screen) failUnlock(a Account, pass string, err error) {
	if app.Code(err) == app.ErrDamaged {
		s.showRepair(a, pass, err)
		return
	}
	s.unlock.why.Set(widgets.Neutral, "")
	s.showUnlock()
	s.unlock.banner.Set(widgets.Danger, widgets.ErrorText(err))
	s.unlock.focus()
}

func (f *unlockForm) setBusy(on bool) {
	f.busy = on
	if on {
		f.button.SetText(lang.X("start.unlocking", ""))
		f.button.Disable()
		f.direct.Disable()
		return
	}
	f.direct.Enable()
	f.button.SetText(lang.X("start.unlock", ""))
	f.button.Enable()
}
