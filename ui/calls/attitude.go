package calls

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/ui/widgets"
)

// attitudes name what is said most of 客户的态度. They are offered and never filled in: a record says what the planner
// heard (002 §三.一.2).
var attitudes = []string{"friendly", "hesitant", "cool"}

// phrases are the buttons that write an attitude with one press.
func (f *form) phrases() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, a := range attitudes {
		text := lang.X("calls.attitude."+a, "")
		out = append(out, widgets.Tag("calls.attitude."+a, widgets.Secondary(text, nil, func() {
			f.attitude.SetText(withPhrase(f.attitude.Value(), text, offered()))
			f.draft.Touch()
		}).Compact()))
	}
	return out
}

func offered() []string {
	out := make([]string, len(attitudes))
	for i, a := range attitudes {
		out[i] = lang.X("calls.attitude."+a, "")
	}
	return out
}

// withPhrase puts a phrase into what stands of the attitude: in place of another phrase, before the planner's own words.
func withPhrase(text, phrase string, phrases []string) string {
	if text == "" || slices.Contains(phrases, text) {
		return phrase
	}
	comma := lang.X("calls.attitude.comma", "")
	for _, p := range phrases {
		if rest, ok := strings.CutPrefix(text, p+comma); ok {
			text = rest
			break
		}
	}
	return phrase + comma + text
}
