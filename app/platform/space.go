package platform

import "fmt"

// FreeSpace returns how many bytes this user may still write on the disk of a folder.
func FreeSpace(dir string) (int64, error) {
	n, err := freeSpace(dir)
	if err != nil {
		return 0, fmt.Errorf("platform: %w", err)
	}
	return n, nil
}
