package widgets

import (
	"crypto/sha256"
	"sync"

	"fyne.io/fyne/v2"
)

// copied is a hash of what this program put on the clipboard last.
var copied struct {
	sync.Mutex
	has bool
	sum [sha256.Size]byte
}

// Copy puts a text on the clipboard; ClearCopied takes it away again. Every copy of the program comes through here.
func Copy(text string) {
	fyne.CurrentApp().Clipboard().SetContent(text)
	noteCopied(text)
}

func noteCopied(text string) {
	copied.Lock()
	defer copied.Unlock()
	copied.has, copied.sum = true, sha256.Sum256([]byte(text))
}

// ClearCopied empties the clipboard if it still holds what this program put there, as when an account is locked. What
// another program put there since stays.
func ClearCopied() {
	copied.Lock()
	defer copied.Unlock()
	if !copied.has {
		return
	}
	copied.has = false
	clipboard := fyne.CurrentApp().Clipboard()
	if sha256.Sum256([]byte(clipboard.Content())) == copied.sum {
		clipboard.SetContent("")
	}
}
