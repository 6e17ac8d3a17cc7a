package start

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

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
	banner  *widgets.Banner
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
		f.focus()
	}
	f.list.OnOpen = func(widgets.Row) { f.focus() }
	f.pass = widgets.Tag("start.passphrase", widgets.NewPassword(lang.X("start.passphrase", "")))
	f.pass.OnEnter = f.submit
	f.pass.OnKey = f.key
	f.room = widgets.Stack()
	f.button = widgets.Tag("start.unlock", widgets.Primary(lang.X("start.unlock", ""), theme.IconLock, f.submit))
	f.banner = widgets.Tag("start.problem", widgets.NewBanner(widgets.Neutral, ""))
	other := widgets.Tag("start.other", widgets.Quiet(lang.X("start.other", ""), theme.IconAdd, s.showEnrol))
	f.content = widgets.VStack(14,
		widgets.Title(lang.X("start.welcome", "")),
		widgets.MutedText(lang.X("start.choose", "")),
		f.room,
		widgets.Labeled(lang.X("start.passphrase", ""), f.pass),
		f.banner,
		widgets.HStack(8, f.button, widgets.Spring(), other),
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
func (f *unlockForm) key(k *fyne.KeyEvent) bool {
	switch k.Name {
	case fyne.KeyUp:
		f.list.MoveSelection(-1)
	case fyne.KeyDown:
		f.list.MoveSelection(1)
	default:
		return false
	}
	return true
}

func (f *unlockForm) focus() { f.screen.deps.Window.Canvas().Focus(f.pass) }

func (f *unlockForm) submit() {
	row, chosen := f.list.Selected()
	if !chosen || f.busy {
		return
	}
	if f.pass.Text == "" {
		f.banner.Set(widgets.Warning, lang.X("start.need.passphrase", ""))
		f.focus()
		return
	}
	f.setBusy(true)
	pass := f.pass.Text
	f.screen.async(func() {
		err := f.screen.deps.Unlock(context.Background(), row.ID, pass)
		fyne.Do(func() {
			f.setBusy(false)
			f.pass.Set("")
			if err != nil {
				f.banner.Set(widgets.Danger, widgets.ErrorText(err))
				f.focus()
			}
		})
	})
}

func (f *unlockForm) setBusy(on bool) {
	f.busy = on
	if on {
		f.button.SetText(lang.X("start.unlocking", ""))
		f.button.Disable()
		return
	}
	f.button.SetText(lang.X("start.unlock", ""))
	f.button.Enable()
}
