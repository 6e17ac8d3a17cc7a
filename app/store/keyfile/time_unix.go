//go:build unix

package keyfile

import (
	"syscall"
	"time"
)

// processTime returns the processor time the program has used so far, 0 if the system does not tell.
func processTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
