package pdf

import (
	"fmt"
	"io"
)

// Many are forms printed together, such as the invitations to one activity. Each keeps its own page numbers, and a bookmark
// in the file.
type Many []Form

// Write implements Form. Returns an error if there is no form.
func (m Many) Write(w io.Writer) (Report, error) {
	reports, err := WriteAll(w, m)
	if err != nil {
		return Report{}, err
	}
	all := Report{Title: reports[0].Title}
	for i, r := range reports {
		all.Pages += r.Pages
		all.Cut = append(all.Cut, r.Cut...)
		for _, g := range r.Missing {
			g.Field = fmt.Sprintf("[%d].%s", i, g.Field)
			all.Missing = append(all.Missing, g)
		}
	}
	return all, nil
}

func (m Many) lay() (*form, error) {
	var all *form
	for i, one := range m {
		f, err := one.lay()
		if err != nil {
			return nil, fmt.Errorf("form %d: %w", i+1, err)
		}
		if all == nil {
			all = f
			continue
		}
		all.pages = append(all.pages, f.pages...)
		for name, texts := range f.cut {
			all.cut[name] = append(all.cut[name], texts...)
		}
	}
	if all == nil {
		return nil, fmt.Errorf("no form at all")
	}
	return all, nil
}
