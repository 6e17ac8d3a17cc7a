package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/platform"
	"github.com/fangce/fangce/assets"
	"github.com/fangce/fangce/sync/centre"
)

// usageError is a command line that cannot be understood.
type usageError struct{ message string }

// Error implements error.
func (e *usageError) Error() string { return e.message }

func wrongUsage(format string, args ...any) error {
	return &usageError{fmt.Sprintf(format, args...)}
}

// flags are the flags of one command, with those that all commands take.
type flags struct {
	*flag.FlagSet
	db  *string
	now *string
}

func newFlags(name string) *flags {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	return &flags{fs, fs.String("db", "", "database file"), fs.String("now", "", "the clock starts at this moment, RFC 3339")}
}

// parse reads the flags before, between and after the other arguments, and returns those, which must be want many.
func (f *flags) parse(args []string, want int) ([]string, error) {
	var rest []string
	for {
		if err := f.Parse(args); errors.Is(err, flag.ErrHelp) {
			return nil, err
		} else if err != nil {
			return nil, wrongUsage("%v", err)
		}
		if f.NArg() == 0 {
			break
		}
		rest = append(rest, f.Arg(0))
		args = f.Args()[1:]
	}
	if len(rest) > want {
		return nil, wrongUsage("unexpected argument %q", rest[want])
	}
	return rest, nil
}

// need refuses flags that are missing.
func (f *flags) need(names ...string) error {
	var missing []string
	for _, n := range names {
		if f.Lookup(n).Value.String() == "" {
			missing = append(missing, "-"+n)
		}
	}
	if len(missing) > 0 {
		return wrongUsage("missing %s", strings.Join(missing, ", "))
	}
	return nil
}

// clock returns the clock that -now asks for.
func (f *flags) clock() (app.Clock, error) {
	if *f.now == "" {
		return time.Now, nil
	}
	t, err := time.Parse(time.RFC3339, *f.now)
	if err != nil {
		return nil, wrongUsage("-now %q is no RFC 3339 time such as 2026-11-22T08:30:00+08:00", *f.now)
	}
	return app.StartingAt(t), nil
}

// options returns how the flags want a centre opened.
func (f *flags) options(log *slog.Logger) (centre.Options, error) {
	clock, err := f.clock()
	if err != nil {
		return centre.Options{}, err
	}
	calendar, err := app.ParseCalendar(assets.Holidays)
	return centre.Options{Clock: clock, Log: log, Calendar: calendar, Free: platform.FreeSpace, Operator: operator()}, err
}

// open opens the centre -db names.
func (f *flags) open(ctx context.Context, mustExist bool, log *slog.Logger) (*centre.Centre, error) {
	o, err := f.options(log)
	if err != nil {
		return nil, err
	}
	o.MustExist = mustExist
	return centre.Open(ctx, *f.db, o)
}
