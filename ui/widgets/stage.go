package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Stage is the content of a window: what it shows, and above it the toasts.
// A window that wants toasts sets a Stage as its content.
type Stage struct {
	widget.BaseWidget
	content *fyne.Container
	holder  *fyne.Container
	layer   *fyne.Container
	tips    *fyne.Container // names of icon buttons under the pointer
	tipOf   *Button         // whose name stands there, nil: none
	tipAt   fyne.Position
	shown   int // number of the toast in sight, so that an old timer leaves a new toast alone
	action  *Button
	over    *fyne.Container // of the overlay that shows an urgent toast too; nil: none
	sealed  bool            // shortcuts of rooms are silent
}

// NewStage returns a stage that shows content.
func NewStage(content fyne.CanvasObject) *Stage {
	s := &Stage{holder: Stack(), layer: &fyne.Container{Layout: toastLayout{}}, tips: &fyne.Container{}}
	s.content = Stack(s.holder, s.layer, s.tips)
	s.ExtendBaseWidget(s)
	s.SetContent(content)
	return s
}

// SetContent shows other content below the toasts.
func (s *Stage) SetContent(content fyne.CanvasObject) {
	s.dropTip()
	s.holder.Objects = nil
	if content != nil {
		s.holder.Objects = []fyne.CanvasObject{content}
	}
	s.holder.Refresh()
}

// Seal makes the shortcuts of the window silent but those that always work, or lets them work again: while somebody else
// than the user of the account sits at it.
func (s *Stage) Seal(on bool) { s.sealed = on }

// leastStage is the smallest window: what a 1366×768 laptop has left where everything is shown twice as large. Rooms need
// more, see Least.
var leastStage = fyne.NewSize(640, 340)

// MinSize implements fyne.CanvasObject: a long word in a room must not push the window over the edge of the screen.
func (s *Stage) MinSize() fyne.Size { return leastStage }

// CreateRenderer implements fyne.Widget.
func (s *Stage) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.content) }

func (s *Stage) inside() []fyne.CanvasObject { return []fyne.CanvasObject{s.content} }

// Toast is a message at the foot of the window that goes away by itself and
// takes no focus.
type Toast struct {
	Text   string
	Tone   Tone
	Action string // label of a button such as 撤销; empty: none
	Do     func() // what the button does; the toast closes first
	For    time.Duration
	Urgent bool // is shown above a dialog as well, whose veil hides the others
}

// Covering is an overlay that covers the whole window, and with it the toasts. It draws its Over, made by NewOver, above
// everything else and as large as the window.
type Covering interface {
	fyne.CanvasObject
	Over() *fyne.Container
}

// NewOver returns the layer for urgent toasts of a Covering.
func NewOver() *fyne.Container { return &fyne.Container{Layout: toastLayout{}} }

// ToastTime is how long a toast stays: long enough to read and to press its
// button.
const (
	ToastTime       = 4 * time.Second
	ToastActionTime = 8 * time.Second
)

// ShowToast shows a toast on the stage of a canvas and replaces the one before.
// Without a Stage in the canvas nothing is shown. Call it on the UI goroutine.
func ShowToast(c fyne.Canvas, t Toast) {
	if c == nil {
		return
	}
	if s := stageIn(c.Content()); s != nil {
		s.toast(t)
		if t.Urgent {
			s.showOver(c, t)
		}
	}
}

// showOver repeats a toast above the topmost overlay that covers the window.
func (s *Stage) showOver(c fyne.Canvas, t Toast) {
	overlays := c.Overlays().List()
	for i := len(overlays) - 1; i >= 0; i-- {
		if o, ok := overlays[i].(Covering); ok {
			s.over = o.Over()
			s.over.Objects = []fyne.CanvasObject{toastBox(toastLine(t)...)}
			s.over.Refresh()
			return
		}
	}
}

func (s *Stage) dropOver() {
	if s.over != nil {
		s.over.Objects = nil
		s.over.Refresh()
		s.over = nil
	}
}

func toastLine(t Toast) []fyne.CanvasObject {
	text := NewText(t.Text).Clipped()
	text.color = theme.ColorOnToast
	return []fyne.CanvasObject{Picture(t.Tone.icon(), 18, theme.ColorOnToast), text}
}

func toastBox(row ...fyne.CanvasObject) fyne.CanvasObject {
	return Stack(NewBox(theme.ColorToast, "", 8), Pad(9, 14, 9, 14, HStack(10, row...)))
}

func stageIn(o fyne.CanvasObject) *Stage {
	switch o := o.(type) {
	case *Stage:
		return o
	case *fyne.Container:
		for _, child := range o.Objects {
			if s := stageIn(child); s != nil {
				return s
			}
		}
	}
	return nil
}

func (s *Stage) toast(t Toast) {
	s.shown++
	number := s.shown
	s.dropOver()
	row := toastLine(t)
	s.action = nil
	if t.Action != "" {
		s.action = Quiet(t.Action, nil, func() {
			s.closeToast(number)
			if t.Do != nil {
				t.Do()
			}
		}).Compact()
		s.action.ink = theme.ColorToastLink
		row = append(row, s.action)
	}
	Tag("toast", s)
	s.layer.Objects = []fyne.CanvasObject{toastBox(row...)}
	s.layer.Refresh()
	wait := t.For
	if wait == 0 {
		wait = ToastTime
		if t.Action != "" {
			wait = ToastActionTime
		}
	}
	time.AfterFunc(wait, func() { fyne.Do(func() { s.closeToast(number) }) })
}

func (s *Stage) closeToast(number int) {
	if s.shown == number {
		s.layer.Objects = nil
		s.action = nil
		s.layer.Refresh()
		s.dropOver()
	}
}

// DropToast takes the toast in sight away, as when an account is locked.
func (s *Stage) DropToast() {
	s.closeToast(s.shown)
	s.shown++ // its timer has nothing left to do
}

// Part implements the test hook: "action" is the button of the toast in sight.
func (s *Stage) Part(name string) fyne.CanvasObject {
	if name == "action" && s.action != nil {
		return s.action
	}
	return nil
}

// ToastText returns the text of the toast in sight, "" for none.
func (s *Stage) ToastText() string {
	text := ""
	for _, o := range s.layer.Objects {
		walkTexts(o, func(t *Text) { text = t.text })
	}
	return text
}

func walkTexts(o fyne.CanvasObject, visit func(*Text)) {
	if t, ok := o.(*Text); ok {
		visit(t)
	}
	for _, child := range children(o) {
		walkTexts(child, visit)
	}
}

// toastInset is how far a toast stands from the left and the foot of what is beside the rail: over a list's last row,
// never over a room's buttons.
const toastInset = 16

// toastLayout puts its object at the foot of the window, beside the rail.
type toastLayout struct{}

func (toastLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (toastLayout) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		m := o.MinSize()
		if row := longest(o); row > m.Width {
			m.Width = row
		}
		left := theme.RailWidth + toastInset
		m.Width = min(m.Width, s.Width-left-toastInset)
		o.Resize(m)
		o.Move(fyne.NewPos(left, s.Height-m.Height-toastInset))
	}
}

// longest is the width an object would have with its clipped texts in full.
func longest(o fyne.CanvasObject) float32 {
	w := o.MinSize().Width
	walkTexts(o, func(t *Text) { w += wish(t) })
	return w
}
