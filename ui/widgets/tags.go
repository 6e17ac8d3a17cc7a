package widgets

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// parted is a widget whose parts a test may ask for by name: "<id>.<name>".
type parted interface {
	Part(name string) fyne.CanvasObject
}

// insider tells what a widget of ours has drawn inside.
type insider interface {
	inside() []fyne.CanvasObject
}

var tags struct {
	sync.Mutex
	on  bool
	ids map[string]fyne.CanvasObject
}

// EnableTags makes Tag remember; the -uitest flag calls it before the window
// is built.
func EnableTags() {
	tags.Lock()
	defer tags.Unlock()
	tags.on = true
	if tags.ids == nil {
		tags.ids = map[string]fyne.CanvasObject{}
	}
}

// ForgetTags drops what Tag remembers, as when an account is locked: a remembered object holds what it shows.
func ForgetTags() {
	tags.Lock()
	defer tags.Unlock()
	clear(tags.ids)
}

// Tag names an object for tests; the newest object of a name counts. Without
// EnableTags it does nothing. Lists, tables, rails and choices answer for their
// parts too: "cards.list.0", "cards.table.head.due", "nav.calls".
func Tag[T fyne.CanvasObject](id string, o T) T {
	tags.Lock()
	defer tags.Unlock()
	if tags.on {
		tags.ids[id] = o
	}
	return o
}

// tagged returns the object of an id or of a part of it.
func tagged(id string) fyne.CanvasObject {
	tags.Lock()
	defer tags.Unlock()
	if o, ok := tags.ids[id]; ok {
		return o
	}
	for i := len(id) - 1; i > 0; i-- {
		if id[i] != '.' {
			continue
		}
		if p, ok := tags.ids[id[:i]].(parted); ok {
			if o := p.Part(id[i+1:]); o != nil {
				return o
			}
		}
	}
	return nil
}

// Find returns a tagged object, or a part of one, for a program that walks through the window by itself; nil if there is
// none. Whether it can be seen is Locate's to say.
func Find(id string) fyne.CanvasObject { return tagged(id) }

// Locate returns where a tagged object stands in the window, in pixels from its
// top left. ok only if it can be seen: it and all around it are shown, it is in
// the top overlay (or in the content while there is none), and a part of it lies
// inside the window and inside every scroller around it; that part is returned.
func Locate(id string, c fyne.Canvas) (x, y, w, h int, ok bool) {
	o := tagged(id)
	if o == nil || c == nil {
		return 0, 0, 0, 0, false
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	if root == nil {
		return 0, 0, 0, 0, false
	}
	r, ok := find(root, o, root.Position(), rect{max: fyne.NewPos(c.Size().Width, c.Size().Height)})
	if !ok {
		return 0, 0, 0, 0, false
	}
	s := c.Scale()
	return int(r.min.X * s), int(r.min.Y * s), int((r.max.X - r.min.X) * s), int((r.max.Y - r.min.Y) * s), true
}

type rect struct{ min, max fyne.Position }

func (r rect) cut(pos fyne.Position, size fyne.Size) rect {
	return rect{
		fyne.NewPos(max(r.min.X, pos.X), max(r.min.Y, pos.Y)),
		fyne.NewPos(min(r.max.X, pos.X+size.Width), min(r.max.Y, pos.Y+size.Height)),
	}
}

func (r rect) empty() bool { return r.max.X-r.min.X < 1 || r.max.Y-r.min.Y < 1 }

// find walks the shown objects below at and returns the visible part of o.
func find(at, o fyne.CanvasObject, pos fyne.Position, clip rect) (rect, bool) {
	if !at.Visible() {
		return rect{}, false
	}
	seen := clip.cut(pos, at.Size())
	if at == o {
		return seen, !seen.empty()
	}
	if _, scrolls := at.(fyne.Scrollable); scrolls {
		clip = seen
	}
	for _, child := range children(at) {
		if r, ok := find(child, o, pos.Add(child.Position()), clip); ok {
			return r, true
		}
	}
	return rect{}, false
}

// children returns what an object holds. Fyne keeps the insides of its widgets
// to itself; the ones a room may nest ours in are known here.
func children(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		if o.Content != nil {
			return []fyne.CanvasObject{o.Content}
		}
	case insider:
		return o.inside()
	case *widget.PopUp:
		return []fyne.CanvasObject{o.Content}
	}
	return contentOf(o)
}

// ServeTags answers each line read from r, an id, with "id x y w h" or
// "id none" on w, until r ends. It runs on a goroutine of its own.
func ServeTags(r io.Reader, w io.Writer, win fyne.Window) {
	for in := bufio.NewScanner(r); in.Scan(); {
		id := strings.TrimSpace(in.Text())
		if id == "" {
			continue
		}
		fyne.DoAndWait(func() {
			if x, y, width, height, ok := Locate(id, win.Canvas()); ok {
				fmt.Fprintf(w, "%s %d %d %d %d\n", id, x, y, width, height)
				return
			}
			fmt.Fprintf(w, "%s none\n", id)
		})
	}
}
