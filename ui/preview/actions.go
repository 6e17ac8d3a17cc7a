package preview

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// background runs what must not hold up the window.
var background = func(work func()) { go work() }

// work does what a button is for, off the UI goroutine, and says that it is done. What has begun is not
// stopped by closing the preview.
func (v *Viewer) work(do func(ctx context.Context) error, done string) {
	if do == nil || v.busy || !v.open {
		return
	}
	v.busy = true
	ctx := context.WithoutCancel(v.ctx)
	background(func() {
		err := do(ctx)
		fyne.Do(func() {
			v.busy = false
			switch {
			case err != nil:
				v.fail(err)
			case done != "":
				v.done(done)
			}
		})
	})
}

func (v *Viewer) openElsewhere() { v.work(v.d.Open, "") }

// save asks where to and saves.
func (v *Viewer) save() {
	if v.d.SaveAs == nil || v.busy {
		return
	}
	path := widgets.NewEntry("")
	path.Set(v.d.Path)
	path.CursorColumn = len([]rune(v.d.Path))
	var input fyne.CanvasObject = widgets.Tag("preview.path", path)
	if v.d.Choose != nil {
		browse := widgets.Secondary(lang.L("preview.browse"), theme.IconFolder, func() { v.d.Choose(path.Value(), path.Set) })
		input = widgets.Sides(nil, input, widgets.Pad(0, 0, 0, 8, browse))
	}
	var form *widgets.Dialog
	form = widgets.ShowForm(v.canvas, widgets.Form{
		ID: "preview.save_as", Title: lang.L("preview.save_title"), Width: 560, Submit: lang.L("common.save"), First: path,
		Fields: []widgets.FormField{{Label: lang.L("preview.save_to"), Required: true, Input: input}},
		OnSubmit: func() error {
			target := withEnding(path.Value())
			if target == "" {
				return words.Invalid("path", lang.L("preview.no_path"))
			}
			if _, err := os.Stat(target); err != nil {
				v.saveTo(target)
				return nil
			}
			form.Close() // a dialog takes those above it away with it
			v.overwrite(target)
			return nil
		},
	})
}

// overwrite asks before a file that exists is lost.
func (v *Viewer) overwrite(path string) {
	widgets.ShowConfirm(v.canvas, widgets.Confirm{
		ID: "preview.overwrite", Title: lang.L("preview.exists_title"), Yes: lang.L("preview.replace"), Danger: true,
		Text:  lang.X("preview.exists", "", map[string]any{"Name": filepath.Base(path)}),
		OnYes: func() { v.saveTo(path) },
	})
}

func (v *Viewer) saveTo(path string) {
	v.work(func(ctx context.Context) error { return v.d.SaveAs(ctx, path) },
		lang.X("preview.saved", "", map[string]any{"Path": path}))
}

// withEnding returns a path that ends in .pdf; "" stays.
func withEnding(path string) string {
	if path == "" || strings.EqualFold(filepath.Ext(path), ".pdf") {
		return path
	}
	return path + ".pdf"
}
