package record

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Columns returns the names of the columns of the kind's table that hold its fields, in the order of Args and Dest.
func (k *Kind) Columns() []string {
	out := make([]string, len(k.Fields))
	for i, f := range k.Fields {
		out[i] = f.Name
	}
	return out
}

// Args returns the values of the columns for the record v is or points to.
func (k *Kind) Args(v any) []any {
	r := k.value(v)
	out := make([]any, len(k.Fields))
	for i, f := range k.Fields {
		fv := r.Field(f.index)
		switch f.Type {
		case TypeText:
			out[i] = fv.String()
		case TypeInt:
			out[i] = fv.Int()
		case TypeBool:
			out[i] = fv.Bool()
		default:
			if isZero(fv) {
				out[i] = ""
			} else {
				out[i] = string(marshal(fv.Interface()))
			}
		}
	}
	return out
}

// Dest returns the destinations that scan the columns into the record v points to.
func (k *Kind) Dest(v any) []any {
	r := k.value(v)
	out := make([]any, len(k.Fields))
	for i, f := range k.Fields {
		out[i] = &cell{r.Field(f.index), f}
	}
	return out
}

// cell scans one column into one field; NULL is the zero value.
type cell struct {
	to reflect.Value
	f  Field
}

// Scan implements database/sql.Scanner.
func (c *cell) Scan(src any) error {
	if src == nil {
		c.to.SetZero()
		return nil
	}
	var text string
	switch s := src.(type) {
	case string:
		text = s
	case []byte:
		text = string(s)
	case int64:
		switch c.f.Type {
		case TypeInt:
			c.to.SetInt(s)
			return nil
		case TypeBool:
			c.to.SetBool(s != 0)
			return nil
		}
	case bool:
		if c.f.Type == TypeBool {
			c.to.SetBool(s)
			return nil
		}
	}
	switch c.f.Type {
	case TypeText:
		c.to.SetString(text)
		return nil
	case TypeJSON:
		c.to.SetZero()
		if text == "" {
			return nil
		}
		return json.Unmarshal([]byte(text), c.to.Addr().Interface())
	}
	return fmt.Errorf("record: column %s cannot hold %T", c.f.Name, src)
}
