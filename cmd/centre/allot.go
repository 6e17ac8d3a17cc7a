package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/allot"
	"github.com/fangce/fangce/app/allot/allotjson"
)

// dealCases prints what the cases and planners of a file come to, or why one case lies where it does.
func dealCases(_ context.Context, out console, args []string) error {
	f := newFlags("allot")
	explain := f.String("explain", "", "policy number of the case to explain")
	rest := f.Bool("rest", false, "deal what is left")
	files, err := f.parse(args, 1)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return wrongUsage("which file?")
	}
	in, err := readInput(files[0])
	if err != nil {
		return err
	}
	r, err := allot.Allocate(in)
	if err != nil {
		return &inputError{err}
	}
	if *rest {
		r = r.Rest()
	}
	if *explain == "" {
		return allotjson.Write(out.out, r)
	}
	why, ok := r.Explain(*explain)
	if !ok {
		return app.Errorf(app.ErrNotFound, "没有保单号为 %s 的资源", *explain)
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

// explained is an explanation with its reasons in words.
type explained struct {
	allot.Explanation
	Words map[string][]string `json:"words"` // by language
}

func printWhy(w io.Writer, why allot.Explanation) error {
	words, err := inWords(why.Reasons)
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(explained{why, words})
}
