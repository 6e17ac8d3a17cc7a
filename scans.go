package main

import (
	"context"
	"image"
	"io"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/picture"
	"github.com/fangce/fangce/app/platform"
)

// screenSide is the longer side of a picture on the screen, in pixels: sharp on every laptop, and small enough for every
// graphics card.
const screenSide = 2600

// lookEvery is how often it is looked how much of a content has come.
const lookEvery = 300 * time.Millisecond

// Picture returns an attachment as a picture, upright; it is fetched first if it is not here.
func (s *session) Picture(ctx context.Context, id string, progress func(done, total int64)) (image.Image, error) {
	content, err := s.content(ctx, id, progress)
	if err != nil {
		return nil, err
	}
	img, err := picture.Upright(content, screenSide)
	if err != nil {
		return nil, &app.Error{Code: app.ErrDamaged, Field: "file", Message: "图片无法显示，文件可能已损坏", Cause: err}
	}
	return img, nil
}

// OpenElsewhere shows an attachment with another program.
func (s *session) OpenElsewhere(ctx context.Context, id string) error {
	a, err := s.store.Attachment(ctx, id)
	if err != nil {
		return err
	}
	content, err := s.content(ctx, id, func(int64, int64) {})
	if err != nil {
		return err
	}
	if err := s.NoteAccess(ctx, app.Access{CustomerID: a.CustomerID, What: app.AccessAttachment, How: app.AccessExport}); err != nil {
		return err
	}
	path, err := s.paper.viewing.Put(platform.FileName(a.Name), content)
	if err != nil {
		return err
	}
	return platform.OpenFile(path)
}

// content reads an attachment, and fetches it from the centre first if it is not here.
func (s *session) content(ctx context.Context, id string, progress func(done, total int64)) ([]byte, error) {
	r, err := s.AttachmentContent(ctx, id)
	if app.Code(err) == app.ErrNotFound {
		if err := s.fetch(ctx, id, progress); err != nil {
			return nil, err
		}
		r, err = s.AttachmentContent(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // nothing was written
	return io.ReadAll(r)
}

// fetch brings the content of an attachment here, and tells how much of it has come.
func (s *session) fetch(ctx context.Context, id string, progress func(done, total int64)) error {
	a, err := s.store.Attachment(ctx, id)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go s.followFetch(ctx, a, progress)
	return s.FetchBlob(ctx, a.Sha)
}

func (s *session) followFetch(ctx context.Context, a app.Attachment, progress func(done, total int64)) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			all, err := s.Attachments(ctx, a.CustomerID)
			for _, v := range all {
				if err == nil && v.ID == a.ID {
					progress(v.Done, v.Size)
				}
			}
		}
	}
}
