package main

import (
	"bytes"
	"context"
	"errors"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/intake/scan"
	"github.com/fangce/fangce/app/picture"
)

// Sizes of a form that came back: of the picture it is looked for in, and the quality it is kept with.
const (
	returnedSide    = 3200
	returnedQuality = 88
)

// Return implements ui.Desk.
func (s *session) Return(ctx context.Context, path string) (app.Returned, func(ctx context.Context) error, bool, error) {
	none := app.Returned{}
	f, err := os.Open(path) //nolint:gosec // the person dropped it on the window
	if err != nil {
		return none, nil, false, nil // whoever takes the file says what is wrong with it
	}
	content, err := io.ReadAll(io.LimitReader(f, app.MaxAttachment+1))
	if err = errors.Join(err, f.Close()); err != nil || len(content) > app.MaxAttachment {
		return none, nil, false, nil
	}
	img, err := picture.Upright(content, returnedSide)
	if err != nil {
		return none, nil, false, nil
	}
	mark, err := scan.Find(ctx, img)
	if errors.Is(err, scan.ErrNoMark) {
		return none, nil, false, nil
	}
	if err != nil {
		return none, nil, false, err
	}
	var upright bytes.Buffer
	if err := jpeg.Encode(&upright, scan.Upright(img, mark), &jpeg.Options{Quality: returnedQuality}); err != nil {
		return none, nil, false, err
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)) + ".jpg"
	r, undo, err := s.ReturnPaper(ctx, mark.Text, name, upright.Bytes())
	if app.Code(err) == app.ErrNotFound && !ours(mark.Text) {
		return none, nil, false, nil // somebody else's code, as on an advertisement
	}
	return r, undo, true, err
}

// ours reports whether a code looks like one of our forms'.
func ours(code string) bool {
	return strings.HasPrefix(code, "MY20") || strings.HasPrefix(code, "BZ20")
}
