// Package syncview is the Sync room: how the laptop stands to the centre and how far a round is, what has not been sent
// and since when, what the centre refused, the values that lost against another person's with a way to settle each, and
// the laptops that are enrolled.
package syncview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Sync is the laptop's tie to the centre.
type Sync interface {
	State(ctx context.Context) (app.SyncState, error)
	SyncNow(ctx context.Context) error
	// StopSync ends the round that runs; what it has taken in stays, and the next round goes on from there.
	StopSync()
	// Reenrol takes a new one-time code for an account the centre refuses. Errors: app.ErrCode, app.ErrForbidden if the
	// code is another person's, app.ErrOffline.
	Reenrol(ctx context.Context, code string) error
	// Laptops asks the centre for the enrolled laptops the person may see.
	Laptops(ctx context.Context) ([]app.Laptop, error)
	// Revoke takes a laptop out of use: app.LaptopDraining or app.LaptopWiping.
	Revoke(ctx context.Context, id string, to app.LaptopState) error
}

// Service settles what two people wrote at once.
type Service interface {
	KeptDetail(ctx context.Context, k app.Kept) (app.KeptDetail, error)
	SettleKept(ctx context.Context, keptID string, takeLost bool) error
	SettleKeptText(ctx context.Context, keptID, text string) error
	Reveal(ctx context.Context, what string) error
}

// Deps is what the room needs.
type Deps struct {
	Window   fyne.Window
	Clock    app.Clock
	Device   string // this laptop's name
	Sync     Sync
	Service  Service
	Drafts   *drafts.Keeper
	Navigate func(room string, arg any)
	Fail     func(error)
	Toast    func(text, undoLabel string, undo func())
}

// Pages of the room.
const (
	pageState   = "state"
	pageSettle  = "settle"
	pageLaptops = "laptops"
)

// Room is the Sync room.
type Room struct {
	deps    Deps
	async   func(func()) // runs work off the UI goroutine
	round   int          // of loading; an older one is dropped
	running bool
	taking  *app.Draft // form to open again once its kept value has come

	button  *widgets.Button
	badge   *widgets.Badge
	doing   *widgets.Text
	tabs    *widgets.Segmented
	body    *fyne.Container
	state   *statePage
	settle  *settlePage
	laptops *laptopPage
	content fyne.CanvasObject
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(work func()) { go work() }, body: widgets.Stack()}
	r.button = widgets.Tag("sync.now", widgets.Primary(lang.X("sync.now", ""), theme.IconSync, r.syncNow)).Key("F5")
	r.badge = widgets.Tag("sync.badge", widgets.NewBadge("", widgets.Neutral))
	r.doing = widgets.Tag("sync.doing", widgets.Caption("").Clipped())
	r.tabs = widgets.Tag("sync.pages", widgets.NewSegmented([]widgets.Option{
		{ID: pageState, Label: lang.X("sync.pages.state", "")},
		{ID: pageSettle, Label: lang.X("sync.pages.settle", "")},
		{ID: pageLaptops, Label: lang.X("sync.pages.laptops", "")},
	}, pageState, r.turn))
	r.state, r.settle, r.laptops = newStatePage(r), newSettlePage(r), newLaptopPage(r)
	head := widgets.PageHead(lang.X("sync.title", ""), []fyne.CanvasObject{r.badge, r.doing}, r.button)
	tabs := widgets.HStack(0, r.tabs, widgets.Spring())
	r.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, widgets.VStack(8, head, tabs)), r.body, nil))
	r.turn(pageState)
	return r
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Show is called when the room is entered; arg may be a draft to go on with, or the name of a page.
func (r *Room) Show(arg any) {
	switch arg := arg.(type) {
	case app.Draft:
		r.taking = &arg
		r.turn(pageSettle)
	case string:
		r.turn(arg)
	}
	r.Refresh()
}

// Hide is called when the room is left: what was revealed is masked again.
func (r *Room) Hide() { r.settle.mask() }

// Flush brings what is being typed to the disk, before the account is locked or the window closed.
func (r *Room) Flush() { r.deps.Drafts.Flush() }

// turn shows a page of the room.
func (r *Room) turn(page string) {
	var o fyne.CanvasObject
	switch page {
	case pageSettle:
		o = r.settle.content
	case pageLaptops:
		o = r.laptops.content
		r.laptops.load()
	default:
		page, o = pageState, r.state.content
	}
	r.tabs.Set(page)
	r.body.Objects = []fyne.CanvasObject{o}
	r.body.Refresh()
}

// Refresh loads the state anew.
func (r *Room) Refresh() {
	r.round++
	round := r.round
	r.async(func() {
		s, err := r.deps.Sync.State(context.Background())
		if err != nil {
			r.deps.Fail(err)
			return
		}
		now := r.deps.Clock.Now()
		s.Device = r.deps.Device
		facts, rows := stateFacts(s, now), unsentRows(s, now)
		fyne.Do(func() {
			if round == r.round {
				r.fill(s, facts, rows)
			}
		})
	})
}

func (r *Room) fill(s app.SyncState, facts []widgets.Fact, rows []unsentRow) {
	text, tone := standing(s)
	r.badge.Set(text, tone)
	r.doing.Set(doing(s, r.deps.Clock.Now()))
	r.setRunning(s.Running)
	label := lang.X("sync.pages.settle", "")
	if n := len(s.Kept); n > 0 {
		label += " " + wholeNumber(n)
	}
	r.tabs.SetLabel(pageSettle, label)
	r.state.fill(s, facts, rows)
	r.settle.fill(s.Kept)
}

func (r *Room) setRunning(on bool) {
	r.running = on
	if on {
		r.button.SetText(lang.X("sync.running", ""))
		r.button.Disable()
		return
	}
	r.button.SetText(lang.X("sync.now", ""))
	r.button.Enable()
}

func (r *Room) syncNow() {
	if r.running {
		return
	}
	r.setRunning(true)
	r.async(func() {
		err := r.deps.Sync.SyncNow(context.Background())
		switch {
		case app.Code(err) == app.ErrCancelled:
		case err != nil:
			r.deps.Fail(err)
		default:
			r.deps.Toast(lang.X("common.synced", ""), "", nil)
		}
		fyne.Do(r.Refresh)
	})
}

// Key implements the keys of the room.
func (r *Room) Key(k *fyne.KeyEvent) bool {
	if k.Name == fyne.KeyF5 {
		r.syncNow()
		return true
	}
	return r.tabs.Value() == pageSettle && r.settle.key(k)
}

// Rune implements the keys of the room.
func (r *Room) Rune(key rune) bool { return r.tabs.Value() == pageSettle && r.settle.rune(key) }
