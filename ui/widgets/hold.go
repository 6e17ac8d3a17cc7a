package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// HoldTime is how long a Hold is pressed before it does what it is for.
const HoldTime = 1200 * time.Millisecond

const holdTick = 40 * time.Millisecond

// Hold is a button that does what it is for only when it is kept pressed for a while, so that nobody presses it by chance.
// A line under its label shows how far it is.
type Hold struct {
	widget.BaseWidget
	label   string
	done    func()
	time    time.Duration
	pressed time.Time // zero: not pressed
	round   int       // of pressing; the ticks of an older one do nothing
}

// NewHold returns a button that calls done once it was held for HoldTime.
func NewHold(label string, done func()) *Hold {
	h := &Hold{label: label, done: done, time: HoldTime}
	h.ExtendBaseWidget(h)
	return h
}

// MouseDown implements desktop.Mouseable.
func (h *Hold) MouseDown(e *desktop.MouseEvent) {
	if e.Button != desktop.MouseButtonPrimary || !h.pressed.IsZero() {
		return
	}
	h.pressed = time.Now()
	h.round++
	h.tick(h.round)
}

// MouseUp implements desktop.Mouseable.
func (h *Hold) MouseUp(*desktop.MouseEvent) { h.release() }

// MouseIn implements desktop.Hoverable. A finger comes in pressed: the driver tells of its press before it tells where.
func (h *Hold) MouseIn(e *desktop.MouseEvent) { h.MouseDown(e) }

// MouseMoved implements desktop.Hoverable.
func (h *Hold) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (h *Hold) MouseOut() { h.release() }

func (h *Hold) release() {
	h.pressed = time.Time{}
	h.round++
	h.Refresh()
}

func (h *Hold) tick(round int) {
	if round != h.round || h.pressed.IsZero() {
		return
	}
	if h.share() >= 1 {
		h.release()
		if h.done != nil {
			h.done()
		}
		return
	}
	h.Refresh()
	time.AfterFunc(holdTick, func() { fyne.Do(func() { h.tick(round) }) })
}

// share is how far the holding is, from 0 to 1.
func (h *Hold) share() float32 {
	if h.pressed.IsZero() {
		return 0
	}
	return min(float32(time.Since(h.pressed))/float32(h.time), 1)
}

// Cursor implements desktop.Cursorable.
func (h *Hold) Cursor() desktop.Cursor { return desktop.PointerCursor }

// CreateRenderer implements fyne.Widget.
func (h *Hold) CreateRenderer() fyne.WidgetRenderer {
	h.ExtendBaseWidget(h)
	r := &holdRenderer{h: h, ground: newRect(), bar: newRect(), label: newLine(fynetheme.SizeNameCaptionText, false)}
	r.paint()
	return r
}

type holdRenderer struct {
	h           *Hold
	ground, bar *canvas.Rectangle
	label       *canvas.Text
}

func (r *holdRenderer) paint() {
	r.ground.CornerRadius, r.ground.StrokeWidth = theme.ControlRound, 1
	r.ground.FillColor, r.ground.StrokeColor = noColor, fynetheme.Color(theme.ColorLine)
	r.bar.CornerRadius, r.bar.FillColor = 2, fynetheme.Color(fynetheme.ColorNamePrimary)
	r.label.Text, r.label.Color = r.h.label, fynetheme.Color(theme.ColorMuted)
}

func (r *holdRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.label.MinSize().Width+32, LargeSize)
}

func (r *holdRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	m := r.label.MinSize()
	r.label.Resize(m)
	r.label.Move(fyne.NewPos((s.Width-m.Width)/2, (s.Height-m.Height)/2))
	r.bar.Hidden = r.h.share() == 0
	r.bar.Resize(fyne.NewSize((s.Width-16)*r.h.share(), 4))
	r.bar.Move(fyne.NewPos(8, s.Height-8))
}

func (r *holdRenderer) Refresh() {
	r.paint()
	r.Layout(r.h.Size())
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *holdRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.bar, r.label}
}
func (r *holdRenderer) Destroy() {}
