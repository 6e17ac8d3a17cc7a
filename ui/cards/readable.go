package cards

import (
	"encoding/json"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/words"
)

// readable writes the canonical JSON of a card's field as a person would, phones and identity numbers masked unless
// revealed.
func readable(field, value string, revealed bool) string {
	if text := readField(field, value, revealed); text != "" {
		return text
	}
	return lang.X("common.not_filled", "")
}

func readField(field, value string, revealed bool) string {
	var parts []string
	switch field {
	case "phones":
		for _, p := range decode[[]app.Phone](value) {
			parts = append(parts, phone(p.Number, revealed))
		}
		return strings.Join(parts, lang.X("cards.and", ""))
	case "addresses":
		for _, a := range decode[[]app.Address](value) {
			parts = append(parts, a.Text)
		}
		return strings.Join(parts, lang.X("cards.and", ""))
	case "family":
		for _, f := range decode[[]app.Relative](value) {
			parts = append(parts, strings.TrimSpace(words.Fixed(f.Relation)+" "+f.Name))
		}
		return strings.Join(parts, lang.X("cards.and", ""))
	}
	switch v := decode[any](value).(type) {
	case bool:
		if v {
			return lang.X("common.yes", "")
		}
		return lang.X("common.no", "")
	case string:
		switch {
		case v == "":
			return ""
		case field == "id_no":
			return idNo(v, revealed)
		case field == "sex":
			return lang.X("sex."+v, v)
		case field == "best_channel":
			return lang.X("channel."+v, v)
		case field == "income_band":
			return income(v)
		}
		return v
	case nil:
		return ""
	}
	return value
}

func decode[T any](value string) (v T) {
	_ = json.Unmarshal([]byte(value), &v) // what cannot be read shows as not filled
	return v
}
