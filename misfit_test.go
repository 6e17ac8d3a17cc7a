package main

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/fangce/fangce/ui/widgets"
)

// misfits are the texts of a window that cannot be read whole: labels that end in dots, texts that are cut off sideways or
// that lie over each other, and what is below the edge of the window with nothing to scroll.
type misfits struct {
	canvas fyne.Canvas
	tight  bool // labels and hints may be shortened
	found  []string
	drawn  []drawnText
}

type drawnText struct {
	text string
	box  box
	over int // how many things that lie over the rest it lies in
}

type box struct{ x, y, right, bottom float32 }

func (b box) cut(o box) box {
	return box{max(b.x, o.x), max(b.y, o.y), min(b.right, o.right), min(b.bottom, o.bottom)}
}

func (b box) size() (w, h float32) { return b.right - b.x, b.bottom - b.y }

// place is what is known above an object.
type place struct {
	clip          box
	across, along bool   // can be scrolled sideways, up and down
	label         string // the widget a text is the label of; "" where a text may be shortened
	over          int
	whole         string // what the label is when nothing of it is cut
}

// labels are the widgets whose texts are words of the program, and so always whole.
var labels = []string{".Button", ".Badge", ".segment", ".headLabel", ".Check", ".Select", "rail", ".Hold", ".ratingCell"}

// slackPx is what roundings may take away.
const slackPx = 1.5

// misfitsOf looks at everything in sight; in a tight window labels may be shortened, as long as all can be reached.
func misfitsOf(c fyne.Canvas, tight bool) []string {
	m := &misfits{canvas: c, tight: tight}
	all := box{0, 0, c.Size().Width, c.Size().Height}
	if least := c.Content().MinSize(); least.Width > all.right+slackPx {
		m.note("the window cannot be narrower than %.0f", least.Width)
	}
	root := c.Content()
	if top := c.Overlays().Top(); top != nil {
		root = top
	}
	m.walk(root, root.Position(), place{clip: all})
	m.overlaps()
	slices.Sort(m.found)
	return slices.Compact(m.found)
}

func (m *misfits) note(format string, args ...any) {
	m.found = append(m.found, fmt.Sprintf(format, args...))
}

func (m *misfits) walk(o fyne.CanvasObject, at fyne.Position, p place) {
	if o == nil || !o.Visible() {
		return
	}
	here := box{at.X, at.Y, at.X + o.Size().Width, at.Y + o.Size().Height}
	if s := scrollerOf(o); s != nil {
		p.clip = p.clip.cut(here)
		p.across = p.across || (s.Direction != container.ScrollVerticalOnly && s.Content.Size().Width > o.Size().Width+slackPx)
		p.along = p.along || s.Direction != container.ScrollHorizontalOnly
	}
	if e, ok := o.(*widgets.Entry); ok {
		m.placeholder(e)
		return
	}
	if t, ok := o.(*canvas.Text); ok {
		m.text(t, here, p)
		return
	}
	kind := fmt.Sprintf("%T", o)
	if c, ok := o.(*fyne.Container); ok && strings.HasSuffix(fmt.Sprintf("%T", c.Layout), ".toastLayout") {
		p.over++
	}
	for _, l := range labels {
		if strings.HasSuffix(kind, l) || strings.Contains(kind, l) && l == "rail" {
			p.label = l
			if b, ok := o.(*widgets.Button); ok {
				p.whole = b.Text()
			}
			if l == ".segment" || l == ".Check" {
				if least := o.MinSize().Width; !m.tight && here.right-here.x < least-slackPx {
					m.note("%s is %.0f wide and needs %.0f: %s", kind, here.right-here.x, least, textIn(o))
				}
			}
		}
	}
	for _, child := range inside(o) {
		if child != nil {
			m.walk(child, at.Add(child.Position()), p)
		}
	}
}

// inside are the parts of an object, drawn ones too.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	// The test driver does not lay out anew what has changed.
	switch o := o.(type) {
	case *fyne.Container:
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
		return o.Objects
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		r.Layout(o.Size())
		return r.Objects()
	}
	return nil
}

func scrollerOf(o fyne.CanvasObject) *container.Scroll {
	switch o := o.(type) {
	case *container.Scroll:
		return o
	case *widgets.Scroller:
		return &o.Scroll
	case *widgets.LeastRoom:
		return &o.Scroll
	}
	return nil
}

func textIn(o fyne.CanvasObject) string {
	var out []string
	for _, child := range inside(o) {
		if t, ok := child.(*canvas.Text); ok && t.Visible() {
			out = append(out, t.Text)
		}
	}
	return strings.Join(out, " ")
}

func (m *misfits) placeholder(e *widgets.Entry) {
	const frame = 20 // the line, its padding and the icon of a search
	if m.tight || e.Text != "" || e.MultiLine || e.PlaceHolder == "" {
		return
	}
	room, need := e.Size().Width-frame, fyne.MeasureText(e.PlaceHolder, test.Theme().Size("text"), fyne.TextStyle{}).Width
	if need > room+slackPx {
		m.note("a hint needs %.0f and has %.0f: %s", need, room, e.PlaceHolder)
	}
}

// text checks one text that is drawn.
func (m *misfits) text(t *canvas.Text, room box, p place) {
	if strings.TrimSpace(t.Text) == "" {
		return
	}
	need := t.MinSize()
	drawn := box{room.x, room.y, room.x + need.Width, room.y + need.Height}
	if spare := room.right - room.x - need.Width; t.Alignment == fyne.TextAlignCenter {
		drawn.x, drawn.right = drawn.x+spare/2, drawn.right+spare/2
	} else if t.Alignment == fyne.TextAlignTrailing {
		drawn.x, drawn.right = drawn.x+spare, drawn.right+spare
	}
	if !m.tight && p.label != "" && strings.HasSuffix(t.Text, "…") && t.Text != p.whole {
		m.note("%s is cut: %s", p.label, t.Text)
	}
	w, h := drawn.cut(p.clip).size()
	switch {
	case h <= 0 && p.along, w <= 0 && p.across:
		return // to be scrolled to
	case h < need.Height-4 && !p.along:
		m.note("nobody can scroll to: %s", t.Text)
		return
	case w < need.Width-slackPx && !p.across:
		m.note("cut sideways: %s", t.Text)
		return
	case h <= 0 || w <= 0:
		return
	}
	m.drawn = append(m.drawn, drawnText{t.Text, drawn.cut(p.clip), p.over})
}

// overlaps finds texts that lie over each other.
func (m *misfits) overlaps() {
	const touch = 3
	for i, a := range m.drawn {
		for _, b := range m.drawn[i+1:] {
			if w, h := a.box.cut(b.box).size(); a.over == b.over && w > touch && h > touch+2 {
				m.note("over each other: %s / %s", a.text, b.text)
			}
		}
	}
}
