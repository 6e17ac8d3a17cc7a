package texcache_test

import (
	"testing"
	"time"
	_ "unsafe" // for the name of Fyne's variable

	_ "fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme/texcache"
)

//go:linkname validDuration fyne.io/fyne/v2/internal/cache.ValidDuration
var validDuration time.Duration

// TestFyneReadsIt fails if Fyne's packages initialise before this one.
func TestFyneReadsIt(t *testing.T) {
	want, err := time.ParseDuration(texcache.Life)
	if err != nil {
		t.Fatal(err)
	}
	if validDuration != want {
		t.Errorf("Fyne keeps textures for %v, want %v", validDuration, want)
	}
}
