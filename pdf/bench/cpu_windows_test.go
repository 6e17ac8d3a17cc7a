package bench

import "time"

var began = time.Now()

// spent returns the time since the program began.
func spent() time.Duration { return time.Since(began) }
