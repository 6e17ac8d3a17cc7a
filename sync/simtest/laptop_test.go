package simtest

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
)

// laptop is one laptop: a folder, and while it runs a store and the sync on it.
type laptop struct {
	w      *world
	name   string
	owner  *person
	dir    string
	skew   int64 // of its clock, milliseconds
	store  *store.Store
	engine *device.Engine
	power  power
	until  int64  // it has no network until then
	order  string // with which it was taken out of use
	gone   string // why it is no more: wiped, destroyed; "" it lives
	ended  chan struct{}
	bade   chan struct{} // the centre was told of the end, or could not be
	wiped  bool          // the sync said that the folder must be destroyed

	key      ed25519.PrivateKey // of an enrolment that is under way
	code     string
	ready    bool            // enrolled
	typing   bool            // its person writes while a round is under way
	broken   bool            // an answer was cut in the last round
	had      map[rowKey]held // from the centre when it was restored
	pages    pages
	requests int // of the round under way
	restores int // of the centre when it began
}

// buy gives a person a laptop and a code to enrol it.
func (w *world) buy(p *person) *laptop {
	l := &laptop{w: w, name: fmt.Sprintf("L%d", len(w.laptops)+1), owner: p}
	l.dir = w.path("%s-0", l.name)
	w.must(copyFolder(template().laptop, l.dir), "copy a laptop")
	w.laptops = append(w.laptops, l)
	if w.rnd.one(4) {
		l.skew = int64(w.rnd.between(-3*3600_000, 3*3600_000))
	}
	l.code = w.hire(p)
	l.open()
	l.enrol()
	return l
}

func (l *laptop) clock() time.Time { return time.UnixMilli(l.w.now + l.skew).In(app.Shanghai) }

// open starts the program on the laptop's files.
func (l *laptop) open() {
	l.power = power{l: l}
	st, err := store.Open(context.Background(), l.dir, template().key, store.Options{Clock: l.clock, Watch: l.power.watch})
	l.w.must(err, "%s: open", l.name)
	l.store = st
	if l.ready {
		l.start()
	}
}

func (l *laptop) start() {
	e, err := device.New(device.Config{
		Store: &waiting{l.store, l}, Clock: l.clock, DeviceName: l.name, Transport: &line{l}, Jitter: func() float64 { return 0.5 },
		ChunkBytes: contentChunk,
	})
	l.w.must(err, "%s: start", l.name)
	l.engine = e
	gone := make(chan struct{})
	l.ended, l.bade = gone, make(chan struct{}, 1)
	if o, ok := any(e).(interface{ OnWipe(func()) }); ok {
		o.OnWipe(func() { close(gone) })
	}
}

// enrol binds the laptop to its owner, as far as the network lets it.
func (l *laptop) enrol() {
	var err error
	if l.key == nil {
		l.key, err = device.NewKey()
		l.w.must(err, "key")
	}
	e, err := device.Enrol(context.Background(), device.EnrolConfig{
		CentreURL: "http://127.0.0.1:9", Code: l.code, DeviceName: l.name, Clock: l.clock, Key: l.key, Transport: &line{l},
	})
	if err != nil {
		l.w.step("%s enrols: %v", l.name, err)
		if app.Code(err) == app.ErrCode { // another code was made for the person since
			l.code, l.key = l.w.hire(l.owner), nil
			if l.w.calm { // before somebody else asks for one for the same person
				l.enrol()
			}
			return
		}
		if app.Code(err) != app.ErrOffline && app.Code(err) != app.ErrRefused || l.w.calm {
			l.w.fail("%s cannot be enrolled: %v", l.name, err)
		}
		return
	}
	l.w.must(device.SaveEnrolment(context.Background(), l.store, e), "%s: save enrolment", l.name)
	l.ready = true
	l.start()
	if a := &l.w.album; a.taken && a.rnd.one(3) {
		l.w.must(l.store.SetSetting(context.Background(), store.SettingBlobLimit, "50000"), "%s: little room for photos", l.name)
	}
	l.w.step("%s of %s is enrolled as %s", l.name, l.owner.no, l.id())
}

// id returns the laptop's id at the centre.
func (l *laptop) id() string {
	_, id := l.store.Author()
	return id
}

// alive reports whether the laptop runs.
func (l *laptop) alive() bool { return l.gone == "" }

// errKilled is what a program gets that is being killed.
var errKilled = errors.New("simtest: the power is off")

// power kills a laptop's program at one step of what it does to its disk.
type power struct {
	l    *laptop
	mu   sync.Mutex
	left int    // steps until the kill; 0 never
	dead bool   // nothing reaches the disk any more
	rest string // folder as the kill left it
}

func (p *power) watch(disk.Event) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.dead {
		return errKilled
	}
	if p.left == 0 {
		return nil
	}
	if p.left--; p.left > 0 {
		return nil
	}
	return p.cut()
}

// cut takes the folder as it is at this moment aside.
func (p *power) cut() error {
	p.rest = p.l.dir + "+"
	if err := copyFolder(p.l.dir, p.rest); err != nil {
		panic(err)
	}
	p.dead = true
	return errKilled
}

func (p *power) off() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.dead
}

// arm kills the program after some steps.
func (p *power) arm(steps int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.left = steps
}

// revive starts a killed program again on what is left, and reports whether it was killed.
func (l *laptop) revive() bool {
	l.power.mu.Lock()
	dead, rest := l.power.dead, l.power.rest
	l.power.left = 0
	l.power.mu.Unlock()
	if !dead {
		return false
	}
	_ = l.store.Close()
	_ = os.RemoveAll(l.dir)
	l.dir = rest
	l.w.step("%s was killed, and starts again", l.name)
	if l.w.office.past.on {
		l.w.wholeCards(l, l.w.readLaptop(l.dir, cardKinds()))
	}
	l.open()
	l.learn(true)
	return true
}

// kill ends the program between two steps and starts it again.
func (l *laptop) kill() {
	l.power.mu.Lock()
	_ = l.power.cut()
	l.power.mu.Unlock()
	l.revive()
}

// restart closes the program as people do, and starts it again.
func (l *laptop) restart() {
	l.w.must(l.store.Close(), "%s: close", l.name)
	l.w.step("%s is closed and opened", l.name)
	l.open()
	l.learn(false)
}

// sync runs one round.
func (l *laptop) sync() (device.Report, error) {
	if !l.ready {
		l.enrol()
		if !l.ready {
			return device.Report{}, app.Errorf(app.ErrOffline, "not enrolled")
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if !l.w.calm && l.w.rnd.one(12) {
		l.power.arm(l.w.rnd.between(1, 120))
	}
	l.w.step("%s syncs", l.name)
	l.broken = false
	l.requests, l.restores = 0, l.w.office.restores
	l.pages.begin()
	r, err := l.engine.Sync(ctx)
	if l.w.fault != "" {
		l.w.fail("%s", l.w.fault)
	}
	killed := l.revive()
	if app.Code(err) == app.ErrUnauthorised && strings.Contains(err.Error(), "停用") {
		<-l.ended // told on a goroutine of its own, as the centre is
		<-l.bade
		l.wiped = true
	}
	if l.wiped {
		l.destroy("wiped")
		return r, nil
	}
	l.w.step("%s synced: sent %d, refused %d, kept %d, got %d, %v", l.name, r.Pushed, r.Refused, r.Kept, r.Pulled, err)
	if killed {
		return r, err
	}
	l.explain(err)
	if l.w.office.past.on && (err != nil || l.w.rnd.one(4)) && !l.w.calm {
		l.w.wholeCards(l, l.look(cardKinds()))
	}
	return r, err
}

// farewell notes that the laptop has said, or tried to say, that it is wiped.
func (l *laptop) farewell() {
	select {
	case l.bade <- struct{}{}:
	default:
	}
}

// remedies is how many times a round goes on with a centre that was restored meanwhile.
const remedies = 4

// explain ends the run for an error of a round that no fault explains.
func (l *laptop) explain(err error) {
	switch app.Code(err) {
	case "", app.ErrOffline, app.ErrCancelled, app.ErrUnauthorised:
	default:
		if !l.w.calm && app.Code(err) == app.ErrRefused && l.broken {
			return // half an answer that says no
		}
		if app.Code(err) == app.ErrConflict && l.w.office.restores-l.restores >= remedies {
			return
		}
		l.w.fail("%s: the round ended in %s: %v (%v)", l.name, app.Code(err), err, errors.Unwrap(err))
	}
}

// destroy ends a laptop: what it had not sent is lost with it, unless a copy of its disk has it too.
func (l *laptop) destroy(why string) {
	// A copy that comes under the identity of one that has said to be wiped is told to wipe itself at once, and a centre that
	// is restored after everything was sent takes away what only the wiped laptop had.
	drained := why == "wiped" && l.order != wire.DeviceWiping && len(l.w.images) == 0 && l.restores == l.w.office.restores
	l.w.album.without(l, drained)
	_ = l.store.Close()
	l.store, l.engine, l.gone = nil, nil, why
	_ = os.RemoveAll(l.dir)
	l.w.step("%s is %s", l.name, why)
	l.w.office.readTaken()
	for _, k := range l.w.works {
		if k.on[l] {
			delete(k.on, l)
			if drained && len(k.on) == 0 && !l.w.office.taken[k.key] {
				l.w.fail("%s was wiped with operation %d on %s %s, which is not at the centre", l.name, k.op.N, k.op.Kind, k.op.ID)
			}
			l.w.excuse(k)
		}
	}
}
