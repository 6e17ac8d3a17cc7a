package logline_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fangce/fangce/app"
	"github.com/fangce/fangce/app/logline"
)

// sqlError is how SQL drivers name their errors.
type sqlError struct{ text string }

func (e *sqlError) Error() string { return e.text }
func (e *sqlError) Code() int     { return 1 }

func TestErrorsAreDescribedWithoutValues(t *testing.T) {
	_, number := strconv.Atoi("13856912345x")
	_, moment := time.Parse(time.DateOnly, "王建国")
	_, missing := os.ReadFile("/nowhere/问卷-王建国-20261120.pdf")
	for _, c := range []struct {
		err  error
		want string
	}{
		{fmt.Errorf("platform: %w", missing), "platform: open: no such file or directory"},
		{&app.Error{Code: app.ErrInvalid, Field: "phones", Message: "13856912345 不是号码", Cause: number}, "invalid[phones]: *strconv.NumError: *errors.errorString"},
		{&app.Error{Code: app.ErrInUse, Field: "13856912345"}, "in_use"},
		{fmt.Errorf("store: card list: %w", &sqlError{`fts5: syntax error near "王建国"`}), "store: card list: *logline_test.sqlError 1"},
		{fmt.Errorf("store: migration 3: %w", context.Canceled), "store: migration 3: context canceled"},
		{fmt.Errorf("reading 王建国: %w", context.DeadlineExceeded), "*fmt.wrapError: context deadline exceeded"},
		{fmt.Errorf("call 13856912345: %w", syscall.ENOSPC), "*fmt.wrapError: no space left on device"},
		{errors.Join(moment, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}), "*time.ParseError; dial tcp: connection refused"},
		{errors.New("王建国"), "*errors.errorString"},
		{nil, ""},
	} {
		if got := logline.Describe(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestNoLineHoldsAValue(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(logline.NewHandler(slog.NewTextHandler(&out, nil)))
	err := &app.Error{Code: app.ErrInvalid, Message: "王建国 13856912345"}
	log.Error("kept", "error", err, "n", 3)
	log.With("error", err).WithGroup("g").Info("with", slog.Group("in", "error", err))
	if got := out.String(); strings.Contains(got, "王建国") || strings.Contains(got, "138569") || strings.Count(got, "invalid") != 3 || !strings.Contains(got, "n=3") {
		t.Error(got)
	}
}
