package centre_test

import (
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Who looked at what is told by who looked, and by nobody else; who supervises the person gets it.
func TestWhoLookedIsTheirOwnWord(t *testing.T) {
	w := newWorld(t)
	boss := w.laptop("2001", "", app.RoleSupervisor)
	l, other := w.laptop("1001", "2001", app.RolePlanner), w.laptop("1002", "2001", app.RolePlanner)
	c := customer("王芳")
	l.push(l.create(c))
	note := app.Access{ID: app.NewID(w.clock()), PersonID: l.person.ID, CustomerID: c.ID, What: app.AccessCard, How: app.AccessReveal, Count: 1, At: 1}
	expect(t, "the own word", l.push(l.create(note))[0], wire.OutcomeApplied, "")
	first := note.ID
	note.ID = app.NewID(w.clock())
	expect(t, "in somebody else's name", other.push(other.create(note))[0], wire.OutcomeQuarantined, "forbidden")
	boss.pull()
	if boss.field("access", first, "what") != `"card"` {
		t.Error("the supervisor does not get it")
	}
	ask := app.DataRequest{ID: app.NewID(w.clock()), PersonID: l.person.ID, CustomerID: c.ID, Kind: app.RequestAccess, ReceivedOn: "2026-11-20"}
	expect(t, "a request", l.push(l.create(ask))[0], wire.OutcomeApplied, "")
	ask.ID = app.NewID(w.clock())
	expect(t, "about a card of somebody else", other.push(other.create(ask))[0], wire.OutcomeQuarantined, "forbidden")
}
