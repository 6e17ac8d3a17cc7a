package store

import "strings"

// Format tells how this program lays out databases: all its migrations and how it indexes cards. Stores of another format
// are brought up to date when they are opened.
func Format() string {
	steps, err := migrations()
	if err != nil {
		return err.Error() // embedded files: a test would have found it
	}
	return strings.Join(steps, "\n") + indexVersion
}
