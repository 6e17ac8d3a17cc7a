// Package texcache shortens the life of Fyne's textures.
//
// Fyne keeps the texture of every text it has drawn for a minute; fast
// scrolling through a long list then holds near a gigabyte, a third of that
// with five seconds. Fyne reads the setting while its packages initialise, so
// it has to stand in the environment before. Go initialises the first package
// in import-path order whose imports are ready: this one needs only os, and
// its path sorts before "log", which every package of Fyne needs.
package texcache

import "os"

// Life is how long Fyne keeps a texture that is no longer drawn.
const Life = "5s"

func init() {
	if os.Getenv("FYNE_CACHE") == "" {
		_ = os.Setenv("FYNE_CACHE", Life)
	}
}
