// Package start is what stands before the rooms: choose the account and unlock it, or enrol this laptop for a new one.
package start

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Account is one account on this laptop.
type Account struct {
	ID      string // opaque; given back to Unlock
	Name    string
	StaffNo string
	Roles   []string
	Centre  string
}

// Enrolment is what is needed to make a new account on this laptop.
type Enrolment struct {
	Centre     string // address
	Code       string // one-time code
	Passphrase string
}

// Steps of an enrolment, told to its progress function.
const (
	StepCentre = "centre" // asking the centre
	StepKeys   = "keys"   // making the keys
	StepData   = "data"   // fetching the data
)

// Deps is what the start screen needs. Unlock and Enrol run off the UI goroutine; after success the frame shows the
// rooms.
type Deps struct {
	Window   fyne.Window
	Accounts func() ([]Account, error)
	Unlock   func(ctx context.Context, id, passphrase string) error
	Enrol    func(ctx context.Context, e Enrolment, step func(string)) error
	Version  string
}

// Screen is the start screen.
type Screen struct {
	deps     Deps
	async    func(func()) // runs work off the UI goroutine
	accounts []Account
	side     *fyne.Container // the right half: one of the two forms
	unlock   *unlockForm
	enrol    *enrolForm
}

// New returns the screen; Show fills it.
func New(d Deps) *Screen {
	s := &Screen{deps: d, side: widgets.Stack(), async: func(work func()) { go work() }}
	s.unlock = newUnlockForm(s)
	s.enrol = newEnrolForm(s)
	return s
}

// Content returns the screen.
func (s *Screen) Content() fyne.CanvasObject {
	return widgets.Columns(0, []float32{5, 7}, brand(s.deps.Version), widgets.Stack(
		widgets.NewBox(theme.ColorSurface, "", 0), widgets.Center(widgets.FixedWidth(420, s.side))))
}

// Show lists the accounts and puts the focus where typing starts.
func (s *Screen) Show() {
	accounts, err := s.deps.Accounts()
	s.accounts = accounts
	if err != nil {
		s.showEnrol()
		s.enrol.fail(err)
		return
	}
	if len(accounts) == 0 {
		s.showEnrol()
		return
	}
	s.showUnlock()
}

func (s *Screen) showUnlock() {
	s.unlock.fill(s.accounts)
	s.set(s.unlock.content)
	s.unlock.focus()
}

func (s *Screen) showEnrol() {
	s.enrol.reset(len(s.accounts) > 0)
	s.set(s.enrol.content)
	s.enrol.focus()
}

func (s *Screen) set(o fyne.CanvasObject) {
	s.side.Objects = []fyne.CanvasObject{o}
	s.side.Refresh()
}
