package visit

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/jpeg"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/theme"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// photoRow is one photo or scan of the visit: small, with what it is, and while the visit is open its own author can take it
// anew or take it away.
func (r *proof) photoRow(i int, open bool) fyne.CanvasObject {
	room, a := r.pane.room, r.pane.sheet.Photos[i]
	view := func() {
		if room.deps.View != nil {
			room.deps.View(r.pane.sheet.Photos, i, room.Refresh)
		}
	}
	width, height := float32(64), float32(48)
	if r.large {
		width, height = 112, 84
	}
	id := fmt.Sprintf("visit.photo.%d", i)
	if r.large {
		id = fmt.Sprintf("visit.onsite.photo.%d", i)
	}
	row := []fyne.CanvasObject{
		widgets.Fixed(width, height, r.thumb(a)),
		widgets.Grow(widgets.VStack(0, widgets.NewText(a.Name).Clipped(), widgets.Caption(a.AddedAt.Clock()+"　"+words.Size(a.Size)).Clipped())),
		r.size(widgets.Tag(id, widgets.Quiet(lang.X("visit.photo.open", ""), nil, view))),
	}
	if open && a.PersonID == room.deps.Service.Me().ID {
		row = append(row,
			r.size(widgets.Tag(id+".retake", widgets.Quiet(lang.X("visit.photo.retake", ""), nil, func() { room.askRetake(a) }))),
			r.size(widgets.Tag(id+".delete", widgets.IconButton(theme.IconClose, lang.X("visit.photo.delete", ""), func() { room.askDeletePhoto(a) }))))
	}
	return widgets.HStack(10, row...)
}

// thumb is the small picture of an attachment, or the sign of a file.
func (r *proof) thumb(a app.AttachmentView) fyne.CanvasObject {
	small := r.pane.room.small[a.ID]
	if small == nil {
		return widgets.Stack(widgets.NewBox(theme.ColorSunken, theme.ColorLine, 4), widgets.Center(widgets.Picture(theme.IconFile, 20, theme.ColorFaint)))
	}
	img := canvas.NewImageFromImage(small)
	img.FillMode, img.ScaleMode = canvas.ImageFillContain, canvas.ImageScaleSmooth
	return img
}

// findSmall reads the small pictures that are not here yet, and shows them.
func (r *Room) findSmall(photos []app.AttachmentView) {
	var want []string
	for _, a := range photos {
		if _, asked := r.small[a.ID]; !asked && a.Thumb != "" {
			r.small[a.ID] = nil
			want = append(want, a.ID)
		}
	}
	if len(want) == 0 {
		return
	}
	r.async(func() {
		found := map[string]image.Image{}
		for _, id := range want {
			if b, err := r.deps.Service.Thumb(context.Background(), id); err == nil {
				if img, err := jpeg.Decode(bytes.NewReader(b)); err == nil {
					found[id] = img
				}
			}
		}
		fyne.Do(func() {
			for _, id := range want {
				if found[id] == nil {
					delete(r.small, id) // it may come with the next sync
				} else {
					r.small[id] = found[id]
				}
			}
			if len(found) > 0 {
				r.pane.there.proof.fill()
				r.site.proof.fill()
			}
		})
	})
}

// askPhoto lets the planner choose a photo or scan for the visit in sight.
func (r *Room) askPhoto() {
	if r.deps.ChooseFile != nil {
		r.deps.ChooseFile(func(path string) { r.addPhotos([]string{path}) })
	}
}

// askRetake lets the planner choose another photo in the place of one; the one goes once the other is there.
func (r *Room) askRetake(old app.AttachmentView) {
	if r.deps.ChooseFile == nil {
		return
	}
	v := r.pane.visit
	r.deps.ChooseFile(func(path string) {
		if path == "" || v.ID != r.pane.visit.ID || r.pane.finished() {
			return
		}
		r.saves.do(func() {
			ctx := context.Background()
			_, err := r.deps.Service.AddAttachment(ctx, v.CustomerID, v.ID, path)
			if err == nil {
				err = r.deps.Service.WithdrawAttachment(ctx, old.ID, lang.X("visit.photo.retake", ""))
			}
			if err != nil {
				r.deps.Fail(fmt.Errorf("%s: %w", filepath.Base(path), err))
			}
			fyne.Do(r.Refresh)
		})
	})
}

// askDeletePhoto takes a photo away after a question.
func (r *Room) askDeletePhoto(a app.AttachmentView) {
	widgets.ShowForm(r.deps.Window.Canvas(), widgets.Form{
		ID: "visit.photo.sure", Title: lang.X("visit.photo.delete", ""), Danger: true, Submit: lang.X("visit.photo.delete", ""),
		Intro: lang.X("visit.photo.delete.sure", "", map[string]any{"Name": a.Name}),
		OnSubmit: func() error {
			if err := r.deps.Service.WithdrawAttachment(context.Background(), a.ID, lang.X("visit.photo.delete", "")); err != nil {
				return err
			}
			r.Refresh()
			return nil
		},
	})
}

// DropFiles hangs files dropped on the window on the visit in sight.
func (r *Room) DropFiles(paths []string) {
	if r.pane.visit.ID == "" || len(r.items) == 0 {
		r.deps.Toast(lang.X("drop.nowhere", ""), "", nil)
		return
	}
	r.addPhotos(paths)
}

// addPhotos hangs files on the visit in sight, one after the other; one that cannot be taken keeps none of the others away.
func (r *Room) addPhotos(paths []string) {
	v := r.pane.visit
	if v.ID == "" || len(paths) == 0 || paths[0] == "" {
		return
	}
	r.saves.do(func() {
		n := 0
		for _, path := range paths {
			if _, err := r.deps.Service.AddAttachment(context.Background(), v.CustomerID, v.ID, path); err != nil {
				r.deps.Fail(fmt.Errorf("%s: %w", filepath.Base(path), err))
				continue
			}
			n++
		}
		fyne.Do(func() {
			if n > 0 {
				r.deps.Toast(lang.X("visit.photo.added", "", map[string]any{"N": n}), "", nil)
			}
			r.Refresh()
		})
	})
}
