package cards

import (
	"encoding/json"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// moments shows changes as entries of a timeline, newest first. The fields a row was made with are one entry. IDs are
// places in the list, for what is done with a change.
func moments(list []app.CardChange, revealed bool, id func(i int) string) []widgets.TimelineItem {
	var out []widgets.TimelineItem
	for i := 0; i < len(list); i++ {
		c := list[i]
		item := widgets.TimelineItem{ID: id(i), Date: words.Stamp(c.At), Title: fieldLabel(c), Extra: joined(policyName(c), doneBy(c))}
		if c.State == app.HistoryCreated {
			first := i
			for i+1 < len(list) && list[i+1].State == app.HistoryCreated && list[i+1].RowID == c.RowID {
				i++
			}
			item.Title = lang.X("history.created."+c.Kind, "")
			item.Lines = []widgets.LabeledText{{Label: lang.X("history.filled", ""), Text: labels(list[first : i+1])}}
			out = append(out, item)
			continue
		}
		item.Badge, item.Tone = stateBadge(c)
		item.Lines = changeLines(c, revealed)
		if c.Keeps == "" {
			item.Action = lang.X("history.restore", "")
			if c.State == app.HistoryLost || c.State == app.HistoryRefused {
				item.Action = lang.X("history.take", "")
			}
		}
		out = append(out, item)
	}
	return out
}

// labels names the fields of changes, in the order of the registry, in which they were written.
func labels(list []app.CardChange) string {
	names := make([]string, 0, len(list))
	for _, c := range slices.Backward(list) {
		if c.Field != "customer_id" { // that is the card itself
			names = append(names, fieldLabel(c))
		}
	}
	return strings.Join(names, lang.X("cards.and", ""))
}

func fieldLabel(c app.CardChange) string { return lang.X("field."+c.Field, c.Field) }

func policyName(c app.CardChange) string {
	if c.PolicyNo == "" {
		return ""
	}
	return lang.X("history.policy", "", map[string]any{"No": c.PolicyNo})
}

// doneBy says who made a change, and on which laptop.
func doneBy(c app.CardChange) string {
	name, where := c.AuthorName, c.DeviceName
	if name == "" {
		name = lang.X("history.somebody", "")
	}
	switch {
	case c.Own:
		where = lang.X("history.here", "")
	case where != "":
	case c.Device != "":
		where = lang.X("history.other_laptop", "")
	default:
		where = lang.X("history.centre", "")
	}
	return joined(name, where)
}

func stateBadge(c app.CardChange) (string, widgets.Tone) {
	switch c.State {
	case app.HistoryUnsent:
		return lang.X("state.unsent", ""), widgets.Info
	case app.HistoryLost:
		return lang.X("history.lost", ""), widgets.Warning
	case app.HistoryRefused:
		return lang.X("history.refused", ""), widgets.Danger
	}
	return "", widgets.Neutral
}

// changeLines says what a change did: of lists which entry came, went or became another, else the old and the new value.
func changeLines(c app.CardChange, revealed bool) []widgets.LabeledText {
	line := func(key, text string) widgets.LabeledText {
		if text == "" {
			text = lang.X("common.not_filled", "")
		}
		return widgets.LabeledText{Label: lang.X(key, ""), Text: text}
	}
	if c.State == app.HistoryLost || c.State == app.HistoryRefused {
		return []widgets.LabeledText{
			line("history.written", valueText(c, c.After, revealed)), line("history.stood", valueText(c, c.Before, revealed)),
		}
	}
	became := func(before, after string) []widgets.LabeledText {
		from, to := line("history.before", before), line("history.after", after)
		if len([]rune(from.Text)) <= shortText && len([]rune(to.Text)) <= shortText {
			return []widgets.LabeledText{{Label: lang.X("history.changed", ""), Text: from.Text + " → " + to.Text}}
		}
		return []widgets.LabeledText{from, to}
	}
	before, isList := entries(c.Field, c.Before, revealed)
	after, _ := entries(c.Field, c.After, revealed)
	if !isList || c.Kind != app.KindCustomer.Name {
		return became(valueText(c, c.Before, revealed), valueText(c, c.After, revealed))
	}
	gone := slices.DeleteFunc(slices.Clone(before), func(e entry) bool { return slices.ContainsFunc(after, e.same) })
	come := slices.DeleteFunc(slices.Clone(after), func(e entry) bool { return slices.ContainsFunc(before, e.same) })
	if len(gone) == 1 && len(come) == 1 {
		return became(gone[0].text, come[0].text)
	}
	var out []widgets.LabeledText
	for _, e := range come {
		out = append(out, line("history.added", e.text))
	}
	for _, e := range gone {
		out = append(out, line("history.removed", e.text))
	}
	if len(out) == 0 {
		out = append(out, line("history.after", lang.X("history.reordered", "")))
	}
	return out
}

// entry is one entry of a list of phones, addresses or relatives.
type entry struct{ raw, text string }

func (e entry) same(o entry) bool { return e.raw == o.raw }

// entries reads a list of a card; false if the field holds none.
func entries(field, value string, revealed bool) ([]entry, bool) {
	switch field {
	case "phones":
		return listed(value, func(p app.Phone) string {
			about := p.Label
			switch {
			case p.Kind == app.PhoneInvalid:
				about = joined(about, lang.X("cards.wrong", ""))
			case p.Wrong:
				about = joined(about, lang.X("cards.phone.wrong", ""))
			}
			return withAbout(phone(p.Number, revealed), about)
		}), true
	case "addresses":
		return listed(value, func(a app.Address) string {
			about := joined(words.Fixed(a.Label), a.Postcode)
			if a.Wrong {
				about = joined(about, lang.X("cards.address.wrong", ""))
			}
			return withAbout(place(a), about)
		}), true
	case "family":
		return listed(value, func(r app.Relative) string {
			return withAbout(strings.TrimSpace(words.Fixed(r.Relation)+" "+r.Name), joined(string(r.BirthDate), r.Note))
		}), true
	}
	return nil, false
}

func listed[T any](value string, write func(T) string) []entry {
	list := decode[[]T](value)
	out := make([]entry, len(list))
	for i, v := range list {
		raw, _ := json.Marshal(v)
		out[i] = entry{string(raw), write(v)}
	}
	return out
}

func withAbout(text, about string) string {
	if about == "" {
		return text
	}
	return text + lang.X("cards.in_brackets", "", map[string]any{"Text": about})
}

// shortText is how long two values may be, in characters, to stand in one line.
const shortText = 22

// mostText is how much of a long text an entry shows, in characters.
const mostText = 240

// valueText writes a value in words; "" for none.
func valueText(c app.CardChange, value string, revealed bool) string {
	text := ""
	if list, isList := entries(c.Field, value, revealed); isList && c.Kind == app.KindCustomer.Name {
		parts := make([]string, len(list))
		for i, e := range list {
			parts[i] = e.text
		}
		text = strings.Join(parts, lang.X("cards.and", ""))
	} else if c.Kind == app.KindPolicy.Name {
		text = policyValue(c.Field, value, revealed)
	} else {
		text = factValue(c.Field, value, revealed)
	}
	if r := []rune(text); len(r) > mostText {
		text = string(r[:mostText]) + "…"
	}
	return text
}

func factValue(field, value string, revealed bool) string {
	if field == "lunar_birthday" {
		return lang.X("cards.calendar."+map[bool]string{false: "solar", true: "lunar"}[decode[bool](value)], "")
	}
	return readField(field, value, revealed)
}

// policyValue writes a fact of a policy as the card shows it.
func policyValue(field, value string, revealed bool) string {
	switch field {
	case "insured_amount", "premium", "maturity_amount":
		return money(decode[app.Money](value))
	case "mode", "frequency", "insured_sex":
		code := decode[string](value)
		if code == "" {
			return ""
		}
		return lang.X(map[string]string{"mode": "pay_mode.", "frequency": "frequency.", "insured_sex": "sex."}[field]+code, code)
	case "insured_phone":
		return phone(decode[string](value), revealed)
	case "insured_id_no":
		return idNo(decode[string](value), revealed)
	case "pay_account":
		return app.MaskAccount(decode[string](value))
	case "doubts":
		return policyDoubts(app.Policy{Doubts: decode[[]app.Doubt](value)})
	case "pay_years", "years_left", "term_years", "grace_days", "circulated":
		if value == "0" {
			return ""
		}
		return value
	}
	return readField(field, value, revealed)
}
