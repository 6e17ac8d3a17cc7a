package ui

import (
	"context"
	"io"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/start"
)

// Config is what the program hands to the window.
type Config struct {
	App     fyne.App
	Clock   app.Clock
	Version string
	Lang    string // asked for on the command line; "" the stored setting, then the system's
	Theme   string // light, dark, or "" for the stored setting
	// Accounts, Unlock and Enrol are called off the UI goroutine.
	Accounts func() ([]start.Account, error)
	Unlock   func(ctx context.Context, id, passphrase string) (*Session, error)
	Enrol    func(ctx context.Context, e start.Enrolment, step func(string)) (*Session, error)
	// Ask and Answer serve the places of tagged elements, for -uitest; nil otherwise.
	Ask    io.Reader
	Answer io.Writer
	// Tagged lets elements be found by their ids, for the tour.
	Tagged bool
	// Ready is called once the window stands; nil if nobody wants to know.
	Ready func(*Window)
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
	// OnChange calls tell after something in the store changed.
	OnChange func(tell func(kinds []string))
	Close    func()
}

// Sync is the laptop's tie to the centre.
type Sync interface {
	// State returns everything the Sync room shows.
	State(ctx context.Context) (app.SyncState, error)
	// SyncNow runs one round.
	SyncNow(ctx context.Context) error
	// OnProgress calls tell when a round begins, moves on or ends.
	OnProgress(tell func(running bool))
}

// Intake reads insurers' files and sends them to the centre.
type Intake interface {
	Preview(ctx context.Context, path, insurer string, progress func(done, total int)) (*app.ImportPreview, error)
	Import(ctx context.Context, p *app.ImportPreview, to, insurer, reason string, progress func(done, total int)) (app.ImportResult, error)
}
