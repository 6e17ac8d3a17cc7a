// Package locale chooses the language of the window and loads its texts.
//
// The texts lie in assets/i18n/<language>/<room>.json; the files of a language
// are merged, and what zh_Hant or en lack comes from zh_Hans. After Use the
// rooms call Fyne's lang.L and lang.X as usual.
package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/locale/unset"
)

// The languages of the window, as the -lang flag and the settings name them.
const (
	Simplified  = "zh_Hans"
	Traditional = "zh_Hant"
	English     = "en"
)

// Codes lists the languages in the order the settings offer them.
var Codes = []string{Simplified, Traditional, English}

var current = ""

// Current returns the language of the last Use, or "" before the first.
func Current() string { return current }

// Use makes code the language of lang.L and lang.X whatever the locale of the
// system is. An unknown code is an error and changes nothing. Call it on the
// UI goroutine, before building what shows text; windows that already stand
// have to be built anew.
func Use(code string) error {
	texts, err := Texts(code)
	if err != nil {
		return err
	}
	data, err := json.Marshal(texts)
	if err != nil {
		return fmt.Errorf("translations of %s: %w", code, err)
	}
	tag, err := fyneTag()
	if err != nil {
		return err
	}
	if err := lang.AddTranslations(fyne.NewStaticResource(tag+".json", data)); err != nil {
		return fmt.Errorf("translations of %s: %w", code, err)
	}
	current = code
	return nil
}

// Default returns the language for a system locale such as "zh-TW" or
// "zh_CN.UTF-8": Chinese by its script or region, English for all others.
func Default(system string) string {
	s := strings.ToLower(strings.ReplaceAll(system, "_", "-"))
	s, _, _ = strings.Cut(s, ".")
	parts := strings.Split(s, "-")
	if parts[0] != "zh" {
		return English
	}
	for _, p := range parts[1:] {
		switch p {
		case "hans":
			return Simplified
		case "hant":
			return Traditional
		}
	}
	for _, p := range parts[1:] {
		switch p {
		case "tw", "hk", "mo":
			return Traditional
		}
	}
	return Simplified
}

// Pick returns the language to use: the asked one if it is known (a flag or a
// setting), else the one for the locale of the system; Chinese where a Unix
// names none.
func Pick(asked string) string {
	for _, c := range Codes {
		if c == asked {
			return c
		}
	}
	if runtime.GOOS != "windows" && runtime.GOOS != "darwin" && unset.Here() {
		return Simplified
	}
	return Default(lang.SystemLocale().String())
}

// Texts returns every key of a language with its text, gaps filled from
// zh_Hans. A key that stands in two files is an error.
func Texts(code string) (map[string]string, error) {
	texts, err := read(Simplified)
	if err != nil || code == Simplified {
		return texts, err
	}
	own, err := read(code)
	if err != nil {
		return nil, err
	}
	for k, v := range own {
		texts[k] = v
	}
	return texts, nil
}

func read(code string) (map[string]string, error) {
	dir := path.Join("i18n", code)
	files, err := fs.ReadDir(assets.Translations, dir)
	if err != nil {
		return nil, fmt.Errorf("no such language %q: %w", code, err)
	}
	texts := map[string]string{}
	for _, f := range files {
		if path.Ext(f.Name()) != ".json" {
			continue
		}
		data, err := fs.ReadFile(assets.Translations, path.Join(dir, f.Name()))
		if err != nil {
			return nil, fmt.Errorf("translations of %s: %w", code, err)
		}
		part := map[string]string{}
		if err := json.Unmarshal(data, &part); err != nil {
			return nil, fmt.Errorf("%s/%s: %w", code, f.Name(), err)
		}
		for k, v := range part {
			if _, twice := texts[k]; twice {
				return nil, fmt.Errorf("%s/%s: key %q stands in two files", code, f.Name(), k)
			}
			texts[k] = v
		}
	}
	return texts, nil
}
