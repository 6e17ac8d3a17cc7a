package record

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Class says how concurrent edits of one field are merged at the centre.
type Class uint8

const (
	// Scalar fields take the last causal writer; a concurrent loser is kept and shown to the owner.
	Scalar Class = iota
	// Set fields are lists whose elements are added and removed one by one.
	Set
	// Text fields keep both versions, one under the other, when two people wrote at once.
	Text
	// Status fields change by a command from one value to another, refused if the value has moved on.
	Status
)

// Type says how a field is stored in its column.
type Type uint8

const (
	// TypeText is a string column.
	TypeText Type = iota
	// TypeInt is an integer column: counts, money in fen, instants in milliseconds.
	TypeInt
	// TypeBool is an integer column holding 0 or 1.
	TypeBool
	// TypeJSON is a text column holding a JSON list or object.
	TypeJSON
)

// Field is one shared field of a kind.
type Field struct {
	Name     string
	Class    Class
	Type     Type
	Personal bool // never written to a log file
	index    int
}

// Context is what a kind may look at to say which stream one of its rows belongs to.
type Context struct {
	ID     string
	Body   Body
	Author string // person id of who creates the row
	// Of returns the stream of another row, "" if it is not known here.
	Of func(kind, id string) string
}

// Kind is the declaration of one kind of record.
type Kind struct {
	// Name is the kind's name on the wire, such as "service_record".
	Name string
	// Table is the name of its table on the laptop.
	Table string
	// InsertOnly kinds are never changed once written; a correction is a new, linked record.
	InsertOnly bool
	// Customer names the field that holds the id of the customer a row is about; "id" for customers themselves,
	// "" where there is none. A commit reindexes the customers it touched.
	Customer string
	// Stream says where a new row belongs.
	Stream func(Context) string
	// Fields in the order of the struct, without the id.
	Fields []Field

	typ   reflect.Type
	idIdx int
	names map[string]int
}

var kinds = map[string]*Kind{}

// Register declares a kind by its struct type. It panics on a malformed declaration, as it runs when the program starts.
func Register[T any](k Kind) *Kind {
	k.typ = reflect.TypeFor[T]()
	k.idIdx = -1
	k.names = map[string]int{}
	for i := range k.typ.NumField() {
		sf := k.typ.Field(i)
		tag, ok := sf.Tag.Lookup("rec")
		if !ok {
			continue
		}
		words := strings.Split(tag, ",")
		if words[0] == "id" {
			k.idIdx = i
			continue
		}
		f := Field{Name: words[0], Type: columnType(sf.Type), index: i}
		for _, w := range words[1:] {
			switch w {
			case "set":
				f.Class = Set
			case "text":
				f.Class = Text
			case "status":
				f.Class = Status
			case "personal":
				f.Personal = true
			default:
				panic(fmt.Sprintf("record: kind %s, field %s: unknown word %q in its tag", k.Name, sf.Name, w))
			}
		}
		if _, twice := k.names[f.Name]; twice {
			panic(fmt.Sprintf("record: kind %s names field %s twice", k.Name, f.Name))
		}
		k.names[f.Name] = len(k.Fields)
		k.Fields = append(k.Fields, f)
	}
	if k.idIdx < 0 || k.Name == "" || k.Table == "" || k.Stream == nil || kinds[k.Name] != nil {
		panic(fmt.Sprintf("record: kind %q (%v) needs a unique name, a table, a stream and an id", k.Name, k.typ))
	}
	kinds[k.Name] = &k
	return &k
}

func columnType(t reflect.Type) Type {
	switch t.Kind() {
	case reflect.String:
		return TypeText
	case reflect.Int, reflect.Int64:
		return TypeInt
	case reflect.Bool:
		return TypeBool
	default:
		return TypeJSON
	}
}

// Lookup returns the kind of that name, nil if this program does not know it.
func Lookup(name string) *Kind { return kinds[name] }

// Of returns the kind whose struct v is or points to; nil if v is no record.
func Of(v any) *Kind {
	t := reflect.TypeOf(v)
	if t != nil && t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	for _, k := range kinds {
		if k.typ == t {
			return k
		}
	}
	return nil
}

// Kinds returns all registered kinds, sorted by name.
func Kinds() []*Kind {
	all := make([]*Kind, 0, len(kinds))
	for _, k := range kinds {
		all = append(all, k)
	}
	slices.SortFunc(all, func(a, b *Kind) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Field returns the field of that name.
func (k *Kind) Field(name string) (Field, bool) {
	i, ok := k.names[name]
	if !ok {
		return Field{}, false
	}
	return k.Fields[i], true
}

// New returns a pointer to a zero struct of the kind.
func (k *Kind) New() any { return reflect.New(k.typ).Interface() }
