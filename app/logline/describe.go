package logline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"regexp"
	"strings"
	"syscall"

	"github.com/fangce/fangce/app"
)

// constant are errors whose text is always the same.
var constant = []error{
	context.Canceled, context.DeadlineExceeded, io.EOF, io.ErrUnexpectedEOF, io.ErrClosedPipe, fs.ErrNotExist, fs.ErrExist,
	fs.ErrPermission, fs.ErrClosed, net.ErrClosed, os.ErrDeadlineExceeded,
}

// place is text that says where an error came up: plain words of a program, short numbers at most.
var place = regexp.MustCompile(`^[A-Za-z .:_()-]*(?:\d{1,4}(?:[A-Za-z .:_()-]+|$))*$`)

// Describe says of an error which codes, operations, system errors and types it is made of, without any text that could
// hold a value.
func Describe(err error) string {
	if err == nil {
		return ""
	}
	for _, c := range constant {
		if err == c { //nolint:errorlint // this very one; what wraps it is looked at below
			return c.Error()
		}
	}
	var below []string
	switch e := err.(type) { //nolint:errorlint // each level is looked at by itself
	case interface{ Unwrap() []error }:
		for _, part := range e.Unwrap() {
			below = append(below, Describe(part))
		}
		return strings.Join(below, "; ")
	case syscall.Errno:
		return e.Error()
	case *app.Error:
		below = append(below, e.Code)
		if e.Field != "" && place.MatchString(e.Field) {
			below[0] += "[" + e.Field + "]"
		}
	case *fs.PathError:
		below = append(below, e.Op)
	case *os.LinkError:
		below = append(below, e.Op)
	case *os.SyscallError:
		below = append(below, e.Syscall)
	case *net.OpError:
		below = append(below, strings.TrimSpace(e.Op+" "+e.Net))
	case *url.Error:
		below = append(below, e.Op)
	case interface{ Code() int }:
		return fmt.Sprintf("%T %d", err, e.Code())
	default:
		below = append(below, said(err))
	}
	if cause := errors.Unwrap(err); cause != nil {
		below = append(below, Describe(cause))
	}
	return strings.Join(below, ": ")
}

// said returns what an error says before its cause, where that is a place; its type otherwise.
func said(err error) string {
	if cause := errors.Unwrap(err); cause != nil {
		text, ok := strings.CutSuffix(err.Error(), cause.Error())
		if text = strings.TrimRight(text, ": "); ok && text != "" && place.MatchString(text) {
			return text
		}
	}
	return fmt.Sprintf("%T", err)
}
