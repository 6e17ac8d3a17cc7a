//go:build !linux

package platform

// keyringThere reports whether there may be a keyring: asking costs nothing here.
func keyringThere() bool { return true }
