package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
)

// Text is one line of text that follows the theme and ends in an ellipsis
// where there is no room. It has no padding of its own. For text of several
// lines use Paragraph.
type Text struct {
	widget.BaseWidget
	text  string
	size  fyne.ThemeSizeName
	tone  Tone
	color fyne.ThemeColorName // overrides tone
	bold  bool
	align fyne.TextAlign
	clip  bool

	line *canvas.Text
}

// NewText returns a line of body text.
func NewText(s string) *Text { return newText(s, fynetheme.SizeNameText, Neutral, false) }

// Title returns the heading of a page: 20 px, medium.
func Title(s string) *Text { return newText(s, fynetheme.SizeNameHeadingText, Neutral, true) }

// Heading returns the heading of a section: 15 px, medium.
func Heading(s string) *Text { return newText(s, fynetheme.SizeNameSubHeadingText, Neutral, true) }

// Strong returns body text in medium weight.
func Strong(s string) *Text { return newText(s, fynetheme.SizeNameText, Neutral, true) }

// Caption returns a small muted label: 12 px.
func Caption(s string) *Text { return newText(s, fynetheme.SizeNameCaptionText, Muted, false) }

// MutedText returns body text in the muted colour.
func MutedText(s string) *Text { return newText(s, fynetheme.SizeNameText, Muted, false) }

func newText(s string, size fyne.ThemeSizeName, tone Tone, bold bool) *Text {
	t := &Text{text: s, size: size, tone: tone, bold: bold}
	t.ExtendBaseWidget(t)
	return t
}

// Toned sets the tone and returns the text.
func (t *Text) Toned(tone Tone) *Text { t.tone = tone; return t }

// Clipped lets the text be narrower than it needs, ending in an ellipsis.
func (t *Text) Clipped() *Text { t.clip = true; return t }

// Aligned sets the alignment within the room the text is given.
func (t *Text) Aligned(a fyne.TextAlign) *Text { t.align = a; return t }

// Value returns the text.
func (t *Text) Value() string { return t.text }

// Set changes the text.
func (t *Text) Set(s string) {
	if t.text != s {
		t.text = s
		t.Refresh()
	}
}

// SetTone changes the tone.
func (t *Text) SetTone(tone Tone) {
	if t.tone != tone {
		t.tone = tone
		t.Refresh()
	}
}

func (t *Text) style() fyne.TextStyle { return emphasis(t.text, t.bold) }

// emphasis is the medium weight where it is wanted and has every character.
func emphasis(s string, wanted bool) fyne.TextStyle {
	return fyne.TextStyle{Bold: wanted && theme.CanEmphasise(s)}
}

// CreateRenderer implements fyne.Widget.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	t.line = canvas.NewText("", nil)
	r := &textRenderer{t: t}
	r.paint()
	return r
}

type textRenderer struct {
	t *Text
}

func (r *textRenderer) paint() {
	t := r.t
	t.line.TextSize = fynetheme.Size(t.size)
	t.line.TextStyle = t.style()
	t.line.Alignment = t.align
	name := t.color
	if name == "" {
		name = t.tone.plain()
	}
	t.line.Color = fynetheme.Color(name)
	t.line.Text = t.text
	if t.clip && t.Size().Width > 0 {
		t.line.Text = ellipsis(t.text, t.Size().Width, t.line.TextSize, t.style())
	}
}

func (r *textRenderer) Layout(s fyne.Size) {
	if r.t.clip {
		r.t.line.Text = ellipsis(r.t.text, s.Width, r.t.line.TextSize, r.t.style())
	}
	r.t.line.Resize(s)
}

func (r *textRenderer) MinSize() fyne.Size {
	s := fyne.MeasureText(r.t.text, fynetheme.Size(r.t.size), r.t.style())
	if r.t.text == "" {
		s.Height = fyne.MeasureText("国", fynetheme.Size(r.t.size), r.t.style()).Height
	}
	if r.t.clip {
		s.Width = min(s.Width, 2*s.Height)
	}
	return s
}

func (r *textRenderer) Refresh()                     { r.paint(); r.t.line.Refresh() }
func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.t.line} }
func (r *textRenderer) Destroy()                     {}

// ellipsis cuts s to a width and marks the cut.
func ellipsis(s string, width, size float32, style fyne.TextStyle) string {
	if s == "" || fyne.MeasureText(s, size, style).Width <= width {
		return s
	}
	runes := []rune(s)
	low, high := 0, len(runes)-1
	for low < high {
		mid := (low + high + 1) / 2
		if fyne.MeasureText(string(runes[:mid])+"…", size, style).Width <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low == 0 {
		return "…"
	}
	return string(runes[:low]) + "…"
}

// newLine returns a bare canvas text for widgets that paint their own lines.
func newLine(size fyne.ThemeSizeName, bold bool) *canvas.Text {
	t := canvas.NewText("", nil)
	t.TextSize = fynetheme.Size(size)
	t.TextStyle.Bold = bold
	return t
}

// lineHeight returns the height of a line of that size.
func lineHeight(size fyne.ThemeSizeName) float32 {
	return fyne.MeasureText("国", fynetheme.Size(size), fyne.TextStyle{}).Height
}
