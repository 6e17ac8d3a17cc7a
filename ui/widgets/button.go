package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

type buttonKind int

const (
	kindSecondary buttonKind = iota
	kindPrimary
	kindQuiet
	kindDanger
)

// Button is a push button. Space and Enter press it; other keys go to the
// window. A tap does not take the keyboard focus, so a field beside it keeps
// its place in the order of tabs.
type Button struct {
	widget.DisableableWidget
	OnTap func()

	text    string
	icon    fyne.Resource
	kind    buttonKind
	compact bool
	large   bool
	chosen  bool // stands for the page in sight
	key     string
	tip     string
	ink     fyne.ThemeColorName // overrides the colour of a quiet button

	hovered, focused, pressed bool
}

// Primary returns the one button of a page or dialog that does the main thing.
func Primary(text string, icon fyne.Resource, tap func()) *Button {
	return newButton(text, icon, kindPrimary, tap)
}

// Secondary returns an ordinary button.
func Secondary(text string, icon fyne.Resource, tap func()) *Button {
	return newButton(text, icon, kindSecondary, tap)
}

// Quiet returns a button without ground or line until the pointer is on it.
func Quiet(text string, icon fyne.Resource, tap func()) *Button {
	return newButton(text, icon, kindQuiet, tap)
}

// DangerButton returns a button for what cannot be taken back.
func DangerButton(text string, icon fyne.Resource, tap func()) *Button {
	return newButton(text, icon, kindDanger, tap)
}

// IconButton returns a quiet button that shows its icon only; label names it
// beside the icon while the pointer or the focus is on it.
func IconButton(icon fyne.Resource, label string, tap func()) *Button {
	b := newButton("", icon, kindQuiet, tap)
	b.tip = label
	return b
}

func newButton(text string, icon fyne.Resource, kind buttonKind, tap func()) *Button {
	b := &Button{text: text, icon: icon, kind: kind, OnTap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// Compact makes the button 26 px high and returns it.
func (b *Button) Compact() *Button { b.compact = true; return b }

// Large makes the button LargeSize high, for fingers, and returns it.
func (b *Button) Large() *Button { b.large = true; return b }

// Choose shows whether the button stands for the page in sight.
func (b *Button) Choose(on bool) { b.chosen = on; b.Refresh() }

// Key shows the key that does the same and returns the button. The window
// binds the key.
func (b *Button) Key(hint string) *Button { b.key = hint; return b }

// SetText changes the label.
func (b *Button) SetText(s string) {
	if b.text != s {
		b.text = s
		b.Refresh()
	}
}

// SetIcon changes the icon.
func (b *Button) SetIcon(res fyne.Resource) { b.icon = res; b.Refresh() }

// Text returns the label.
func (b *Button) Text() string { return b.text }

// Tapped implements fyne.Tappable.
func (b *Button) Tapped(*fyne.PointEvent) { b.press() }

func (b *Button) press() {
	if !b.Disabled() && b.OnTap != nil {
		if b.tip != "" {
			dropTip(canvasOf(b)) // it was read, and what it lies over may change
		}
		b.OnTap()
	}
}

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(key *fyne.KeyEvent) {
	switch key.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.press()
	default:
		bubbleKey(b, key)
	}
}

// TypedRune implements fyne.Focusable.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		bubbleRune(b, r)
	}
}

// FocusGained implements fyne.Focusable.
func (b *Button) FocusGained() {
	b.focused = true
	intoSight(b)
	b.Refresh()
	b.showTip(true)
}

// FocusLost implements fyne.Focusable.
func (b *Button) FocusLost() { b.focused = false; b.Refresh(); b.showTip(false) }

// MouseIn implements desktop.Hoverable.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh(); b.showTip(true) }

// MouseMoved implements desktop.Hoverable.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (b *Button) MouseOut() { b.hovered, b.pressed = false, false; b.Refresh(); b.showTip(false) }

// MouseDown implements desktop.Mouseable.
func (b *Button) MouseDown(*desktop.MouseEvent) { b.pressed = true; b.Refresh() }

// MouseUp implements desktop.Mouseable.
func (b *Button) MouseUp(*desktop.MouseEvent) { b.pressed = false; b.Refresh() }

// Cursor implements desktop.Cursorable.
func (b *Button) Cursor() desktop.Cursor {
	if b.Disabled() {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	r := &buttonRenderer{
		b: b, ground: newRect(), label: newLine(fynetheme.SizeNameText, true),
		img: canvas.NewImageFromResource(nil), hint: newLine(fynetheme.SizeNameCaptionText, false), hintBox: newRect(),
	}
	r.img.FillMode = canvas.ImageFillContain
	r.paint()
	return r
}

type buttonRenderer struct {
	b               *Button
	ground, hintBox *canvas.Rectangle
	label, hint     *canvas.Text
	img             *canvas.Image
	drawn           drawn
}

func (r *buttonRenderer) colors() (fill, stroke, ink fyne.ThemeColorName) {
	b := r.b
	switch {
	case b.Disabled() && b.kind == kindQuiet:
		return "", "", fynetheme.ColorNameDisabled
	case b.Disabled():
		return fynetheme.ColorNameDisabledButton, theme.ColorLine, fynetheme.ColorNameDisabled
	}
	if b.chosen {
		return theme.ColorSoft, fynetheme.ColorNamePrimary, fynetheme.ColorNamePrimary
	}
	switch b.kind {
	case kindPrimary:
		if b.hovered || b.pressed {
			return theme.ColorPressed, "", fynetheme.ColorNameForegroundOnPrimary
		}
		return fynetheme.ColorNamePrimary, "", fynetheme.ColorNameForegroundOnPrimary
	case kindDanger:
		return theme.ColorDangerSoft, theme.ColorDanger, theme.ColorDanger
	case kindQuiet:
		if b.ink != "" {
			return "", "", b.ink
		}
		if b.text == "" {
			return "", "", theme.ColorMuted
		}
		return "", "", fynetheme.ColorNamePrimary
	}
	return theme.ColorSurface, fynetheme.ColorNameInputBorder, fynetheme.ColorNameForeground
}

func (r *buttonRenderer) paint() {
	b := r.b
	fill, stroke, ink := r.colors()
	r.ground.CornerRadius = theme.ControlRound
	r.ground.FillColor, r.ground.StrokeColor, r.ground.StrokeWidth = noColor, noColor, 0
	if fill != "" {
		r.ground.FillColor = fynetheme.Color(fill)
	}
	if b.kind != kindPrimary && !b.Disabled() && (b.hovered || b.pressed) {
		name := fynetheme.ColorNameHover
		if b.pressed {
			name = fynetheme.ColorNamePressed
		}
		r.ground.FillColor = over(fill, name)
	}
	if stroke != "" {
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(stroke), 1
	}
	if b.focused {
		r.ground.StrokeColor, r.ground.StrokeWidth = fynetheme.Color(fynetheme.ColorNamePrimary), 2
		if b.kind == kindPrimary {
			r.ground.StrokeColor = fynetheme.Color(fynetheme.ColorNameForeground)
		}
	}
	size := fynetheme.SizeNameText
	if b.compact {
		size = fynetheme.SizeNameCaptionText
	}
	if b.large {
		size = fynetheme.SizeNameSubHeadingText
	}
	r.label.Text, r.label.TextSize, r.label.Color = b.text, fynetheme.Size(size), fynetheme.Color(ink)
	r.hint.Text, r.hint.Color = b.key, fynetheme.Color(ink)
	r.hint.TextSize = fynetheme.Size(fynetheme.SizeNameCaptionText) - 1
	r.hintBox.CornerRadius = 3
	r.hintBox.FillColor = fynetheme.Color(fynetheme.ColorNameHover)
	r.hint.Hidden, r.hintBox.Hidden = b.key == "", b.key == ""
	r.img.Hidden = b.icon == nil
	if b.icon != nil {
		r.img.Resource = theme.Tint(b.icon, ink)
	}
}

func (r *buttonRenderer) metrics() (height, pad, icon, gap float32) {
	if r.b.compact {
		return theme.CompactSize, 8, 15, 4
	}
	if r.b.large {
		return LargeSize, 18, 20, 8
	}
	return theme.ControlSize, 12, 17, 6
}

func (r *buttonRenderer) MinSize() fyne.Size {
	h, pad, icon, gap := r.metrics()
	if r.b.text == "" && r.b.key == "" {
		return fyne.NewSize(h, h)
	}
	w := pad*2 + fyne.MeasureText(r.b.text, r.label.TextSize, r.label.TextStyle).Width
	if r.b.icon != nil {
		w += icon + gap
	}
	if r.b.key != "" {
		w += r.hint.MinSize().Width + 8 + gap
	}
	return fyne.NewSize(w, h)
}

func (r *buttonRenderer) Layout(s fyne.Size) {
	_, pad, icon, gap := r.metrics()
	r.ground.Resize(s)
	r.label.Text = r.b.text
	label, hint := r.label.MinSize(), r.hint.MinSize()
	least := r.MinSize()
	x := max(0, s.Width-least.Width) / 2
	if r.b.text == "" {
		x = (s.Width-icon)/2 - pad
	}
	x += pad
	if short := least.Width - s.Width; short > 0 && r.b.text != "" {
		r.label.Text = ellipsis(r.b.text, label.Width-short, r.label.TextSize, r.label.TextStyle)
		label = r.label.MinSize()
	}
	if r.b.icon != nil {
		r.img.Resize(fyne.NewSquareSize(icon))
		r.img.Move(fyne.NewPos(x, (s.Height-icon)/2))
		x += icon + gap
	}
	r.label.Resize(label)
	r.label.Move(fyne.NewPos(x, (s.Height-label.Height)/2))
	x += label.Width + gap
	r.hintBox.Resize(fyne.NewSize(hint.Width+8, hint.Height))
	r.hintBox.Move(fyne.NewPos(x, (s.Height-hint.Height)/2))
	r.hint.Resize(hint)
	r.hint.Move(fyne.NewPos(x+4, (s.Height-hint.Height)/2))
}

func (r *buttonRenderer) Refresh() {
	r.paint()
	r.Layout(r.b.Size())
	for _, o := range r.Objects() {
		if o != r.img {
			o.Refresh()
		}
	}
	r.drawn.refresh(r.img)
	canvas.Refresh(r.b)
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.hintBox, r.img, r.label, r.hint}
}
func (r *buttonRenderer) Destroy() {}
