// Package unset gives a machine that names no language the language of the product.
//
// Fyne reads the locale while its packages initialise, and takes C.UTF-8, which servers and containers have, for a mistake
// that it logs at every start. LANGUAGE goes before it there. As with textures, this has to stand in the environment
// first: this package needs only os and strings, and its path sorts before "log", which every package of Fyne needs.
package unset

import (
	"os"
	"strings"
)

// Language is what a machine without a language of its own speaks, as LANGUAGE names it.
const Language = "zh_CN"

// Here reports whether this machine names no language: none is set, or C or POSIX is.
func Here() bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			return v == "C" || v == "POSIX" || strings.HasPrefix(v, "C.")
		}
	}
	return true
}

func init() {
	if Here() && os.Getenv("LANGUAGE") == "" {
		_ = os.Setenv("LANGUAGE", Language)
	}
}
