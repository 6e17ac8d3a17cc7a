package store

import (
	"errors"
	"syscall"
)

// noRoom reports whether the system says that the disk is full: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, and
// ERROR_DISK_QUOTA_EXCEEDED.
func noRoom(err error) bool {
	for _, e := range []syscall.Errno{39, 112, 1295} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}
