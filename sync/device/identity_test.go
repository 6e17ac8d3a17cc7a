package device_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// copied opens a copy of a laptop's folder on another machine.
func (a *folder) copied() *folder {
	a.o.t.Helper()
	dir := filepath.Join(a.o.t.TempDir(), "copy")
	if err := os.CopyFS(dir, os.DirFS(a.dir)); err != nil {
		a.o.t.Fatal(err)
	}
	twin := &folder{o: a.o, dir: dir, key: a.key}
	twin.start(twin.openStore())
	return twin
}

// Both copies of a disk go on, each under an id of its own, whatever they have in common and whoever comes first; all of
// their work arrives once.
func TestACopiedDiskGetsAnIDOfItsOwn(t *testing.T) {
	for name, c := range map[string]struct {
		before int           // calls that were not sent when the disk was copied
		wait   time.Duration // until both go on
		lose   string        // answer that is lost
	}{
		"nothing unsent":                {0, 0, ""},
		"something unsent":              {2, 0, ""},
		"after tokens have ended":       {0, time.Hour, ""},
		"after tokens, unsent":          {2, time.Hour, ""},
		"the answer is lost":            {1, 0, wire.PathRejoin},
		"the answer is lost, no tokens": {1, time.Hour, wire.PathRejoin},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			a := o.folder(planner)
			a.sync()
			ids := []string{a.call("以前")}
			a.sync()
			notes := ""
			for range c.before {
				ids = append(ids, a.call("没有发送"))
				if c.wait == 0 {
					notes += "喜欢喝茶。"
					a.change(func(c *app.Customer) { c.Notes = notes })
				}
			}
			a.close()
			twin := a.copied()
			a.start(a.openStore())
			was := a.id()
			told := 0
			twin.OnRejoin(func() { told++ })
			o.pass(c.wait)
			ids = append(ids, a.call("原来的电脑"))
			a.sync()
			ids = append(ids, twin.call("拷贝的电脑一"), twin.call("拷贝的电脑二"))
			if c.lose != "" {
				o.lose(c.lose, 1)
				_, err := twin.Sync(t.Context())
				wantCode(t, err, app.ErrOffline)
			}
			twin.sync()
			for range 3 {
				o.pass(c.wait)
				ids = append(ids, a.call("再来"), twin.call("再来"))
				a.sync()
				twin.sync()
			}
			a.sync()
			o.calledExactly(ids...)
			if a.id() == twin.id() || a.id() != was && twin.id() != was || a.pending()+twin.pending() != 0 {
				t.Errorf("was %s, now %s and %s; %d and %d pending", was, a.id(), twin.id(), a.pending(), twin.pending())
			}
			if (told > 0) != (twin.id() != was) || told > 1 {
				t.Errorf("told %d times", told)
			}
			if list, err := a.Devices(t.Context()); err != nil || len(list) != 2 {
				t.Errorf("the centre has %d laptops, %v", len(list), err)
			}
			for _, id := range ids {
				get[app.ServiceRecord](a.laptop, id)
				get[app.ServiceRecord](twin.laptop, id)
			}
			if n := len(o.rows("kept")); n != 0 {
				t.Errorf("%d conflicts", n)
			}
			if got := get[app.Customer](a.laptop, lin.ID).Notes; got != notes {
				t.Errorf("notes %q, want %q", got, notes)
			}
		})
	}
}

// faulty fails once where a test says so.
type faulty struct {
	*store.Store
	before, after string
}

var errFault = errors.New("the power went")

func (f *faulty) NewDevice(ctx context.Context, id string) error {
	if f.before == "NewDevice" {
		return errFault
	}
	err := f.Store.NewDevice(ctx, id)
	if f.after == "NewDevice" {
		return errFault
	}
	return err
}

func (f *faulty) SetSecret(ctx context.Context, key string, value []byte) error {
	if f.before == key {
		return errFault
	}
	err := f.Store.SetSecret(ctx, key, value)
	if f.after == key {
		return errFault
	}
	return err
}

// The program is killed at any step of a change of identity: the next start goes on with it.
func TestAChangeOfIdentitySurvivesACrash(t *testing.T) {
	for _, fault := range []faulty{{before: "NewDevice"}, {after: "NewDevice"}, {after: "sync.key"}, {before: "sync.tokens"}, {after: "sync.tokens"}} {
		o := open(t)
		e := o.enrol(planner)
		a, twin := o.boot(e), o.boot(e)
		a.sync()
		twin.sync()
		ids := []string{a.call("原来的电脑")}
		a.sync()
		ids = append(ids, twin.call("拷贝的电脑"))
		f := fault
		f.Store = twin.store
		engine, err := device.New(device.Config{Store: &f, Clock: o.clock})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := engine.Sync(t.Context()); !errors.Is(err, errFault) {
			t.Fatalf("%s%s: %v", fault.before, fault.after, err)
		}
		if engine, err = device.New(device.Config{Store: twin.store, Clock: o.clock}); err != nil {
			t.Fatal(err)
		}
		twin.Engine = engine
		ids = append(ids, twin.call("之后"))
		twin.sync()
		a.sync()
		o.calledExactly(ids...)
		if a.id() == twin.id() || twin.pending() != 0 {
			t.Errorf("%s%s: both are %s, %d pending", fault.before, fault.after, a.id(), twin.pending())
		}
	}
}

// A laptop the centre refuses goes on after its person has typed a new code; nothing is lost.
func TestReenrol(t *testing.T) {
	o := open(t)
	a := o.laptop(planner)
	a.sync()
	ids := []string{a.call("发送过")}
	a.sync()
	o.pass(61 * 24 * time.Hour)
	ids = append(ids, a.call("两个月后"))
	_, err := a.Sync(t.Context())
	wantCode(t, err, app.ErrUnauthorised)
	was := a.id()

	wantCode(t, a.Reenrol(t.Context(), "  "), app.ErrInvalid)
	wantCode(t, a.Reenrol(t.Context(), "AAAA-BBBB-CCCC"), app.ErrCode)
	for _, staffNo := range []string{planner, other, supervisor} {
		o.addUserAgain(staffNo)
	}
	wantCode(t, a.Reenrol(t.Context(), o.code(other)), app.ErrForbidden)
	code := o.code(planner)
	o.lose(wire.PathEnrol, 2)
	wantCode(t, a.Reenrol(t.Context(), code), app.ErrOffline)
	if err := a.Reenrol(t.Context(), code); err != nil {
		t.Fatal(err)
	}
	if a.id() == was {
		t.Error("the same identity")
	}
	ids = append(ids, a.call("之后"))
	a.sync()
	o.calledExactly(ids...)
	if again, err := device.New(device.Config{Store: a.store, Clock: o.clock}); err != nil {
		t.Error(err)
	} else if _, err := again.Sync(t.Context()); err != nil {
		t.Errorf("after a restart: %v", err)
	}
}
