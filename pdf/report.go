package pdf

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
)

// Report says what a person should look at before the paper goes out.
type Report struct {
	Title   string // of the form: 客户服务卡
	About   string // whom or what the form is about, on one line: a name, a month; "" nobody said
	Pages   int
	Missing []MissingGlyph // characters printed as 〓
	Cut     []string       // labels of fields that were cut with …
}

// MissingGlyph is a character of the input that no font of ours has.
type MissingGlyph struct {
	Field string // path in the facts as Kind.Encode writes them, such as policies[2].insured
	Label string // what the paper calls it, such as 被保险人
	Rune  rune
}

// bookmark returns what the form is called among many of one file, the number of which it is.
func (r Report) bookmark(number int) string {
	about := []rune(r.About)
	switch {
	case len(about) == 0:
		return fmt.Sprintf("%s %d", r.Title, number)
	case len(about) > mostBookmark:
		return string(about[:mostBookmark]) + "…"
	}
	return r.About
}

// mostBookmark bounds a bookmark in characters.
const mostBookmark = 60

// report describes the finished form made from input, a struct whose string fields carry labels.
func (f *form) report(input any) Report {
	r := Report{Title: f.title, About: oneLine(f.follow), Pages: len(f.pages), Cut: slices.Sorted(maps.Keys(f.cut))}
	f.search(&r, reflect.ValueOf(input), "", "")
	return r
}

// search adds what the fonts lack of every text in v.
func (f *form) search(r *Report, v reflect.Value, path, label string) {
	switch v.Kind() {
	case reflect.String:
		for _, c := range clean(v.String()) {
			missing := MissingGlyph{Field: path, Label: label, Rune: c}
			if c != '\n' && !f.has(c) && !slices.Contains(r.Missing, missing) {
				r.Missing = append(r.Missing, missing)
			}
		}
	case reflect.Interface:
		f.search(r, v.Elem(), path, label)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			f.search(r, v.Index(i), fmt.Sprintf("%s[%d]", path, i), label)
		}
	case reflect.Struct:
		for _, field := range fieldsOf(v.Type()) {
			inner := field.label
			if inner == "" {
				inner = label
			}
			f.search(r, v.FieldByIndex(field.index), join(path, field.name), inner)
		}
	}
}
