// Package start is what stands before the rooms: choose the account and unlock it, or enrol this laptop for a new one;
// and what to do when that is not possible: a forgotten passphrase, a backup put back, a damaged file repaired.
package start

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Account is one account on this laptop.
type Account struct {
	ID         string // opaque; given back to Unlock
	Name       string
	StaffNo    string
	Roles      []string
	Centre     string
	Remembered bool // the system's keyring can unlock it
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

// Fields of an app.ErrDamaged that unlocking may end in; without one the database itself is damaged.
const (
	FieldKeys    = "keys"    // the key file: nothing on this laptop opens without it
	FieldForeign = "foreign" // the database belongs to another account or another installation
)

// Recovery is one attempt to get into an account without its passphrase, with the centre's help. Its methods run off the
// UI goroutine.
type Recovery interface {
	// Code is what the person reads out on the telephone: groups of characters with hyphens between them.
	Code() string
	// Wait asks the centre until it has answered. Errors: app.ErrOffline if it cannot be reached now (call Wait again),
	// app.ErrRefused if it will not help, that of ctx.
	Wait(ctx context.Context) error
	// Save writes the request to a file that is carried to the centre, for a laptop without a network.
	Save(path string) error
	// Take reads the centre's answer from a file.
	Take(path string) error
	// Finish gives the account a new passphrase and unlocks it, after Wait or Take succeeded.
	Finish(ctx context.Context, passphrase string) error
}

// Deps is what the start screen needs; without Recover, Backups or UnlockRemembered it does not offer what they are for. Everything but Window, Files and Accounts runs off the UI goroutine; after
// Unlock, UnlockRemembered, Enrol and Recovery.Finish succeeded the frame shows the rooms.
type Deps struct {
	Window   fyne.Window
	Version  string
	Files    Files
	Accounts func() ([]Account, error)
	Unlock   func(ctx context.Context, id, passphrase string) error
	// UnlockRemembered unlocks with what the system's keyring keeps.
	UnlockRemembered func(ctx context.Context, id string) error
	Enrol            func(ctx context.Context, e Enrolment, step func(string)) error
	Recover          func(ctx context.Context, id string) (Recovery, error)
	// Backups lists the copies of an account's database, newest first; Restore puts one in the database's place.
	Backups func(id string) ([]app.Backup, error)
	Restore func(ctx context.Context, id, passphrase, backup string, step func(done, total int)) (app.Rescued, error)
	// Rescue makes a damaged account one that opens again.
	Rescue func(ctx context.Context, id, passphrase string, step func(done, total int)) (app.Rescued, error)
	// Rekey gives an account a new data key and a new passphrase.
	Rekey func(ctx context.Context, id, passphrase, next string, step func(done, total int)) error
}

// Files lets the user choose files. Both return at once and call chosen on the UI goroutine, not at all if the user
// thinks better of it.
type Files interface {
	Save(name string, chosen func(path string))
	Open(chosen func(path string))
}

// View is a place of the start screen.
type View int

// The views the screen may begin with.
const (
	ViewUnlock  View = iota // choose an account, or enrol if there is none
	ViewRestore             // put a backup back
	ViewRepair              // the account's files are damaged
	ViewRekey               // exchange the data key at once, see Way.Rekey
)

// Way says where the start screen begins.
type Way struct {
	Account string // id of the account it is about; "" for the first
	To      View
	Rekey   Rekey  // for ViewRekey
	Why     string // why the account was locked without being asked to, for people; "" otherwise
}

// Rekey are the passphrases of an exchange of the data key.
type Rekey struct{ Passphrase, Next string }

// Screen is the start screen.
type Screen struct {
	deps     Deps
	async    func(func()) // runs work off the UI goroutine
	accounts []Account
	side     *fyne.Container // one of the forms
	right    *fyne.Container // the right half, with the form in its middle
	unlock   *unlockForm
	enrol    *enrolForm
	recovery *recoverForm
	restore  *restoreForm
	repair   *repairForm
	work     *workView
	back     *widgets.Button // leads back from the form in sight; nil: nothing does
}

// New returns the screen; Show fills it.
func New(d Deps) *Screen {
	s := &Screen{deps: d, side: widgets.Stack(), async: func(work func()) { go work() }}
	s.right = widgets.Center(widgets.FixedWidth(sideWidth, s.side))
	s.unlock = newUnlockForm(s)
	s.enrol = newEnrolForm(s)
	s.recovery = newRecoverForm(s)
	s.restore = newRestoreForm(s)
	s.repair = newRepairForm(s)
	s.work = newWorkView(s)
	return s
}

// Content returns the screen.
func (s *Screen) Content() fyne.CanvasObject {
	return container.New(halves{}, brand(s.deps.Version), widgets.Stack(
		widgets.NewBox(theme.ColorSurface, "", 0), widgets.Scroll(s.right)))
}

// halves shows what the program is beside the forms, or the forms alone where there is no room for both.
type halves struct{}

// leastHalves is the width from which both are shown.
const leastHalves = 860

// MinSize implements fyne.Layout.
func (halves) MinSize(o []fyne.CanvasObject) fyne.Size { return o[1].MinSize() }

// Layout implements fyne.Layout.
func (halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	left := float32(0)
	o[0].Hide()
	if s.Width >= leastHalves {
		left = s.Width * 5 / 12
		o[0].Show()
	}
	o[0].Resize(fyne.NewSize(left, s.Height))
	o[1].Move(fyne.NewPos(left, 0))
	o[1].Resize(fyne.NewSize(s.Width-left, s.Height))
}

// sideWidth is the width of the forms.
const sideWidth float32 = 440

// Show lists the accounts, goes to the view of the way and puts the focus where typing starts.
func (s *Screen) Show(way Way) {
	accounts, err := s.deps.Accounts()
	s.accounts = accounts
	if err != nil {
		s.showEnrol()
		s.enrol.fail(err)
		return
	}
	if len(accounts) == 0 {
		s.showEnrol()
		s.enrol.banner.Set(widgets.Info, way.Why)
		return
	}
	s.unlock.why.Set(widgets.Info, way.Why)
	s.showUnlock()
	s.unlock.list.SelectID(way.Account)
	account, known := s.unlock.account()
	if !known || way.Account == "" {
		return
	}
	switch way.To {
	case ViewRestore:
		s.showRestore(account)
	case ViewRepair:
		s.showRepair(account, "", app.Errorf(app.ErrDamaged, ""))
	case ViewRekey:
		s.rekey(account, way.Rekey)
	}
}

func (s *Screen) showUnlock() {
	s.recovery.stop()
	s.unlock.fill(s.accounts)
	s.set(s.unlock.content, nil)
	s.unlock.focus()
}

func (s *Screen) showEnrol() {
	s.enrol.reset(len(s.accounts) > 0)
	s.set(s.enrol.content, s.enrol.back)
	s.enrol.focus()
}

func (s *Screen) showRestore(a Account) {
	s.restore.fill(a)
	s.set(s.restore.content, s.restore.back)
	s.restore.focus()
}

func (s *Screen) showRecovery(a Account) {
	s.recovery.fill(a)
	s.set(s.recovery.content, s.recovery.back)
	s.recovery.focus()
}

// showRepair offers to repair what unlocking failed at; passphrase is "" if it has to be asked for.
func (s *Screen) showRepair(a Account, passphrase string, err error) {
	s.repair.fill(a, passphrase, err)
	s.set(s.repair.content, s.repair.back)
	s.repair.focus()
}

// Key is told the keys no field has a use for: Escape leads back.
func (s *Screen) Key(k *fyne.KeyEvent) {
	if k.Name != fyne.KeyEscape || s.back == nil || !s.back.Visible() || s.back.Disabled() {
		return
	}
	s.back.Tapped(nil)
}

// set shows a form; back is its button that leads to the accounts, nil for none.
func (s *Screen) set(o fyne.CanvasObject, back *widgets.Button) {
	s.back = back
	s.side.Objects = []fyne.CanvasObject{o}
	s.fit()
}

// fit lays the form out anew after a change of what it shows: once for the width, which decides how many lines its
// paragraphs have, and once for the height that follows from it.
func (s *Screen) fit() {
	s.right.Refresh()
	s.right.Refresh()
}

func (s *Screen) focus(o fyne.Focusable) { s.deps.Window.Canvas().Focus(o) }
