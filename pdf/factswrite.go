package pdf

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// encodeFacts writes a struct of facts as indented JSON, in the order of its fields.
func encodeFacts(w io.Writer, v reflect.Value) error {
	var b bytes.Buffer
	if err := writeFact(&b, v, "\n"); err != nil {
		return err
	}
	b.WriteByte('\n')
	_, err := w.Write(b.Bytes())
	return err
}

// writeFact writes a value; newline starts a line as deep as the value stands.
func writeFact(b *bytes.Buffer, v reflect.Value, newline string) error {
	switch v.Type() {
	case moneyType:
		b.WriteString(strings.ReplaceAll(app.Money(v.Int()).String(), ",", ""))
		return nil
	case timeType:
		t, _ := v.Interface().(time.Time)
		if t.IsZero() {
			return writeText(b, "")
		}
		return writeText(b, t.In(app.Shanghai).Format(time.RFC3339))
	case bytesType:
		return writeText(b, base64.StdEncoding.EncodeToString(v.Bytes()))
	}
	if own, ok := v.Interface().(encoding.TextMarshaler); ok {
		text, err := own.MarshalText()
		if err != nil {
			return err
		}
		return writeText(b, string(text))
	}
	switch v.Kind() {
	case reflect.String:
		return writeText(b, v.String())
	case reflect.Bool, reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8, reflect.Float64, reflect.Float32:
		fmt.Fprint(b, v.Interface())
		return nil
	case reflect.Struct:
		fields := fieldsOf(v.Type())
		return writeParts(b, "{}", len(fields), newline, true, func(i int, deeper string) error {
			fmt.Fprintf(b, "%q: ", fields[i].name)
			return writeFact(b, v.FieldByIndex(fields[i].index), deeper)
		})
	case reflect.Slice, reflect.Array:
		long := v.Len() > 0 && v.Index(0).Kind() >= reflect.Array && v.Index(0).Kind() != reflect.String
		return writeParts(b, "[]", v.Len(), newline, long, func(i int, deeper string) error {
			return writeFact(b, v.Index(i), deeper)
		})
	}
	return fmt.Errorf("no JSON for %s", v.Type())
}

// writeParts writes what stands between two brackets, each part on a line of its own if long.
func writeParts(b *bytes.Buffer, brackets string, n int, newline string, long bool, part func(i int, deeper string) error) error {
	deeper := newline + "  "
	b.WriteByte(brackets[0])
	for i := range n {
		switch {
		case i > 0 && !long:
			b.WriteString(", ")
		case i > 0:
			b.WriteString(",")
		}
		if long {
			b.WriteString(deeper)
		}
		if err := part(i, deeper); err != nil {
			return err
		}
	}
	if long && n > 0 {
		b.WriteString(newline)
	}
	b.WriteByte(brackets[1])
	return nil
}

// writeText writes a JSON string as a person reads it: without escapes for what needs none.
func writeText(b *bytes.Buffer, s string) error {
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return err
	}
	b.Truncate(b.Len() - 1) // the line end
	return nil
}
