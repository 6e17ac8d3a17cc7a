package pdf

import (
	"errors"
	"fmt"
	"io"

	"github.com/fangce/fangce/app"
)

// Form is a form on paper. The forms of this package are the only ones.
type Form interface {
	// Write writes the form as a PDF and says what to look at.
	Write(w io.Writer) (Report, error)
	// lay lays the form out; nothing is drawn after it.
	lay() (*form, error)
}

// write lays a form out and writes it.
func write(input Form, w io.Writer) (Report, error) {
	f, err := input.lay()
	if err != nil {
		return Report{}, err
	}
	return f.write(w, input)
}

// write writes the laid out form that was made from input.
func (f *form) write(w io.Writer, input Form) (Report, error) {
	b := newBackend(f.faces, f.title, oneLine(f.sheet.FormNo), f.sheet.PrintedAt)
	b.draw(f.canvas, "")
	if err := b.write(w); err != nil {
		return Report{}, fmt.Errorf("write %s: %w", f.title, err)
	}
	return f.report(input), nil
}

// WriteAll writes forms as one file, each under a bookmark that names whom it is about, and says of each what to look at.
// The same forms give the same bytes. Returns an error if there is no form, one cannot be laid out, or w fails.
func WriteAll(w io.Writer, forms []Form) ([]Report, error) {
	var b *backend
	title := ""
	reports := make([]Report, 0, len(forms))
	for i, input := range forms {
		f, err := input.lay()
		if err != nil {
			return nil, numbered(i, len(forms), err)
		}
		if b == nil {
			title = f.title
			b = newBackend(f.faces, title, oneLine(f.sheet.FormNo), f.sheet.PrintedAt)
		}
		report := f.report(input)
		b.draw(f.canvas, report.bookmark(i+1))
		reports = append(reports, report)
	}
	if b == nil {
		return nil, fmt.Errorf("write no form at all")
	}
	if err := b.write(w); err != nil {
		return nil, fmt.Errorf("write %d times %s: %w", len(forms), title, err)
	}
	return reports, nil
}

// numbered says which of n forms cannot be laid out.
func numbered(i, n int, err error) error {
	var known *app.Error
	if n == 1 || !errors.As(err, &known) {
		return fmt.Errorf("form %d: %w", i+1, err)
	}
	return &app.Error{Code: known.Code, Field: known.Field, Message: fmt.Sprintf("第 %d 份：%s", i+1, known.Message), Cause: err}
}
