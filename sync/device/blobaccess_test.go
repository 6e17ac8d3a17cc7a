package device_test

import (
	"bytes"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

var wang = app.Customer{ID: app.DerivedID("customer", "wang"), Name: "王芳", Sex: app.SexFemale}

// Whoever gets a card gets its contents; whoever gives it away gives them away, on his laptop too.
func TestAHandOverTakesTheContentsAlong(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(other)
	a.sync()
	b.sync()
	p := a.attach(300_000)
	a.full()
	if err := b.FetchBlob(t.Context(), p.Sha); app.Code(err) != app.ErrNotFound {
		t.Errorf("before: %v", err)
	}
	o.handOver(other)
	b.full()
	if !bytes.Equal(b.content(p.Thumb), p.thumb) {
		t.Error("the small picture did not come along")
	}
	if err := b.FetchBlob(t.Context(), p.Sha); err != nil || !bytes.Equal(b.content(p.Sha), p.bytes) {
		t.Errorf("the new planner: %v", err)
	}
	a.full()
	a.full()
	if a.content(p.Sha) != nil || a.content(p.Thumb) != nil || len(a.files()) != 0 {
		t.Errorf("left on the laptop that gave it away: %q", a.files())
	}
	if err := a.FetchBlob(t.Context(), p.Sha); app.Code(err) != app.ErrNotFound {
		t.Errorf("after: %v", err)
	}
	if status := a.ask(p.Sha); status != 404 {
		t.Errorf("the one who gave it away gets %d", status)
	}
}

// A card that is handed over before its photo was sent: the photo still arrives, and for the one who has the card now.
func TestContentsOfACardThatWentElsewhereStillArrive(t *testing.T) {
	o := open(t)
	net := &cutter{at: -1}
	a, b := o.behind(planner, net), o.laptop(other)
	a.sync()
	b.sync()
	p := a.attach(900_000)
	net.next(3, cutBefore)
	if _, err := a.Sync(t.Context()); err != nil && app.Code(err) != app.ErrOffline {
		t.Fatal(err)
	}
	if got := o.blobs(); got[p.Sha] != nil {
		t.Fatal("the content has arrived already")
	}
	o.handOver(other)
	a.commitRows()
	for range 5 {
		a.full()
	}
	if got := o.blobs(); !bytes.Equal(got[p.Sha], p.bytes) {
		t.Fatal("the content did not arrive")
	}
	a.full()
	if len(a.files()) != 0 {
		t.Errorf("left on the laptop: %q", a.files())
	}
	b.full()
	if err := b.FetchBlob(t.Context(), p.Sha); err != nil || !bytes.Equal(b.content(p.Sha), p.bytes) {
		t.Errorf("the new planner: %v", err)
	}
}

// Knowing the hash of somebody else's content is worth nothing, not even with a row of one's own that names it.
func TestAHashIsWorthNothing(t *testing.T) {
	o := open(t)
	row := centre.RowOf(wang)
	row.Stream = app.SeatStream(app.PersonID(other))
	if err := o.centre.PutRows(t.Context(), app.PersonID(resource), []centre.Row{row}); err != nil {
		t.Fatal(err)
	}
	a, thief := o.laptop(planner), o.laptop(other)
	a.sync()
	thief.sync()
	p := a.attach(300_000)
	a.full()
	for _, method := range []string{"HEAD", "GET", "PATCH"} {
		if status := thief.askAs(method, p.Sha, []byte{1}); status != 404 {
			t.Errorf("%s of a guessed hash: %d", method, status)
		}
		if known, unknown := thief.askAs(method, p.Sha, []byte{1}), thief.askAs(method, shaOf([]byte("nothing")), []byte{1}); known != unknown {
			t.Errorf("%s tells whether a content is there: %d, %d", method, known, unknown)
		}
	}
	// A row that names it, with other bytes behind it.
	theft := p.Attachment
	theft.ID, theft.CustomerID, theft.PersonID = app.NewID(o.clock()), wang.ID, thief.Person().ID
	thief.commit(createOf(theft))
	thief.sync()
	if n := len(o.rows("attachment")); n != 2 {
		t.Fatalf("%d rows", n)
	}
	if status := thief.ask(p.Sha); status != 404 {
		t.Errorf("with a row of his own: %d", status)
	}
	if err := thief.FetchBlob(t.Context(), p.Sha); app.Code(err) != app.ErrNotFound || thief.content(p.Sha) != nil {
		t.Errorf("with a row of his own: %v", err)
	}
	if status := thief.askAs("PATCH", p.Sha, make([]byte, len(p.bytes))); status != 422 {
		t.Errorf("other bytes: %d", status)
	}
	if status := thief.ask(p.Sha); status != 404 {
		t.Errorf("after sending other bytes: %d", status)
	}
	if !bytes.Equal(o.blobs()[p.Sha], p.bytes) {
		t.Error("the content was changed")
	}
	// Who has the bytes may have them.
	if status := thief.askAs("PATCH", p.Sha, p.bytes); status/100 != 2 {
		t.Errorf("the true bytes: %d", status)
	}
	if status := thief.ask(p.Sha); status != 206 {
		t.Errorf("after sending the true bytes: %d", status)
	}
	// A row in somebody else's name is refused.
	forged := theft
	forged.ID, forged.PersonID = app.NewID(o.clock()), a.Person().ID
	thief.commit(createOf(forged))
	thief.sync()
	if n := len(o.rows("attachment")); n != 2 {
		t.Errorf("%d rows: one in another's name was taken", n)
	}
}

// Somebody whose grant ended sees nothing any more.
func TestWhoLosesTheSeatLosesTheContents(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	p := a.attach(100_000)
	a.full()
	if status := a.ask(p.Sha); status != 206 {
		t.Fatalf("at first: %d", status)
	}
	o.addUser(centre.User{StaffNo: planner, Name: "李雷", Roles: []string{app.RoleQualityController}})
	if status := a.ask(p.Sha); status != 404 {
		t.Errorf("without the seat: %d", status)
	}
	a.full()
	a.full()
	if len(a.files()) != 0 {
		t.Errorf("left on the laptop: %q", a.files())
	}
}

// A centre that comes back from a backup without contents gets them again from whoever has them.
func TestContentsLostAtTheCentreComeAgain(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	p := a.attach(700_000)
	a.full()
	o.loseContents()
	if err := o.centre.StartEpoch(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.full()
	a.full()
	if got := o.blobs(); !bytes.Equal(got[p.Sha], p.bytes) || !bytes.Equal(got[p.Thumb], p.thumb) {
		t.Errorf("%d contents at the centre", len(got))
	}
}

// A laptop that is taken out of use sends its photos before it wipes itself, though it may fetch none any more.
func TestPhotosAreDrainedBeforeALaptopIsWiped(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	b.sync()
	q := b.attach(50_000)
	b.full()
	p := a.attach(1_500_000)
	if err := b.Revoke(t.Context(), a.id(), wire.DeviceDraining); err != nil {
		t.Fatal(err)
	}
	wiped := a.wipes()
	_, err := a.Sync(t.Context())
	wantCode(t, err, app.ErrUnauthorised)
	if !told(wiped) {
		t.Fatal("nobody was told to wipe")
	}
	if got := o.blobs(); !bytes.Equal(got[p.Sha], p.bytes) || !bytes.Equal(got[p.Thumb], p.thumb) {
		t.Error("the photo did not arrive")
	}
	if a.content(q.Thumb) != nil {
		t.Error("a laptop out of use has fetched a picture")
	}
}
