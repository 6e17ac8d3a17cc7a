package keyfile

import (
	"runtime/debug"
	"sync"
	"time"
)

// Memory a derivation has used goes back to the system a moment later, when the rooms have been drawn; several in a row
// give it back once. Without it the next collection waits for as much again. What tests use is not worth it.
const (
	giveBackAfter = 2 * time.Second
	worthwhileKiB = 16 << 10
)

var back struct {
	sync.Mutex
	timer *time.Timer
}

func giveBack(p Params) {
	if p.MemoryKiB < worthwhileKiB {
		return
	}
	back.Lock()
	defer back.Unlock()
	if back.timer == nil {
		back.timer = time.AfterFunc(giveBackAfter, debug.FreeOSMemory)
	} else {
		back.timer.Reset(giveBackAfter)
	}
}
