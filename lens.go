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
)

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
	g.pictures++
	g.lens(name)
}

// photograph saves the picture of a name, in the folder of each look if there are several.
func (g *guide) photograph(name string) {
	file := fmt.Sprintf("%03d-%s.png", g.pictures, name)
	if len(g.looks) == 0 {
		time.Sleep(g.settle)
		g.save(filepath.Join(g.out, file))
		return
	}
	for _, look := range g.looks {
		folder := filepath.Join(g.out, look)
		if err := os.MkdirAll(folder, 0o755); err != nil { //nolint:gosec // pictures of demo data are for everybody
			g.fail("%w", err)
			return
		}
		if len(g.looks) > 1 {
			fyne.DoAndWait(func() { g.window.Retheme(look) })
		}
		time.Sleep(g.settle)
		g.save(filepath.Join(folder, file))
	}
	if len(g.looks) > 1 {
		fyne.DoAndWait(func() { g.window.Retheme(g.looks[0]) })
	}
}

// save pictures the X window: a live OpenGL canvas cannot be read back from inside.
func (g *guide) save(file string) {
	id, err := g.xid()
	if err != nil {
		g.fail("%w", err)
		return
	}
	if out, err := exec.Command("import", "-window", id, file).CombinedOutput(); err != nil {
		g.fail("import: %w: %s", err, out)
	}
}

// xid returns the X window to be pictured.
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
