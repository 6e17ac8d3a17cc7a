package centre_test

import (
	"crypto/ed25519"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

// rejoined returns a copy of the laptop's disk with an id of its own.
func (l *laptop) rejoined() *laptop {
	l.w.t.Helper()
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		l.w.t.Fatal(err)
	}
	at := l.w.now.Load()
	bare := &laptop{w: l.w, key: l.key, id: l.id}
	var reply wire.EnrolReply
	if p := bare.call(wire.PathRejoin, wire.RejoinRequest{
		V: wire.V, DeviceID: l.id, PublicKey: public, At: at, Sig: ed25519.Sign(l.key, wire.RejoinMessage(l.id, public, at)),
	}, &reply); p != nil {
		l.w.t.Fatal(p)
	}
	return &laptop{w: l.w, key: key, id: reply.DeviceID, person: reply.Person, tokens: reply.Tokens, epoch: reply.Epoch, cursors: map[string]int64{}, rows: map[string]wire.Entry{}}
}

// A laptop that is drained may be in other hands: it takes no other out of use.
func TestADrainingLaptopRevokesNothing(t *testing.T) {
	w := newWorld(t)
	l, second := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
	wantProblem(t, "drain", l.revoke(second.id, wire.DeviceDraining), "")
	wantProblem(t, "revoke while draining", second.revoke(l.id, wire.DeviceWiping), wire.CodeRevoked)
	if list := second.devices().Devices; len(list) != 2 {
		t.Errorf("%d laptops in the list", len(list))
	}
	l.pull()
	if res := second.push(second.create(customer("王芳"))); res[0].Outcome != wire.OutcomeApplied || res[0].Row != nil {
		t.Errorf("push while draining: %+v", res)
	}
}

// Whoever has copied a disk does not keep it in use by coming first.
func TestCopiesOfADiskAreRevokedWithIt(t *testing.T) {
	w := newWorld(t)
	l, other := w.laptop("1001", "", app.RolePlanner), w.enrol(w.user("1001", "", app.RolePlanner))
	child := l.rejoined()
	grandchild := child.rejoined()
	child.pull()
	for _, d := range other.devices().Devices {
		if want := map[string]string{child.id: l.id, grandchild.id: child.id}[d.ID]; d.CopyOf != want {
			t.Errorf("%s is a copy of %q, want %q", d.ID, d.CopyOf, want)
		}
	}
	wantProblem(t, "wipe", other.revoke(l.id, wire.DeviceWiping), "")
	for _, d := range other.devices().Devices {
		want := wire.DeviceWiping
		if d.ID == other.id {
			want = wire.DeviceActive
		}
		if d.State != want {
			t.Errorf("%s is %s, want %s", d.ID, d.State, want)
		}
	}
	_, p := child.pullPage(1)
	wantProblem(t, "pull of a copy", p, wire.CodeWipe)
	if n := w.count(`SELECT count(*) FROM audit WHERE what = 'revoke' AND detail LIKE '%' || ? || '%' AND detail LIKE '%' || ? || '%'`, child.id, grandchild.id); n != 1 {
		t.Errorf("%d entries of the audit log name the copies", n)
	}
}

// What is not known of the time after a backup: one-time codes may have been used, so they are void.
func TestCodesFromBeforeARestoreAreVoid(t *testing.T) {
	w := newWorld(t)
	code := w.user("1001", "", app.RolePlanner)
	backup := w.backup()
	w.enrol(code)
	w.pass(time.Hour)
	w.restore(backup)
	_, key, _ := ed25519.GenerateKey(nil)
	again := &laptop{w: w, key: key}
	if p := again.call(wire.PathEnrol, again.enrolment(code), new(wire.EnrolReply)); p == nil {
		t.Error("a code that was used after the backup is good again")
	}
	w.enrol(w.user("1001", "", app.RolePlanner))
}

// A laptop that was taken out of use after the backup stays so while the anchors are there, though the database is lost.
func TestRevocationsOutlastTheDatabase(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	manager := w.laptop("9001", "", app.RoleCentreManager)
	file, err := w.c.Backup(t.Context(), filepath.Join(t.TempDir(), "backup.db"))
	if err != nil {
		t.Fatal(err)
	}
	wantProblem(t, "wipe", manager.revoke(l.id, wire.DeviceWiping), "")
	for _, kept := range []bool{true, false} {
		path := filepath.Join(t.TempDir(), "new.db")
		if kept {
			raw, err := os.ReadFile(centre.AnchorsOf(w.path))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(centre.AnchorsOf(path), raw, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		r, err := centre.Restore(t.Context(), file.File, path, false, centre.Options{Clock: w.clock})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Unknown || r.Noted != kept {
			t.Errorf("kept %v: %+v", kept, r)
		}
		c, err := centre.Open(t.Context(), path, centre.Options{Clock: w.clock})
		if err != nil {
			t.Fatal(err)
		}
		list, err := c.Devices(t.Context(), l.person.ID)
		if err != nil || len(list) != 1 || kept != (list[0].State == wire.DeviceWiping) {
			t.Errorf("kept %v: %+v %v", kept, list, err)
		}
		if report, err := c.VerifyAudit(t.Context(), ""); err != nil || len(report.Findings) > 0 {
			raw, _ := os.ReadFile(centre.AnchorsOf(path))
			t.Errorf("kept %v: %v %v\n%s", kept, report.Findings, err, raw)
		}
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
}
