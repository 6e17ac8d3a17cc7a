// Package preview shows a form on paper before it is printed: its pages over the whole window, to
// scroll, to enlarge, to print, to save or to open with another program. It knows no form.
package preview

import (
	"context"
	"image"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"github.com/fangce/fangce/ui/widgets"
)

// Deps is what a preview shows and what its buttons do. Its functions run off the UI goroutine, but for
// Fail, Toast and Closed; a nil Print, Open or SaveAs leaves its button away.
type Deps struct {
	Window fyne.Window
	Title  string
	// Pages returns the pages as pictures of dpi dots to the inch. It is called again when the pages
	// are shown larger or smaller.
	Pages   func(ctx context.Context, dpi float64) ([]image.Image, error)
	Missing []string // characters no font has, and where: "U+323AF（客户姓名）"; a strip names them
	Cut     []string // fields that had to be shortened; a strip names them
	Print   func(ctx context.Context, job Job) error
	// Printers lists what can be printed on, the first of them proposed unless Printer names another.
	Printers func(ctx context.Context) ([]Printer, error)
	Printer  string
	Open     func(ctx context.Context) error // with another program
	SaveAs   func(ctx context.Context, path string) error
	// Choose lets the user choose where to save with what the system has, beginning at a path; chosen is
	// called on the UI goroutine, or never. nil: the path is typed.
	Choose func(path string, chosen func(path string))
	Path   string            // proposed to SaveAs: folder and name
	Fail   func(err error)   // the pages cannot be made, or something failed after the preview was closed
	Toast  func(text string) // something was done after the preview was closed
	Closed func()            // the preview has been closed
}

// Viewer is an open preview.
type Viewer struct {
	widget.BaseWidget
	Content fyne.CanvasObject // everything it shows

	d      Deps
	canvas fyne.Canvas
	ctx    context.Context
	cancel context.CancelFunc
	before func(*fyne.KeyEvent)
	open   bool
	bar    *bar
	head   *fyne.Container // bar and strips
	note   *widgets.Banner
	over   *fyne.Container
	noted  int // number of the note in sight
	sheets *sheets
	shift  bool // the key is held
	busy   bool // a button's work is under way
}

// Show opens a preview over the whole window. Call it on the UI goroutine.
func Show(d Deps) *Viewer {
	v := &Viewer{d: d, canvas: d.Window.Canvas(), open: true, note: widgets.NewBanner(widgets.Danger, ""), over: widgets.NewOver()}
	v.ctx, v.cancel = context.WithCancel(context.Background())
	v.sheets = newSheets(v)
	v.bar = newBar(v)
	v.Content = v.build()
	v.ExtendBaseWidget(v)
	v.before = v.canvas.OnTypedKey()
	v.canvas.SetOnTypedKey(v.TypedKey)
	v.canvas.Overlays().Add(v)
	v.canvas.Focus(v)
	v.sheets.open()
	return v
}

// Over implements widgets.Covering.
func (v *Viewer) Over() *fyne.Container { return v.over }

// Close takes the preview away; work a button has begun goes on.
func (v *Viewer) Close() {
	if !v.open {
		return
	}
	v.open = false
	v.cancel()
	v.canvas.SetOnTypedKey(v.before)
	v.canvas.Overlays().Remove(v)
	v.sheets.clear()
	if v.d.Closed != nil {
		v.d.Closed()
	}
}

// IsOpen reports whether the preview still stands.
func (v *Viewer) IsOpen() bool { return v.open }

// warnings returns the strips about what is not on the paper as it was written.
func (v *Viewer) warnings() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	add := func(key string, names []string) {
		if len(names) > 0 {
			text := lang.X(key, "", map[string]any{"List": strings.Join(names, lang.L("preview.comma"))})
			out = append(out, widgets.NewBanner(widgets.Warning, text))
		}
	}
	add("preview.missing", v.d.Missing)
	add("preview.cut", v.d.Cut)
	return out
}

// fail shows what went wrong.
func (v *Viewer) fail(err error) {
	if v.open {
		v.tell(widgets.Danger, widgets.ErrorText(err))
	} else if v.d.Fail != nil {
		v.d.Fail(err)
	}
}

// done shows that something was done.
func (v *Viewer) done(text string) {
	if v.open {
		v.tell(widgets.Success, text)
	} else if v.d.Toast != nil {
		v.d.Toast(text)
	}
}
