package device

import (
	"sync"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/sync/wire"
)

// Sizes of pages and pushes: as large as pays, so small that a cut line loses seconds.
const (
	leastEntries = 200
	startEntries = 1000
	mostEntries  = 5000

	leastBytes = 32 << 10 // operations of a push before compression
	startBytes = 1 << 20
	mostBytes  = 4 << 20

	aimedTime = 3 * time.Second // of one exchange
	mostGrown = 4               // times the one before
)

// sizer finds the size at which an exchange takes about as long as aimed for, whatever the line.
type sizer struct {
	mu                sync.Mutex
	least, most, next int
}

func (s *sizer) size() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next
}

// took takes in how long an exchange of a size took.
func (s *sizer) took(size int, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fits := float64(size) * float64(aimedTime) / float64(max(d, time.Millisecond))
	s.next = s.bounded(int(min(max(fits, float64(s.next)/2), float64(s.next)*mostGrown)))
}

// failed takes in that an exchange broke off.
func (s *sizer) failed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.next = s.bounded(s.next / 2)
}

func (s *sizer) bounded(n int) int { return max(s.least, min(n, s.most)) }

// pageSizer is the sizer of pages, in entries.
type pageSizer struct{ sizer }

// learn takes in how the fetching of a page went. One that was not full says nothing about full ones.
func (s *pageSizer) learn(f fetched) {
	switch {
	case f.err != nil && app.Code(f.err) == app.ErrOffline:
		s.failed()
	case f.err == nil && f.page.Tail.More && len(f.page.Entries) > 0:
		s.took(len(f.page.Entries), f.took)
	}
}

// learn takes in how a push went. A small one says nothing about large ones.
func (s *sizer) learn(ops []wire.Pending, took time.Duration, err error) {
	size := 0
	for i := range ops {
		size += len(ops[i].Line) + 1
	}
	switch {
	case err != nil && app.Code(err) == app.ErrOffline:
		s.failed()
	case err == nil && size >= s.least:
		s.took(size, took)
	}
}
