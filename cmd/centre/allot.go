package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/app/allot/allotjson"
	"github.com/fangce/fangce/sync/centre"
)

// allotFlags are the flags of an allocation.
type allotFlags struct {
	*flags
	explain, planner *string
	note, factors    *string
	rest, pool, keep *bool
	run, against     *int64
	list             *bool
}

// dealCases prints what the cases and planners of a file, or of a run that the centre keeps, come to, or why one case lies
// where it does.
func dealCases(ctx context.Context, out console, args []string) (err error) {
	f := allotFlags{flags: newFlags("allot")}
	f.explain = f.String("explain", "", "policy number of the case to explain")
	f.planner = f.String("planner", "", "staff number of the planner to explain")
	f.rest = f.Bool("rest", false, "deal what is left")
	f.pool = f.Bool("pool", false, "take the cases from the centre")
	f.keep = f.Bool("keep", false, "keep the run in the centre")
	f.note = f.String("note", "", "note to keep with the run")
	f.factors = f.String("factors", "", "with -keep: the month the planners' factors are of, the last closed one if not named")
	f.list = f.Bool("list", false, "list the runs that the centre keeps")
	f.run = f.Int64("run", 0, "number of a run that the centre keeps")
	f.against = f.Int64("against", 0, "number of a run to compare with")
	files, err := f.parse(args, 1)
	if err != nil {
		return err
	}
	if err := f.check(files); err != nil {
		return err
	}
	var c *centre.Centre
	if *f.db != "" {
		if c, err = f.open(ctx, true, nil); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, c.Close()) }()
	}
	if *f.list {
		return listRuns(ctx, out.out, c)
	}
	r, err := f.result(ctx, out, c, files)
	if err != nil {
		return err
	}
	return f.print(ctx, out, c, r)
}

// check refuses what does not go together.
func (f *allotFlags) check(files []string) error {
	stored := *f.run != 0
	switch {
	case (stored || *f.list || *f.pool || *f.keep || *f.against != 0) && *f.db == "":
		return wrongUsage("missing -db")
	case *f.list && (stored || len(files) > 0), stored && (len(files) > 0 || *f.pool || *f.keep):
		return wrongUsage("-list, -run and a file do not go together")
	case *f.note+*f.factors != "" && !*f.keep:
		return wrongUsage("-note and -factors go with -keep")
	case *f.against != 0 && (*f.rest || *f.explain+*f.planner != ""), *f.explain != "" && *f.planner != "":
		return wrongUsage("-against, -explain and -planner do not go together")
	case !*f.list && !stored && len(files) == 0:
		return wrongUsage("which file?")
	}
	return nil
}

// result deals, or takes a run from the centre.
func (f *allotFlags) result(ctx context.Context, out console, c *centre.Centre, files []string) (*allot.Result, error) {
	if *f.run != 0 {
		return c.AllotRun(ctx, *f.run)
	}
	in, err := readInput(files[0])
	if err != nil {
		return nil, err
	}
	if *f.pool {
		if err := fillPool(ctx, out, c, in); err != nil {
			return nil, err
		}
	}
	r, err := allot.Allocate(in)
	if err != nil {
		return nil, &inputError{err}
	}
	if *f.keep {
		number, err := c.KeepAllotRun(ctx, centre.KeptAllot{Result: r, Factors: *f.factors, Note: *f.note})
		if err != nil {
			return nil, err
		}
		_, _ = fmt.Fprintf(out.err, "已保存为第 %d 号分配\n", number)
	}
	return r, nil
}

// print prints a result, what is left of it, why a case lies where it does in it, or what another has otherwise.
func (f *allotFlags) print(ctx context.Context, out console, c *centre.Centre, r *allot.Result) error {
	if *f.against != 0 {
		other, err := c.AllotRun(ctx, *f.against)
		if err != nil {
			return err
		}
		return printComparison(out.out, other, r)
	}
	if *f.rest {
		r = r.Rest()
	}
	switch {
	case *f.planner != "":
		return printPlanner(out.out, r, *f.planner)
	case *f.explain == "":
		return allotjson.Write(out.out, r)
	}
	why, ok := r.Explain(*f.explain)
	if !ok {
		return app.Errorf(app.ErrNotFound, "没有保单号为 %s 的资源", *f.explain)
	}
	return printWhy(out.out, why)
}

// inputError is an input that cannot be taken.
type inputError struct{ cause error }

// Error names the field and what is wrong with it.
func (e *inputError) Error() string {
	var known *app.Error
	switch {
	case !errors.As(e.cause, &known):
		return e.cause.Error()
	case known.Field == "":
		return known.Message
	}
	return known.Field + ": " + known.Message
}

// Unwrap returns the cause.
func (e *inputError) Unwrap() error { return e.cause }

// readInput reads the input of an allocation; "-" is standard input.
func readInput(file string) (*allot.Input, error) {
	from := io.Reader(os.Stdin)
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }()
		from = f
	}
	in, err := allotjson.Read(from)
	if app.Code(err) == app.ErrInvalid {
		return nil, &inputError{err}
	}
	return in, err
}
