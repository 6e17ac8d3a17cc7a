package ui

import (
	"context"
	"image"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/photos"
	"github.com/fangce/fangce/ui/words"
)

// Scans brings the contents of attachments to the screen. It may be called from any goroutine.
type Scans interface {
	// Picture returns an attachment as a picture, upright, and fetches it from the centre first if it is not here. progress
	// is told how many bytes of how many have come. Errors: app.ErrOffline, app.ErrNotFound.
	Picture(ctx context.Context, id string, progress func(done, total int64)) (image.Image, error)
	// OpenElsewhere shows an attachment with another program.
	OpenElsewhere(ctx context.Context, id string) error
}

// viewAttachments shows attachments over the window.
func (b *bench) viewAttachments(list []app.AttachmentView, at int, closed func()) {
	if b.session.Scans == nil || b.stopped.Load() {
		return
	}
	items := make([]photos.Item, len(list))
	for i, v := range list {
		items[i] = photos.Item{ID: v.ID, Title: v.Name, About: words.Stamp(v.AddedAt) + " · " + words.Size(v.Size), Picture: v.Picture()}
		if v.Author != "" {
			items[i].About += " · " + v.Author
		}
	}
	photos.Show(photos.Deps{
		Window: b.window.win, Items: items, At: at, Load: b.session.Scans.Picture, Open: b.session.Scans.OpenElsewhere, Closed: closed,
	})
}

// chooseFile lets the user choose a file.
func (b *bench) chooseFile(chosen func(path string)) {
	chooser{window: b.window.win, folder: b.window.cfg.Documents}.Open(chosen)
}
