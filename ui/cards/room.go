// Package cards is the Cards room: all customers, found as one types, and the service card of one of them: facts edited
// in their place, contacts with their verification, policies with what follows from their dates, and the timeline of
// service records.
package cards

import (
	"context"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/review"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the room asks and tells.
type Service interface {
	views.Keeper
	many
	messages.Service
	lister
	reader
	writer
	recorder
	historian
	attacher
	review.Service
}

// lister reads the list of cards.
type lister interface {
	CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error)
	CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error)
	CardCounts(ctx context.Context) (map[app.CardFilter]int, error)
	CardPlace(ctx context.Context, customerID string) (int64, error)
}

// reader reads one card.
type reader interface {
	Me() app.Person
	Card(ctx context.Context, id string) (app.CardView, error)
	People(ctx context.Context) ([]app.Person, error)
	History(ctx context.Context, kind, id string) ([]app.HistoryEntry, error)
	Reveal(ctx context.Context, what string) error
	NoteAccess(ctx context.Context, a app.Access) error
}

// writer changes a card's facts.
type writer interface {
	NewCustomer(ctx context.Context, c app.Customer) (string, error)
	SaveCustomer(ctx context.Context, before, after app.Customer) error
	Verify(ctx context.Context, v app.Verification) error
	SettleKept(ctx context.Context, keptID string, takeLost bool) error
}

// recorder carries a card through its service.
type recorder interface {
	SignCases(ctx context.Context, caseIDs ...string) error
	OpenCard(ctx context.Context, customerID string) error
	CheckData(ctx context.Context, customerID string) error
	AddRecord(ctx context.Context, r app.ServiceRecord) (string, error)
	WithdrawRecord(ctx context.Context, recordID, why string) error
	Plan(ctx context.Context, a app.Appointment) (string, error)
	CancelAppointment(ctx context.Context, id, why string) error
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Service  Service
	Drafts   *drafts.Keeper
	Navigate func(room string, arg any)
	// Print opens the preview of a form: questionnaire or service_card. It may be called from any goroutine.
	Print func(ctx context.Context, form, customerID, policyID string) error
	// FetchHistory has the centre tell the whole history of a card; nil where there is no centre to ask.
	FetchHistory func(ctx context.Context, customerID string) error
	// View shows attachments over the window, beginning with one, and calls closed afterwards; nil where nothing can.
	View func(list []app.AttachmentView, at int, closed func())
	// ChooseFile lets the user choose a file; nil: its path is typed.
	ChooseFile func(chosen func(path string))
	// Cover shows a page in the place of all rooms, Uncover ends that; nil: there is no policy review.
	Cover   func(page fyne.CanvasObject, private bool)
	Uncover func()
	// Privacy opens the personal data of a customer, with a form of it to go on with or nil; nil where it is not shown.
	Privacy func(customerID string, draft *app.Draft)
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
}

// Room is the Cards room.
type Room struct {
	deps    Deps
	list    *listPane
	card    *cardPane
	split   *widgets.SplitView
	empty   fyne.CanvasObject
	inSight bool                        // between Show and Hide
	async   func(func())                // runs what must not hold up the window
	later   func(time.Duration, func()) // runs something on the UI goroutine after a pause
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(f func()) { go f() }}
	r.later = func(pause time.Duration, f func()) { time.AfterFunc(pause, func() { fyne.Do(f) }) }
	r.list = newListPane(r)
	r.card = newCardPane(r)
	r.empty = widgets.Page(widgets.Surface(widgets.EmptyState(theme.IconCards, lang.X("cards.choose", ""), lang.X("cards.choose.hint", ""), nil)))
	r.split = widgets.NewSplitView(r.list.content, theme.ListWidth, r.empty)
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.split }

// Show is called when the room is entered; arg may be the id of the customer whose card to open, or a draft to go on with.
func (r *Room) Show(arg any) {
	r.inSight = true
	r.list.views.Load()
	r.list.refresh()
	if d, ok := arg.(app.Draft); ok {
		r.resume(d)
		return // its form has the keyboard
	}
	if a, ok := arg.(Arrival); ok {
		r.arrive(a)
	} else if id, ok := arg.(string); ok && id != "" {
		r.open(id)
		r.list.find(id)
	} else {
		r.card.reload()
	}
	r.deps.Window.Canvas().Focus(r.list.list)
}

// Refresh is called when something changed elsewhere; what is selected and typed stays.
func (r *Room) Refresh() {
	r.list.refresh()
	r.card.reload()
}

// Hide is called when another room is entered or the account is locked: a field being typed in is saved, and what was
// revealed is masked again.
func (r *Room) Hide() {
	r.inSight = false
	r.deps.Window.Canvas().Unfocus()
	r.card.mask()
}

// Find puts the keyboard into the search field.
func (r *Room) Find() {
	c := r.deps.Window.Canvas()
	c.Focus(r.list.search)
	r.list.search.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Rune implements the keys of the room, for when no field has them.
func (r *Room) Rune(key rune) bool {
	switch key {
	case '/':
		r.Find()
		return true
	case 'n', 'N':
		r.newProspect()
		return true
	}
	return r.list.chosenKeys(key) || r.card.rune(key)
}

// open shows the card of a customer.
func (r *Room) open(id string) { r.card.load(id) }

// run does work off the UI goroutine, then calls done on it unless the work failed.
func (r *Room) run(work func(ctx context.Context) error, done func()) {
	r.async(func() {
		if err := work(context.Background()); err != nil {
			r.deps.Fail(err)
			return
		}
		if done != nil {
			fyne.Do(done)
		}
	})
}
