package pdf

import (
	"cmp"
	"io"
	"reflect"
	"slices"
)

// Kind is a kind of form: what a program that knows no form by name needs to make any of them. Every form registers
// its own in its own file.
type Kind struct {
	// Name is what commands and files call the form, such as service_card. It never changes.
	Name string
	// Title is the form's name on paper, such as 客户服务卡.
	Title string

	facts   reflect.Type // the struct of the form
	example func() Form
	blank   bool
}

var kinds []Kind

// register adds a kind of form under its name. The example is natural and full: what a person would fill in, with every
// part of the form in use.
func register[F Form](name, title string, example func() F) Kind {
	return add(Kind{
		Name: name, Title: title, facts: reflect.TypeFor[F](), example: func() Form { return example() }, blank: true,
	})
}

// registerFilled adds a kind of form that says nothing without facts: it has no blank.
func registerFilled[F Form](name, title string, example func() F) Kind {
	return add(Kind{Name: name, Title: title, facts: reflect.TypeFor[F](), example: func() Form { return example() }})
}

func add(k Kind) Kind {
	at, taken := slices.BinarySearchFunc(kinds, k.Name, func(have Kind, name string) int { return cmp.Compare(have.Name, name) })
	if taken {
		panic("two forms are called " + k.Name)
	}
	kinds = slices.Insert(kinds, at, k)
	return k
}

// Kinds returns all kinds of forms by name.
func Kinds() []Kind { return slices.Clone(kinds) }

// Find returns the kind of form with the name.
func Find(name string) (Kind, bool) {
	for _, k := range kinds {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// Decode reads the facts of one form (a JSON object) or of many (an array of them) as Encode writes them. What is left out
// or null is empty. Returns an app.Error that names the form, which of them and the field where a field is unknown, of the
// wrong type or given twice.
func (k Kind) Decode(r io.Reader) ([]Form, error) { return decodeFacts(k, r) }

// Encode writes the facts of a form of this kind as indented JSON that Decode reads back: amounts in yuan with two
// decimals, days as 2006-01-02, moments as RFC 3339, colours as #1F4E79, pictures in base64.
func (k Kind) Encode(w io.Writer, f Form) error { return encodeFacts(w, reflect.ValueOf(f)) }

// Example returns a form filled in as a person would, with every part in use.
func (k Kind) Example() Form { return k.example() }

// Blank returns the form to be filled in by hand, and whether there is one.
func (k Kind) Blank(s Sheet) (Form, bool) {
	if !k.blank {
		return nil, false
	}
	empty := reflect.New(k.facts).Elem()
	empty.FieldByName("Sheet").Set(reflect.ValueOf(s))
	return formOf(empty)
}

// formOf returns the form a struct of facts is.
func formOf(v reflect.Value) (Form, bool) {
	f, ok := v.Interface().(Form)
	return f, ok
}
