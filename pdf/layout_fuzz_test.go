package pdf

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
)

// edges is a surface that notes what leaves the paper's inner part.
type edges struct {
	faces *faces
	out   []string
}

func (e *edges) check(what string, x1, y1, x2, y2 float64) {
	const slack = 0.6 // a letter may overhang its advance
	foot := bodyBottom + slack
	if y1 > pageHeight-24 && (what != "frame" && what != "tint") { // the footer
		foot = pageHeight - 8
	}
	if x1 < margin-slack || x2 > rightEdge+slack || y1 < 5 || y2 > foot {
		e.out = append(e.out, fmt.Sprintf("%.20s at %.1f–%.1f × %.1f–%.1f", what, x1, x2, y1, y2))
	}
}

func (e *edges) text(_ int, x, y, gap, turn float64, text string, st style) {
	if turn == 0 {
		e.check(text, x, y-st.points*mmPerPoint, x+e.faces.width(text, st)+gap*float64(len([]rune(text))-1), y)
	}
}
func (e *edges) fill(x, y, w, h float64, _ Colour) { e.check("tint", x, y, x+w, y+h) }
func (e *edges) line(x1, y1, x2, y2 float64, _ pen) {
	e.check("line", min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
}
func (e *edges) frame(x, y, w, h float64, _ pen)        { e.check("frame", x, y, x+w, y+h) }
func (e *edges) picture(x, y, w, h float64, _ *picture) { e.check("picture", x, y, x+w, y+h) }

// fillTexts sets every text of a form to s or to other, as the bits of choice say.
func fillTexts(v reflect.Value, s, other string, choice *uint64) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == reflect.TypeFor[string]() {
			if *choice&1 == 0 {
				v.SetString(s)
			} else {
				v.SetString(other)
			}
			*choice = *choice>>1 | *choice<<63
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "FormID" {
				fillTexts(v.Field(i), s, other, choice)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fillTexts(v.Index(i), s, other, choice)
		}
	}
}

// Whatever stands in the fields of any form, and whatever the logo is: the form is laid out within its margins and the file
// is one the backend's parts can be found in, or the facts are refused in words.
func FuzzForms(f *testing.F) {
	f.Add(uint8(0), "王𬱖", "（（（，，。。", uint64(5), []byte(nil), int64(0))
	f.Add(uint8(3), strings.Repeat("W", 300), "\u202e\x00😀\n\n", uint64(0xF0F0), []byte("\x89PNG\r\n\x1a\n"), int64(-1))
	f.Add(uint8(7), strings.Repeat("龙，", 2000), "", uint64(1<<63-1), rotatedJPEG(f, 6), int64(1<<62))
	for kind := range kinds {
		for _, n := range []int{1, 60, 150, 400, 900} {
			f.Add(uint8(kind), strings.Repeat("龙，", n), "", uint64(1<<63-81), []byte(nil), int64(1<<62))
		}
	}
	f.Fuzz(func(t *testing.T, kind uint8, s, other string, choice uint64, logo []byte, money int64) {
		if len(s) > 30_000 || len(other) > 30_000 {
			t.Skip()
		}
		k := kinds[int(kind)%len(kinds)]
		v := reflect.New(k.facts).Elem()
		v.Set(reflect.ValueOf(k.Example()))
		own := deepCopy(v)
		fillTexts(own, s, other, &choice)
		fillMoney(own, app.Money(money))
		own.FieldByName("Logo").SetBytes(logo)
		form, _ := formOf(own)
		laid, err := form.lay()
		if err != nil {
			if app.Code(err) != app.ErrInvalid {
				t.Fatal(err)
			}
			return
		}
		e := &edges{faces: laid.faces}
		for i := range laid.pages {
			laid.pages[i].replay(e)
		}
		if len(e.out) > 0 {
			t.Errorf("%s: outside the page: %q", k.Name, e.out[:min(3, len(e.out))])
		}
		if _, err := laid.write(&bytes.Buffer{}, form); err != nil {
			t.Fatal(err)
		}
	})
}

// deepCopy returns a copy of a form whose lists are its own.
func deepCopy(v reflect.Value) reflect.Value {
	out := reflect.New(v.Type()).Elem()
	out.Set(v)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				out.Field(i).Set(deepCopy(v.Field(i)))
			}
		}
	case reflect.Slice:
		if !v.IsNil() {
			list := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			for i := range v.Len() {
				list.Index(i).Set(deepCopy(v.Index(i)))
			}
			out.Set(list)
		}
	}
	return out
}

// fillMoney sets every amount of a form.
func fillMoney(v reflect.Value, m app.Money) {
	switch {
	case v.Type() == moneyType:
		v.SetInt(int64(m))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillMoney(v.Field(i), m)
			}
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			fillMoney(v.Index(i), m)
		}
	}
}

// Whatever the number of rows, and so wherever on a page the next thing comes to stand, nothing leaves the page.
func TestAnyNumberOfRows(t *testing.T) {
	for _, k := range Kinds() {
		example := reflect.New(k.facts).Elem()
		example.Set(reflect.ValueOf(k.Example()))
		for i := range example.NumField() {
			list := example.Field(i)
			if list.Kind() != reflect.Slice || list.Len() == 0 {
				continue
			}
			for rows := range 40 {
				own := deepCopy(example)
				grown := reflect.MakeSlice(list.Type(), 0, rows)
				for n := range rows {
					grown = reflect.Append(grown, list.Index(n%list.Len()))
				}
				own.Field(i).Set(grown)
				form, _ := formOf(own)
				laid, err := form.lay()
				if err != nil {
					t.Fatal(err)
				}
				e := &edges{faces: laid.faces}
				for p := range laid.pages {
					laid.pages[p].replay(e)
				}
				if len(e.out) > 0 {
					t.Errorf("%s with %d of %s: outside the page: %q", k.Name, rows, example.Type().Field(i).Name, e.out[:min(3, len(e.out))])
					break
				}
			}
		}
	}
}
