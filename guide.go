package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"

	"github.com/fangce/fangce/ui"
	"github.com/fangce/fangce/ui/widgets"
)

// guide drives the window as a person would, by pressing and typing into elements it finds by their ids.
type guide struct {
	out      string
	file     string   // the insurer's file to import
	photos   []string // to attach to a card
	window   *ui.Window
	at       string // the step under way
	err      error  // the first thing that went wrong; later steps do nothing
	pictures int
	papers   int
	// pace is how long the window gets after each step, settle before it is pictured.
	pace, settle time.Duration
	// lens takes the picture of a name; another than photograph where nothing is drawn.
	lens func(name string)
	// looks are the themes in which every picture is taken, plain the first of them; none: the present one.
	looks []string
}

// patience is how long an element may take to appear.
const patience = time.Minute

// Times a window needs to draw what has changed.
const (
	drawnPace   = 250 * time.Millisecond
	drawnSettle = 700 * time.Millisecond
)

// fail stops the tour.
func (g *guide) fail(format string, args ...any) {
	if g.err == nil {
		g.err = fmt.Errorf(format, args...)
	}
}

// see waits until an element is visible.
func (g *guide) see(id string) bool {
	if g.err == nil {
		g.at = id
	}
	for deadline := time.Now().Add(patience); g.err == nil; time.Sleep(60 * time.Millisecond) {
		ok := false
		fyne.DoAndWait(func() {
			if widgets.Reveal(id, g.window.Canvas()) {
				_, _, _, _, ok = widgets.Locate(id, g.window.Canvas())
			}
		})
		if ok {
			return true
		}
		if time.Now().After(deadline) {
			g.fail("%s did not appear", id)
		}
	}
	return false
}

// press presses an element.
func (g *guide) press(id string) {
	if !g.see(id) {
		return
	}
	fyne.DoAndWait(func() {
		t, ok := widgets.Find(id).(fyne.Tappable)
		if !ok {
			g.fail("%s cannot be pressed", id)
			return
		}
		t.Tapped(&fyne.PointEvent{})
	})
	time.Sleep(g.pace)
}

// write types into a field and leaves it.
func (g *guide) write(id, text string) {
	if !g.see(id) {
		return
	}
	fyne.DoAndWait(func() {
		e, ok := widgets.Find(id).(interface {
			SetText(string)
			Commit()
		})
		if !ok {
			g.fail("%s takes no text", id)
			return
		}
		e.SetText(text)
		e.Commit()
	})
	time.Sleep(g.pace)
}

// choose chooses an option of a select by its id.
func (g *guide) choose(id, option string) {
	if !g.see(id) {
		return
	}
	fyne.DoAndWait(func() {
		s, ok := widgets.Find(id).(interface{ Set(option string) })
		if !ok {
			g.fail("%s offers no choice", id)
			return
		}
		s.Set(option)
	})
}

// paper saves the form in the preview to the folder.
func (g *guide) paper(name string) {
	file := filepath.Join(g.out, name+".pdf")
	if err := os.Remove(file); err != nil && !errors.Is(err, os.ErrNotExist) {
		g.fail("%w", err)
		return
	}
	g.press("preview.save")
	g.write("preview.path", file)
	g.press("preview.save_as.submit")
	for deadline := time.Now().Add(patience); g.err == nil; time.Sleep(60 * time.Millisecond) {
		if _, err := os.Stat(file); err == nil {
			g.papers++
			return
		}
		if time.Now().After(deadline) {
			g.fail("%s was not saved", name)
		}
	}
}

// quit closes the window at the end of the tour.
func (g *guide) quit() { fyne.DoAndWait(g.window.Close) }
