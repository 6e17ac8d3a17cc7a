package ui

import (
	"context"
	"io"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/settings"
	"github.com/fangce/fangce/ui/start"
)

// Config is what the program hands to the window.
type Config struct {
	App     fyne.App
	Clock   app.Clock
	Version string
	Lang    string // asked for on the command line; "" the stored setting, then the system's
	Theme   string // light, dark, or "" for the stored setting
	// Accounts and Unlock and what follows are called off the UI goroutine, and while no account is open.
	Accounts         func() ([]start.Account, error)
	Unlock           func(ctx context.Context, id, passphrase string) (*Session, error)
	UnlockRemembered func(ctx context.Context, id string) (*Session, error)
	Enrol            func(ctx context.Context, e start.Enrolment, step func(string)) (*Session, error)
	Recover          func(ctx context.Context, id string) (Recovery, error)
	Backups          func(id string) ([]app.Backup, error)
	Restore          func(ctx context.Context, id, passphrase, backup string, step func(done, total int)) (app.Rescued, error)
	Rescue           func(ctx context.Context, id, passphrase string, step func(done, total int)) (app.Rescued, error)
	Rekey            func(ctx context.Context, id, passphrase, next string, step func(done, total int)) error
	// Idle locks an account after this time without input where that is sooner than its own setting; 0 for that setting.
	Idle time.Duration
	// Documents is the folder in which choosing a file begins.
	Documents string
	// Input returns an invisible object that, once drawn, has every key, pointer and wheel event of the window told to
	// touched, on the UI goroutine; nil in tests, which call Window.Touched.
	Input func(touched func()) fyne.CanvasObject
	// Ask and Answer serve the places of tagged elements, for -uitest; nil otherwise.
	Ask    io.Reader
	Answer io.Writer
	// Guide offers whoever tries the program out a first walk through it.
	Guide bool
	// Tagged lets elements be found by their ids, for the tour.
	Tagged bool
	// Ready is called once the window stands; nil if nobody wants to know.
	Ready func(*Window)
	// Ended is called once the window is closed and the account in it too; the loop returns soon after. nil if nobody
	// wants to know.
	Ended func()
}

// Session is one unlocked account as the window uses it. Its functions may be called from any goroutine.
type Session struct {
	Account start.Account
	Person  app.Person
	Address string // of the centre
	Device  string
	Folder  string // where its data lies
	Service Service
	Sync    Sync
	Intake  Intake
	Paper   Paper
	// ExportPersonal writes everything that is held on a customer into a folder, as privacy.FormatBook or FormatJSON, and
	// returns the path; nil where that cannot be done.
	ExportPersonal func(ctx context.Context, customerID, format, folder string) (path string, err error)
	Scans          Scans // nil: attachments cannot be looked at
	Desk           Desk  // nil: forms that came back are not recognised
	// OnChange calls tell after something in the store changed.
	OnChange func(tell func(kinds []string))
	// OnDamaged calls tell once the account's files turn out to be damaged; nil if nobody looks.
	OnDamaged func(tell func())
	// OnWiped calls tell once the centre has taken the account on this laptop out of use, drained if what was unsent has
	// been sent; closing the session then removes the account. nil if nobody can.
	OnWiped func(tell func(drained bool))
	// OnRenewed calls tell once the centre has given this laptop a device number of its own, because its disk was copied.
	OnRenewed func(tell func())
	// Began is how the laptop stood to the centre when it was unlocked; the window fills it.
	Began app.SyncState
	// Restored says what was put back at this opening because the database was older than the log beside it; nil if it
	// was not.
	Restored *app.Rescued
	Security settings.Security // nil: the account's keys cannot be changed here
	Safety   settings.Safety   // nil: nothing is known of the account's files
	// Close ends the sync, wipes what was made to be viewed, closes the database and forgets the keys.
	Close func()
}

// Recovery is a start.Recovery whose end is an unlocked account.
type Recovery interface {
	Code() string
	Wait(ctx context.Context) error
	Save(path string) error
	Take(path string) error
	Finish(ctx context.Context, passphrase string) (*Session, error)
}

// Sync is the laptop's tie to the centre.
type Sync interface {
	// State returns everything the Sync room shows.
	State(ctx context.Context) (app.SyncState, error)
	// Standing returns as much of the state as decides what may be shown: no lists.
	Standing(ctx context.Context) (app.SyncState, error)
	// Waiting returns how many changes the centre does not have yet.
	Waiting(ctx context.Context) (int, error)
	// SyncNow runs one round.
	SyncNow(ctx context.Context) error
	StopSync()
	Reenrol(ctx context.Context, code string) error
	Laptops(ctx context.Context) ([]app.Laptop, error)
	Revoke(ctx context.Context, id string, to app.LaptopState) error
	// OnProgress calls tell when a round begins, moves on or ends.
	OnProgress(tell func(running bool))
	// FetchHistory has the centre tell the whole history of a card.
	FetchHistory(ctx context.Context, customerID string) error
}

// Intake reads insurers' files and sends them to the centre.
type Intake interface {
	Preview(ctx context.Context, path, insurer string, progress func(done, total int)) (*app.ImportPreview, error)
	Import(ctx context.Context, p *app.ImportPreview, to, insurer, reason string, progress func(done, total int)) (app.ImportResult, error)
}
