package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/sync/device"
	"github.com/fangce/fangce/ui/start"
)

// firstSyncWait is how long the start screen waits for the data of a new account.
const firstSyncWait = 8 * time.Second

// accounts are the accounts of one data folder.
type accounts struct {
	data  string
	clock app.Clock
	// first is how long an enrolment waits for the first sync; 0 for as long as that takes. The window opens after it and
	// shows how far the rest is.
	first time.Duration
}

// unlock opens an account whose folder is known.
func (a accounts) unlock(ctx context.Context, dir, passphrase string) (*session, error) {
	key, err := store.Unlock(dir, passphrase)
	if err != nil {
		return nil, aboutKeys(err)
	}
	giveBack()
	return a.open(ctx, dir, key)
}

// unlockRemembered opens an account with what the system's keyring keeps.
func (a accounts) unlockRemembered(ctx context.Context, dir string) (*session, error) {
	key, err := store.UnlockRemembered(dir, platform.Keyring{})
	if err != nil {
		return nil, aboutKeys(err)
	}
	return a.open(ctx, dir, key)
}

// open opens an account whose data key is known, and wipes the key given.
func (a accounts) open(ctx context.Context, dir string, key []byte) (*session, error) {
	defer clear(key)
	account, err := a.find(dir)
	if err != nil {
		return nil, err
	}
	return openSession(ctx, account, key, a.clock)
}

// find returns the account in a folder.
func (a accounts) find(dir string) (store.Account, error) {
	all, err := store.Accounts(a.data)
	if err != nil {
		return store.Account{}, err
	}
	for _, account := range all {
		if account.Dir == dir {
			return account, nil
		}
	}
	return store.Account{}, app.Errorf(app.ErrNotFound, "本机没有这个账户")
}

// options are those of every store of this data folder.
func (a accounts) options() store.Options {
	return store.Options{Clock: a.clock, Free: platform.FreeSpace}
}

// giveBack returns the memory in which a key was made, a quarter of a gigabyte, once the rooms have been drawn. Without it
// the next collection waits for as much again, and a long scroll holds 840 MiB instead of 350.
func giveBack() { time.AfterFunc(2*time.Second, debug.FreeOSMemory) }

// enrol binds this laptop to a person at the centre, makes the account's folder and fetches its data.
func (a accounts) enrol(ctx context.Context, e start.Enrolment, step func(string)) (*session, error) {
	if err := store.CheckPassphrase(e.Passphrase); err != nil {
		return nil, err // before the code is used up
	}
	step(start.StepCentre)
	bound, err := device.Enrol(ctx, device.EnrolConfig{CentreURL: e.Centre, Code: e.Code, DeviceName: platform.DeviceName(), Clock: a.clock})
	if err != nil {
		return nil, err
	}
	step(start.StepKeys)
	who := bound.Reply.Person
	account := store.Account{StaffNo: who.StaffNo, Name: who.Name, Roles: who.Roles, Centre: bound.Reply.Centre, CentreURL: bound.CentreURL, DeviceID: bound.Reply.DeviceID}
	made, err := store.NewAccount(a.data, account, e.Passphrase)
	if app.Code(err) == app.ErrConflict {
		if err := a.setAside(account); err != nil {
			return nil, err
		}
		made, err = store.NewAccount(a.data, account, e.Passphrase)
	}
	if err != nil {
		return nil, err
	}
	giveBack()
	err = errors.Join(
		a.keep(ctx, made.Dir(), made.Key(), bound),
		store.SetRecovery(made.Dir(), made.Key(), bound.Reply.Recovery),
	)
	if err == nil {
		account.Dir, err = made.Finish()
	}
	if err != nil {
		clear(made.Key())
		return nil, errors.Join(err, made.Discard())
	}
	s, err := openSession(ctx, account, made.Key(), a.clock)
	clear(made.Key())
	if err != nil {
		return nil, err
	}
	step(start.StepData)
	a.firstSync(ctx, s)
	return s, nil
}

// firstSync fetches the data of a new account. The account stands whatever comes of it: the next round goes on from there.
func (a accounts) firstSync(ctx context.Context, s *session) {
	if a.first > 0 {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, a.first)
		defer stop()
	}
	if err := s.SyncNow(ctx); err != nil {
		slog.Warn("first sync", "error", err)
	}
}

// keep stores an enrolment in the database of its account.
func (a accounts) keep(ctx context.Context, dir string, key []byte, bound device.Enrolment) error {
	s, err := store.Open(ctx, dir, key, a.options())
	if err != nil {
		return err
	}
	if err := device.SaveEnrolment(ctx, s, bound); err != nil {
		_ = s.Close()
		return err
	}
	return s.Close()
}

// list returns the accounts as the start screen shows them.
func (a accounts) list() ([]start.Account, error) {
	all, err := store.Accounts(a.data)
	if err != nil {
		return nil, err
	}
	out := make([]start.Account, len(all))
	for i, x := range all {
		out[i] = shown(x)
	}
	return out, nil
}

func shown(a store.Account) start.Account {
	return start.Account{ID: a.Dir, Name: a.Name, StaffNo: a.StaffNo, Roles: a.Roles, Centre: a.Centre, Remembered: store.Remembered(a.Dir)}
}

// enrolCommand is `fangce enrol`: it prepares accounts without a window, for whoever sets up laptops; several codes,
// separated by commas, make several accounts. The passphrase of all of them is the first line of standard input.
func enrolCommand(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	fs := flag.NewFlagSet("fangce enrol", flag.ContinueOnError)
	fs.SetOutput(stderr)
	data := fs.String("data", defaultData(), "`folder` of the accounts and their databases")
	centre := fs.String("centre", "", "`address` of the centre")
	code := fs.String("code", "", "one-time `code` from the centre, or several separated by commas")
	now := fs.String("now", "", "start the clock at this `time` (RFC 3339)")
	if err := fs.Parse(args); err != nil {
		return err
	}
	at, err := parseNow(*now)
	if err != nil {
		return err
	}
	line, err := bufio.NewReader(stdin).ReadString('\n')
	if err != nil && line == "" {
		return fmt.Errorf("the passphrase is read from standard input: %w", err)
	}
	// A folder that is not there is held by nobody, and is not made for a code that may be refused.
	if _, err := os.Stat(*data); err == nil {
		instance, err := platform.Hold(*data)
		if err != nil {
			return err
		}
		defer func() { _ = instance.Release() }() // the process ends
	}
	a := accounts{data: *data, clock: app.StartingAt(at)}
	for c := range strings.SplitSeq(*code, ",") {
		e := start.Enrolment{Centre: *centre, Code: c, Passphrase: strings.TrimRight(line, "\r\n")}
		s, err := a.enrol(context.Background(), e, func(string) {})
		if err != nil {
			return err
		}
		s.close()
		if _, err := fmt.Fprintf(stdout, "%s %s\n", s.account.StaffNo, s.account.Name); err != nil {
			return err
		}
	}
	return nil
}
