package cards

import (
	"fmt"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// Sizes of the tiles.
const (
	tileWidth   float32 = 164
	tileHeight  float32 = 188
	tilePicture float32 = 104
)

// tileFacts are what a tile says of an attachment.
type tileFacts struct {
	name, about, state string
	tone               widgets.Tone
	picture            image.Image
	other              bool // no picture will come: it is another kind of file
	own                bool // it may be taken back by who looks
}

func (a *attachPanel) tileOf(v app.AttachmentView, me string) tileFacts {
	f := tileFacts{name: v.Name, about: words.ShortStamp(v.AddedAt) + " · " + words.Size(v.Size), picture: a.small[v.ID], other: !v.Picture(), own: v.PersonID == me}
	part := 0
	if v.Size > 0 {
		part = int(100 * v.Done / v.Size)
	}
	values := map[string]any{"N": part}
	switch v.State {
	case app.BlobHere:
		f.state, f.tone = lang.X("cards.attach.state.here", ""), widgets.Warning
	case app.BlobSending:
		f.state, f.tone = lang.X("cards.attach.state.sending", "", values), widgets.Info
	case app.BlobSent:
		f.state, f.tone = lang.X("cards.attach.state.sent", ""), widgets.Success
	case app.BlobFetching:
		f.state, f.tone = lang.X("cards.attach.state.fetching", "", values), widgets.Info
	default:
		f.state, f.tone = lang.X("cards.attach.state.remote", ""), widgets.Neutral
	}
	return f
}

// tile is one attachment of the grid. A tap or Enter opens it.
type tile struct {
	widget.BaseWidget
	box     *widgets.Box
	img     *canvas.Image
	sign    fyne.CanvasObject
	open    func()
	Content fyne.CanvasObject // everything it shows
}

func newTile(i int, f tileFacts, open, withdraw func()) *tile {
	t := &tile{box: widgets.NewBox(theme.ColorSunken, theme.ColorLine, 6), open: open, img: canvas.NewImageFromImage(f.picture)}
	t.img.FillMode, t.img.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	icon := theme.Named("file")
	if !f.other {
		icon = theme.Named("eye-off")
	}
	t.sign = widgets.Center(widgets.Picture(icon, 34, theme.ColorFaint))
	t.sign.(*fyne.Container).Hidden = f.picture != nil
	t.img.Hidden = f.picture == nil
	foot := []fyne.CanvasObject{widgets.NewBadge(f.state, f.tone), widgets.Spring()}
	if f.own {
		foot = append(foot, widgets.Tag(fmt.Sprintf("cards.attach.%d.withdraw", i), widgets.IconButton(theme.Named("undo"), lang.X("cards.attach.withdraw", ""), withdraw).Compact()))
	}
	t.Content = widgets.Stack(t.box, widgets.Pad(6, 8, 4, 8, widgets.VStack(2,
		widgets.FixedHeight(tilePicture, widgets.Stack(t.sign, t.img)), widgets.NewText(f.name).Clipped(), widgets.Caption(f.about).Clipped(),
		widgets.FixedHeight(24, widgets.HStack(4, foot...)))))
	t.ExtendBaseWidget(t)
	return t
}

// show shows the small picture, which has come.
func (t *tile) show(img image.Image) {
	t.img.Image = img
	t.img.Show()
	t.sign.Hide()
	t.img.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *tile) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(t.Content) }

// MinSize implements fyne.CanvasObject.
func (t *tile) MinSize() fyne.Size { return fyne.NewSize(tileWidth, tileHeight) }

// Tapped implements fyne.Tappable.
func (t *tile) Tapped(*fyne.PointEvent) { t.open() }

// TypedKey implements fyne.Focusable.
func (t *tile) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyReturn || k.Name == fyne.KeyEnter || k.Name == fyne.KeySpace {
		t.open()
	}
}

// TypedRune implements fyne.Focusable.
func (t *tile) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (t *tile) FocusGained() { t.box.SetFill(fynetheme.ColorNameFocus) }

// FocusLost implements fyne.Focusable.
func (t *tile) FocusLost() { t.box.SetFill(theme.ColorSunken) }

// MouseIn implements desktop.Hoverable.
func (t *tile) MouseIn(*desktop.MouseEvent) { t.box.SetFill(theme.ColorSoft) }

// MouseMoved implements desktop.Hoverable.
func (t *tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (t *tile) MouseOut() { t.box.SetFill(theme.ColorSunken) }

// Cursor implements desktop.Cursorable.
func (t *tile) Cursor() desktop.Cursor { return desktop.PointerCursor }

// tileLayout lays tiles in rows, as many beside each other as there is room for. Its height follows from the width it
// was laid out in last.
type tileLayout struct{}

func tileColumns(width float32) int { return max(1, int((width+theme.Gap)/(tileWidth+theme.Gap))) }

// MinSize implements fyne.Layout.
func (tileLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	if len(o) == 0 {
		return fyne.Size{}
	}
	columns := 4 // before the first layout
	if last := o[0].Size().Width; last > 0 && len(o) > 0 {
		columns = 1
		for i := 1; i < len(o) && o[i].Position().Y == o[0].Position().Y && o[i].Size().Width > 0; i++ {
			columns++
		}
		if columns == len(o) {
			return fyne.NewSize(tileWidth, tileHeight)
		}
	}
	rows := (len(o) + columns - 1) / columns
	return fyne.NewSize(tileWidth, float32(rows)*(tileHeight+theme.Gap)-theme.Gap)
}

// Layout implements fyne.Layout.
func (tileLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	columns := tileColumns(s.Width)
	for i, t := range o {
		t.Move(fyne.NewPos(float32(i%columns)*(tileWidth+theme.Gap), float32(i/columns)*(tileHeight+theme.Gap)))
		t.Resize(fyne.NewSize(tileWidth, tileHeight))
	}
}
