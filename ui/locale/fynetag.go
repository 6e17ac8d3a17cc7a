package locale

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// fyneTags are the languages Fyne 2.8 brings texts for. It shows the one
// nearest to the system's locale and offers no way to say which.
var fyneTags = []string{
	"en", "cs", "de", "el", "es", "fr", "ja", "pl", "pt", "pt_BR", "ru", "sv", "ta", "uk", "zh_Hans",
}

const probe = "fangce.locale.tag"

// fyneTag returns the language Fyne has settled on, so that our texts can be
// laid over that one: each language is given a probe text with its own name,
// and the name that comes back is the language in use.
func fyneTag() (string, error) {
	if tag := lang.X(probe, ""); tag != "" {
		return tag, nil
	}
	tags := append([]string{}, fyneTags...)
	// A language that Fyne learns later than this list was written.
	if own, _, _ := strings.Cut(lang.SystemLocale().String(), "-"); own != "" {
		known := false
		for _, t := range tags {
			known = known || strings.HasPrefix(t, own)
		}
		if !known {
			tags = append(tags, own)
		}
	}
	for _, tag := range tags {
		text := fmt.Sprintf(`{%q: %q}`, probe, tag)
		if err := lang.AddTranslations(fyne.NewStaticResource(tag+".json", []byte(text))); err != nil {
			return "", fmt.Errorf("language %s: %w", tag, err)
		}
	}
	tag := lang.X(probe, "")
	if tag == "" {
		return "", fmt.Errorf("no language of Fyne's answers")
	}
	return tag, nil
}
