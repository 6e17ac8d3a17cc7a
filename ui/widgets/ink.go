package widgets

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// inkUnit is how many units of a stroke are one pixel of the field.
const inkUnit = 10

// mostInk bounds the points of one field.
const mostInk = 20_000

// Ink is a field to sign in with pen, finger or mouse. It keeps strokes as data: x, y and the milliseconds since the first
// point, three numbers a point, in tenths of a pixel of the field as it was when the first point was drawn.
type Ink struct {
	widget.BaseWidget
	hint    string
	changed func()
	fixed   bool // only shows what was drawn, cut to it
	strokes [][]int
	w, h    int // of the field, in units; 0 before the first point
	points  int
	began   time.Time
	drawing bool
	pressed *fyne.Position // where the pointer went down and has not moved since; nil: it is up, or draws
	hovered bool           // the pointer has moved since the last stroke, so that where it is pressed is known
	turn    int            // of strokes put in place; what was drawn of an older one is no longer there
	picture *inkPicture
}

// NewInk returns an empty field with a hint in it; changed is called for strokes of the user, when one ends, and when one is
// taken back.
func NewInk(hint string, changed func()) *Ink {
	k := &Ink{hint: hint, changed: changed}
	k.ExtendBaseWidget(k)
	return k
}

// NewInkView returns a picture of strokes drawn in a field of that size, as large as it fits.
func NewInkView(strokes [][]int, width, height int) *Ink {
	k := &Ink{fixed: true, strokes: strokes, w: width, h: height}
	k.ExtendBaseWidget(k)
	return k
}

// Strokes returns what was drawn.
func (k *Ink) Strokes() [][]int { return k.strokes }

// Field returns the size of the field in the units of the strokes; 0 before something was drawn.
func (k *Ink) Field() (width, height int) { return k.w, k.h }

// SetStrokes shows what was drawn before in a field of that size, to be gone on with.
func (k *Ink) SetStrokes(strokes [][]int, width, height int) {
	k.strokes, k.w, k.h, k.points, k.drawing = strokes, width, height, 0, false
	k.turn++
	if len(strokes) == 0 {
		k.w, k.h = 0, 0
	}
	last := 0
	for _, s := range strokes {
		k.points += len(s) / 3
		if len(s) >= 3 {
			last = s[len(s)-1]
		}
	}
	k.began = time.Now().Add(-time.Duration(last) * time.Millisecond)
	k.Refresh()
}

// Empty reports whether nothing was drawn.
func (k *Ink) Empty() bool { return len(k.strokes) == 0 }

// Length returns how long the line is, in heights of the field.
func (k *Ink) Length() float64 {
	sum := 0.0
	for _, s := range k.strokes {
		for i := 3; i+1 < len(s); i += 3 {
			sum += math.Hypot(float64(s[i]-s[i-3]), float64(s[i+1]-s[i-2]))
		}
	}
	if k.h == 0 {
		return 0
	}
	return sum / float64(k.h)
}

// Clear takes everything back.
func (k *Ink) Clear() { k.cut(0) }

// Undo takes the last stroke back.
func (k *Ink) Undo() { k.cut(len(k.strokes) - 1) }

func (k *Ink) cut(n int) {
	if k.fixed || n < 0 || n >= len(k.strokes) {
		return
	}
	k.SetStrokes(k.strokes[:n:n], k.w, k.h)
	k.note()
}

func (k *Ink) note() {
	noteChange(k)
	if k.changed != nil {
		k.changed()
	}
}

// MouseDown implements desktop.Mouseable: a stroke begins.
func (k *Ink) MouseDown(e *desktop.MouseEvent) {
	if e.Button == desktop.MouseButtonPrimary && !k.fixed {
		at := e.Position
		k.pressed = &at
	}
}

// MouseUp implements desktop.Mouseable: the stroke ends.
func (k *Ink) MouseUp(*desktop.MouseEvent) { k.end() }

// MouseIn implements desktop.Hoverable.
func (k *Ink) MouseIn(*desktop.MouseEvent) { k.hovered = true }

// MouseMoved implements desktop.Hoverable.
func (k *Ink) MouseMoved(*desktop.MouseEvent) { k.hovered = true }

// MouseOut implements desktop.Hoverable.
func (k *Ink) MouseOut() {}

// inkJump is how far from where it was pressed a finger or pen is certainly put down elsewhere: the driver tells of the
// press before it tells of the move that came with it, so the press seems to be where the last stroke ended.
const inkJump = 16

// Dragged implements fyne.Draggable: the stroke goes on.
func (k *Ink) Dragged(e *fyne.DragEvent) {
	if !k.drawing {
		from := e.Position
		if p := k.pressed; p != nil && (k.hovered || max(abs(p.X-from.X), abs(p.Y-from.Y)) < inkJump) {
			from = *p
		}
		k.begin(from)
	}
	k.add(e.Position)
}

func abs(x float32) float32 { return max(x, -x) }

// DragEnd implements fyne.Draggable: the stroke ends.
func (k *Ink) DragEnd() { k.end() }

// Cursor implements desktop.Cursorable.
func (k *Ink) Cursor() desktop.Cursor {
	if k.fixed {
		return desktop.DefaultCursor
	}
	return desktop.CrosshairCursor
}

func (k *Ink) begin(p fyne.Position) {
	if k.fixed || k.drawing {
		return
	}
	if k.Empty() {
		size := k.Size()
		k.w, k.h, k.began = int(size.Width*inkUnit), int(size.Height*inkUnit), time.Now()
	}
	k.drawing, k.pressed = true, nil
	k.strokes = append(k.strokes, nil)
	k.add(p)
}

// add appends a point; one that lies where the last was is left out, and one outside of the field lies on its edge.
func (k *Ink) add(p fyne.Position) {
	if !k.drawing || k.points >= mostInk {
		return
	}
	t := k.fit(k.Size())
	x := min(max(int(math.Round(float64((p.X-t.dx)/t.scale))), 0), k.w)
	y := min(max(int(math.Round(float64((p.Y-t.dy)/t.scale))), 0), k.h)
	last := &k.strokes[len(k.strokes)-1]
	if n := len(*last); n >= 3 && (*last)[n-3] == x && (*last)[n-2] == y {
		return
	}
	*last = append(*last, x, y, int(time.Since(k.began).Milliseconds()))
	k.points++
	k.Refresh()
}

func (k *Ink) end() {
	if p := k.pressed; p != nil {
		k.begin(*p) // a dot
	}
	if !k.drawing {
		return
	}
	k.drawing, k.hovered = false, false
	k.Refresh()
	k.note()
}

// inkFit turns units of strokes into pixels of the field.
type inkFit struct{ scale, dx, dy float32 }

// fit returns how what was drawn lies in a field of a size.
func (k *Ink) fit(size fyne.Size) inkFit {
	if k.w == 0 || k.h == 0 {
		return inkFit{scale: 1.0 / inkUnit}
	}
	left, top, right, bottom := 0, 0, k.w, k.h
	if k.fixed {
		left, top, right, bottom = k.drawn()
	}
	w, h := float32(max(right-left, 1)), float32(max(bottom-top, 1))
	scale := min(size.Width/w, size.Height/h)
	if k.fixed {
		scale = min(scale, size.Height/float32(k.h)*2.5) // a dot does not become a blot
	}
	return inkFit{scale, (size.Width-w*scale)/2 - float32(left)*scale, (size.Height-h*scale)/2 - float32(top)*scale}
}

// drawn returns the frame around the strokes with a little room for the pen.
func (k *Ink) drawn() (left, top, right, bottom int) {
	left, top = k.w, k.h
	for _, s := range k.strokes {
		for i := 0; i+1 < len(s); i += 3 {
			left, right, top, bottom = min(left, s[i]), max(right, s[i]), min(top, s[i+1]), max(bottom, s[i+1])
		}
	}
	room := k.h / 16
	return left - room, top - room, right + room, bottom + room
}

// CreateRenderer implements fyne.Widget.
func (k *Ink) CreateRenderer() fyne.WidgetRenderer {
	k.ExtendBaseWidget(k)
	k.picture = &inkPicture{ink: k}
	r := &inkRenderer{k: k, ground: newRect(), base: newRect(), hint: newLine(fynetheme.SizeNameHeadingText, false), raster: canvas.NewRaster(k.picture.draw)}
	r.hint.Alignment = fyne.TextAlignCenter
	r.paint()
	return r
}

type inkRenderer struct {
	k            *Ink
	ground, base *canvas.Rectangle
	hint         *canvas.Text
	raster       *canvas.Raster
}

func (r *inkRenderer) paint() {
	r.ground.FillColor, r.ground.StrokeColor, r.ground.StrokeWidth, r.ground.CornerRadius = fynetheme.Color(theme.ColorSurface), fynetheme.Color(fynetheme.ColorNameInputBorder), 1, theme.PanelRadius
	r.base.FillColor = fynetheme.Color(theme.ColorLine)
	r.hint.Text, r.hint.Color = r.k.hint, fynetheme.Color(theme.ColorFaint)
	r.ground.Hidden, r.base.Hidden = r.k.fixed, r.k.fixed
	r.hint.Hidden = r.k.fixed || !r.k.Empty()
}

func (r *inkRenderer) MinSize() fyne.Size {
	if r.k.fixed {
		return fyne.NewSize(90, 30)
	}
	return fyne.NewSize(320, 140)
}

func (r *inkRenderer) Layout(s fyne.Size) {
	r.ground.Resize(s)
	r.raster.Resize(s)
	r.base.Resize(fyne.NewSize(s.Width*0.86, 1))
	r.base.Move(fyne.NewPos(s.Width*0.07, s.Height*0.78))
	m := r.hint.MinSize()
	r.hint.Resize(fyne.NewSize(s.Width, m.Height))
	r.hint.Move(fyne.NewPos(0, s.Height*0.78-m.Height-8))
}

func (r *inkRenderer) Refresh() {
	r.paint()
	for _, o := range r.Objects() {
		o.Refresh()
	}
}

func (r *inkRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.base, r.hint, r.raster}
}
func (r *inkRenderer) Destroy() {}
