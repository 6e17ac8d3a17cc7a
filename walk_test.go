package main

import (
	"cmp"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui"
)

// screens are the windows in which everything must be readable: what a screen leaves of itself, in the units of the scale.
var screens = []struct {
	name  string
	size  fyne.Size
	tight bool
}{
	{"1366x768 at 100 %", fyne.NewSize(1366, 730), false},
	{"1366x768 at 150 %", fyne.NewSize(911, 487), true},
	{"1366x768 at 200 %", fyne.NewSize(683, 365), true},
	{"1920x1080 at 150 %", fyne.NewSize(1280, 693), false},
	{"1920x1080 at 200 %", fyne.NewSize(960, 520), true},
}

// TestEverythingCanBeRead walks through the whole window in each language and looks, at every stop of the tour and on
// screens small and large, for labels that do not fit, texts over each other, and what nobody can scroll to.
func TestEverythingCanBeRead(t *testing.T) {
	if testing.Short() {
		t.Skip("walks through the whole window")
	}
	for _, code := range []string{"zh_Hans", "zh_Hant", "en"} {
		t.Run(code, func(t *testing.T) { walkReading(t, code) })
	}
}

func walkReading(t *testing.T, code string) {
	work := t.TempDir()
	now, err := parseNow(tourStart)
	if err != nil {
		t.Fatal(err)
	}
	o := options{data: filepath.Join(work, "laptop"), now: now, lang: code, theme: "light", tagged: true}
	clock := o.clock()
	stop, err := tourCentre(filepath.Join(work, "centre.db"), o.data, clock)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	g, err := newGuide(work, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	g.pace, g.settle = 30*time.Millisecond, 50*time.Millisecond
	program, end := newLoopApp()
	defer end()
	var once sync.Once
	closed := make(chan struct{})
	cfg := accounts{data: o.data, clock: clock, first: firstSyncWait}.config(o, program)
	cfg.Ended = func() { once.Do(func() { close(closed) }) }
	var window *ui.Window
	cfg.Ready = func(w *ui.Window) { window = w }
	fyne.DoAndWait(func() { err = ui.Run(cfg) })
	if err != nil {
		t.Fatal(err)
	}
	fyne.DoAndWait(program.App.Lifecycle().(interface{ OnStarted() func() }).OnStarted())
	seen := map[string]bool{}
	g.lens = func(name string) {
		time.Sleep(g.settle)
		t.Log(name)
		for _, s := range screens {
			fyne.DoAndWait(func() {
				window.Native().Resize(s.size.AddWidthHeight(10, 10)) // the test driver lays out anew only where the size is another
				window.Native().Resize(s.size)
				found := misfitsOf(window.Canvas(), s.tight)
				if s == screens[0] || len(found) > 0 {
					keepLook(t, window, code, s.name, fmt.Sprintf("%03d-%s", g.pictures, name))
				}
				for _, m := range found {
					if !seen[s.name+m] {
						seen[s.name+m] = true
						t.Errorf("%s, %s: %s", name, s.name, m)
					}
				}
			})
		}
		fyne.DoAndWait(func() { window.Native().Resize(screens[0].size) })
	}
	fyne.DoAndWait(func() { window.Native().Resize(screens[0].size) })
	g.walk(window)
	<-closed
	if g.err != nil {
		t.Fatalf("the walk stopped at %s: %v", g.at, g.err)
	}
	t.Logf("%d stops", g.pictures)
}

// keepLook leaves a picture in the folder FANGCE_LOOK, for looking at it: much sooner than the tour can.
func keepLook(t *testing.T, w *ui.Window, code, screen, name string) {
	folder := os.Getenv("FANGCE_LOOK")
	if folder == "" {
		return
	}
	for _, theme := range strings.Split(cmp.Or(os.Getenv("FANGCE_THEMES"), "light"), ",") {
		w.Retheme(theme)
		at := filepath.Join(folder, code+"-"+theme, screen)
		if err := os.MkdirAll(at, 0o755); err != nil { //nolint:gosec // pictures of demo data are for everybody
			t.Fatal(err)
		}
		f, err := os.Create(filepath.Join(at, name+".png"))
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(png.Encode(f, w.Canvas().Capture()), f.Close()); err != nil {
			t.Fatal(err)
		}
	}
}
