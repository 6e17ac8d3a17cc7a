package drafts

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// Field is one input of a form. Get and Set move its content as text; Set is what typing it would do, without telling
// anybody.
type Field struct {
	ID    string // within the form, and for good
	Label string // for people; empty for what they do not read
	Get   func() string
	Set   func(text string)
	Shown func() string // the content for people, where Get is for the program; nil: Get
	Along bool          // kept with the fields that were changed: a proposal that another day would be another
	Quiet bool          // changed alone it makes no draft
}

// Along is a field whose proposal is kept with whatever else was typed, as the moment a record was begun.
func Along(f Field) Field {
	f.Along = true
	return f
}

// Text is a field to type in, with what cannot be read as a date or a time yet.
func Text(id, label string, e *widgets.Entry) Field {
	return Field{ID: id, Label: label, Get: func() string { return e.Text }, Set: e.Set}
}

// Date is Text for a date.
func Date(id, label string, d *widgets.DateEntry) Field { return Text(id, label, &d.Entry) }

// Clock is Text for a time of day.
func Clock(id, label string, t *widgets.TimeEntry) Field { return Text(id, label, &t.Entry) }

// Choice is one option of a menu.
func Choice(id, label string, s *widgets.Select) Field {
	return Field{ID: id, Label: label, Get: s.Value, Set: s.Set, Shown: func() string { return s.Selected }}
}

// Side is one option of several side by side.
func Side(id, label string, s *widgets.Segmented) Field {
	return Field{ID: id, Label: label, Get: s.Value, Set: s.Set, Shown: s.Label}
}

// Tick is a box; then, if it is not nil, follows what setting it changes elsewhere.
func Tick(id, label string, c *widgets.Check, then func(on bool)) Field {
	return Field{
		ID: id, Label: label, Get: func() string { return strconv.FormatBool(c.Value()) },
		Set: func(text string) {
			c.Set(text == "true")
			if then != nil {
				then(c.Value())
			}
		},
		Shown: func() string {
			if c.Value() {
				return lang.L("common.yes")
			}
			return lang.L("common.no")
		},
	}
}

// Ticks are boxes of which any may be ticked.
func Ticks(id, label string, g *widgets.CheckGroup) Field {
	return Field{
		ID: id, Label: label, Get: func() string { return strings.Join(g.Value(), ",") }, Set: func(text string) { g.Set(split(text)) },
		Shown: func() string { return strings.Join(g.Labels(), lang.L("draft.comma")) },
	}
}

// Number is a number within bounds.
func Number(id, label string, s *widgets.Stepper) Field {
	return Field{ID: id, Label: label, Get: func() string { return strconv.Itoa(s.Value()) }, Set: func(text string) {
		if n, err := strconv.Atoi(text); err == nil {
			s.Set(n)
		}
	}}
}

// Quiet is a field that is kept with whatever else was typed and makes no draft alone, as a search.
func Quiet(f Field) Field {
	f.Along, f.Quiet = true, true
	return f
}

func split(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, ",")
}
