//go:build unix

package bench

import (
	"syscall"
	"time"
)

// spent returns the processor time of this program: unlike the clock it does not count what other programs do.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
