package words

import (
	"encoding/json"
	"sort"
	"strconv"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
)

// Value writes the canonical JSON of a field of a record as a person would: one text for a plain value, one for each
// entry of a list, none for an empty value. Phones, identity numbers and accounts are masked unless revealed; accounts
// always are.
func Value(kind, field, value string, revealed bool) []string {
	v := valueWriter{kind: kind, field: field, revealed: revealed}
	var out []string
	for _, text := range v.write(value) {
		if text = strings.TrimSpace(text); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// Internal reports whether a field of a record is for the program only: what it refers to, and how it came about.
func Internal(field string) bool {
	switch field {
	case "id", "form_no", "version", "clock_off", "recorded_at", "corrects", "withdraws", "kept", "sha", "thumb":
		return true
	}
	return strings.HasSuffix(field, "_id")
}

// FieldName names a field of a record.
func FieldName(field string) string { return lang.X("field."+field, field) }

type valueWriter struct {
	kind, field string
	revealed    bool
}

// codes are the fields that hold a code or a list of codes, with the beginning of their texts.
var codes = map[string]string{
	"sex": "sex.", "insured_sex": "sex.", "outcome": "outcome.", "channel": "channel.", "best_channel": "channel.", "how": "channel.",
	"stage": "stage.", "mode": "pay_mode.", "frequency": "frequency.", "category": "category.", "items": "item.", "packed": "visit.pack.",
	"steps": "visit.step.", "roles": "role.", "urgency": "cards.visit.urgency.", "fact": "field.",
	"case.reason": "reason.", "script.reason": "reason.", "appointment.status": "appointment.", "work_log.status": "log_status.",
	"criteria": "worklog.criterion.", "access.how": "access.how.", "access.what": "access.what.", "data_request.kind": "privacy.kind.",
	"prospect_stage": "prospect.stage.",
}

func (w valueWriter) write(value string) []string {
	switch w.field {
	case "phones":
		return each(value, func(p app.Phone) string {
			wrong := p.Wrong || p.Kind == app.PhoneInvalid
			return about(w.phone(p.Number), Fixed(p.Label), marked(wrong, "value.wrong"))
		})
	case "addresses":
		return each(value, func(a app.Address) string {
			text := a.Text
			if a.District != "" && !strings.Contains(text, a.District) {
				text = a.District + text
			}
			return about(text, Fixed(a.Label), a.Postcode, marked(a.Wrong, "value.wrong"))
		})
	case "family":
		return each(value, func(r app.Relative) string {
			return about(strings.TrimSpace(Fixed(r.Relation)+" "+r.Name), string(r.BirthDate), r.Note)
		})
	case "tomorrow":
		return each(value, PlanLine)
	case "entries":
		return each(value, entryLine)
	case "doubts":
		return each(value, func(d app.Doubt) string { return about(d.Column+lang.X("common.colon", "")+d.Text, d.Reason) })
	case "entry":
		return []string{entryLine(decoded[app.LogEntry](value))}
	case "lunar_birthday":
		return []string{lang.X("cards.calendar."+map[bool]string{false: "solar", true: "lunar"}[decoded[bool](value)], "")}
	case "insured_amount", "premium", "maturity_amount":
		if m := decoded[app.Money](value); m != 0 {
			return []string{lang.X("common.yuan", "", map[string]any{"N": m.String()})}
		}
		return nil
	}
	return w.plain(decodedAny(value))
}

// plain writes what a value is by its own shape.
func (w valueWriter) plain(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{w.text(v)}
	case bool:
		return []string{lang.X("common."+map[bool]string{false: "no", true: "yes"}[v], "")}
	case json.Number:
		n, err := v.Int64()
		switch {
		case err != nil:
			return []string{v.String()}
		case w.field == "at" || w.field == "agreed_end" || strings.HasSuffix(w.field, "_at"):
			return []string{Stamp(app.Instant(n))}
		case w.code() != "" && n != 0:
			return []string{lang.X(w.code()+v.String(), v.String())}
		case w.field == "size" && n > 0:
			return []string{Size(n)}
		}
		return []string{v.String()}
	case []any:
		var out []string
		for _, one := range v {
			out = append(out, w.plain(one)...)
		}
		return out
	case map[string]any:
		return w.parts(v)
	}
	return nil
}

// parts writes a thing of named numbers or texts, one a line.
func (w valueWriter) parts(thing map[string]any) []string {
	var names []string
	for name := range thing {
		names = append(names, name)
	}
	sort.Strings(names)
	prefix := w.code()
	switch {
	case w.field == "figures":
		prefix = "figures."
	case prefix == "" && (w.field == "importance" || w.field == "rating"):
		prefix = "survey.item."
	}
	var out []string
	for _, name := range names {
		text := ""
		switch v := thing[name].(type) {
		case string:
			text = v
		case json.Number:
			if text = v.String(); text == "0" {
				text = ""
			}
		}
		if text != "" {
			if prefix != "" {
				name = lang.X(prefix+name, name)
			}
			out = append(out, name+lang.X("common.colon", "")+text)
		}
	}
	return out
}

// text writes a text, or what a code stands for.
func (w valueWriter) text(v string) string {
	switch w.field {
	case "id_no", "insured_id_no":
		if w.revealed {
			return v
		}
		return app.MaskIDNo(v)
	case "phone", "insured_phone":
		return w.phone(v)
	case "pay_account":
		return app.MaskAccount(v)
	case "marriage", "source", "relation", "id_type", "pay_way", "term":
		return Fixed(v)
	case "income_band":
		if from, to, ok := strings.Cut(v, "-"); ok {
			return lang.X("cards.income", "", map[string]any{"From": from, "To": to})
		}
	}
	if prefix := w.code(); prefix != "" && v != "" {
		return lang.X(prefix+v, v)
	}
	return v
}

func (w valueWriter) code() string {
	if prefix := codes[w.kind+"."+w.field]; prefix != "" {
		return prefix
	}
	return codes[w.field]
}

func (w valueWriter) phone(number string) string {
	if w.revealed {
		return number
	}
	return app.MaskPhone(number)
}

func entryLine(e app.LogEntry) string {
	if e.RecordID == "" && e.Content == "" {
		return ""
	}
	line := strings.TrimSpace(e.At.Clock() + " " + e.Customer + " " + lang.X("channel."+e.Channel, e.Channel))
	return strings.TrimRight(line+lang.X("common.colon", "")+e.Content, "：: ")
}

// about puts what is known beside a text behind it, in brackets.
func about(text string, notes ...string) string {
	var list []string
	for _, n := range notes {
		if n != "" {
			list = append(list, n)
		}
	}
	if len(list) == 0 || text == "" {
		return text
	}
	return text + lang.X("cards.in_brackets", "", map[string]any{"Text": strings.Join(list, " · ")})
}

func marked(on bool, key string) string {
	if on {
		return lang.X(key, "")
	}
	return ""
}

func each[T any](value string, write func(T) string) []string {
	var out []string
	for _, one := range decoded[[]T](value) {
		out = append(out, write(one))
	}
	return out
}

// decoded reads JSON; what cannot be read is empty.
func decoded[T any](value string) (v T) {
	_ = json.Unmarshal([]byte(value), &v)
	return v
}

func decodedAny(value string) any {
	d := json.NewDecoder(strings.NewReader(value))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return nil
	}
	return v
}

// Thousands writes a number with its digits in groups of three: 12 000.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	return s
}
