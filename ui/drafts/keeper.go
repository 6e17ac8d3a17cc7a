// Package drafts keeps what somebody has begun to fill in and not handed in. While a form is typed in, its content goes to
// the disk within a second, off the UI goroutine and in order; when the same form is opened again, after a cancel, a lock
// or a crash, it is filled as it was left and says so; handing it in deletes the draft in the transaction that stores the
// result.
//
// A room opens a Form on its inputs, or a dialog with Ask, and tells of changes with Touch. Keeper and Form are used on the
// UI goroutine; a nil Keeper keeps nothing.
package drafts

import (
	"context"
	"slices"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/app"
)

// Store is where drafts lie. Its methods may be called from any goroutine.
type Store interface {
	SaveDraft(ctx context.Context, d app.Draft) error
	Draft(ctx context.Context, key string) (app.Draft, bool, error)
	Drafts(ctx context.Context) ([]app.Draft, error)
	DropDraft(ctx context.Context, key string) error
}

// Pauses of keeping.
const (
	typingPause = 450 * time.Millisecond // from a change to its write; further changes do not put it off
	retryPause  = 5 * time.Second        // from a write that failed to the next try
	flushTime   = time.Second            // the longest Flush waits
)

// Keeper writes the drafts of one unlocked account, one after the other.
type Keeper struct {
	store Store
	clock app.Clock
	fail  func(error)
	forms map[string]*Form // open forms by the keys of their drafts
	slow  time.Time        // when Flush last gave up waiting
	later func(pause time.Duration, f func()) (stop func())

	mu     sync.Mutex
	order  []string              // keys with something to write, the oldest first
	next   map[string]*app.Draft // what to write; nil drops
	now    string                // key being written, "" none
	idle   chan struct{}         // closed when nothing is being written; nil before the first
	told   error                 // why writing fails, as the user was told; nil: it does not
	closed bool
}

// Config is what a keeper works with.
type Config struct {
	Store Store
	Clock app.Clock
	// Fail tells an error to the user, once until writing works again; it may be called from any goroutine.
	Fail func(error)
	// Later runs f on the UI goroutine after a pause, unless it is stopped; nil for a timer.
	Later func(pause time.Duration, f func()) (stop func())
}

// New returns a keeper.
func New(c Config) *Keeper {
	if c.Later == nil {
		c.Later = timed
	}
	return &Keeper{store: c.Store, clock: c.Clock, fail: c.Fail, later: c.Later, forms: map[string]*Form{}, next: map[string]*app.Draft{}}
}

func timed(pause time.Duration, f func()) (stop func()) {
	t := time.AfterFunc(pause, func() { fyne.Do(f) })
	return func() { t.Stop() }
}

// List returns the drafts there are, the newest first, with what is still on its way to the disk. It may be called from
// any goroutine.
func (k *Keeper) List(ctx context.Context) ([]app.Draft, error) {
	if k == nil {
		return nil, nil
	}
	list, err := k.store.Drafts(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	list = slices.DeleteFunc(list, func(d app.Draft) bool { _, newer := k.next[d.Key]; return newer })
	for _, key := range k.order {
		if d := k.next[key]; d != nil {
			list = append(list, *d)
		}
	}
	slices.SortStableFunc(list, func(a, b app.Draft) int { return int(b.At - a.At) })
	return list, nil
}

// Find returns the draft of a key, for who shows it without opening its form.
func (k *Keeper) Find(key string) (app.Draft, bool) {
	if k == nil {
		return app.Draft{}, false
	}
	if f := k.forms[key]; f != nil {
		f.Save()
	}
	return k.get(key)
}

// Drop forgets a draft. A form that stands open on it goes back to what it held before it was typed in.
func (k *Keeper) Drop(key string) {
	if k == nil {
		return
	}
	if f := k.forms[key]; f != nil {
		f.Discard()
		return
	}
	k.put(key, nil)
}

// Restore puts back a draft that Drop has forgotten; a form that has been opened meanwhile stays as it is.
func (k *Keeper) Restore(d app.Draft) {
	if k != nil && k.forms[d.Key] == nil {
		k.put(d.Key, &d)
	}
}

// Flush brings everything typed to the disk and returns when it is there, or after a second.
func (k *Keeper) Flush() {
	if k == nil {
		return
	}
	for _, f := range k.forms {
		f.Save()
	}
	k.start()
	k.mu.Lock()
	idle := k.idle
	k.mu.Unlock()
	if idle == nil {
		return
	}
	if time.Since(k.slow) < flushTime {
		return // every room flushes as an account is locked; a disk that hangs is waited for once
	}
	select {
	case <-idle:
	case <-time.After(flushTime):
		k.slow = time.Now()
	}
}

// Close is Flush, and keeps nothing more: the account is about to be closed.
func (k *Keeper) Close() {
	if k == nil {
		return
	}
	k.Flush()
	k.mu.Lock()
	k.closed = true
	k.mu.Unlock()
	for _, f := range k.forms {
		f.stop()
	}
	clear(k.forms)
}

// get returns a draft as it was last put, whether it is on the disk already or on its way.
func (k *Keeper) get(key string) (app.Draft, bool) {
	k.mu.Lock()
	d, waits := k.next[key]
	k.mu.Unlock()
	if waits {
		if d == nil {
			return app.Draft{}, false
		}
		return *d, true
	}
	k.settle(key)
	found, ok, err := k.store.Draft(context.Background(), key)
	if err != nil {
		k.tell(err)
	}
	return found, ok && err == nil
}

// put has a draft written, or dropped if it is nil, after what was put before it.
func (k *Keeper) put(key string, d *app.Draft) {
	k.mu.Lock()
	if _, waits := k.next[key]; !waits {
		k.order = append(k.order, key)
	}
	k.next[key] = d
	k.mu.Unlock()
	k.start()
}

// recall takes back what of a key is not on its way yet, and returns once nothing of it is.
func (k *Keeper) recall(key string) {
	k.mu.Lock()
	if _, waits := k.next[key]; waits {
		delete(k.next, key)
		k.order = slices.DeleteFunc(k.order, func(o string) bool { return o == key })
	}
	k.mu.Unlock()
	k.settle(key)
}

// settle returns once a key is not being written.
func (k *Keeper) settle(key string) {
	for {
		k.mu.Lock()
		now, idle := k.now, k.idle
		k.mu.Unlock()
		if now != key || idle == nil {
			return
		}
		select {
		case <-idle:
		case <-time.After(time.Millisecond):
		}
	}
}

// start begins to write if there is something to write and nobody does.
func (k *Keeper) start() {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.closed || len(k.order) == 0 {
		return
	}
	if k.idle != nil {
		select {
		case <-k.idle:
		default:
			return // at work
		}
	}
	k.idle = make(chan struct{})
	go k.work(k.idle)
}

// work writes until nothing is left or a write fails.
func (k *Keeper) work(idle chan struct{}) {
	defer close(idle)
	for {
		k.mu.Lock()
		if k.closed || len(k.order) == 0 {
			k.mu.Unlock()
			return
		}
		key := k.order[0]
		d := k.next[key]
		k.order = k.order[1:]
		delete(k.next, key)
		k.now = key
		k.mu.Unlock()
		err := k.write(key, d)
		k.mu.Lock()
		k.now = ""
		if err == nil {
			k.told = nil
			k.mu.Unlock()
			continue
		}
		if _, newer := k.next[key]; !newer {
			k.next[key] = d
			k.order = append([]string{key}, k.order...)
		}
		k.mu.Unlock()
		k.tell(err)
		time.AfterFunc(retryPause, k.start)
		return
	}
}

func (k *Keeper) write(key string, d *app.Draft) error {
	if d == nil {
		return k.store.DropDraft(context.Background(), key)
	}
	return k.store.SaveDraft(context.Background(), *d)
}

// tell tells the user that drafts cannot be kept, once until they can again.
func (k *Keeper) tell(err error) {
	k.mu.Lock()
	told := k.told != nil || k.closed
	k.told = err
	k.mu.Unlock()
	if !told && k.fail != nil {
		k.fail(err)
	}
}

// failing returns why drafts cannot be written, nil if they can as far as is known.
func (k *Keeper) failing() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.told
}
