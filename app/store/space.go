package store

import (
	"sync"
	"time"
)

// Room on the disk, in bytes. A commit takes some hundred kilobytes; the rest of roomCommit is for what has to be written
// without being asked: the WAL's way into the database, acknowledgements, the log.
const (
	roomCommit = 32 << 20  // less: nothing is stored any more
	roomWarn   = 512 << 20 // less, or less than twice the database: people are warned
	roomBackup = 128 << 20 // what a backup must leave
)

// roomAge is how long a reading of plenty of room holds.
const roomAge = 2 * time.Second

// room knows how much is left on the account's disk.
type room struct {
	dir  string
	free func(dir string) (int64, error) // nil: nobody knows

	mu   sync.Mutex
	left int64
	at   time.Time
}

// now returns how many bytes are left, -1 if the system does not tell.
func (r *room) now() int64 {
	if r.free == nil {
		return -1
	}
	n, err := r.free(r.dir)
	if err != nil {
		n = -1
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.left, r.at = n, time.Now()
	return n
}

// isFull reports whether too little is left to store anything. Plenty is taken for plenty for a while; when it gets tight
// every call asks, so that room that was made counts at once.
func (r *room) isFull() bool {
	r.mu.Lock()
	left, age := r.left, time.Since(r.at)
	r.mu.Unlock()
	if age > roomAge || left < 4*roomCommit {
		left = r.now()
	}
	return 0 <= left && left < roomCommit
}

// ask returns app.ErrDiskFull if too little is left to store anything. Whatever takes more room asks first; what gives
// room back, or has to be kept in any case, does not.
func (r *room) ask() error {
	if r.isFull() {
		return diskFull(nil)
	}
	return nil
}
