package store_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/app/store/disk"
)

// A folder that may not be written is told in words, and the account stays as it was.
func TestForbiddenFolderIsToldInWords(t *testing.T) {
	dir, key := busyAccount(t)
	forbidden := store.Options{Watch: func(e disk.Event) error {
		return &fs.PathError{Op: "open", Path: e.Path, Err: fs.ErrPermission}
	}}
	_, rescue := store.Rescue(ctx, dir, key, forbidden)
	_, rekey := store.Rekey(ctx, dir, passphrase, otherPassphrase, forbidden, nil)
	for name, err := range map[string]error{"rescue": rescue, "rekey": rekey} {
		var said *app.Error
		if !errors.As(err, &said) || !strings.Contains(said.Message, "权限") || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v", name, err)
		}
	}
	checkWhole(t, dir)
}
