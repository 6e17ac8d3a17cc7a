// Package book is the 经营 room: the contact book of a month, prospects with their stages, birthdays and festivals with the
// greetings, and activities for customers with their invitations.
package book

import (
	"context"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/messages"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/views"
	"github.com/fangce/fangce/ui/widgets"
)

// Service is what the room asks and tells.
type Service interface {
	monthService
	prospectService
	greetService
	activityService
	kinService
	messages.Service
	views.Keeper
	CardsFound(ctx context.Context, text string, customerIDs []string) (map[string]bool, error)
	CardIndex(ctx context.Context, q app.CardQuery) ([]int64, error)
	CardRows(ctx context.Context, rowids []int64) ([]app.CardRow, error)
	NoteAccess(ctx context.Context, a app.Access) error
	Me() app.Person
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Service  Service
	Drafts   *drafts.Keeper
	Navigate func(room string, arg any)
	Fail     func(error)
	Toast    func(text, undoLabel string, undo func())
	// Print opens the preview of a form about a month or an activity; nil: there is none.
	Print func(form, customers, about string)
}

// Ids of the pages.
const (
	pageMonth      = "month"
	pageProspects  = "prospects"
	pageGreetings  = "greet"
	pageActivities = "activities"
)

// page is one page of the room.
type page interface {
	content() fyne.CanvasObject
	// show is called when the page is entered.
	show()
	// refresh loads what the page shows anew; what is selected and typed stays.
	refresh()
	// find puts the cursor into the search field.
	find()
	rune(r rune) bool
	key(k *fyne.KeyEvent) bool
	commands() []widgets.Command
	// leave is called when the page goes out of sight.
	leave()
}

// Room is the 经营 room.
type Room struct {
	deps  Deps
	async func(work func()) // does work off the UI goroutine
	pages map[string]page
	ids   []string
	tabs  *widgets.Segmented
	body  *fyne.Container
	all   *fyne.Container

	month      *monthPage
	prospects  *prospectPage
	greetings  *greetPage
	activities *activityPage
}

// New returns the room; it opens on the contact book of this month. Who has no customers sees the activities only.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(work func()) { go work() }, pages: map[string]page{}}
	me := d.Service.Me()
	if me.Is(app.RolePlanner) || len(me.Roles) == 0 {
		r.month, r.prospects, r.greetings = newMonthPage(r), newProspectPage(r), newGreetPage(r)
		r.pages[pageMonth], r.pages[pageProspects], r.pages[pageGreetings] = r.month, r.prospects, r.greetings
		r.ids = []string{pageMonth, pageProspects, pageGreetings}
	}
	r.activities = newActivityPage(r)
	r.pages[pageActivities] = r.activities
	r.ids = append(r.ids, pageActivities)
	var options []widgets.Option
	for _, id := range r.ids {
		options = append(options, widgets.Option{ID: id, Label: lang.X("book.page."+id, "")})
	}
	r.tabs = widgets.Tag("book.pages", widgets.NewSegmented(options, r.ids[0], func(id string) { r.open(id) }))
	r.body = widgets.Stack()
	var actions []fyne.CanvasObject
	if r.month != nil {
		actions = append(actions, widgets.Tag("book.families", widgets.Quiet(lang.X("book.kin", ""), theme.IconFamily, r.families)))
	}
	head := widgets.PageHead(lang.X("book.title", ""), []fyne.CanvasObject{r.tabs}, actions...)
	r.all = widgets.Pad(12, 14, 12, 14, widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), r.body, nil))
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.all }

// Show is called when the room is entered; arg may be the id of a page, the id of an activity, or a draft to go on with.
func (r *Room) Show(arg any) {
	switch a := arg.(type) {
	case app.Draft:
		r.resume(a)
		return
	case string:
		if slices.Contains(r.ids, a) {
			r.open(a)
			return
		}
		if a != "" {
			r.activities.want = a
			r.open(pageActivities)
			return
		}
	}
	r.open(r.tabs.Value())
}

// open shows a page.
func (r *Room) open(id string) {
	if p := r.pages[id]; p != nil {
		if r.tabs.Value() != id {
			r.current().leave()
		}
		r.tabs.Set(id)
		r.body.Objects = []fyne.CanvasObject{p.content()}
		r.body.Refresh()
		p.refresh()
		p.show()
	}
}

func (r *Room) current() page { return r.pages[r.tabs.Value()] }

// Refresh loads the page in sight anew.
func (r *Room) Refresh() { r.current().refresh() }

// Hide is called when another room is entered.
func (r *Room) Hide() { r.current().leave() }

// Find puts the cursor into the search field of the page.
func (r *Room) Find() { r.current().find() }

// Rune takes the one-key actions of the page.
func (r *Room) Rune(key rune) bool { return r.current().rune(key) }

// Key takes the keys nobody focused wanted.
func (r *Room) Key(k *fyne.KeyEvent) bool { return r.current().key(k) }

// Page turns to a page by its place.
func (r *Room) Page(n int) bool {
	if n < 0 || n >= len(r.ids) {
		return false
	}
	r.deps.Window.Canvas().Unfocus()
	r.open(r.ids[n])
	return true
}

// Commands returns what can be done here: going to a page, and what the page in sight offers.
func (r *Room) Commands() []widgets.Command {
	var out []widgets.Command
	for i, id := range r.ids {
		out = append(out, widgets.Command{ID: "book.open_" + id, Label: lang.X("book.page."+id, ""), Key: "Alt+" + strconv.Itoa(i+1), Run: func() { r.deps.Navigate("book", id) }})
	}
	if r.month != nil {
		out = append(out, widgets.Command{ID: "book.families", Label: lang.X("book.kin", ""), Run: func() {
			r.deps.Navigate("book", nil)
			r.families()
		}})
	}
	for _, id := range r.ids {
		out = append(out, r.pages[id].commands()...)
	}
	return out
}

// onPage returns why a command of a page cannot be done: another page is in sight.
func (r *Room) onPage(id string, then func() string) func() string {
	return func() string {
		if r.tabs.Value() != id {
			return lang.X("book.command.other_page", "", map[string]any{"Page": lang.X("book.page."+id, "")})
		}
		if then != nil {
			return then()
		}
		return ""
	}
}

// do runs a change off the UI goroutine and then refreshes the page in sight; done follows on the UI goroutine.
func (r *Room) do(change func(ctx context.Context) error, done func()) {
	r.async(func() {
		if err := change(context.Background()); err != nil {
			r.deps.Fail(err)
			return
		}
		fyne.Do(func() {
			if done != nil {
				done()
			}
			r.Refresh()
		})
	})
}

// toCard opens the card of a customer.
func (r *Room) toCard(id string) {
	if id != "" {
		r.deps.Navigate("cards", id)
	}
}

// toCall opens the sheet for a call.
func (r *Room) toCall(customerID, policyID, stage string) {
	if customerID != "" {
		r.deps.Navigate("calls", []string{customerID, policyID, stage})
	}
}
