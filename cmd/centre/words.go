package main

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
	"text/template"

	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/assets"
)

// languages are those a text is printed in.
var languages = []string{"zh_Hans", "zh_Hant", "en"}

// inWords returns the texts in each language, by its code.
func inWords(texts []allot.Text) (map[string][]string, error) {
	out := map[string][]string{}
	for _, code := range languages {
		known, err := textsOf(code, "allot.json", "common.json")
		if err != nil {
			return nil, err
		}
		var failed error
		say := func(key string, values map[string]any) string {
			s, err := filled(known[key], values)
			if err != nil || s == "" {
				failed = fmt.Errorf("text %s in %s: %w", key, code, err)
			}
			return s
		}
		for _, t := range texts {
			out[code] = append(out[code], t.Say(say))
		}
		if failed != nil {
			return nil, failed
		}
	}
	return out, nil
}

// textsOf reads files of a language's texts.
func textsOf(code string, files ...string) (map[string]string, error) {
	all := map[string]string{}
	for _, f := range files {
		data, err := assets.Translations.ReadFile(path.Join("i18n", code, f))
		if err != nil {
			return nil, fmt.Errorf("texts of %s: %w", code, err)
		}
		if err := json.Unmarshal(data, &all); err != nil {
			return nil, fmt.Errorf("texts of %s: %s: %w", code, f, err)
		}
	}
	return all, nil
}

func filled(text string, values map[string]any) (string, error) {
	t, err := template.New("").Option("missingkey=error").Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = t.Execute(&b, values)
	return b.String(), err
}
