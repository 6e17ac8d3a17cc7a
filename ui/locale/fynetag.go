package locale

import (
	"embed"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
)

// probes holds one file for each language Fyne 2.8 brings texts for, with one
// text: the name of the language.
//
//go:embed probe
var probes embed.FS

const probe = "fangce.locale.tag"

var settled string

// fyneTag returns the language Fyne has settled on, so that our texts can be
// laid over that one. Fyne shows the language nearest to the system's locale
// and neither says which nor lets us choose: each of its languages is given a
// text with its own name, and the name that comes back is the one in use.
func fyneTag() (string, error) {
	if settled != "" {
		return settled, nil
	}
	if err := lang.AddTranslationsFS(probes, "probe"); err != nil {
		return "", fmt.Errorf("probing the language: %w", err)
	}
	settled = lang.X(probe, "")
	if settled != "" {
		return settled, nil
	}
	// A language that Fyne has learnt after 2.8.
	own, _, _ := strings.Cut(lang.SystemLocale().String(), "-")
	text := fmt.Sprintf(`{%q: %q}`, probe, own)
	if err := lang.AddTranslations(fyne.NewStaticResource(own+".json", []byte(text))); err != nil {
		return "", fmt.Errorf("probing the language: %w", err)
	}
	if settled = lang.X(probe, ""); settled == "" {
		return "", fmt.Errorf("no language of Fyne's answers")
	}
	return settled, nil
}
