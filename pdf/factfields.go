package pdf

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/fangce/fangce/app"
)

// factField is a field of a form's facts.
type factField struct {
	name  string // in JSON
	label string // what the paper calls it, "" nothing
	index []int
}

// factFields are the fields of a struct, those of what is embedded among them.
type factFields []factField

var knownFields sync.Map // reflect.Type → factFields

// fieldsOf returns the fields of a struct in its order.
func fieldsOf(t reflect.Type) factFields {
	if known, ok := knownFields.Load(t); ok {
		return known.(factFields)
	}
	var fields factFields
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous || !f.IsExported() {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			name = snake(f.Name)
		}
		if name != "-" {
			fields = append(fields, factField{name: name, label: f.Tag.Get("label"), index: f.Index})
		}
	}
	knownFields.Store(t, fields)
	return fields
}

func (f factFields) named(name string) (factField, bool) {
	at := slices.IndexFunc(f, func(field factField) bool { return field.name == name })
	if at < 0 {
		return factField{}, false
	}
	return f[at], true
}

// nearest suggests the field that was meant, or names them all.
func (f factFields) nearest(name string) string {
	best, least := "", 3
	var all []string
	for _, field := range f {
		if d := distance(field.name, strings.ToLower(name)); d < least {
			best, least = field.name, d
		}
		all = append(all, field.name)
	}
	if best != "" {
		return "，是不是 " + best + "？"
	}
	return "，可用的字段：" + strings.Join(all, "、")
}

// distance returns how many letters must be put in, left out or changed to make b of a.
func distance(a, b string) int {
	if len(b) > 100 {
		return len(b)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := corner
			if a[i] != b[j] {
				changed++
			}
			corner = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// snake returns a Go name as JSON names it: FormNo is form_no.
func snake(name string) string {
	var b strings.Builder
	letters := []rune(name)
	for i, r := range letters {
		if unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(letters[i-1]) || i+1 < len(letters) && unicode.IsLower(letters[i+1])) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// join adds a field to a path.
func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// wrong says that a token is not what a field takes.
func (d *factReader) wrong(path, label, want string, got json.Token) error {
	shown := fmt.Sprint(got)
	if text, ok := got.(string); ok {
		if letters := []rune(text); len(letters) > 40 {
			text = string(letters[:40]) + "…"
		}
		shown = fmt.Sprintf("%q", text)
	}
	return d.failed(path, label, want+"，现在是 "+shown)
}

// failed says what is wrong with a field of the form being read.
func (d *factReader) failed(path, label, what string) error {
	var b strings.Builder
	b.WriteString(d.kind.Name)
	if d.number > 0 {
		fmt.Fprintf(&b, " 第 %d 份", d.number)
	}
	if path != "" {
		b.WriteString(" 字段 " + path)
		if label != "" {
			b.WriteString("（" + label + "）")
		}
	}
	fmt.Fprintf(&b, "：%s（第 %d 行）", what, d.line())
	return app.FieldErrorf(app.ErrInvalid, path, "%s", b.String())
}

// broken says that the whole is not facts at all.
func (d *factReader) broken(what string) error {
	return app.Errorf(app.ErrInvalid, "%s 的数据%s（第 %d 行）", d.kind.Name, what, d.line())
}

// line returns the line reading has come to.
func (d *factReader) line() int {
	at := min(int(d.dec.InputOffset()), len(d.source))
	return bytes.Count(d.source[:at], []byte("\n")) + 1
}
