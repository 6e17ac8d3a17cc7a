package pdf

import (
	"bytes"
	"encoding"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
)

// Types whose JSON is not that of their kind.
var (
	moneyType = reflect.TypeFor[app.Money]()
	dateType  = reflect.TypeFor[app.Date]()
	timeType  = reflect.TypeFor[time.Time]()
	bytesType = reflect.TypeFor[[]byte]()
)

// mostFacts bounds what is read as the facts of forms: that is some hundred thousand of them.
const mostFacts = 256 << 20

// factReader reads facts token by token: unlike encoding/json it can say which of the forms and which of its fields is
// wrong, and it takes no field twice.
type factReader struct {
	kind   Kind
	dec    *json.Decoder
	source []byte
	number int // of the form being read, from 1; 0: there is only one
}

func decodeFacts(k Kind, r io.Reader) ([]Form, error) {
	source, err := io.ReadAll(io.LimitReader(r, mostFacts+1))
	if err != nil {
		return nil, fmt.Errorf("read the facts of %s: %w", k.Name, err)
	}
	if len(source) > mostFacts {
		return nil, app.Errorf(app.ErrInvalid, "%s 的数据超过 %d MB", k.Name, mostFacts>>20)
	}
	d := factReader{kind: k, source: bytes.TrimPrefix(source, []byte("\uFEFF"))}
	d.dec = json.NewDecoder(bytes.NewReader(d.source))
	d.dec.UseNumber()
	forms, err := d.all()
	if err != nil {
		return nil, err
	}
	if _, err := d.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, d.broken("后面还有多余的内容")
	}
	return forms, nil
}

// all reads an object or an array of objects.
func (d *factReader) all() ([]Form, error) {
	token, err := d.next()
	if err != nil {
		return nil, err
	}
	if token == json.Delim('{') {
		one, err := d.form()
		return []Form{one}, err
	}
	if token != json.Delim('[') {
		return nil, d.broken("应为一个对象 {…}，或由对象组成的数组 […]")
	}
	var forms []Form
	for d.dec.More() {
		d.number++
		if token, err = d.next(); err != nil {
			return nil, err
		}
		if token != json.Delim('{') {
			return nil, d.wrong("", "", "应为对象 {…}", token)
		}
		f, err := d.form()
		if err != nil {
			return nil, err
		}
		forms = append(forms, f)
	}
	if _, err := d.next(); err != nil {
		return nil, err
	}
	if len(forms) == 0 {
		return nil, app.Errorf(app.ErrInvalid, "%s：数组是空的，没有可打印的内容", d.kind.Name)
	}
	return forms, nil
}

// form reads the rest of an object as a form.
func (d *factReader) form() (Form, error) {
	v := reflect.New(d.kind.facts).Elem()
	if err := d.object(v, ""); err != nil {
		return nil, err
	}
	f, _ := formOf(v)
	return f, nil
}

// next returns the next token.
func (d *factReader) next() (json.Token, error) {
	token, err := d.dec.Token()
	if err != nil {
		return nil, d.broken("不是完整的 JSON：" + err.Error())
	}
	return token, nil
}

// object reads the rest of an object into a struct.
func (d *factReader) object(v reflect.Value, path string) error {
	fields, seen := fieldsOf(v.Type()), map[string]bool{}
	for d.dec.More() {
		token, err := d.next()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		at := join(path, name)
		field, ok := fields.named(name)
		switch {
		case !ok:
			return d.failed(at, "", "不认识这个字段"+fields.nearest(name))
		case seen[name]:
			return d.failed(at, field.label, "这个字段写了两次")
		}
		seen[name] = true
		if err := d.value(v.FieldByIndex(field.index), at, field.label); err != nil {
			return err
		}
	}
	_, err := d.next()
	return err
}

// value reads what follows into v.
func (d *factReader) value(v reflect.Value, path, label string) error {
	token, err := d.next()
	if err != nil || token == nil {
		return err
	}
	if ok, err := d.special(v, path, label, token); ok {
		return err
	}
	switch v.Kind() {
	case reflect.String:
		if s, ok := token.(string); ok {
			v.SetString(s)
			return nil
		}
		return d.wrong(path, label, "应为文字，写在引号里", token)
	case reflect.Bool:
		if b, ok := token.(bool); ok {
			v.SetBool(b)
			return nil
		}
		return d.wrong(path, label, "应为 true 或 false", token)
	case reflect.Int, reflect.Int64, reflect.Int32, reflect.Int16, reflect.Int8:
		if n, ok := token.(json.Number); ok {
			if i, err := strconv.ParseInt(n.String(), 10, v.Type().Bits()); err == nil {
				v.SetInt(i)
				return nil
			}
		}
		return d.wrong(path, label, "应为整数", token)
	case reflect.Float64, reflect.Float32:
		if n, ok := token.(json.Number); ok {
			if f, err := strconv.ParseFloat(n.String(), v.Type().Bits()); err == nil {
				v.SetFloat(f)
				return nil
			}
		}
		return d.wrong(path, label, "应为数字", token)
	case reflect.Struct:
		if token != json.Delim('{') {
			return d.wrong(path, label, "应为对象 {…}", token)
		}
		return d.object(v, path)
	case reflect.Slice, reflect.Array:
		if token != json.Delim('[') {
			return d.wrong(path, label, "应为数组 […]", token)
		}
		return d.list(v, path, label)
	}
	return fmt.Errorf("facts of %s: no JSON for %s", d.kind.Name, v.Type())
}

// list reads the rest of an array.
func (d *factReader) list(v reflect.Value, path, label string) error {
	n := 0
	for ; d.dec.More(); n++ {
		at := fmt.Sprintf("%s[%d]", path, n)
		if v.Kind() == reflect.Array {
			if n == v.Len() {
				return d.failed(path, label, fmt.Sprintf("应正好有 %d 项", n))
			}
			if err := d.value(v.Index(n), at, label); err != nil {
				return err
			}
			continue
		}
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		if err := d.value(v.Index(n), at, label); err != nil {
			return err
		}
	}
	if v.Kind() == reflect.Array && n < v.Len() {
		return d.failed(path, label, fmt.Sprintf("应正好有 %d 项", v.Len()))
	}
	_, err := d.next()
	return err
}

// special reads a token into a type that has a JSON of its own, and reports whether it is one.
func (d *factReader) special(v reflect.Value, path, label string, token json.Token) (bool, error) {
	text, isText := token.(string)
	switch v.Type() {
	case moneyType:
		if n, ok := token.(json.Number); ok {
			text, isText = n.String(), true
		}
		m, ok := parseMoney(text)
		if !isText || !ok {
			return true, d.wrong(path, label, "应为以元为单位、最多两位小数的金额，如 6800.50", token)
		}
		v.SetInt(int64(m))
	case dateType:
		day := app.Date(text)
		if !isText || text != "" && !day.Valid() {
			return true, d.wrong(path, label, "应为日期，如 \"2026-11-23\"", token)
		}
		v.SetString(text)
	case timeType:
		if isText && text == "" {
			return true, nil
		}
		t, err := time.Parse(time.RFC3339, text)
		if !isText || err != nil {
			return true, d.wrong(path, label, "应为时间，如 \"2026-11-23T09:30:00+08:00\"", token)
		}
		v.Set(reflect.ValueOf(t.In(app.Shanghai)))
	case bytesType:
		data, err := base64.StdEncoding.DecodeString(text)
		if !isText || err != nil {
			return true, d.wrong(path, label, "应为 base64 编码的文件内容", token)
		}
		v.SetBytes(data)
	default:
		reader, ok := v.Addr().Interface().(encoding.TextUnmarshaler)
		if !ok {
			return false, nil
		}
		if !isText {
			return true, d.wrong(path, label, "应为文字，写在引号里", token)
		}
		if err := reader.UnmarshalText([]byte(text)); err != nil {
			return true, d.failed(path, label, err.Error())
		}
	}
	return true, nil
}

// parseMoney reads an amount in yuan: digits, thousands separators allowed, and at most two decimals.
func parseMoney(s string) (app.Money, bool) {
	if s == "" {
		return 0, true
	}
	digits, negative := strings.CutPrefix(strings.ReplaceAll(s, ",", ""), "-")
	whole, cents, _ := strings.Cut(digits, ".")
	if whole == "" || len(cents) > 2 || strings.ContainsAny(digits, "+-eE_") {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(cents + "00")[:2], 10, 64)
	if negative {
		n = -n
	}
	return app.Money(n), err == nil
}
