package pdf

import "io"

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
	if err := f.write(w, f.title, oneLine(f.sheet.FormNo), f.sheet.PrintedAt); err != nil {
		return Report{}, err
	}
	return f.report(input), nil
}
