package vault

import (
	"sync"
	"sync/atomic"
)

// handles gives Go values numbers that may lie in C memory, where the garbage collector does not look and Go pointers must
// not be. Reading is one atomic load: it happens at each call of SQLite, on any thread. Number 0 is never given.
type handles[T any] struct {
	mu   sync.Mutex // changing
	list atomic.Pointer[[]*T]
	free []uintptr
}

func (h *handles[T]) add(x *T) uintptr {
	h.mu.Lock()
	defer h.mu.Unlock()
	var list []*T
	if old := h.list.Load(); old != nil {
		list = append(list, *old...) // readers may still hold the old one
	} else {
		list = []*T{nil}
	}
	var n uintptr
	if last := len(h.free) - 1; last >= 0 {
		n, h.free = h.free[last], h.free[:last]
		list[n] = x
	} else {
		n = uintptr(len(list))
		list = append(list, x)
	}
	h.list.Store(&list)
	return n
}

func (h *handles[T]) get(n uintptr) *T { return (*h.list.Load())[n] }

func (h *handles[T]) drop(n uintptr) {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := append([]*T(nil), *h.list.Load()...)
	list[n] = nil
	h.free = append(h.free, n)
	h.list.Store(&list)
}

// all returns what has a number now.
func (h *handles[T]) all() []*T {
	var all []*T
	if list := h.list.Load(); list != nil {
		for _, x := range *list {
			if x != nil {
				all = append(all, x)
			}
		}
	}
	return all
}
