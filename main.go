// Fangce 访册 is the offline-first workbench of insurance planners and of those who check their work.
//
// This package is wiring only: flags, one instance per data folder, accounts, paper, and the window.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strings"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/logline"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/app/store"
	"github.com/fangce/fangce/ui"
	"github.com/fangce/fangce/ui/start"
	"github.com/fangce/fangce/ui/theme"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
)

const appID = "cn.fangce.workbench"

func main() {
	slog.SetDefault(slog.New(logline.NewHandler(slog.NewTextHandler(os.Stderr, nil))))
	err := run(os.Args[1:])
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return
	}
	fmt.Fprintln(os.Stderr, "fangce:", inWords(err))
	var usage usageError
	if errors.As(err, &usage) {
		os.Exit(2)
	}
	os.Exit(1)
}

// inWords returns what a person is told of an error: its message where it has one, without codes and causes.
func inWords(err error) string {
	var known *app.Error
	if errors.As(err, &known) && known.Message != "" {
		return known.Message
	}
	return err.Error()
}

func run(args []string) error {
	if len(args) > 0 {
		switch args[0] {
		case "enrol":
			return enrolCommand(args[1:], os.Stdin, os.Stdout, os.Stderr)
		case "print":
			return printCommand(args[1:], os.Stdin, os.Stdout, os.Stderr)
		}
	}
	o, err := parse(args, os.Stderr)
	if err != nil {
		return err
	}
	if err := checkDisplay(); err != nil {
		return err
	}
	if o.tour != "" {
		return tour(o)
	}
	return window(o, o.clock(), nil)
}

// checkDisplay says in words what the drawing library would end the program for.
func checkDisplay() error {
	if runtime.GOOS != "linux" || os.Getenv("WAYLAND_DISPLAY") != "" {
		return nil
	}
	name := os.Getenv("DISPLAY")
	if name == "" {
		return errors.New("没有显示器，窗口无法打开 (no display: set DISPLAY, or let `make run` start one under Xvfb)")
	}
	return platform.CheckDisplay(context.Background(), name)
}

// window opens the window on a data folder and returns when it is closed.
func window(o options, clock app.Clock, ready func(*ui.Window)) (err error) {
	if err := platform.MakeDir(o.data); err != nil {
		return err
	}
	instance, err := platform.Hold(o.data)
	if err != nil {
		return err
	}
	end := newEnding(func() {
		if err := instance.Release(); err != nil {
			slog.Warn("the data folder stays held", "error", err)
		}
	})
	defer end.returned()
	wipeViewed(o.data)
	if err := store.SweepAccounts(o.data); err != nil {
		slog.Warn("half-made accounts stay", "error", err)
	}
	a := accounts{data: o.data, clock: clock, first: firstSyncWait}
	program := fyne.App(fyneapp.NewWithID(appID))
	if o.uitimes != "" {
		times := &uiTimes{}
		program = times.measured(program)
		defer times.write(o.uitimes)
	}
	program.SetIcon(theme.AppIcon)
	cfg := a.config(o, program)
	cfg.Ended, cfg.Input = end.closed, watchInput
	cfg.Ready = func(w *ui.Window) {
		end.ready(w)
		if ready != nil {
			ready(w)
		}
	}
	defer displayError(&err)
	if o.uitest {
		cfg.Ask, cfg.Answer = os.Stdin, os.Stdout
	}
	return ui.Run(cfg)
}

// config is what the window is given of the accounts on this laptop.
func (a accounts) config(o options, program fyne.App) ui.Config {
	return ui.Config{
		App: program, Clock: a.clock, Version: version, Lang: o.lang, Theme: o.theme, Guide: !o.uitest && !o.tagged, Tagged: o.tagged, Idle: o.idle,
		Documents: platform.Documents(),
		Accounts:  a.list,
		Unlock: func(ctx context.Context, id, passphrase string) (*ui.Session, error) {
			s, err := a.unlock(ctx, id, passphrase)
			return s.forWindow(err)
		},
		UnlockRemembered: func(ctx context.Context, id string) (*ui.Session, error) {
			s, err := a.unlockRemembered(ctx, id)
			return s.forWindow(err)
		},
		Recover: a.recoverAccount, Backups: store.Backups, Restore: a.restore, Rescue: a.rescue, Rekey: a.rekey,
		Enrol: func(ctx context.Context, e start.Enrolment, step func(string)) (*ui.Session, error) {
			s, err := a.enrol(ctx, e, step)
			return s.forWindow(err)
		},
	}
}

// wipeViewed removes what a program that was killed has left to be viewed, of all accounts.
func wipeViewed(data string) {
	all, err := store.Accounts(data)
	if err != nil {
		return // the start screen says so
	}
	for _, account := range all {
		if err := platform.NewViewing(account.Dir).Wipe(); err != nil {
			slog.Warn("the folder of viewed files is not empty", "error", err)
		}
	}
}

// displayError turns Fyne's panic where no window can be opened into an error; any other panic goes on.
func displayError(err *error) {
	switch p := recover(); {
	case p == nil:
	case strings.Contains(fmt.Sprint(p), "GLFW library is not initialized"):
		*err = fmt.Errorf("no window can be opened on display %q: is it there, and may this user use it?", os.Getenv("DISPLAY"))
	default:
		panic(p)
	}
}
