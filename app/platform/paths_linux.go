package platform

import "path/filepath"

func dataHome() (string, error) {
	if dir := absolute("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "fangce"), nil
	}
	return home(".local", "share", "fangce")
}
