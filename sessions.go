package main

import (
	"maps"
	"slices"
	"sync"
)

// sessions are those that are open.
type sessions struct {
	mu  sync.Mutex
	all map[*session]bool
}

// open holds the sessions that are open, for an end of the program that the window does not see.
var open = sessions{all: map[*session]bool{}}

func (o *sessions) add(s *session) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.all[s] = true
}

func (o *sessions) drop(s *session) {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.all, s)
}

func (o *sessions) closeAll() {
	o.mu.Lock()
	all := slices.Collect(maps.Keys(o.all))
	o.mu.Unlock()
	for _, s := range all {
		s.close()
	}
}
