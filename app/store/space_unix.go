//go:build unix

package store

import (
	"errors"
	"syscall"
)

// noRoom reports whether the system says that the disk, or the user's share of it, is full.
func noRoom(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
