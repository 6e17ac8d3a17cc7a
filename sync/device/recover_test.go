package device_test

import (
	"context"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/apptest"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/centre"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

const remembered = "春江花月夜啊"

// account enrols a laptop as the window does: an account with a passphrase, its key sealed to the centre's.
func (o *office) account(staffNo string) (dir string) {
	o.t.Helper()
	apptest.FastKeys(o.t)
	e := o.enrol(staffNo)
	p, err := store.NewAccount(o.t.TempDir(), store.Account{
		StaffNo: staffNo, Name: e.Reply.Person.Name, CentreURL: e.CentreURL, DeviceID: e.Reply.DeviceID,
	}, remembered)
	if err != nil {
		o.t.Fatal(err)
	}
	if err := store.SetRecovery(p.Dir(), p.Key(), e.Reply.Recovery); err != nil {
		o.t.Fatal(err)
	}
	s := o.unlock(p.Dir(), p.Key())
	if err := device.SaveEnrolment(o.t.Context(), s, e); err != nil {
		o.t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		o.t.Fatal(err)
	}
	if dir, err = p.Finish(); err != nil {
		o.t.Fatal(err)
	}
	return dir
}

func (o *office) unlock(dir string, key []byte) *store.Store {
	o.t.Helper()
	s, err := store.Open(context.Background(), dir, key, store.Options{Clock: o.clock})
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o *office) recover(r wire.RecoveryRequest) (wire.RecoveryReply, error) {
	return device.Recover(o.t.Context(), device.RecoverConfig{CentreURL: o.server.URL, Clock: o.clock}, r)
}

// A planner forgets the passphrase, asks, reads the code out on the telephone, and has all the work back.
func TestForgottenPassphrase(t *testing.T) {
	o := open(t)
	dir := o.account(planner)
	key, err := store.Unlock(dir, remembered)
	if err != nil {
		t.Fatal(err)
	}
	s := o.unlock(dir, key)
	engine, err := device.New(device.Config{Store: s, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	l := &laptop{engine, t, s}
	l.sync()
	unsent := l.call("客户询问分红，周五再谈")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	attempt, err := store.NewRecovery(dir)
	if err != nil {
		t.Fatal(err)
	}
	o.setDown(true)
	_, err = o.recover(attempt.Request())
	wantCode(t, err, app.ErrOffline)
	o.setDown(false)
	o.lose(wire.PathRecover, 1)
	_, err = o.recover(attempt.Request())
	wantCode(t, err, app.ErrOffline)
	reply, err := o.recover(attempt.Request())
	if err != nil || reply.State != wire.RecoveryWaiting {
		t.Fatalf("%+v %v", reply, err)
	}
	_, err = attempt.Take(reply)
	wantCode(t, err, app.ErrWaiting)
	who, err := o.centre.DecideRecovery(t.Context(), centre.Decision{Code: attempt.Code(), StaffNo: planner, Grant: true, By: "test"})
	if err != nil || who.Name != "李雷" || who.Device != "test" {
		t.Fatalf("%+v %v", who, err)
	}
	if reply, err = o.recover(attempt.Request()); err != nil {
		t.Fatal(err)
	}
	key, err = attempt.Take(reply)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SetPassphrase(dir, key, "另外一个口令"); err != nil {
		t.Fatal(err)
	}
	_, err = store.Unlock(dir, remembered)
	wantCode(t, err, app.ErrPassphrase)
	if key, err = store.Unlock(dir, "另外一个口令"); err != nil {
		t.Fatal(err)
	}
	s = o.unlock(dir, key)
	defer func() { _ = s.Close() }()
	l = &laptop{nil, t, s}
	if r := get[app.ServiceRecord](l, unsent); r.Content != "客户询问分红，周五再谈" || l.pending() != 1 {
		t.Errorf("%+v, %d operations to send", r, l.pending())
	}
}

func TestRefusedRecovery(t *testing.T) {
	o := open(t)
	dir := o.account(planner)
	attempt, err := store.NewRecovery(dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.recover(attempt.Request()); err != nil {
		t.Fatal(err)
	}
	if _, err := o.centre.DecideRecovery(t.Context(), centre.Decision{Code: attempt.Code()}); err != nil {
		t.Fatal(err)
	}
	reply, err := o.recover(attempt.Request())
	if err != nil {
		t.Fatal(err)
	}
	_, err = attempt.Take(reply)
	wantCode(t, err, app.ErrRefused)
	forged := attempt.Request()
	forged.StaffNo = other
	_, err = o.recover(forged)
	wantCode(t, err, app.ErrRefused)
	_, err = device.Recover(t.Context(), device.RecoverConfig{CentreURL: "http://192.0.2.1"}, attempt.Request())
	wantCode(t, err, app.ErrInvalid)
	for range 25 {
		again, err := store.NewRecovery(dir)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = o.recover(again.Request()); err != nil {
			wantCode(t, err, app.ErrRefused)
			return
		}
	}
	t.Error("anybody may ask without end")
}

// The laptop seals to the key the centre names, as soon as there is another.
func TestRecoveryKeyIsNamed(t *testing.T) {
	o := open(t)
	l := o.laptop(planner)
	first, err := device.RecoveryKey(t.Context(), l.store)
	if err != nil || !first.Valid() {
		t.Fatalf("%+v %v", first, err)
	}
	var told []string
	l.OnRecoveryKey(func(k wire.RecoveryKey) { told = append(told, k.ID) })
	l.sync()
	id, err := o.centre.NewRecoveryKey(t.Context(), "test")
	if err != nil {
		t.Fatal(err)
	}
	o.pass(16 * time.Minute)
	l.sync()
	if len(told) != 2 || told[0] != first.ID || told[1] != id {
		t.Errorf("told %v, want %s and %s", told, first.ID, id)
	}
	if k, err := device.RecoveryKey(t.Context(), l.store); err != nil || k.ID != id {
		t.Errorf("kept %s, %v", k.ID, err)
	}
	again, err := device.New(device.Config{Store: l.store, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	again.OnRecoveryKey(func(k wire.RecoveryKey) { told = append(told, k.ID) })
	if told[len(told)-1] != id || len(told) != 3 {
		t.Errorf("told %v after a restart", told)
	}
}
