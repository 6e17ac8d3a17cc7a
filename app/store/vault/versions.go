package vault

import (
	"os"
	"sync"
)

// versions knows the latest version of each page of one open file that this process read or wrote, so that a page coming
// back older is seen: an older copy put in its place, or a disk that lost a write. All connections to a file share it.
//
// Only what is certain counts as older: a nonce says who sealed a page and in what order. If another process has the file
// open too, its pages are of a session of its own and come later in it; they are never taken for old ones.
type versions struct {
	info  os.FileInfo // which file
	users int         // under VFS.mu

	// writing is held from writing a page until it is noted here, so that a reader in doubt can wait for it.
	writing sync.Mutex

	mu     sync.Mutex
	latest map[int64]*[versionChunk]nonce // by page / versionChunk
	before map[int64]nonce                // the last version of another session than the latest one's
}

const versionChunk = 256

func newVersions(info os.FileInfo) *versions {
	return &versions{info: info, latest: map[int64]*[versionChunk]nonce{}, before: map[int64]nonce{}}
}

func (s *versions) slot(page int64) *nonce {
	c := s.latest[page/versionChunk]
	if c == nil {
		c = new([versionChunk]nonce)
		s.latest[page/versionChunk] = c
	}
	return &c[page%versionChunk]
}

// current reports whether a version of a page that was read may be the latest, and notes it.
func (s *versions) current(page int64, n nonce) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	at := s.slot(page)
	switch {
	case *at == n:
		return true
	case at.session() == n.session():
		if n.count() < at.count() {
			return false
		}
	default:
		if b, ok := s.before[page]; ok && b.session() == n.session() && n.count() <= b.count() {
			return false
		}
	}
	s.replace(page, at, n)
	return true
}

// known says whether some version of a page was read or written.
func (s *versions) known(page int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.latest[page/versionChunk]
	return c != nil && c[page%versionChunk] != nonce{}
}

// wrote notes the version of a page that was written.
func (s *versions) wrote(page int64, n nonce) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replace(page, s.slot(page), n)
}

func (s *versions) replace(page int64, at *nonce, n nonce) {
	if *at != (nonce{}) && at.session() != n.session() {
		s.before[page] = *at
	}
	*at = n
}

// forget drops what is known of a page: after a failed write it may be the old one, the new one or neither.
func (s *versions) forget(page int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*s.slot(page) = nonce{}
	delete(s.before, page)
}

// truncate drops what is known of a page and those behind it: 0 after a failed sync, which may have lost any write.
func (s *versions) truncate(page int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c, chunk := range s.latest {
		switch first := c * versionChunk; {
		case first >= page:
			delete(s.latest, c)
		case first+versionChunk > page:
			clear(chunk[page-first:])
		}
	}
	for p := range s.before {
		if p >= page {
			delete(s.before, p)
		}
	}
}

// share returns the versions of the file at path, which has just been opened: those of its other connections if they have
// the same file open and not one that lay there before.
func (v *VFS) share(path string) *versions {
	info, err := os.Stat(path) // without opening it: closing it again would drop this process' locks on it
	v.mu.Lock()
	defer v.mu.Unlock()
	s := v.versions[path]
	if s == nil || err != nil || s.info == nil || !os.SameFile(s.info, info) {
		s = newVersions(info)
		v.versions[path] = s
	}
	s.users++
	return s
}

func (v *VFS) unshare(path string, s *versions) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if s.users--; s.users == 0 && v.versions[path] == s {
		delete(v.versions, path)
	}
}
