package platform

import (
	"math"

	"golang.org/x/sys/windows"
)

func freeSpace(dir string) (int64, error) {
	path, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, err
	}
	var mine, all, free uint64
	if err := windows.GetDiskFreeSpaceEx(path, &mine, &all, &free); err != nil {
		return 0, err
	}
	return int64(min(mine, math.MaxInt64)), nil
}
