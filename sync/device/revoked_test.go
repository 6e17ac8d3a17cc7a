package device_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"io"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// wipes returns what is closed once the laptop is told to wipe itself.
func (l *laptop) wipes() <-chan struct{} {
	c := make(chan struct{})
	l.OnWipe(func() { close(c) })
	return c
}

func told(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	case <-time.After(50 * time.Millisecond):
		return false
	}
}

func (l *laptop) id() string {
	l.t.Helper()
	s, err := l.State(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	return s.Device
}

func (l *laptop) stateOf(id string) string {
	l.t.Helper()
	all, err := l.Devices(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	for _, d := range all {
		if d.ID == id {
			return d.State
		}
	}
	return ""
}

func TestALostLaptopIsWipedAtOnce(t *testing.T) {
	o := open(t)
	a, b, outsider := o.laptop(planner), o.laptop(planner), o.laptop(other)
	a.sync()
	b.sync()
	if err := outsider.Revoke(t.Context(), a.id(), wire.DeviceWiping); err == nil {
		t.Error("somebody else took the laptop out of use")
	}
	list, err := b.Devices(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, d := range list {
		if d.This != (d.ID == b.id()) || d.State != wire.DeviceActive || d.Person.StaffNo != planner {
			t.Errorf("%+v", d)
		}
	}
	a.call("没有发出去")
	wiped := a.wipes()
	if err := b.Revoke(t.Context(), a.id(), wire.DeviceWiping); err != nil {
		t.Fatal(err)
	}
	_, err = a.Sync(t.Context())
	wantCode(t, err, app.ErrUnauthorised)
	if !told(wiped) {
		t.Fatal("nobody was told to wipe")
	}
	if _, err := a.Sync(t.Context()); app.Code(err) != app.ErrUnauthorised {
		t.Errorf("a wiped laptop: %v", err)
	}
	if n := len(o.rows("service_record")); n != 0 {
		t.Errorf("%d records came from a stolen laptop", n)
	}
	for range 100 {
		if b.stateOf(a.id()) == wire.DeviceWiped {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if s := b.stateOf(a.id()); s != wire.DeviceWiped {
		t.Errorf("the centre says %s", s)
	}
	// The program was killed before its folder was destroyed.
	again, err := device.New(device.Config{Store: a.store, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	once := &laptop{again, t, a.store}
	wiped = once.wipes()
	done := make(chan struct{})
	go func() { once.Run(t.Context()); close(done) }()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		t.Fatal("a laptop that is to be wiped goes on")
	}
	if !told(wiped) {
		t.Error("nobody was told the second time")
	}
}

func TestALaptopIsDrainedBeforeItIsWiped(t *testing.T) {
	o := open(t)
	var late func() // while the round that is told asks
	a := o.bootWith(o.enrol(planner), device.Config{Transport: through(func(r *http.Request, _ []byte) error {
		if r.URL.Path == wire.PathPull && late != nil {
			late()
			late = nil
		}
		return nil
	})})
	b := o.laptop(planner)
	a.sync()
	ids := []string{a.call("一"), a.call("二")}
	wiped := a.wipes()
	if err := b.Revoke(t.Context(), a.id(), wire.DeviceDraining); err != nil {
		t.Fatal(err)
	}
	o.lose(wire.PathPush, 1)
	_, err := a.Sync(t.Context())
	wantCode(t, err, app.ErrOffline)
	if told(wiped) {
		t.Fatal("wiped before everything was known to have arrived")
	}
	o.pass(20 * time.Minute) // it may still renew its token
	late = func() { ids = append(ids, a.call("三")) }
	_, err = a.Sync(t.Context())
	wantCode(t, err, app.ErrUnauthorised)
	if !told(wiped) {
		t.Fatal("nobody was told to wipe")
	}
	o.calledExactly(ids...)
	if s := b.stateOf(a.id()); s != wire.DeviceWiped {
		t.Errorf("the centre says %s", s)
	}
}

// A token that was stolen without the key is worth nothing, and nor is a request that was listened to.
func TestATokenAloneIsWorthNothing(t *testing.T) {
	o := open(t)
	e := o.enrol(planner)
	var heard *http.Request
	var content []byte
	l := o.bootWith(e, device.Config{Transport: through(func(r *http.Request, body []byte) error {
		if r.URL.Path == wire.PathPush {
			heard, content = r.Clone(context.Background()), body
		}
		return nil
	})})
	l.call("真的")
	l.sync()
	_, thief, _ := ed25519.GenerateKey(nil)
	for name, change := range map[string]func(r *http.Request, body []byte) []byte{
		"no signature": func(r *http.Request, b []byte) []byte { r.Header.Del(wire.HeaderSignature); return b },
		"another key": func(r *http.Request, b []byte) []byte {
			at := int64(app.InstantOf(o.clock()))
			r.Header.Set(wire.HeaderAt, strconv.FormatInt(at, 10))
			sig := ed25519.Sign(thief, wire.RequestMessage(r.Method, r.URL.Path, e.Reply.Tokens.Access, at, wire.Content(b), r.Header.Get))
			r.Header.Set(wire.HeaderSignature, base64.RawURLEncoding.EncodeToString(sig))
			return b
		},
		"another body": func(_ *http.Request, b []byte) []byte { return append(bytes.Clone(b), 0) },
		"later":        func(_ *http.Request, b []byte) []byte { o.pass(6 * time.Minute); return b },
	} {
		r := heard.Clone(t.Context())
		body := change(r, content)
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		resp, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode < 400 || resp.StatusCode >= 500 {
			t.Errorf("%s: %s", name, resp.Status)
		}
	}
	l.sync() // and the laptop itself goes on
}

// The centre was restored before the laptop that is drained asks again: what the centre has forgotten is sent before it is
// wiped, whether something else waits to be sent or not.
func TestALaptopIsDrainedToARestoredCentre(t *testing.T) {
	for name, unsent := range map[string]bool{"with something unsent": true, "with nothing unsent": false} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			a, b := o.laptop(planner), o.laptop(planner)
			a.sync()
			b.sync()
			saved := o.backup()
			o.pass(20 * time.Minute)
			ids := []string{a.call("备份之后")}
			a.sync()
			if unsent {
				ids = append(ids, a.call("没有发出去"))
			}
			o.restore(saved)
			b.sync()
			wiped := a.wipes()
			if err := b.Revoke(t.Context(), a.id(), wire.DeviceDraining); err != nil {
				t.Fatal(err)
			}
			_, err := a.Sync(t.Context())
			wantCode(t, err, app.ErrUnauthorised)
			if a.pending() != 0 || !told(wiped) {
				t.Errorf("%d pending, or not wiped", a.pending())
			}
			o.calledExactly(ids...)
		})
	}
}

// The centre is restored once more while a laptop is being drained, which never pulls: what it had sent in between, work and
// photos, is sent again before it is wiped.
func TestALaptopIsDrainedToACentreRestoredTwice(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	b.sync()
	saved := []string{o.backup(), o.backup()}
	o.pass(20 * time.Minute)
	id := a.call("备份之后")
	p := a.attach(300_000)
	a.full()
	wiped := a.wipes()
	for i, backup := range saved {
		o.restore(backup)
		b.sync()
		if err := b.Revoke(t.Context(), a.id(), wire.DeviceDraining); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			o.lose(wire.PathBlobs+"/"+p.Sha, 9) // some are asked for again by the library
			_, err := a.Sync(t.Context())
			o.lose(wire.PathBlobs+"/"+p.Sha, 0)
			wantCode(t, err, app.ErrOffline)
			if a.pending() != 0 {
				t.Fatal("the work was not sent at first")
			}
		}
	}
	_, err := a.Sync(t.Context())
	wantCode(t, err, app.ErrUnauthorised)
	if !told(wiped) {
		t.Error("not wiped")
	}
	o.calledExactly(id)
	if got := o.blobs(); !bytes.Equal(got[p.Sha], p.bytes) || !bytes.Equal(got[p.Thumb], p.thumb) {
		t.Errorf("the centre has %d contents", len(got))
	}
}

// The keys are gone before the centre hears that the laptop is wiped, and not before everything has arrived.
func TestKeysGoBeforeTheCentreHears(t *testing.T) {
	for _, mode := range []string{wire.DeviceDraining, wire.DeviceWiping} {
		t.Run(mode, func(t *testing.T) {
			o := open(t)
			var doomed atomic.Bool
			var a *laptop
			heard := make(chan bool, 10)
			a = o.bootWith(o.enrol(planner), device.Config{Transport: through(func(r *http.Request, _ []byte) error {
				if r.URL.Path == wire.PathWiped {
					heard <- doomed.Load()
				}
				return nil
			})})
			b := o.laptop(planner)
			a.sync()
			a.OnDoom(func() {
				if n := a.pending(); n > 0 && mode == wire.DeviceDraining {
					t.Errorf("%d operations were not sent", n)
				}
				doomed.Store(true)
			})
			a.call("一")
			if err := b.Revoke(t.Context(), a.id(), mode); err != nil {
				t.Fatal(err)
			}
			_, err := a.Sync(t.Context())
			wantCode(t, err, app.ErrUnauthorised)
			if !doomed.Load() {
				t.Fatal("the keys are still there")
			}
			select {
			case after := <-heard:
				if !after {
					t.Error("the centre heard of it first")
				}
			case <-time.After(10 * time.Second):
				t.Error("the centre did not hear of it")
			}
		})
	}
}

// writing is a store whose person writes while contents are about to be sent.
type writing struct {
	*store.Store
	write func()
}

func (s *writing) BlobsToSend(ctx context.Context, limit int) ([]wire.Blob, error) {
	if f := s.write; f != nil {
		s.write = nil
		f()
	}
	return s.Store.BlobsToSend(ctx, limit)
}

// What is written while the photos of a laptop that is being drained are sent arrives before it is wiped.
func TestWhatIsWrittenWhileALaptopIsDrainedArrives(t *testing.T) {
	o := open(t)
	a, b := o.laptop(planner), o.laptop(planner)
	a.sync()
	b.sync()
	ids := []string{a.call("停用之前")}
	if err := b.Revoke(t.Context(), a.id(), wire.DeviceDraining); err != nil {
		t.Fatal(err)
	}
	e, err := device.New(device.Config{Store: &writing{a.store, func() { ids = append(ids, a.call("正在发送时")) }}, Clock: o.clock})
	if err != nil {
		t.Fatal(err)
	}
	_, err = e.Sync(t.Context())
	wantCode(t, err, app.ErrUnauthorised)
	if a.pending() != 0 {
		t.Errorf("%d pending", a.pending())
	}
	o.calledExactly(ids...)
}
