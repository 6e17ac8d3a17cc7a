// Package fallback makes Chinese the language of a system that names none: LANG is empty, C or POSIX, as on servers and
// fresh machines. Fyne asks for the system's language while its packages are set up, complains of C on standard error and
// takes English; so this happens before, which importing the package is enough for: it depends on the standard library only,
// and Go sets up packages that are ready in the order of their paths (github.com comes before golang.org, which Fyne needs).
package fallback

import (
	"os"
	"runtime"
	"strings"
)

// Locale is what a system without a language is taken for.
const Locale = "zh_CN.UTF-8"

func init() {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" || !nameless(os.Getenv) {
		return
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if os.Getenv(name) != "" || name == "LANG" {
			_ = os.Setenv(name, Locale) // fails for impossible names only
		}
	}
}

// nameless reports whether the environment names no language. The first variable that is set decides, as in gettext.
func nameless(env func(string) string) bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := env(name); value != "" {
			language, _, _ := strings.Cut(value, ".")
			return language == "C" || language == "POSIX"
		}
	}
	return env("LANGUAGE") == ""
}
