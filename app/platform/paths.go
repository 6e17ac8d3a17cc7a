package platform

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
)

// Modes of everything the program writes: its owner's and nobody else's.
const (
	ModeDir  os.FileMode = 0o700
	ModeFile os.FileMode = 0o600
)

// DataDir returns the folder accounts lie in unless -data says otherwise. It does not make it.
//
//	Linux    $XDG_DATA_HOME/fangce, ~/.local/share/fangce without it
//	macOS    ~/Library/Application Support/Fangce
//	Windows  %LOCALAPPDATA%\Fangce: never the roaming profile, which is copied to servers
func DataDir() (string, error) {
	dir, err := dataHome()
	if err != nil {
		return "", &app.Error{Code: app.ErrInternal, Message: "找不到存放数据的文件夹，请用 -data 指定", Cause: err}
	}
	return dir, nil
}

// absolute returns the folder an environment variable names, "" if it names none: a relative path there is to be ignored
// (XDG Base Directory Specification).
func absolute(env string) string {
	if dir := os.Getenv(env); filepath.IsAbs(dir) {
		return filepath.Clean(dir)
	}
	return ""
}

// home returns the user's folder joined with further elements.
func home(elem ...string) (string, error) {
	dir, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(append([]string{dir}, elem...)...), nil
}

// MakeDir makes a folder only its owner may enter, with its parents; one that exists is closed to others. On Windows the
// profile's own rights do this.
func MakeDir(dir string) error {
	if err := os.MkdirAll(dir, ModeDir); err != nil {
		if errors.Is(err, os.ErrPermission) {
			return &app.Error{Code: app.ErrForbidden, Message: fmt.Sprintf("没有权限使用数据文件夹 %s", dir), Cause: err}
		}
		return fmt.Errorf("platform: %w", err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	if info.Mode().Perm()&^ModeDir == 0 {
		return nil
	}
	if err := os.Chmod(dir, ModeDir); err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	return nil
}

// WriteFile writes a file only its owner may read, whole or not at all: a reader sees the old content or the new one, also
// after a power cut.
func WriteFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*") // 0600
	if err != nil {
		return fmt.Errorf("platform: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
			err = fmt.Errorf("platform: %w", err)
		}
	}()
	if _, err = f.Write(data); err != nil {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	return syncDir(filepath.Dir(path))
}

// DeviceName returns what a laptop is called until its owner says otherwise: the host's name without its domain.
func DeviceName() string {
	name, err := os.Hostname()
	name, _, _ = strings.Cut(strings.TrimSpace(name), ".")
	if err != nil || name == "" || name == "localhost" {
		return "本机"
	}
	return name
}
