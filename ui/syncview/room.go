// Package syncview is the Sync room: how the laptop stands to the centre, what has not been sent and since when, and the
// values that lost against another person's.
package syncview

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Sync is the laptop's tie to the centre.
type Sync interface {
	State(ctx context.Context) (app.SyncState, error)
	SyncNow(ctx context.Context) error
}

// Service settles what two people wrote at once.
type Service interface {
	SettleKept(ctx context.Context, keptID string, takeLost bool) error
}

// Deps is what the room needs.
type Deps struct {
	Window  fyne.Window
	Clock   app.Clock
	Device  string // this laptop's name
	Sync    Sync
	Service Service
	Fail    func(error)
	Toast   func(text, undoLabel string, undo func())
}

// Room is the Sync room.
type Room struct {
	deps    Deps
	async   func(func()) // runs work off the UI goroutine
	round   int          // of loading; an older one is dropped
	running bool

	button   *widgets.Button
	banner   *widgets.Banner
	clock    *widgets.Banner
	badge    *widgets.Badge
	facts    *widgets.Facts
	unsent   *widgets.Table[unsentRow]
	waiting  *fyne.Container // the table, or that nothing waits
	page     *widgets.Scroller
	troubles *fyne.Container // what was refused and what lost
	content  fyne.CanvasObject
}

// New returns the room.
func New(d Deps) *Room {
	r := &Room{deps: d, async: func(work func()) { go work() }}
	r.button = widgets.Tag("sync.now", widgets.Primary(lang.X("sync.now", ""), theme.IconSync, r.syncNow)).Key("F5")
	r.badge = widgets.Tag("sync.badge", widgets.NewBadge("", widgets.Neutral))
	r.banner = widgets.Tag("sync.problem", widgets.NewBanner(widgets.Neutral, ""))
	r.clock = widgets.Tag("sync.clock", widgets.NewBanner(widgets.Neutral, ""))
	r.facts = widgets.Tag("sync.facts", widgets.NewFacts(3, string(d.Clock.Today()), stateFacts(app.SyncState{}, d.Clock.Now())))
	r.unsent = widgets.Tag("sync.unsent", widgets.NewTable(unsentColumns(), func(u unsentRow) string { return u.key }, nil))
	r.troubles, r.waiting = widgets.VStack(theme.PanelGap), widgets.Stack(nothingWaits())
	r.page = widgets.Scroll(widgets.VStack(theme.PanelGap, r.banner, r.clock,
		widgets.Panel(lang.X("sync.state", ""), nil, r.facts), r.troubles,
		widgets.PanelFlush(lang.X("sync.unsent", ""), nil, r.waiting)))
	head := widgets.PageHead(lang.X("sync.title", ""), []fyne.CanvasObject{r.badge}, r.button)
	r.content = widgets.Page(widgets.Fill(widgets.Pad(0, 0, theme.PanelGap, 0, head), r.page, nil))
	return r
}

func nothingWaits() fyne.CanvasObject {
	return widgets.Pad(0, 0, 12, 0, widgets.EmptyState(theme.IconDone, lang.X("sync.all_sent", ""), lang.X("sync.all_sent.hint", ""), nil))
}

// mostUnsent is how many lines the table shows without scrolling in itself.
const mostUnsent = 10

// showUnsent shows what waits to be sent.
func (r *Room) showUnsent(rows []unsentRow) {
	r.unsent.SetRows(rows)
	if len(rows) == 0 {
		r.waiting.Objects = []fyne.CanvasObject{nothingWaits()}
	} else {
		r.waiting.Objects = []fyne.CanvasObject{widgets.FixedHeight(r.unsent.HeightFor(min(len(rows), mostUnsent))+1, r.unsent)}
	}
	r.waiting.Refresh()
}

// Content returns the room.
func (r *Room) Content() fyne.CanvasObject { return r.content }

// Show is called when the room is entered.
func (r *Room) Show(any) { r.Refresh() }

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
	r.facts.Set(facts)
	r.showUnsent(rows)
	r.setRunning(s.Running)
	switch s.LastError {
	case "":
		r.banner.Set(widgets.Neutral, "")
	case app.ErrOffline:
		r.banner.Set(widgets.Warning, lang.X("sync.offline", ""))
	default:
		r.banner.Set(widgets.Danger, lang.X("error."+s.LastError, "")+" "+lang.X("sync.advice."+advice(s.LastError), ""))
	}
	r.clock.Set(widgets.Warning, clockWarning(s))
	r.fillTroubles(s)
	r.page.Refresh()
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
		if err != nil {
			r.deps.Fail(err)
		} else {
			r.deps.Toast(lang.X("common.synced", ""), "", nil)
		}
		fyne.Do(r.Refresh)
	})
}

// Key implements the keys of the room.
func (r *Room) Key(k *fyne.KeyEvent) bool {
	if k.Name != fyne.KeyF5 {
		return false
	}
	r.syncNow()
	return true
}
