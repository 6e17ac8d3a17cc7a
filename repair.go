package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/sync/wire"
	"github.com/fangce/fangce/ui"
	"github.com/fangce/fangce/ui/start"
)

// folderUnreadable holds, in the data folder, accounts that were enrolled again because their key file was lost.
const folderUnreadable = "unreadable"

// recoveryPause is how long the laptop waits before it asks the centre again how a request stands.
const recoveryPause = 4 * time.Second

// aboutKeys marks damage of the key file, which nothing on this laptop can mend, off from damage of the database.
func aboutKeys(err error) error {
	if app.Code(err) == app.ErrDamaged || errors.Is(err, fs.ErrNotExist) {
		return &app.Error{Code: app.ErrDamaged, Field: start.FieldKeys, Message: "密钥文件已损坏或丢失", Cause: err}
	}
	return err
}

// setAside moves an account out of the way of its person's new enrolment, if its key file is beyond reading; the error of
// another account is that it is there.
func (a accounts) setAside(who store.Account) error {
	all, err := store.Accounts(a.data)
	if err != nil {
		return err
	}
	for _, account := range all {
		if account.StaffNo != who.StaffNo || account.Centre != who.Centre {
			continue
		}
		if _, err := store.Unlock(account.Dir, ""); app.FieldOf(aboutKeys(err)) != start.FieldKeys {
			continue
		}
		parent := filepath.Join(a.data, folderUnreadable)
		if err := platform.MakeDir(parent); err != nil {
			return err
		}
		return os.Rename(account.Dir, filepath.Join(parent, filepath.Base(account.Dir)+"-"+time.Now().Format("20060102T150405")))
	}
	return app.FieldErrorf(app.ErrConflict, "staff_no", "工号 %s 在本机已有账户", who.StaffNo)
}

// restore puts a backup in the place of an account's database.
func (a accounts) restore(ctx context.Context, dir, passphrase, backup string, step func(done, total int)) (app.Rescued, error) {
	return a.replace(dir, passphrase, step, func(key []byte, o store.Options) (app.Rescued, error) {
		return store.Restore(ctx, dir, key, backup, o)
	})
}

// rescue makes an account whose files are damaged one that opens again.
func (a accounts) rescue(ctx context.Context, dir, passphrase string, step func(done, total int)) (app.Rescued, error) {
	return a.replace(dir, passphrase, step, func(key []byte, o store.Options) (app.Rescued, error) {
		return store.Rescue(ctx, dir, key, o)
	})
}

// replace has do put another database in the place of an account's.
func (a accounts) replace(dir, passphrase string, step func(done, total int), do func(key []byte, o store.Options) (app.Rescued, error)) (app.Rescued, error) {
	key, err := store.Unlock(dir, passphrase)
	if err != nil {
		return app.Rescued{}, aboutKeys(err)
	}
	defer clear(key)
	defer giveBack()
	o := a.options()
	o.Step = step
	return do(key, o)
}

// rekey gives an account another data key and passphrase.
func (a accounts) rekey(ctx context.Context, dir, passphrase, next string, step func(done, total int)) error {
	defer giveBack()
	key, err := store.Rekey(ctx, dir, passphrase, next, a.options(), step)
	clear(key)
	return err
}

// recoverAccount begins to get into an account whose passphrase is forgotten.
func (a accounts) recoverAccount(_ context.Context, dir string) (ui.Recovery, error) {
	account, err := a.find(dir)
	if err != nil {
		return nil, err
	}
	r, err := store.NewRecovery(dir)
	if err != nil {
		return nil, aboutKeys(err)
	}
	return &recovery{Recovery: r, accounts: a, account: account}, nil
}

// recovery is one attempt to get into an account with the centre's help.
type recovery struct {
	*store.Recovery
	accounts accounts
	account  store.Account
	key      []byte // once the centre has given it back
}

// Wait asks the centre until it has decided.
func (r *recovery) Wait(ctx context.Context) error {
	cfg := device.RecoverConfig{CentreURL: r.account.CentreURL, Clock: r.accounts.clock}
	for {
		reply, err := device.Recover(ctx, cfg, r.Request())
		if err != nil {
			return err
		}
		if reply.State != wire.RecoveryWaiting {
			r.key, err = r.Recovery.Take(reply)
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(recoveryPause):
		}
	}
}

// Take reads the centre's answer from a file.
func (r *recovery) Take(path string) (err error) {
	r.key, err = r.TakeFile(path)
	return err
}

// Finish gives the account its new passphrase and opens it.
func (r *recovery) Finish(ctx context.Context, passphrase string) (*ui.Session, error) {
	if err := store.SetPassphrase(r.account.Dir, r.key, passphrase); err != nil {
		return nil, err
	}
	giveBack()
	s, err := r.accounts.open(ctx, r.account.Dir, r.key)
	r.key = nil
	return s.forWindow(err)
}
