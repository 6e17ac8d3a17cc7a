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
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/ui"
	"github.com/fangce/fangce/ui/start"
	"github.com/fangce/fangce/ui/theme"

	fyneapp "fyne.io/fyne/v2/app"
)

const appID = "cn.fangce.workbench"

func main() {
	err := run(os.Args[1:])
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	default:
		fmt.Fprintln(os.Stderr, "fangce:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) > 0 && args[0] == "enrol" {
		return enrolCommand(args[1:], os.Stdin, os.Stdout, os.Stderr)
	}
	o, err := parse(args, os.Stderr)
	if err != nil {
		return err
	}
	if runtime.GOOS == "linux" && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return errors.New("there is no display: set DISPLAY, or let `make run` start one under Xvfb")
	}
	if o.tour != "" {
		return tour(o)
	}
	return window(o, o.clock(), nil)
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
	defer func() {
		if err := instance.Release(); err != nil {
			slog.Warn("the data folder stays held", "error", err)
		}
	}()
	a := accounts{data: o.data, clock: clock}
	program := fyneapp.NewWithID(appID)
	program.SetIcon(theme.AppIcon)
	cfg := ui.Config{
		App: program, Clock: clock, Version: version, Lang: o.lang, Theme: o.theme, Tagged: o.tagged, Ready: ready,
		Accounts: a.list,
		Unlock: func(ctx context.Context, id, passphrase string) (*ui.Session, error) {
			s, err := a.unlock(ctx, id, passphrase)
			return s.forWindow(err)
		},
		Enrol: func(ctx context.Context, e start.Enrolment, step func(string)) (*ui.Session, error) {
			s, err := a.enrol(ctx, e, step)
			return s.forWindow(err)
		},
	}
	defer displayError(&err)
	if o.uitest {
		cfg.Ask, cfg.Answer = os.Stdin, os.Stdout
	}
	return ui.Run(cfg)
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
