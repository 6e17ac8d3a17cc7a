package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store/disk"
	"github.com/fangce/fangce/app/store/keyfile"
)

// FileWiped lies in the folder of an account that is being destroyed, from before the first step until the folder is gone.
const FileWiped = "wiped"

// finishDestroy destroys the accounts in a data folder whose destruction was cut short. None of them may be open.
func finishDestroy(dataDir string) error {
	marks, err := filepath.Glob(filepath.Join(dataDir, accountsDir, "*", FileWiped))
	for _, path := range marks {
		err = errors.Join(err, Destroy(filepath.Dir(path)))
	}
	return err
}

// Destroy removes an account's folder for good: the key file first, without which nothing else in it can be read, then the
// account from the list of accounts, then the rest. All files are overwritten. The account must be closed. Where it is cut
// short it may be called again; a folder that is gone is no error. A folder with things in it none of which is an account's
// is left alone: app.ErrInvalid.
func Destroy(dir string) error {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if !ofAccount(dir) {
		return app.Errorf(app.ErrInvalid, "%s 不是账号文件夹", dir)
	}
	if err := DestroyKeys(dir); err != nil {
		return err
	}
	faults := []error{shred([]string{filepath.Join(dir, FileAccount)}, nil)}
	var rest []string
	faults = append(faults, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && path != filepath.Join(dir, FileWiped) {
			rest = append(rest, path)
		}
		return err
	}))
	faults = append(faults, shred(rest, nil))
	for _, e := range []string{dirBackups, dirAttachments} {
		faults = append(faults, os.RemoveAll(filepath.Join(dir, e)))
	}
	faults = append(faults, os.RemoveAll(dir))
	return errors.Join(faults...)
}

// ofAccount reports whether a folder is an account's or what a Destroy cut short has left of one.
func ofAccount(dir string) bool {
	all, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range all {
		switch name := e.Name(); {
		case name == FileKeys, name == FileAccount, name == FileWiped, strings.HasPrefix(name, "fangce."), strings.HasPrefix(name, "outbox."), e.IsDir() && (name == dirBackups || name == dirAttachments):
			return true
		}
	}
	return len(all) == 0
}

// DestroyKeys is the first step of Destroy, which may be taken while the account is still open: from then on nobody can
// open it any more, whatever becomes of the program: SweepAccounts ends what is begun. A folder that is gone is no error.
func DestroyKeys(dir string) error {
	if ofAccount(dir) {
		_ = keyfile.WriteFile(filepath.Join(dir, FileWiped), nil) // without it, as on a full disk, the keys go all the same
	}
	keys := []string{filepath.Join(dir, FileKeys)}
	for _, path := range unfinished(dir) { // of the key file perhaps
		if filepath.Dir(path) == dir {
			keys = append(keys, path)
		}
	}
	// One that could not be overwritten but was removed keeps nothing of the rest here.
	fault := shred(keys, nil)
	for _, path := range keys {
		if _, err := os.Lstat(path); err == nil {
			return errors.Join(fault, fs.ErrExist)
		}
	}
	if err := disk.SyncDir(dir, nil); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
