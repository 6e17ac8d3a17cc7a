package pdf

import (
	"fmt"
	"io"
	"slices"
)

// Part is a form of which some pages only are wanted, as when one page of a long list is printed again. The pages say
// what they said: page 3 of 7 stays page 3 of 7.
type Part struct {
	Form
	Numbers []int // of the pages, from 1, in any order; none: all
}

// Write implements Form. Returns an error where the form has no such page.
func (p Part) Write(w io.Writer) (Report, error) {
	f, err := p.lay()
	if err != nil {
		return Report{}, err
	}
	return f.write(w, p.Form)
}

func (p Part) lay() (*form, error) {
	f, err := p.Form.lay()
	if err != nil || len(p.Numbers) == 0 {
		return f, err
	}
	all := f.pages
	f.pages = nil
	for _, n := range slices.Compact(slices.Sorted(slices.Values(p.Numbers))) {
		if n < 1 || n > len(all) {
			return nil, fmt.Errorf("page %d of %d", n, len(all))
		}
		f.pages = append(f.pages, all[n-1])
	}
	return f, nil
}
