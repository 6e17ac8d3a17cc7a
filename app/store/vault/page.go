package vault

import (
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"math"
	"sync/atomic"
)

// Layout of a page, in bytes.
const (
	pageSize = 4096
	tagSize  = 16
	nonceLen = 12
	markSize = 4
	reserved = tagSize + nonceLen + markSize // byte 20 of the database header
	body     = pageSize - reserved
	nonceAt  = body + tagSize
	markAt   = nonceAt + nonceLen
)

// format is the first byte of the mark: how pages are sealed. The three others tell keys from each other.
const format = 1

var zeros [pageSize]byte

// place is where a page lies. It is authenticated: a page taken elsewhere does not open.
type place struct {
	kind kind
	at   int64 // page number in a database, offset in the other files
}

// nonce names one sealing: the session (a VFS from New to Close) and how many pages it had sealed. Counting instead of
// drawing each nonce makes one of two versions of a page the older one.
type nonce [nonceLen]byte

func (n nonce) session() uint64 { return binary.BigEndian.Uint64(n[:8]) }
func (n nonce) count() uint32   { return binary.BigEndian.Uint32(n[8:]) }

// nonceOf returns the nonce of a sealed page.
func nonceOf(page []byte) nonce { return nonce(page[nonceAt:markAt]) }

// nonces hands out the nonces of one session.
type nonces struct {
	session [8]byte
	used    atomic.Uint64
}

// errExhausted: 16 TiB were sealed since the opening. Going on would repeat a nonce.
var errExhausted = errors.New("vault: too many pages sealed in one session")

func (s *nonces) draw() {
	_, _ = rand.Read(s.session[:]) // never fails
}

func (s *nonces) next() (n nonce, err error) {
	c := s.used.Add(1)
	if c > math.MaxUint32 {
		s.used.Store(math.MaxUint32)
		return n, errExhausted
	}
	copy(n[:], s.session[:])
	binary.BigEndian.PutUint32(n[8:], uint32(c))
	return n, nil
}

// codec seals and opens pages for one open file. It is used by one goroutine at a time, as SQLite's files are; its fields
// spare an allocation per page.
type codec struct {
	keys   *keys
	nonces *nonces
	nonce  nonce
	aad    [9]byte
	block  [16]byte
}

func (c *codec) bind(p place) {
	c.aad[0] = byte(p.kind)
	binary.BigEndian.PutUint64(c.aad[1:], uint64(p.at))
}

// seal writes the sealed form of src to dst. src is SQLite's page cache and stays as it is: encrypting in place would
// leave ciphertext there.
func (c *codec) seal(dst, src []byte, p place) (err error) {
	if c.nonce, err = c.nonces.next(); err != nil {
		return err
	}
	c.bind(p)
	c.keys.page.Seal(dst[:0], c.nonce[:], src[:body], c.aad[:])
	copy(dst[nonceAt:], c.nonce[:])
	copy(dst[markAt:], c.keys.mark[:])
	return nil
}

// open opens a page in place and clears its reserved bytes: SQLite's checksums of the WAL cover them, and it wrote zeros.
// It clears the page and returns false if it is not what was sealed for this place with this key.
func (c *codec) open(page []byte, p place) bool {
	c.nonce = nonceOf(page)
	c.bind(p)
	_, err := c.keys.page.Open(page[:0], c.nonce[:], page[:nonceAt], c.aad[:])
	ok := err == nil && bytes.Equal(page[markAt:pageSize], c.keys.mark[:])
	if !ok {
		clear(page[:body])
	}
	clear(page[body:pageSize])
	return ok
}

// mayBeSealed says whether SQLite left a page's last bytes to us. A page of another layout would lose them.
func mayBeSealed(page []byte) bool { return bytes.Equal(page[body:pageSize], zeros[:reserved]) }
