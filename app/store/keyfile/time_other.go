//go:build !unix && !windows

package keyfile

import "time"

// processTime returns 0: the system does not tell.
func processTime() time.Duration { return 0 }
