package store

import (
	"maps"
	"slices"
	"sync"
)

// notifier tells listeners which kinds have changed, from a goroutine of its own so that no listener can hold up a
// commit. Changes that come faster than listeners take them are told together.
type notifier struct {
	mu        sync.Mutex
	listeners []func([]string)
	dirty     map[string]bool
	wake      chan struct{}
}

func (n *notifier) start() {
	n.dirty = map[string]bool{}
	wake := make(chan struct{}, 1)
	n.wake = wake
	go func() {
		for range wake {
			n.tell()
		}
	}()
}

// stop ends the telling; it does not wait for a listener, which may be the one that closes the store.
func (n *notifier) stop() {
	n.mu.Lock()
	if n.wake != nil {
		close(n.wake)
		n.wake = nil
	}
	n.mu.Unlock()
}

func (n *notifier) tell() {
	n.mu.Lock()
	kinds := slices.Sorted(maps.Keys(n.dirty))
	clear(n.dirty)
	listeners := slices.Clone(n.listeners)
	n.mu.Unlock()
	if len(kinds) == 0 {
		return
	}
	for _, f := range listeners {
		f(kinds)
	}
}

func (n *notifier) changed(kinds map[string]bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(kinds) == 0 || n.wake == nil {
		return
	}
	maps.Copy(n.dirty, kinds)
	select {
	case n.wake <- struct{}{}:
	default:
	}
}

// OnChange registers a function that is told which kinds have changed after a commit, an acknowledgement or an apply. It
// runs on a goroutine of the store's, never on the caller's.
func (s *Store) OnChange(f func(kinds []string)) {
	s.notify.mu.Lock()
	defer s.notify.mu.Unlock()
	s.notify.listeners = append(s.notify.listeners, f)
}
