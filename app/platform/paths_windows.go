package platform

import "path/filepath"

func dataHome() (string, error) {
	if dir := absolute("LOCALAPPDATA"); dir != "" {
		return filepath.Join(dir, "Fangce"), nil
	}
	return home("AppData", "Local", "Fangce")
}

// syncDir does nothing: Windows cannot sync a folder.
func syncDir(string) error { return nil }
