package platform

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/fangce/fangce/app"
)

// FileLock is the name of the file that marks a data folder as in use.
const FileLock = "in-use"

// Instance is this program's hold on a data folder.
type Instance struct{ file *os.File }

// Hold takes a data folder for this program, making it if there is none. The hold ends with Release or with the process,
// however it ends: a file left behind by a crash holds nothing. Returns app.ErrInUse if another program has the folder;
// Field then is its process id as far as it is known.
func Hold(dir string) (*Instance, error) {
	if err := MakeDir(dir); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(dir, FileLock), os.O_CREATE|os.O_RDWR, ModeFile)
	if err != nil {
		return nil, fmt.Errorf("platform: %w", err)
	}
	taken, err := lock(f)
	if err != nil || taken {
		pid := holder(f)
		_ = f.Close()
		if err != nil {
			return nil, fmt.Errorf("platform: lock %s: %w", dir, err)
		}
		return nil, inUse(dir, pid)
	}
	if err := note(f); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("platform: %w", err)
	}
	return &Instance{f}, nil
}

// Release gives the folder back.
func (i *Instance) Release() error {
	if err := i.file.Truncate(0); err != nil {
		_ = i.file.Close()
		return fmt.Errorf("platform: %w", err)
	}
	// The file stays: removing it would let a third program lock a new file beside one that still waits for this one.
	return i.file.Close()
}

// note writes who holds the folder.
func note(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// holder reads who holds the folder, 0 if it does not say.
func holder(f *os.File) int {
	raw, err := io.ReadAll(io.NewSectionReader(f, 0, 32))
	if err != nil {
		return 0
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(raw)))
	return pid
}

func inUse(dir string, pid int) error {
	e := &app.Error{Code: app.ErrInUse, Message: fmt.Sprintf("数据文件夹 %s 已在另一个访册窗口中打开", dir)}
	if pid > 0 {
		e.Field = strconv.Itoa(pid)
		e.Message += fmt.Sprintf("（进程 %d）", pid)
	}
	return e
}
