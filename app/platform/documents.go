package platform

import (
	"os"
	"path/filepath"
)

// Documents returns the folder in which people expect what they save: Documents or 文档 in the home folder, else the home
// folder itself; "" if there is none.
func Documents() string {
	dir, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	for _, name := range []string{"文档", "Documents"} {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.IsDir() {
			return filepath.Join(dir, name)
		}
	}
	return dir
}
