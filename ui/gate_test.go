package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"github.com/fangce/fangce/app"
)

// Until the first sync is complete, and once the lease has ended, no room shows customers; Sync and Settings stay.
func TestCustomersAreHiddenWhileTheyMayNotBeShown(t *testing.T) {
	d := newDesk(t)
	b := d.bench
	d.bench.rooms = append([]place{{id: "cards", room: &stub{}}}, b.rooms...)
	now := d.cfg.Clock.Now()
	b.open("cards", "someone")
	if r := d.room(); r == nil || r.(*stub).shown != "someone" {
		t.Fatal("the room is not in sight")
	}
	for name, s := range map[string]app.SyncState{"filling": {Filling: true}, "lease": {LeaseUntil: now}} {
		b.turn(s)
		if d.room() != nil {
			t.Errorf("%s: the room takes keys", name)
		}
		b.open("sync", nil)
		if d.room() == nil || !d.seen("sync.now") {
			t.Errorf("%s: the Sync room is closed too", name)
		}
		b.rooms[0].room.(*stub).shown = nil
		b.open("cards", name)
		if b.rooms[0].room.(*stub).shown != nil {
			t.Errorf("%s: the room was shown", name)
		}
		b.turn(app.SyncState{LeaseUntil: now + app.Instant(20*24*time.Hour/time.Millisecond)})
		if got := b.rooms[0].room.(*stub).shown; got != name || d.room() == nil {
			t.Errorf("%s: afterwards the room shows %v", name, got)
		}
	}
	b.turn(app.SyncState{LeaseUntil: now + app.Instant(time.Hour/time.Millisecond)})
	if b.gate.notice.Hidden || d.room() == nil {
		t.Error("an hour before the end nobody is warned")
	}
}

// An account taken out of use closes at once, and the start screen says why.
func TestWipedAccountsAreLocked(t *testing.T) {
	d := newDesk(t)
	d.wiped(d.bench.session, false)
	d.left(t)
	if d.bench != nil || d.start == nil {
		t.Error("the account is still open")
	}
}

func TestDroppedFilesGoToTheRoomInSight(t *testing.T) {
	d := newDesk(t)
	s := &stub{}
	d.bench.rooms = append([]place{{id: "cards", room: s}}, d.bench.rooms...)
	d.bench.open("cards", nil)
	d.dropped([]fyne.URI{storage.NewFileURI("/a.jpg"), storage.NewFileURI("/b.pdf")})
	if len(s.dropped) != 2 || s.dropped[1] != "/b.pdf" {
		t.Errorf("dropped: %v", s.dropped)
	}
	d.bench.open("settings", nil)
	d.dropped([]fyne.URI{storage.NewFileURI("/a.jpg")})
	if d.stage.ToastText() == "" {
		t.Error("a file dropped where nothing takes it vanishes without a word")
	}
}

// stub is a room that notes what it is asked.
type stub struct {
	shown   any
	dropped []string
	content *fyne.Container
}

func (s *stub) Content() fyne.CanvasObject {
	if s.content == nil {
		s.content = &fyne.Container{}
	}
	return s.content
}
func (s *stub) Show(arg any)             { s.shown = arg }
func (s *stub) Refresh()                 {}
func (s *stub) DropFiles(paths []string) { s.dropped = append(s.dropped, paths...) }
