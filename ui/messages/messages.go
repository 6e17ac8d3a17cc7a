// Package messages is the dialog that offers texts for WeChat or SMS: the ones for an occasion, filled for a customer, to
// be changed, copied and, once sent, written down as a service record.
package messages

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
)

// Service is what the dialog asks and tells.
type Service interface {
	Messages(ctx context.Context, want app.MessageWant) ([]app.Message, error)
	RecordMessage(ctx context.Context, m app.MessageSent) (recordID string, err error)
	WithdrawRecord(ctx context.Context, recordID, why string) error
}

// Deps is what the dialog needs. Done, which may be nil, is called on the UI goroutine after a message was recorded or
// taken back. Async runs loading off the UI goroutine; nil starts a goroutine.
type Deps struct {
	Window  fyne.Window
	Service Service
	Drafts  *drafts.Keeper
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
	Done    func()
	Async   func(func())
}

// Want says whom a text is for and on what occasion.
type Want = app.MessageWant

// Room is the room that takes up a text begun and left; DraftForm names the form of such a draft.
const (
	Room      = "calls"
	DraftForm = "messages.text"
)

// Ask opens the dialog for a customer; with several, one after the other: the next follows when one was recorded or passed
// over.
func Ask(d Deps, wants ...Want) {
	if d.Async == nil {
		d.Async = func(f func()) { go f() }
	}
	ask(d, wants, 0)
}

// Resume opens the dialog of a draft again.
func Resume(d Deps, draft app.Draft) {
	a := drafts.Args(draft, 5)
	Ask(d, Want{CustomerID: draft.About, PolicyID: a[0], AppointmentID: a[1], ActivityID: a[2], Stage: a[3], Topic: a[4]})
}

// DraftKey is the key of the draft of a text to a customer.
func DraftKey(customerID string) string { return "messages.text/" + customerID }

func ask(d Deps, wants []Want, at int) {
	if at >= len(wants) {
		return
	}
	w := wants[at]
	d.Async(func() {
		list, err := d.Service.Messages(context.Background(), w)
		if err != nil {
			d.Fail(err)
			fyne.Do(func() { ask(d, wants, at+1) }) // one of several who may not be written to
			return
		}
		fyne.Do(func() { newPage(d, wants, at, list).show() })
	})
}
