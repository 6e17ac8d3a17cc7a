package locale_test

import (
	"encoding/json"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/ui/locale"
	"github.com/fangce/fangce/ui/theme"
)

// own returns the texts that stand in the files of a language, nothing filled in from zh_Hans.
func own(t *testing.T, code string) map[string]string {
	t.Helper()
	files, err := fs.Glob(assets.Translations, path.Join("i18n", code, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no texts: %v", code, err)
	}
	texts := map[string]string{}
	for _, f := range files {
		data, err := fs.ReadFile(assets.Translations, f)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	return texts
}

func TestEveryLanguageIsComplete(t *testing.T) {
	base := own(t, locale.Simplified)
	for _, code := range locale.Codes[1:] {
		texts := own(t, code)
		for _, key := range sorted(base) {
			if _, ok := texts[key]; !ok {
				t.Errorf("%s lacks %q (%s)", code, key, base[key])
			}
		}
	}
}

var (
	action   = regexp.MustCompile(`{{[^}]*}}`)
	variable = regexp.MustCompile(`\.([A-Z]\w*)`)
)

// variables returns the data a text asks for, in order of their names.
func variables(text string) []string {
	var names []string
	for _, a := range action.FindAllString(text, -1) {
		for _, m := range variable.FindAllStringSubmatch(a, -1) {
			names = append(names, m[1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func TestLanguagesAskForTheSameData(t *testing.T) {
	base := own(t, locale.Simplified)
	for _, code := range locale.Codes[1:] {
		for key, text := range own(t, code) {
			if want, got := variables(base[key]), variables(text); !slices.Equal(want, got) {
				t.Errorf("%s: %q asks for %v, zh_Hans for %v", code, key, got, want)
			}
		}
	}
}

// TestTextsTakeNumbers fills every text, because a template that compares a number may parse and still fail.
func TestTextsTakeNumbers(t *testing.T) {
	for _, code := range locale.Codes {
		for key, text := range own(t, code) {
			for _, n := range []int{1, 2, 12} {
				if got, err := fill(text, n); err != nil || strings.Contains(got, "<no value>") {
					t.Errorf("%s: %q with %d gives %q: %v", code, key, n, got, err)
				}
			}
		}
	}
	english := own(t, locale.English)
	for n, want := range map[int]string{1: "1 Jan", 6: "6 Jun", 12: "12 Dec"} {
		if got, err := fill(english["date.short"], n); err != nil || got != want {
			t.Errorf("date.short of %d is %q, want %q: %v", n, got, want, err)
		}
	}
	for n, want := range map[int]string{1: "1 day late", 2: "2 days late"} {
		if got, err := fill(english["common.days_late"], n); err != nil || got != want {
			t.Errorf("common.days_late of %d is %q, want %q: %v", n, got, want, err)
		}
	}
}

func fill(text string, n int) (string, error) {
	data := map[string]any{}
	for _, v := range variables(text) {
		data[v] = n
	}
	tmpl, err := template.New("").Parse(text)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	err = tmpl.Execute(&b, data)
	return b.String(), err
}

// latin are the Latin words a Chinese window may hold: names of things that have no other.
var latin = strings.Fields("PDF Excel xlsx csv App Ctrl Enter Esc Shift Alt Tab RUIHE Apache Noto Sans SC SIL OFL")

var (
	word    = regexp.MustCompile(`[A-Za-z]{2,}`)
	address = regexp.MustCompile(`https?://[\w.:/-]+`)
)

// TestChineseIsChinese guards against English left in the Chinese texts, Traditional characters in the Simplified ones
// and the reverse: GB 2312 and Big5 hold what a plain text of theirs needs.
func TestChineseIsChinese(t *testing.T) {
	for code, set := range map[string]encoding.Encoding{
		locale.Simplified: simplifiedchinese.HZGB2312, locale.Traditional: traditionalchinese.Big5,
	} {
		for key, text := range own(t, code) {
			if strings.HasPrefix(key, "settings.language.") {
				continue // a language is named in itself
			}
			plain := address.ReplaceAllString(action.ReplaceAllString(text, ""), "")
			for _, w := range word.FindAllString(plain, -1) {
				if !slices.Contains(latin, w) {
					t.Errorf("%s: %q holds %q: %s", code, key, w, text)
				}
			}
			for _, r := range plain {
				if _, err := set.NewEncoder().String(string(r)); err != nil && unicode.Is(unicode.Han, r) {
					t.Errorf("%s: %q holds %c, a character of the other script: %s", code, key, r, text)
				}
			}
		}
	}
}

func TestEnglishIsEnglish(t *testing.T) {
	for key, text := range own(t, locale.English) {
		if strings.HasPrefix(key, "settings.language.") {
			continue
		}
		for _, r := range text {
			if unicode.Is(unicode.Han, r) || strings.ContainsRune("，。；：？！（）、　", r) {
				t.Errorf("en: %q holds %c: %s", key, r, text)
			}
		}
	}
}

// beside finds punctuation of half width that touches a Chinese character.
var beside = regexp.MustCompile(`\p{Han}[,;:?!()"']|[,;:?!()"']\p{Han}|\p{Han}\.(\p{Han}|$)`)

func TestChinesePunctuationIsFullWidth(t *testing.T) {
	for _, code := range []string{locale.Simplified, locale.Traditional} {
		for key, text := range own(t, code) {
			text = strings.NewReplacer("时:分", "", "時:分", "").Replace(text) // the pattern of a time
			if found := beside.FindString(text); found != "" {
				t.Errorf("%s: %q has punctuation of half width in %q: %s", code, key, found, text)
			}
			if code == locale.Traditional && strings.ContainsAny(text, "“”‘’") {
				t.Errorf("%s: %q has quotation marks other than 「」: %s", code, key, text)
			}
		}
	}
}

// TestRailFitsItsNames holds English to names the rail has room for.
func TestRailFitsItsNames(t *testing.T) {
	const room = 9 // letters
	for key, text := range own(t, locale.English) {
		if strings.HasPrefix(key, "nav.") && len(text) > room {
			t.Errorf("en: %q is longer than %d letters: %s", key, room, text)
		}
	}
}

// TestEveryTextCanStandOut looks for characters the font of buttons and headings lacks: a box stands in their place.
func TestEveryTextCanStandOut(t *testing.T) {
	for _, code := range locale.Codes {
		for key, text := range own(t, code) {
			for _, r := range text {
				if !theme.CanEmphasise(string(r)) {
					t.Errorf("%s: %q holds %c, which the medium font lacks: %s", code, key, r, text)
				}
			}
		}
	}
}

func sorted(texts map[string]string) []string {
	keys := make([]string, 0, len(texts))
	for k := range texts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
