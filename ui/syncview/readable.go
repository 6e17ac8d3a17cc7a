package syncview

import (
	"encoding/json"
	"sort"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/words"
)

// codes are the fields that hold a code, with the texts of their codes.
var codes = map[string]string{
	"sex": "sex.", "outcome": "outcome.", "channel": "channel.", "stage": "stage.", "mode": "pay_mode.", "frequency": "frequency.",
}

// readable shows the JSON of a field's value as a person would write it.
func readable(field, value string) string {
	var v any
	decoder := json.NewDecoder(strings.NewReader(value))
	decoder.UseNumber()
	if decoder.Decode(&v) != nil {
		v = nil
	}
	if text := plain(field, v); text != "" {
		return text
	}
	return lang.X("common.not_filled", "")
}

func plain(field string, v any) string {
	switch v := v.(type) {
	case string:
		switch field {
		case "id_no":
			return app.MaskIDNo(v)
		case "pay_account":
			return app.MaskAccount(v)
		}
		if prefix := codes[field]; prefix != "" && v != "" {
			return lang.X(prefix+v, v)
		}
		return v
	case bool:
		if v {
			return lang.X("common.yes", "")
		}
		return lang.X("common.no", "")
	case json.Number:
		if n, err := v.Int64(); err == nil && (field == "at" || strings.HasSuffix(field, "_at")) {
			return words.Stamp(app.Instant(n))
		}
		return v.String()
	case []any:
		return joined(v)
	case map[string]any:
		return parts(v)
	}
	return ""
}

// joined shows a list, such as phones.
func joined(list []any) string {
	var out []string
	for _, one := range list {
		if text := plain("", one); text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, lang.X("sync.comma", ""))
}

// parts shows what a thing is made of, such as a phone of its number and remark; marks and codes are left out.
func parts(thing map[string]any) string {
	if number, ok := thing["number"].(string); ok && number != "" {
		return app.MaskPhone(number)
	}
	for _, main := range []string{"text", "name"} {
		if text, ok := thing[main].(string); ok && text != "" {
			return text
		}
	}
	var names []string
	for name := range thing {
		names = append(names, name)
	}
	sort.Strings(names)
	var out []string
	for _, name := range names {
		if text, ok := thing[name].(string); ok && text != "" {
			out = append(out, text)
		}
	}
	return strings.Join(out, " ")
}
