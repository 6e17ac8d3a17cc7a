package syncview

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

// oneLine writes a value in short, masked.
func oneLine(k app.Kept, value string) string {
	text := strings.ReplaceAll(strings.Join(words.Value(k.Kind, k.Field, value, false), lang.X("sync.comma", "")), "\n", " ")
	if text == "" {
		return lang.X("common.not_filled", "")
	}
	return text
}

// sides writes two values beside each other, what differs in bold: entries of lists as a whole, texts sign by sign.
// hidden says that they differ only where they are masked.
func sides(k app.Kept, left, right string, revealed bool) (a, b []widgets.Span, hidden bool) {
	l, r := words.Value(k.Kind, k.Field, left, revealed), words.Value(k.Kind, k.Field, right, revealed)
	hidden = !revealed && left != right && slices.Equal(l, r)
	if len(l) <= 1 && len(r) <= 1 {
		a, b = compare(strings.Join(l, ""), strings.Join(r, ""))
	} else {
		a, b = entries(l, r), entries(r, l)
	}
	return orEmpty(a), orEmpty(b), hidden
}

// entries writes a list one below the other; what the other list lacks is marked.
func entries(list, other []string) []widgets.Span {
	var out []widgets.Span
	for i, text := range list {
		if i > 0 {
			text = "\n" + text
		}
		span := widgets.Span{Text: text}
		if !slices.Contains(other, list[i]) {
			span.Tone, span.Bold = marked, true
		}
		out = append(out, span)
	}
	return out
}

func orEmpty(s []widgets.Span) []widgets.Span {
	for _, span := range s {
		if span.Text != "" {
			return s
		}
	}
	return []widgets.Span{{Text: lang.X("common.not_filled", ""), Tone: widgets.Muted}}
}

// joined proposes a text made of both: the first, and of the second the lines that the first does not have.
func joined(a, b string) string {
	out := strings.TrimRight(a, "\n")
	for line := range strings.Lines(b) {
		line = strings.TrimRight(line, "\n")
		if strings.TrimSpace(line) != "" && !strings.Contains(out, line) {
			out += "\n" + line
		}
	}
	return out
}
