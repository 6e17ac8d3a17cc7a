// Package privacy shows what is held on one customer, who looked at it and what the customer asked for about it (PIPL art.
// 44–50), and whom of the staff got at personal data when. Its dialogs stand over any room.
package privacy

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the dialogs ask and tell.
type Service interface {
	Me() app.Person
	PersonalData(ctx context.Context, customerID string) (app.PersonalData, error)
	Accesses(ctx context.Context, q app.AccessQuery) ([]app.AccessView, error)
	NoteAccess(ctx context.Context, a app.Access) error
	DataRequests(ctx context.Context, customerID string) ([]app.DataRequestView, error)
	TakeRequest(ctx context.Context, r app.DataRequest) error
	CorrectData(ctx context.Context, before, after app.Customer, r app.DataRequest) error
	RestrictData(ctx context.Context, customerID string, r app.DataRequest) (undo func(ctx context.Context) error, err error)
}

// Deps is what the dialogs need.
type Deps struct {
	Window  fyne.Window
	Clock   app.Clock
	Service Service
	Drafts  *drafts.Keeper
	// Print opens the preview of everything that is held on a customer, on paper.
	Print func(customerID string)
	// Export asks where to, and writes everything that is held on a customer as a file of a format: FormatBook or FormatJSON.
	Export func(customerID, format string)
	Fail   func(error)
	Toast  func(text, undoLabel string, undo func())
	// Async runs what must not hold up the window; nil: on a goroutine of its own.
	Async func(func())
}

// Formats of a copy for the customer beside paper.
const (
	FormatBook = "xlsx"
	FormatJSON = "json"
)

// run does work off the UI goroutine, then calls done on it unless the work failed.
func (d Deps) run(work func(ctx context.Context) error, done func()) {
	async := d.Async
	if async == nil {
		async = func(f func()) { go f() }
	}
	async(func() {
		if err := work(context.Background()); err != nil {
			d.Fail(err)
			return
		}
		if done != nil {
			fyne.Do(done)
		}
	})
}

// labelled returns options whose labels are texts.
func labelled(prefix string, ids ...string) []widgets.Option {
	out := make([]widgets.Option, len(ids))
	for i, id := range ids {
		out[i] = widgets.Option{ID: id, Label: lang.X(prefix+id, "")}
	}
	return out
}
