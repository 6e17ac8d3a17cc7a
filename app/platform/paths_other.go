//go:build !linux && !darwin && !windows

package platform

func dataHome() (string, error) { return home(".fangce") }
