package cards

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/widgets"
	"github.com/fangce/fangce/ui/words"
)

var marriages = []string{"未婚", "已婚", "离异", "丧偶"}

// bands of yearly income in ten thousand yuan, as the published list has them.
var bands = []string{"0-5", "5-10", "10-20", "20-50", "50-100"}

func incomes(present string) []widgets.Option {
	list := bands
	if present != "" && !slices.Contains(list, present) {
		list = append(slices.Clone(list), present)
	}
	out := make([]widgets.Option, len(list))
	for i, b := range list {
		out[i] = widgets.Option{ID: b, Label: income(b)}
	}
	return out
}

// income writes a band of the published list, such as 5-10, in words.
func income(band string) string {
	from, to, ok := strings.Cut(band, "-")
	if !ok {
		return band
	}
	return lang.X("cards.income", "", map[string]any{"From": from, "To": to})
}

// same are options that show what they stand for; the present value is one of them, whatever it is.
func same(present string, values []string) []widgets.Option {
	if present != "" && !slices.Contains(values, present) {
		values = append(slices.Clone(values), present)
	}
	out := make([]widgets.Option, len(values))
	for i, v := range values {
		out[i] = widgets.Option{ID: v, Label: words.Fixed(v)}
	}
	return out
}

func sexes() []widgets.Option {
	return labelled("sex.", app.SexMale, app.SexFemale)
}

// labelled are options whose labels stand under a common beginning of their keys.
func labelled(prefix string, ids ...string) []widgets.Option {
	out := make([]widgets.Option, len(ids))
	for i, id := range ids {
		out[i] = widgets.Option{ID: id, Label: lang.X(fmt.Sprint(prefix, id), "")}
	}
	return out
}

func yesNo(on bool) string {
	if on {
		return "yes"
	}
	return "no"
}

func yesNoOptions() []widgets.Option { return labelled("common.", "yes", "no") }

func source(c app.Customer) string {
	if c.Source == "" || c.Source == "import" {
		if c.Prospect {
			return ""
		}
		return lang.X("cards.source.import", "")
	}
	return words.Fixed(c.Source)
}

// message is what an error says, in Chinese where its words are written in it, else the text of a key.
func message(err error, key string) string {
	var e *app.Error
	if errors.As(err, &e) {
		return said(e.Message, key)
	}
	return lang.X(key, "")
}

// said is a Chinese sentence of the rules, or the text of a key in other languages.
func said(text, key string) string {
	if text != "" && locale.Current() == locale.Simplified {
		return text
	}
	return lang.X(key, "")
}
