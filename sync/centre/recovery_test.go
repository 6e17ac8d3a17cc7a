package centre_test

import (
	"bytes"
	"crypto/hpke"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/wire"
)

var dataKey = []byte("0123456789abcdef0123456789abcdef")

// forgot is a laptop whose passphrase is forgotten, and what opens the centre's answer.
type forgot struct {
	*laptop
	wire.RecoveryRequest
	oneTime hpke.PrivateKey
}

// forget makes the request of an enrolled laptop that has sealed its data key to the centre's key.
func (l *laptop) forget() *forgot {
	l.w.t.Helper()
	reply, p := l.refresh(l.tokens.Refresh)
	if p != nil {
		l.w.t.Fatalf("%+v", p)
	}
	oneTime, err := wire.NewRecoveryPair()
	if err != nil {
		l.w.t.Fatal(err)
	}
	f := &forgot{l, wire.RecoveryRequest{
		V: wire.V, StaffNo: l.person.StaffNo, DeviceID: l.id, DeviceName: "ThinkPad", DatabaseID: "db of " + l.id,
		KeyID: reply.Recovery.ID, OneTime: oneTime.PublicKey().Bytes(),
	}, oneTime}
	f.seal(reply.Recovery)
	return f
}

func (f *forgot) seal(to wire.RecoveryKey) {
	f.w.t.Helper()
	var err error
	if f.Sealed, err = wire.SealSlot(to, f.Owner(), dataKey); err != nil {
		f.w.t.Fatal(err)
	}
}

func (f *forgot) ask() (wire.RecoveryReply, *wire.Problem) {
	f.w.t.Helper()
	var reply wire.RecoveryReply
	p := (&laptop{w: f.w}).call(wire.PathRecover, f.RecoveryRequest, &reply) // it has no token: that is locked away
	return reply, p
}

func (f *forgot) wants(state string) wire.RecoveryReply {
	f.w.t.Helper()
	reply, p := f.ask()
	if p != nil || reply.State != state || (state == wire.RecoveryGranted) != (reply.Sealed != nil) {
		f.w.t.Fatalf("%+v %+v, want %s", reply, p, state)
	}
	return reply
}

func (w *world) logged() (events []string) {
	w.t.Helper()
	all, err := w.c.RecoveryLog(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	for _, e := range all {
		if e.By != "root@centre" || e.At == 0 {
			w.t.Errorf("who did it when: %+v", e)
		}
		events = append(events, e.What)
	}
	return events
}

func (w *world) decide(code, staff string, grant bool) (centre.Recovery, error) {
	return w.c.DecideRecovery(w.t.Context(), centre.Decision{Code: code, StaffNo: staff, Grant: grant, By: "root@centre"})
}

func TestRecovering(t *testing.T) {
	w := newWorld(t)
	f := w.laptop("1001", "", app.RolePlanner).forget()
	f.wants(wire.RecoveryWaiting)
	f.wants(wire.RecoveryWaiting)
	all, err := w.c.Recoveries(t.Context())
	if err != nil || len(all) != 1 {
		t.Fatalf("%+v %v", all, err)
	}
	if r := all[0]; r.Code != f.Code() || r.StaffNo != "1001" || r.Name != "员工1001" || r.DeviceName != "ThinkPad" || r.Device != "测试机" || r.Origin != "127.0.0.1" || int64(r.Asked) != w.now.Load() {
		t.Errorf("%+v", r)
	}
	_, err = w.decide("AAAA-BBBB-CCCC", "", true)
	wantCode(t, err, app.ErrNotFound)
	_, err = w.decide(f.Code(), "1002", true)
	wantCode(t, err, app.ErrConflict)
	f.wants(wire.RecoveryWaiting)
	who, err := w.decide(strings.ToLower(strings.ReplaceAll(f.Code(), "-", " ")), "1001", true)
	if err != nil || who.StaffNo != "1001" || who.State != wire.RecoveryGranted {
		t.Fatalf("%+v %v", who, err)
	}
	reply := f.wants(wire.RecoveryGranted)
	if key, err := wire.OpenAnswer(f.oneTime, f.RecoveryRequest, reply.Sealed); err != nil || !bytes.Equal(key, dataKey) {
		t.Errorf("the answer does not open: %v", err)
	}
	_, err = w.decide(f.Code(), "1001", true) // twice
	wantCode(t, err, app.ErrConflict)

	second := w.laptop("1002", "", app.RolePlanner).forget()
	second.wants(wire.RecoveryWaiting)
	if _, err := w.decide(second.Code(), "", false); err != nil {
		t.Fatal(err)
	}
	second.wants(wire.RecoveryRefused)
	if got, want := strings.Join(w.logged(), " "), "unknown_code other_person granted settled refused"; got != want {
		t.Errorf("log %s, want %s", got, want)
	}
	if all, err := w.c.Recoveries(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%+v %v", all, err)
	}
}

// What does not belong together is not even taken in.
func TestForgedRecovery(t *testing.T) {
	w := newWorld(t)
	mine, other := w.laptop("1001", "", app.RolePlanner), w.laptop("1002", "", app.RolePlanner)
	foreign, err := wire.NewRecoveryPair()
	if err != nil {
		t.Fatal(err)
	}
	public := foreign.PublicKey().Bytes()
	for name, change := range map[string]func(f *forgot){
		"another person's slot":     func(f *forgot) { f.StaffNo = "1002" },
		"another laptop's slot":     func(f *forgot) { f.DeviceID = other.id },
		"another person and laptop": func(f *forgot) { f.StaffNo, f.DeviceID = "1002", other.id },
		"another database":          func(f *forgot) { f.DatabaseID += "x" },
		"a person who is not here":  func(f *forgot) { f.StaffNo = "9999" },
		"a tampered slot":           func(f *forgot) { f.Sealed[1150] ^= 1 },
		"no such key":               func(f *forgot) { f.KeyID = "none" },
		"another centre's key": func(f *forgot) {
			f.KeyID = wire.RecoveryKeyID(public)
			f.seal(wire.RecoveryKey{ID: f.KeyID, Public: public})
		},
		"a laptop that was not listed": func(f *forgot) { f.DeviceID = "d0"; f.seal(f.now()) },
		"somebody else's laptop":       func(f *forgot) { f.DeviceID = other.id; f.seal(f.now()) },
	} {
		f := mine.forget()
		change(f)
		if reply, p := f.ask(); p == nil || p.Code != app.ErrRefused {
			t.Errorf("%s: %+v %+v", name, reply, p)
		}
		_, _, err := w.c.AnswerRecovery(t.Context(), f.RecoveryRequest, centre.Decision{Grant: true, By: "root@centre"})
		if app.Code(err) != app.ErrRefused {
			t.Errorf("%s in a file: %v", name, err)
		}
	}
	var kept int
	if err := openRaw(t, w.path).QueryRow(`SELECT count(*) FROM recovery`).Scan(&kept); err != nil || kept != 0 {
		t.Errorf("%d forged requests are kept, %v", kept, err)
	}
	f := mine.forget()
	f.OneTime = f.OneTime[:100]
	if _, p := f.ask(); p == nil || p.Code != app.ErrInvalid {
		t.Errorf("half a one-time key: %+v", p)
	}
	if all, err := w.c.Recoveries(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%+v %v", all, err)
	}
	// Somebody between the two puts in a key of his own. It is taken in, and has another code: what the planner reads out
	// is not found.
	f = mine.forget()
	genuine := f.Code()
	f.OneTime = public
	f.wants(wire.RecoveryWaiting)
	_, err = w.decide(genuine, "1001", true)
	wantCode(t, err, app.ErrNotFound)
	// An earlier version did not note the laptop's id.
	f = mine.forget()
	f.DeviceID = ""
	f.seal(f.now())
	f.wants(wire.RecoveryWaiting)
}

// now returns the centre's present key.
func (f *forgot) now() wire.RecoveryKey {
	f.w.t.Helper()
	reply, p := f.refresh(f.tokens.Refresh)
	if p != nil {
		f.w.t.Fatalf("%+v", p)
	}
	return reply.Recovery
}

func TestRecoveryExpires(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	waits, granted := l.forget(), l.forget()
	waits.wants(wire.RecoveryWaiting)
	granted.wants(wire.RecoveryWaiting)
	if _, err := w.decide(granted.Code(), "", true); err != nil {
		t.Fatal(err)
	}
	w.pass(23 * time.Hour)
	waits.wants(wire.RecoveryWaiting)
	granted.wants(wire.RecoveryGranted)
	w.pass(time.Hour)
	if all, err := w.c.Recoveries(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("listed after a day: %+v %v", all, err)
	}
	_, err := w.decide(waits.Code(), "1001", true)
	wantCode(t, err, app.ErrConflict)
	_, _, err = w.c.AnswerRecovery(t.Context(), waits.RecoveryRequest, centre.Decision{Grant: true, By: "root@centre"})
	wantCode(t, err, app.ErrConflict)
	waits.wants(wire.RecoveryRefused)
	granted.wants(wire.RecoveryRefused)
	var sealed int
	if err := openRaw(t, w.path).QueryRow(`SELECT count(*) FROM recovery WHERE sealed IS NOT NULL`).Scan(&sealed); err != nil || sealed != 0 {
		t.Errorf("%d answers are still kept, %v", sealed, err)
	}
}

// A command whose clock is wrong neither lists nor decides on what is too old for it, and ends nothing by that.
func TestRecoveryOutlivesAWrongClock(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	waits, granted := l.forget(), l.forget()
	waits.wants(wire.RecoveryWaiting)
	granted.wants(wire.RecoveryWaiting)
	if _, err := w.decide(granted.Code(), "", true); err != nil {
		t.Fatal(err)
	}
	ahead, err := centre.Open(t.Context(), w.path, centre.Options{Clock: func() time.Time { return w.clock().AddDate(0, 2, 0) }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = ahead.Close() }()
	if all, err := ahead.Recoveries(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("listed after two months: %+v %v", all, err)
	}
	for code, want := range map[string]string{waits.Code(): app.ErrConflict, "AAAA-BBBB-CCCC": app.ErrNotFound} {
		_, err := ahead.DecideRecovery(t.Context(), centre.Decision{Code: code, Grant: true, By: "root@centre"})
		wantCode(t, err, want)
	}
	_, _, err = ahead.AnswerRecovery(t.Context(), waits.RecoveryRequest, centre.Decision{Grant: true, By: "root@centre"})
	wantCode(t, err, app.ErrConflict)
	waits.wants(wire.RecoveryWaiting)
	granted.wants(wire.RecoveryGranted)
	if _, err := w.decide(waits.Code(), "1001", true); err != nil {
		t.Error(err)
	}
}

func TestRecoveryByFile(t *testing.T) {
	w := newWorld(t)
	f := w.laptop("1001", "", app.RolePlanner).forget()
	d := centre.Decision{Code: "AAAA-BBBB-CCCC", Grant: true, By: "root@centre"}
	_, reply, err := w.c.AnswerRecovery(t.Context(), f.RecoveryRequest, d)
	wantCode(t, err, app.ErrNotFound)
	if reply.Sealed != nil {
		t.Error("answered all the same")
	}
	d.Code, d.StaffNo = f.Code(), "1002"
	_, reply, err = w.c.AnswerRecovery(t.Context(), f.RecoveryRequest, d)
	wantCode(t, err, app.ErrConflict)
	if reply.Sealed != nil {
		t.Error("answered all the same")
	}
	d.StaffNo = "1001"
	who, reply, err := w.c.AnswerRecovery(t.Context(), f.RecoveryRequest, d)
	if err != nil || who.Code != f.Code() || who.Name != "员工1001" || reply.State != wire.RecoveryGranted {
		t.Fatalf("%+v %+v %v", who, reply, err)
	}
	if key, err := wire.OpenAnswer(f.oneTime, f.RecoveryRequest, reply.Sealed); err != nil || !bytes.Equal(key, dataKey) {
		t.Errorf("the answer does not open: %v", err)
	}
	f.wants(wire.RecoveryGranted) // over the network too, now that it is back
	_, _, err = w.c.AnswerRecovery(t.Context(), wire.RecoveryRequest{}, d)
	wantCode(t, err, app.ErrInvalid)
}

func TestRecoveryLimits(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	first := l.forget()
	first.wants(wire.RecoveryWaiting)
	key := l.forget().now()
	for i := range 19 {
		f := l.forget()
		f.DatabaseID += strconv.Itoa(i)
		f.seal(key)
		f.wants(wire.RecoveryWaiting)
	}
	if _, p := w.laptop("1002", "", app.RolePlanner).forget().ask(); p == nil || p.Code != wire.CodeTooMany {
		t.Errorf("the 21st request of one address within minutes: %+v", p)
	}
	first.wants(wire.RecoveryWaiting) // asking how things stand goes on
	w.pass(11 * time.Minute)
	for range 19 {
		l.forget().wants(wire.RecoveryWaiting)
	}
	w.pass(11 * time.Minute)
	if _, p := l.forget().ask(); p == nil || p.Code != wire.CodeTooMany {
		t.Errorf("the 21st request of one database within a day: %+v", p)
	}
	w.laptop("1003", "", app.RolePlanner).forget().wants(wire.RecoveryWaiting)
	w.pass(24 * time.Hour)
	l.forget().wants(wire.RecoveryWaiting)
	large := l.forget()
	large.DeviceName = strings.Repeat("长", 30_000)
	raw, err := json.Marshal(large.RecoveryRequest)
	if err != nil {
		t.Fatal(err)
	}
	if _, p := (&laptop{w: w}).post(wire.PathRecover, raw, "application/json"); p == nil || p.Code != wire.CodeTooLarge {
		t.Errorf("a large request: %+v", p)
	}
}

// A new key takes over, and what was sealed to the old one still opens.
func TestAnotherRecoveryKey(t *testing.T) {
	w := newWorld(t)
	l := w.laptop("1001", "", app.RolePlanner)
	old := l.forget()
	id, err := w.c.NewRecoveryKey(t.Context(), "root@centre")
	if err != nil || id == old.KeyID {
		t.Fatal(id, err)
	}
	again, err := centre.Open(t.Context(), w.path, centre.Options{Clock: w.clock})
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	fresh := l.forget()
	if fresh.KeyID != id {
		t.Errorf("laptops are told of %s, want %s", fresh.KeyID, id)
	}
	for _, f := range []*forgot{old, fresh} {
		f.wants(wire.RecoveryWaiting)
		if _, err := w.decide(f.Code(), "1001", true); err != nil {
			t.Fatal(err)
		}
		if key, err := wire.OpenAnswer(f.oneTime, f.RecoveryRequest, f.wants(wire.RecoveryGranted).Sealed); err != nil || !bytes.Equal(key, dataKey) {
			t.Error(err)
		}
	}
	var reply wire.EnrolReply
	if p := l.call(wire.PathEnrol, l.enrolment(w.user("1003", "", app.RolePlanner)), &reply); p != nil || reply.Recovery.ID != id || !reply.Recovery.Valid() {
		t.Errorf("enrolling names %s: %+v", reply.Recovery.ID, p)
	}
}

// A centre of the earlier version gets its key pair when it is opened.
func TestRecoveryComesToAnOldCentre(t *testing.T) {
	first, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "centre.db")
	for _, s := range []string{
		string(first), `INSERT INTO meta (key, value) VALUES ('epoch', 'old'), ('name', '银保理财中心')`,
		"PRAGMA application_id = 0x46436374", "PRAGMA user_version = 1",
	} {
		if _, err := openRaw(t, path).Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	w := worldAt(t, path)
	l := w.laptop("1001", "", app.RolePlanner)
	if l.epoch != "old" {
		t.Errorf("the old centre's epoch became %s", l.epoch)
	}
	l.forget().wants(wire.RecoveryWaiting)
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if app.Code(err) != code {
		t.Fatalf("error %v, want code %q", err, code)
	}
}
