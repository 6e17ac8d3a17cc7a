package ui

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/drafts"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// room is one page of the workbench.
type room interface {
	// Content is built once.
	Content() fyne.CanvasObject
	// Show is called when the room is entered; arg is what it shall show, nil for what it showed last.
	Show(arg any)
	// Refresh is called when something changed elsewhere; what is selected and typed stays.
	Refresh()
}

// Parts a room may have.
type (
	finder interface{ Find() }
	keyed  interface{ Key(k *fyne.KeyEvent) bool }
	runed  interface{ Rune(r rune) bool }
	// pager turns to one of its pages, counted from 0; false if there is none.
	pager interface{ Page(n int) bool }
	hider interface{ Hide() }
	// flusher writes down what is half typed; it returns when that is on the disk, or after a second at the latest.
	flusher interface{ Flush() }
	// commander lists what can be done in the room, with the keys: for the palette and the help.
	commander interface{ Commands() []widgets.Command }
	// dropper takes a file dropped on the window.
	dropper interface{ Drop(path string) }
	// manyDropper takes files dropped on the window together; it says what became of each.
	manyDropper interface{ DropFiles(paths []string) }
)

// place is a room with its button on the rail.
type place struct {
	id     string
	icon   fyne.Resource
	bottom bool
	room   room
}

// leastRoom is what a room needs at least, beside the rail. A smaller window scrolls it.
var leastRoom = fyne.NewSize(1060, 560)

// refreshPause gathers changes that come close together into one refresh.
const refreshPause = 250 * time.Millisecond

// bench is the frame around the rooms of one unlocked account.
type bench struct {
	window  *Window
	session *Session
	rooms   []place
	drafts  *drafts.Keeper
	rail    *widgets.NavRail
	body    *fyne.Container
	notice  *notice
	gate    *gate
	guide   *guide
	frame   *fyne.Container // the notices above the rooms
	content fyne.CanvasObject
	stale   map[string]bool
	printer string // printed on last
	undo    *undo  // what Ctrl+Z takes back, nil nothing
	stopped atomic.Bool
	done    chan struct{} // closed when the frame ends
	pending atomic.Bool   // changes of the store are about to be shown
	moving  atomic.Bool   // the sync's state is about to be shown
	told    atomic.Bool   // the disk is full or nearly so
	saved   chan struct{} // something was saved while it is
	over    *cover        // page in the place of rail and rooms; nil: none
}

func newBench(w *Window, s *Session) *bench {
	b := &bench{window: w, session: s, body: widgets.Stack(), stale: map[string]bool{}, done: make(chan struct{}), saved: make(chan struct{}, 1), notice: newNotice()}
	b.rooms = b.roomsOf(s.Person)
	var items []widgets.NavItem
	for _, p := range b.rooms {
		items = append(items, widgets.NavItem{ID: p.id, Label: lang.X("nav."+p.id, ""), Icon: p.icon, Bottom: p.bottom})
	}
	items = append(items, widgets.NavItem{ID: "lock", Label: lang.X("nav.lock", ""), Icon: theme.IconLock, Bottom: true})
	b.rail = widgets.Tag("nav", widgets.NewNavRail(items, func(id string) {
		if id == "lock" {
			w.Lock()
			return
		}
		b.open(id, nil)
	}))
	b.guide = newGuide(b)
	b.gate = newGate(b)
	b.gate.set(s.Began, w.cfg.Clock.Now())
	b.frame = widgets.Fill(widgets.VStack(0, b.notice.content, b.gate.notice, b.guide.content), widgets.Least(leastRoom, b.body), nil)
	b.content = widgets.Sides(widgets.Scroll(b.rail), b.frame, nil)
	s.OnChange(func([]string) {
		b.changed()
		b.lookAgain()
	})
	s.Sync.OnProgress(func(bool) { b.moved() })
	b.watchGate()
	b.countUnsent()
	b.watchHealth()
	return b
}

// open shows a room. An id the person has no room for is ignored.
func (b *bench) open(id string, arg any) {
	for _, p := range b.rooms {
		if p.id != id {
			continue
		}
		b.uncover()
		b.window.win.Canvas().Unfocus()
		if h, ok := b.current().(hider); ok && b.rail.Active() != id {
			h.Hide()
		}
		b.rail.SetActive(id)
		if page := b.gate.page(id); page != nil {
			b.gate.pending = arg
			b.stale[id] = true
			b.body.Objects = []fyne.CanvasObject{page}
			b.body.Refresh()
			return
		}
		b.gate.pending = nil
		b.body.Objects = []fyne.CanvasObject{p.room.Content()}
		b.body.Refresh()
		p.room.Show(arg)
		if b.stale[id] {
			delete(b.stale, id)
			p.room.Refresh()
		}
		return
	}
}

// current returns the room in sight, nil before the first and while a page stands in its place.
func (b *bench) current() room {
	if b.gate.page(b.rail.Active()) != nil {
		return nil
	}
	for _, p := range b.rooms {
		if p.id == b.rail.Active() {
			return p.room
		}
	}
	return nil
}

// changed refreshes the room in sight soon, and the others when they are next shown. It may be called from anywhere.
func (b *bench) changed() { b.refresh(&b.pending, func(string) bool { return true }) }

// moved shows how far the sync is. What a round brought or took away is told as a change of the store, so the rooms but
// that of the sync need not load their thousands of rows at every step and every try without a network.
func (b *bench) moved() { b.refresh(&b.moving, func(id string) bool { return id == "sync" }) }

func (b *bench) refresh(pending *atomic.Bool, concerns func(id string) bool) {
	if pending.Swap(true) {
		return
	}
	time.AfterFunc(refreshPause, func() {
		pending.Store(false)
		if b.stopped.Load() {
			return
		}
		fyne.Do(func() {
			if b.stopped.Load() {
				return
			}
			for _, p := range b.rooms {
				if concerns(p.id) {
					b.stale[p.id] = true
				}
			}
			if id := b.rail.Active(); concerns(id) && b.current() != nil {
				delete(b.stale, id)
				b.current().Refresh()
			}
		})
		b.countUnsent()
		b.lookAtGate()
	})
}

// countUnsent shows on the rail how much has not been sent yet.
func (b *bench) countUnsent() {
	go func() {
		n, err := b.session.Sync.Waiting(context.Background())
		if err != nil || b.stopped.Load() {
			return
		}
		fyne.Do(func() { b.rail.SetBadge("sync", n) })
	}()
}

// syncNow runs a round with the centre and says how it ended.
func (b *bench) syncNow() {
	go func() {
		if err := b.session.Sync.SyncNow(context.Background()); err != nil {
			b.fail(err)
			return
		}
		b.toast(lang.X("common.synced", ""), "", nil)
	}()
}

// fail tells an error in the user's words. It may be called from anywhere.
func (b *bench) fail(err error) {
	if err == nil || b.stopped.Load() {
		return
	}
	text := errorText(err)
	fyne.Do(func() {
		b.say(widgets.Toast{Text: text, Tone: widgets.Danger, For: widgets.ToastActionTime})
	})
}

// failDraft tells that what is being typed cannot be kept, above a dialog as well: it is typed there. It may be called
// from anywhere.
func (b *bench) failDraft(err error) {
	if err == nil || b.stopped.Load() {
		return
	}
	text := errorText(err)
	if app.Code(err) == app.ErrDiskFull {
		text = lang.X("draft.full", "")
	}
	fyne.Do(func() {
		widgets.ShowToast(b.window.win.Canvas(), widgets.Toast{Text: text, Tone: widgets.Danger, For: widgets.ToastActionTime, Urgent: true})
	})
}

// toast shows a message, with a way back where there is one. It may be called from anywhere.
func (b *bench) toast(text, undoLabel string, undo func()) {
	fyne.Do(func() {
		b.say(widgets.Toast{Text: text, Tone: widgets.Success, Action: undoLabel, Do: b.keepUndo(text, undo)})
	})
}

// stop ends the frame; the account stays open. The field in use is left first, as leaving saves it; what no field saves
// by itself becomes drafts.
func (b *bench) stop() {
	if b.stopped.Load() {
		return
	}
	b.window.win.Canvas().Unfocus()
	b.uncover()
	if h, ok := b.current().(hider); ok {
		h.Hide()
	}
	for _, p := range b.rooms {
		if f, ok := p.room.(flusher); ok {
			f.Flush()
		}
	}
	b.drafts.Close()
	b.stopped.Store(true)
	close(b.done)
}

// savingGrace is what the field that was left last has to hand its value to the store: rooms save on goroutines of
// their own.
const savingGrace = 150 * time.Millisecond

// close closes the account after stop. It takes a moment.
func (b *bench) close() {
	time.Sleep(savingGrace)
	b.session.Close()
}
