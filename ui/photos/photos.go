// Package photos shows pictures over the whole window, one at a time: to leaf through, to turn, to see whole or in their
// own size. It knows nothing of what they are of.
package photos

import (
	"context"
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/lang"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
)

// Item is one thing to show.
type Item struct {
	ID, Title, About string
	Picture          bool // false: something another program shows, such as a PDF
}

// Deps is what a viewer shows and what its buttons do.
type Deps struct {
	Window fyne.Window
	Items  []Item
	At     int // of the first to show
	// Load returns a picture, upright; it may take long, and tells how many bytes of how many have come. It runs off the UI
	// goroutine, as Open does.
	Load   func(ctx context.Context, id string, progress func(done, total int64)) (image.Image, error)
	Open   func(ctx context.Context, id string) error // with another program
	Closed func()                                     // the viewer has been closed; may be nil
}

// Viewer is an open viewer.
type Viewer struct {
	widget.BaseWidget
	d       Deps
	canvas  fyne.Canvas
	async   func(func())
	before  func(*fyne.KeyEvent)
	open    bool
	at      int
	round   int // of loading; an older one is dropped
	cancel  context.CancelFunc
	picture image.Image // as loaded
	turns   int         // quarter turns to the right
	actual  bool        // in its own size; else as large as fits

	title, about, place *widgets.Text
	previous, next      *widgets.Button
	fit, full, turn     *widgets.Button
	img                 *canvas.Image
	scroll              *pane
	wait                *fyne.Container
	progress            *widgets.ProgressLine
	said                *widgets.Paragraph
	again, elsewhere    *widgets.Button
	over                *fyne.Container
	Content             fyne.CanvasObject // everything it shows
}

// Show opens a viewer over the whole window. Call it on the UI goroutine.
func Show(d Deps) *Viewer { return show(d, func(work func()) { go work() }) }

func show(d Deps, async func(func())) *Viewer {
	v := &Viewer{d: d, canvas: d.Window.Canvas(), async: async, open: true, over: widgets.NewOver()}
	v.build()
	v.ExtendBaseWidget(v)
	v.before = v.canvas.OnTypedKey()
	v.canvas.SetOnTypedKey(v.TypedKey)
	v.canvas.Overlays().Add(v)
	v.canvas.Focus(v)
	v.show(d.At)
	return v
}

func (v *Viewer) build() {
	v.title, v.about, v.place = widgets.Tag("photos.title", widgets.Heading("").Clipped()), widgets.MutedText("").Clipped(), widgets.NewText("")
	v.previous = widgets.Tag("photos.previous", widgets.IconButton(theme.Named("chevron-left"), lang.X("sync.previous", ""), func() { v.step(-1) }).Compact())
	v.next = widgets.Tag("photos.next", widgets.IconButton(theme.Named("chevron-right"), lang.X("sync.next_one", ""), func() { v.step(1) }).Compact())
	v.fit = widgets.Tag("photos.fit", widgets.Quiet(lang.X("photos.fit", ""), nil, func() { v.size(false) }).Compact())
	v.full = widgets.Tag("photos.actual", widgets.Quiet("100%", nil, func() { v.size(true) }).Compact())
	v.turn = widgets.Tag("photos.turn", widgets.Quiet(lang.X("photos.turn", ""), theme.Named("undo"), v.rotate).Compact().Key("R"))
	v.elsewhere = widgets.Tag("photos.open", widgets.Secondary(lang.X("preview.open", ""), nil, v.openElsewhere))
	shut := widgets.Tag("photos.close", widgets.Quiet(lang.X("preview.close", ""), theme.IconClose, v.Close).Key("Esc"))
	bar := widgets.HStack(8, v.title, v.about, widgets.Spring(), v.previous, v.place, v.next, widgets.Spare(v.fit), widgets.Spare(v.full), v.turn, widgets.Spring(), widgets.Spare(v.elsewhere), shut)

	v.img = canvas.NewImageFromImage(nil)
	v.img.FillMode, v.img.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	v.scroll = newPane(&fyne.Container{Layout: (*frame)(v), Objects: []fyne.CanvasObject{v.img}})
	v.progress, v.said = widgets.NewProgressLine(0, widgets.Info), widgets.NewParagraph("")
	v.again = widgets.Tag("photos.again", widgets.Secondary(lang.X("common.retry", ""), theme.IconSync, func() { v.show(v.at) }))
	v.wait = widgets.Center(widgets.FixedWidth(420, widgets.VStack(12, widgets.Tag("photos.said", v.said), v.progress, widgets.Center(v.again))))
	head := widgets.Stack(widgets.NewBox(theme.ColorSurface, "", 0), widgets.Pad(6, 12, 6, 16, widgets.FixedHeight(36, bar)))
	v.Content = widgets.Stack(widgets.NewBox(fynetheme.ColorNameBackground, "", 0), widgets.Fill(head, widgets.Stack(v.scroll, v.wait), nil), v.over)
}

// CreateRenderer implements fyne.Widget.
func (v *Viewer) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.Content) }

// Over implements widgets.Covering.
func (v *Viewer) Over() *fyne.Container { return v.over }

// Close takes the viewer away.
func (v *Viewer) Close() {
	if !v.open {
		return
	}
	v.open = false
	v.stop()
	v.picture, v.img.Image = nil, nil
	v.canvas.SetOnTypedKey(v.before)
	v.canvas.Overlays().Remove(v)
	if v.d.Closed != nil {
		v.d.Closed()
	}
}

func (v *Viewer) stop() {
	v.round++
	if v.cancel != nil {
		v.cancel()
		v.cancel = nil
	}
}

func (v *Viewer) step(by int) {
	if at := v.at + by; at >= 0 && at < len(v.d.Items) {
		v.show(at)
	}
}

// show shows one of the items.
func (v *Viewer) show(at int) {
	v.stop()
	v.at, v.picture, v.turns = at, nil, 0
	it := v.d.Items[at]
	v.title.Set(it.Title)
	v.about.Set(it.About)
	v.place.Set(lang.X("sync.place", "", map[string]any{"N": at + 1, "All": len(v.d.Items)}))
	able(v.previous, at > 0)
	able(v.next, at+1 < len(v.d.Items))
	v.elsewhere.Hidden = it.Picture
	v.paint()
	if !it.Picture {
		v.say(lang.X("photos.other", ""), -1, false)
		return
	}
	v.say(lang.X("common.loading", ""), -1, false)
	ctx, cancel := context.WithCancel(context.Background())
	v.cancel = cancel
	round := v.round
	v.async(func() {
		img, err := v.d.Load(ctx, it.ID, func(done, total int64) {
			fyne.Do(func() {
				if round == v.round && total > 0 {
					v.say(lang.X("photos.fetching", ""), float64(done)/float64(total), false)
				}
			})
		})
		fyne.Do(func() {
			switch {
			case round != v.round:
			case err != nil:
				v.say(widgets.ErrorText(err), -1, true)
			default:
				v.picture = img
				v.paint()
			}
		})
	})
}

// say tells in the place of the picture what goes on; part is how much has come, below 0 for not known.
func (v *Viewer) say(text string, part float64, again bool) {
	v.said.Set(text)
	v.progress.Hidden = part < 0
	v.progress.Set(max(0, part))
	v.again.Hidden = !again
	v.wait.Show()
	v.wait.Refresh()
}

// paint shows the picture as it is turned and sized.
func (v *Viewer) paint() {
	for _, b := range []*widgets.Button{v.fit, v.full, v.turn} {
		able(b, v.picture != nil)
	}
	if v.picture == nil {
		v.img.Hide()
		return
	}
	v.wait.Hide()
	v.img.Image = turned(v.picture, v.turns)
	v.img.Show()
	v.scroll.Offset = fyne.Position{}
	v.scroll.Content.Refresh()
	v.scroll.Refresh()
	v.img.Refresh()
	widgets.Tag("photos.picture", v.img)
}

func (v *Viewer) size(actual bool) {
	if v.picture != nil {
		v.actual = actual
		v.paint()
	}
}

func (v *Viewer) rotate() {
	if v.picture != nil {
		v.turns = (v.turns + 1) % 4
		v.paint()
	}
}

func (v *Viewer) openElsewhere() {
	id := v.d.Items[v.at].ID
	if v.d.Open == nil {
		return
	}
	v.elsewhere.Disable()
	v.async(func() {
		err := v.d.Open(context.Background(), id)
		fyne.Do(func() {
			v.elsewhere.Enable()
			if err != nil && v.open {
				v.say(widgets.ErrorText(err), -1, false)
			}
		})
	})
}

func able(b *widgets.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// frame lays the picture out: as large as fits, or in its own size and in the middle where it is smaller than the window.
type frame Viewer

// MinSize implements fyne.Layout.
func (f *frame) MinSize([]fyne.CanvasObject) fyne.Size {
	if !f.actual || f.picture == nil {
		return fyne.Size{}
	}
	return (*Viewer)(f).own()
}

// own returns the size at which a dot of the picture is a dot of the screen.
func (v *Viewer) own() fyne.Size {
	b := v.img.Image.Bounds()
	scale := v.canvas.Scale()
	return fyne.NewSize(float32(b.Dx())/scale, float32(b.Dy())/scale)
}

// Layout implements fyne.Layout.
func (f *frame) Layout(o []fyne.CanvasObject, s fyne.Size) {
	size := s
	if f.actual && f.picture != nil {
		size = (*Viewer)(f).own()
	}
	o[0].Resize(size)
	o[0].Move(fyne.NewPos(max(0, (s.Width-size.Width)/2), max(0, (s.Height-size.Height)/2)))
}

// pane scrolls a picture larger than the window; the pointer drags it.
type pane struct{ container.Scroll }

func newPane(o fyne.CanvasObject) *pane {
	p := &pane{container.Scroll{Content: o, Direction: container.ScrollBoth}}
	p.ExtendBaseWidget(p)
	return p
}

// Dragged implements fyne.Draggable.
func (p *pane) Dragged(e *fyne.DragEvent) {
	p.ScrollToOffset(p.Offset.SubtractXY(e.Dragged.DX, e.Dragged.DY))
}

// DragEnd implements fyne.Draggable.
func (p *pane) DragEnd() {}
