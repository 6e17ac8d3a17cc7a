package platform

import (
	"fmt"
	"os"
)

// keyringThere reports whether there is a session bus to ask. Where there is none the library would start one, which would
// outlive the program and have no keyring on it.
func keyringThere() bool {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") != "" {
		return true
	}
	_, err := os.Stat(fmt.Sprintf("/run/user/%d/bus", os.Getuid()))
	return err == nil
}
