package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"

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
}

// patience is how long an element may take to appear.
const patience = 20 * time.Second

// settle is how long the window gets to draw before it is pictured.
const settle = 700 * time.Millisecond

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
	time.Sleep(250 * time.Millisecond)
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
	time.Sleep(250 * time.Millisecond)
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

// picture saves what the window shows; a toast of the step before only where the picture is of what was done.
func (g *guide) picture(name string) {
	if g.err != nil {
		return
	}
	switch name[strings.LastIndex(name, "-")+1:] {
	case "done", "recorded", "saved", "closed":
	default:
		fyne.DoAndWait(g.window.DropToast)
	}
	time.Sleep(settle)
	g.pictures++
	file := filepath.Join(g.out, fmt.Sprintf("%02d-%s.png", g.pictures, name))
	id, err := g.xid()
	if err != nil {
		g.fail("%w", err)
		return
	}
	if out, err := exec.Command("import", "-window", id, file).CombinedOutput(); err != nil {
		g.fail("import: %w: %s", err, out)
	}
}

// xid returns the X window to be pictured: a live OpenGL canvas cannot be read back from inside.
func (g *guide) xid() (string, error) {
	var id uintptr
	fyne.DoAndWait(func() {
		if n, ok := g.window.Native().(driver.NativeWindow); ok {
			n.RunNative(func(c any) {
				if x, ok := c.(driver.X11WindowContext); ok {
					id = x.WindowHandle
				}
			})
		}
	})
	if id == 0 {
		return "", errors.New("pictures need an X display")
	}
	return strconv.FormatUint(uint64(id), 10), nil
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
