package words

import "strings"

// Address returns a centre's address as people read it, without the pin of its certificate behind #.
func Address(of string) string {
	address, _, _ := strings.Cut(of, "#")
	return address
}
