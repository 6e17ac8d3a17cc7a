package ui

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
)

// Desk files the pictures of forms that came back signed. It may be called from any goroutine.
type Desk interface {
	// Return reads the code of a form from a picture on the disk, turns the page upright and files it with what it belongs
	// to; undo takes that back, nil if the same picture had been filed before. ok is false where the picture shows no form
	// of ours; the file is then somebody else's to take. Errors: app.ErrNotFound where the form is of no customer here.
	Return(ctx context.Context, path string) (r app.Returned, undo func(ctx context.Context) error, ok bool, err error)
}

// pictures are the endings of files in which the code of a form is looked for.
var pictures = []string{".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp"}

// take files dropped pictures of our forms where they belong, and hands the rest to what is in sight.
func (w *Window) take(paths []string, rest func(paths []string)) {
	b := w.bench
	isPicture := func(path string) bool { return slices.Contains(pictures, strings.ToLower(filepath.Ext(path))) }
	if b.session.Desk == nil || !slices.ContainsFunc(paths, isPicture) {
		rest(paths)
		return
	}
	b.say(widgets.Toast{Text: lang.X("returned.looking", "", map[string]any{"N": len(paths)}), Tone: widgets.Info})
	go func() {
		var others []string
		for _, path := range paths {
			if !isPicture(path) {
				others = append(others, path)
				continue
			}
			r, undo, ok, err := b.session.Desk.Return(context.Background(), path)
			switch {
			case err != nil:
				b.fail(err)
			case !ok:
				others = append(others, path)
			default:
				b.filed(r, undo)
			}
		}
		fyne.Do(func() {
			if len(others) > 0 && !b.stopped.Load() {
				rest(others)
			}
		})
	}()
}

// filed says where a form went.
func (b *bench) filed(r app.Returned, undo func(ctx context.Context) error) {
	form := lang.X("paper."+r.Form, "")
	if r.Form == "" {
		form = lang.X("paper.card", "")
	}
	words := map[string]any{"Name": r.Customer, "Form": form, "Code": r.Code}
	if undo == nil {
		b.toast(lang.X("returned.again", "", words), "", nil)
		return
	}
	b.toast(lang.X("returned.filed", "", words), lang.X("common.undo", ""), func() {
		if err := undo(context.Background()); err != nil {
			b.fail(err)
		}
	})
}
